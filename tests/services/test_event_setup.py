"""The account's side of events: who it is, what is found, what is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.event_plan import plan_setup
from amplify_tui.model.event_setup import Blueprint
from amplify_tui.model.keys import Target
from amplify_tui.services.errors import CredentialsError, SetupError, UnreachableError
from amplify_tui.services.event_setup import EventAccount
from tests.services.faulty_server import Reply, fail, tell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.faulty_server import FaultyServer

TARGET = Target("", "eu-west-1")


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


def identity(arn: str, account: str = "123456789012") -> Reply:
    body = (
        f"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>{arn}</Arn><Account>{account}</Account>"
        "</GetCallerIdentityResult></GetCallerIdentityResponse>"
    )
    return Reply(body.encode(), headers={"Content-Type": "text/xml"})


@pytest.fixture
def account(faulty: FaultyServer) -> EventAccount:
    return EventAccount(TARGET, faulty.url)


@pytest.mark.parametrize(
    ("arn", "partition"),
    [
        ("arn:aws:sts::123456789012:assumed-role/x/y", "aws"),
        ("arn:aws-cn:iam::123456789012:user/x", "aws-cn"),
        ("junk", "aws"),
        ("arn:aws\x07evil:x", "aws"),
    ],
)
async def test_arns_are_those_of_the_partition_that_the_caller_belongs_to(
    account: EventAccount, faulty: FaultyServer, arn: str, partition: str
) -> None:
    faulty.give(identity(arn.replace("\x07", "&#9;")))
    blueprint = await account.plan("mine")
    assert blueprint == Blueprint("mine", "123456789012", "eu-west-1", partition)


NO_STS = [Reply(b"", 503, {"Content-Type": "text/xml"})] * 3


async def test_where_sts_does_not_answer_the_default_bus_tells_the_account(
    account: EventAccount, faulty: FaultyServer
) -> None:
    faulty.give(*NO_STS, tell(Arn="arn:aws-cn:events:eu-west-1:123456789012:event-bus/default"))
    assert await account.plan("mine") == Blueprint("mine", "123456789012", "eu-west-1", "aws-cn")


@pytest.mark.parametrize("reply", [tell(), tell(Arn="arn:junk"), fail("AccessDeniedException")])
async def test_where_neither_tells_the_account_what_sts_said_is_the_reason(
    account: EventAccount, faulty: FaultyServer, reply: Reply
) -> None:
    faulty.give(*NO_STS, reply)
    with pytest.raises(UnreachableError, match="GetCallerIdentity") as raised:
        await account.plan("mine")
    assert "events:DescribeEventBus" in raised.value.hint


async def test_the_targets_of_all_pages_are_found(account: EventAccount, faulty: FaultyServer) -> None:
    blueprint = Blueprint("mine", "123456789012", "eu-west-1")
    gone = Reply(tell(__type="QueueDoesNotExist").body, 400)
    rule = {"Arn": blueprint.rule_arn, "EventPattern": json.dumps(blueprint.pattern), "State": "ENABLED"}
    other = {"Id": "a", "Arn": "arn:aws:lambda:x"}
    faulty.give(
        identity("arn:aws:iam::123456789012:user/x"),
        gone,
        gone,
        tell(**rule),
        tell(Targets=[other], NextToken="more"),
        tell(Targets=[blueprint.target]),
        tell(Tags=[{"Key": "created-by", "Value": "amplify-tui"}]),
    )
    found = await account.look(await account.plan("mine"))
    assert found.rule is not None
    assert [each["Id"] for each in found.rule.targets] == ["a", "mine"]
    assert [step.action for step in plan_setup(blueprint, found)] == ["create", "create", "keep", "keep"]


async def test_a_token_that_comes_again_and_again_ends(account: EventAccount, faulty: FaultyServer) -> None:
    gone = Reply(tell(__type="QueueDoesNotExist").body, 400)
    faulty.give(
        identity("arn:aws:iam::123456789012:user/x"), gone, gone, tell(Arn="arn:x", NextToken="again")
    )
    found = await account.look(await account.plan("mine"))
    assert found.rule is not None
    assert len(faulty.received) < 10


async def test_a_program_for_credentials_that_never_answers_is_given_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    (home / "config").write_text("[profile slow]\ncredential_process = sleep 30\n")
    with pytest.raises(CredentialsError, match="takes too long"):
        await EventAccount(Target("slow", "eu-west-1"), credentials_within=0.3).plan("mine")


async def test_no_credentials_at_all_are_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with pytest.raises(CredentialsError, match="the AWS environment"):
        await EventAccount(TARGET, "http://127.0.0.1:9").plan("mine")


async def test_an_address_that_is_none_is_said() -> None:
    with pytest.raises(SetupError):
        await EventAccount(TARGET, "not an address").plan("mine")
