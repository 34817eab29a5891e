"""Which accounts and regions are watched, and that one which cannot be used stops no other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.model.named_targets import NamedTarget
from amplify_tui.services.errors import CredentialsError, SetupError
from tests.services.conftest import KEYS, jobs_of, write
from tests.services.faulty_server import tell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.conftest import Opener
    from tests.services.faulty_server import FaultyServer

REGIONS = "[default]\nregion = eu-north-1\n[profile a]\nregion = eu-west-1\n[profile b]\nregion = us-east-1\n"
QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/amplify-tui"
TABLES = (
    NamedTarget("production", "b", ("eu-west-1", "us-east-1"), (QUEUE,)),
    NamedTarget("staging", "a", ("eu-west-1",), (QUEUE, f"{QUEUE}-2")),
)
OF_TABLES = (Target("b", "eu-west-1"), Target("b", "us-east-1"), Target("a", "eu-west-1"))


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, (Target("", "eu-north-1"),)),
        ({"profile": ("a", "b")}, (Target("a", "eu-west-1"), Target("b", "us-east-1"))),
        ({"region": ("x-1", "y-2")}, (Target("", "x-1"), Target("", "y-2"))),
        (
            {"profile": ("a", "b"), "region": ("x-1", "y-2")},
            (Target("a", "x-1"), Target("a", "y-2"), Target("b", "x-1"), Target("b", "y-2")),
        ),
        ({"targets": TABLES}, OF_TABLES),
        ({"targets": TABLES, "profile": ("a",), "sources": {"profile": "config.toml line 1"}}, OF_TABLES),
        (
            {"targets": TABLES, "profile": ("a",), "sources": {"profile": "--profile"}},
            (Target("a", "eu-west-1"),),
        ),
        (
            {"targets": TABLES, "region": ("x-1",), "sources": {"region": "AMPLIFY_TUI_REGION"}},
            (Target("", "x-1"),),
        ),
    ],
)
async def test_targets_are_every_profile_in_every_region_or_the_tables(
    home: Path, open_connector: Opener, members: dict[str, object], expected: tuple[Target, ...]
) -> None:
    write(home, REGIONS)
    connector = open_connector(**members)
    assert await connector.targets() == expected
    assert await connector.default_target() == expected[0]


async def test_the_environments_profile_is_one_of_several_regions(
    home: Path, monkeypatch: pytest.MonkeyPatch, open_connector: Opener
) -> None:
    write(home, REGIONS)
    monkeypatch.setenv("AWS_PROFILE", "b")
    assert await open_connector(region=("x-1", "y-2")).targets() == (Target("b", "x-1"), Target("b", "y-2"))


async def test_a_profile_that_names_no_region_comes_last_and_stops_no_other(
    home: Path, open_connector: Opener
) -> None:
    write(home, REGIONS + "[profile bare]\n", "[a]\n" + KEYS + "[bare]\n" + KEYS)
    connector = open_connector(profile=("nosuch", "bare", "a"))
    assert await connector.targets() == (Target("a", "eu-west-1"), Target("nosuch", ""), Target("bare", ""))
    assert await connector.default_target() == Target("a", "eu-west-1")
    with pytest.raises(SetupError, match=r"^There is no AWS profile nosuch\.$"):
        await connector.connect(Target("nosuch", ""))
    with pytest.raises(SetupError, match=r"region") as caught:
        await connector.connect(Target("bare", ""))
    assert caught.value.hint
    assert (await connector.connect(Target("a", "eu-west-1"))).target.profile == "a"


async def test_where_no_target_can_be_named_the_first_reason_is_told(
    home: Path, open_connector: Opener
) -> None:
    write(home, "[profile bare]\n")
    with pytest.raises(SetupError, match=r"^There is no AWS profile nosuch\.$"):
        await open_connector(profile=("nosuch", "bare")).targets()
    with pytest.raises(SetupError, match="names no AWS region"):
        await open_connector().targets()


async def test_queues_are_those_of_the_settings_and_of_the_targets_each_once(open_connector: Opener) -> None:
    assert await open_connector().event_urls() == ()
    found = await open_connector(events_queue=(f"{QUEUE}-3",), targets=TABLES).event_urls()
    assert found == (f"{QUEUE}-3", QUEUE, f"{QUEUE}-2")


async def test_a_role_that_wants_a_code_asks_nobody_and_holds_up_no_other(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    role = "role_arn = arn:aws:iam::123456789012:role/x\nsource_profile = a\n"
    device = "mfa_serial = arn:aws:iam::123456789012:mfa/me\n"
    write(home, f"[profile mfa]\n{role}{device}", "[a]\n" + KEYS)
    connector = open_connector(endpoint_url=faulty.url)
    async with asyncio.timeout(60):
        asking, good = Target("mfa", "eu-west-1"), Target("a", "eu-west-1")
        with pytest.raises(CredentialsError, match="it wants an MFA code"):
            await (await connector.connect(asking)).list_jobs(jobs_of(asking))
        faulty.give(tell(jobSummaries=[]))
        await (await connector.connect(good)).list_jobs(jobs_of(good))


async def test_credentials_of_each_profile_are_looked_for_when_it_is_asked_and_apart(
    home: Path, open_connector: Opener, faulty: FaultyServer, tmp_path: Path
) -> None:
    mark = tmp_path / "asked"
    slow = f"credential_process = sh -c 'touch {mark}; sleep 60'"
    write(home, f"[profile slow]\n{slow}\n[profile wrong]\ncredential_process = false\n", "[a]\n" + KEYS)
    tables = tuple(NamedTarget(name, name, ("eu-west-1",)) for name in ("slow", "wrong", "a"))
    connector = open_connector(endpoint_url=faulty.url, targets=tables)
    hanging, broken, good = await connector.targets()
    assert not mark.exists()
    waiting = asyncio.create_task(connector.connect(hanging))
    async with asyncio.timeout(60):
        with pytest.raises(CredentialsError, match="wrong"):
            await connector.connect(broken)
        faulty.give(tell(jobSummaries=[]))
        await (await connector.connect(good)).list_jobs(jobs_of(good))
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
