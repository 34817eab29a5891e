"""events where calls fail: denied, offline, half way, in one place of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.cli.events_changing import SETTLE
from amplify_tui.cli.fast_clock import FastClock
from tests.cli.event_gate import DENIED, refuse
from tests.cli.event_places import Place, actions, run
from tests.services.faulty_server import Reply, page_of_html, tell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine
    from tests.cli.event_gate import Gate

WRITES = {"CreateQueue", "SetQueueAttributes", "PutRule", "PutTargets", "DeleteQueue", "DeleteRule"}
XML = {"Content-Type": "text/xml"}
EXPIRED = Reply(
    b"<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>no</Message></Error>"
    b"</ErrorResponse>",
    403,
    XML,
)
STS_DENIED = Reply(EXPIRED.body.replace(b"ExpiredToken", b"AccessDenied"), 403, XML)


@pytest.mark.parametrize(
    ("operation", "reply", "code", "said"),
    [
        ("GetCallerIdentity", EXPIRED, 4, "have expired"),
        ("GetCallerIdentity", Reply(b"<GetCallerIdentityResponse/>", 200, XML), 6, "no answer"),
        ("GetCallerIdentity", page_of_html(), 6, "no answer"),
        ("GetQueueUrl", DENIED, 4, "sqs:GetQueueUrl"),
        ("GetQueueUrl", page_of_html(), 6, "proxy"),
        ("GetQueueUrl", Reply(b"{}"), 6, "no answer"),
        ("GetQueueUrl", refuse("ServiceUnavailable", status=503), 6, "trouble"),
        ("DescribeRule", DENIED, 4, "events:DescribeRule"),
        ("DescribeRule", Reply(b"{}"), 6, "no answer"),
        ("DescribeRule", Reply(b"not json"), 6, ""),
    ],
)
async def test_what_cannot_be_looked_at_is_not_changed(
    events: CommandLine,
    place: Place,
    gate: Gate,
    *,
    operation: str,
    reply: Reply,
    code: int,
    said: str,
) -> None:
    gate.replies[operation] = reply
    result = await events("events", "setup", "--name", place.name, "--yes", "--json")
    assert result.code == code, result
    assert said in result.json["error"]["message"] + result.json["error"]["hint"]
    assert not WRITES & set(gate.operations)


async def test_setting_up_needs_no_sts_where_the_bus_tells_the_account(
    events: CommandLine, place: Place, gate: Gate
) -> None:
    gate.replies["GetCallerIdentity"] = STS_DENIED
    done = await run(events, place, "setup", "--yes")
    assert all(is_done for _, _, is_done in actions(done))
    assert await place.rules() == [place.name]


async def test_who_may_not_look_is_told_what_it_takes(events: CommandLine, place: Place, gate: Gate) -> None:
    gate.replies["GetQueueUrl"] = DENIED
    err = (await events("events", "setup", "--name", place.name, "--yes")).err
    assert all(action in err for action in ("sqs:CreateQueue", "events:PutTargets", "--template"))
    err = (await events("events", "remove", "--name", place.name, "--yes")).err
    assert "sqs:DeleteQueue" in err
    assert "sqs:CreateQueue" not in err


@pytest.mark.parametrize(("operation", "made"), [("CreateQueue", 0), ("PutRule", 2), ("PutTargets", 3)])
async def test_a_failure_half_way_says_what_is_there_and_the_next_run_goes_on(
    events: CommandLine, place: Place, gate: Gate, operation: str, made: int
) -> None:
    gate.replies[operation] = DENIED
    result = await events("events", "setup", "--name", place.name, "--yes")
    assert result.code == 4
    assert [row[7] for row in result.rows] == ["done"] * made + [""] * (4 - made)
    assert "Run it again: it goes on from there." in result.err
    assert ("done before it: nothing" in result.err) == (made == 0)
    gate.replies.clear()
    again = await run(events, place, "setup", "--yes")
    assert [done for _, _, done in actions(again)] == [False] * made + [True] * (4 - made)
    assert not (await run(events, place, "status"))["problems"]


@pytest.mark.parametrize("operation", ["CreateQueue", "PutRule", "PutTargets"])
async def test_a_lost_answer_does_no_harm(
    events: CommandLine, place: Place, gate: Gate, operation: str
) -> None:
    gate.dropped.add(operation)
    first = await run(events, place, "setup", "--yes", code=6)
    assert first["error"]["message"]
    gate.dropped.clear()
    await run(events, place, "setup", "--yes")
    assert not (await run(events, place, "status"))["problems"]
    assert sorted(await place.queues()) == [place.name, f"{place.name}-dlq"]


@pytest.mark.parametrize(
    ("word", "operation", "reply", "said"),
    [
        ("setup", "PutTargets", tell(FailedEntryCount=1, FailedEntries=[{"ErrorMessage": "why"}]), "why"),
        ("remove", "RemoveTargets", tell(FailedEntryCount=1, FailedEntries=[{"ErrorCode": "Y"}]), "Y"),
        ("setup", "CreateQueue", refuse("QueueDeletedRecently"), "a minute of quiet"),
    ],
)
async def test_a_refusal_of_the_service_is_told(
    events: CommandLine,
    place: Place,
    gate: Gate,
    *,
    word: str,
    operation: str,
    reply: Reply,
    said: str,
) -> None:
    if word == "remove":
        await run(events, place, "setup", "--yes")
    gate.replies[operation] = reply
    target = await run(events, place, word, "--yes", code=7)
    assert said in target["error"]["message"] + target["error"]["hint"]


@pytest.mark.parametrize("operation", ["SetQueueAttributes", "ListQueueTags"])
async def test_a_page_is_no_answer_where_sqs_would_say_nothing(
    events: CommandLine, place: Place, gate: Gate, operation: str
) -> None:
    await run(events, place, "setup", "--yes")
    await place.spoil(VisibilityTimeout="30")
    gate.replies[operation] = page_of_html()
    result = await events("events", "setup", "--name", place.name, "--yes")
    assert (result.code, "done" in result.out) == (6, False)
    assert (await place.attributes())["VisibilityTimeout"] == "30"


async def test_a_new_queue_is_left_alone_for_a_second(events: CommandLine, place: Place, gate: Gate) -> None:
    events.clock = FastClock(4.0)
    await run(events, place, "setup", "--yes")
    made = [number for number, operation in enumerate(gate.operations) if operation == "CreateQueue"]
    assert len(made) == 2
    assert all(gate.times[number + 1] - gate.times[number] >= SETTLE / 4.0 for number in made)


async def test_a_removal_that_failed_half_way_goes_on(events: CommandLine, place: Place, gate: Gate) -> None:
    await run(events, place, "setup", "--yes")
    gate.replies["DeleteQueue"] = DENIED
    failed = await run(events, place, "remove", "--yes", code=4)
    assert [done for _, _, done in actions(failed)] == [True, True, False, False]
    gate.replies.clear()
    await run(events, place, "remove", "--yes")
    assert await place.is_empty()


async def test_what_vanishes_meanwhile_is_gone(events: CommandLine, place: Place, gate: Gate) -> None:
    await run(events, place, "setup", "--yes")
    gone = refuse("QueueDoesNotExist")
    gate.replies |= {"DeleteQueue": gone, "DeleteRule": refuse("ResourceNotFoundException")}
    removed = await run(events, place, "remove", "--yes")
    assert all(done for _, _, done in actions(removed))


async def both(events: CommandLine, place: Place, word: str, *more: str) -> tuple[int, list[dict[str, Any]]]:
    regions = ("--region", "eu-west-1,us-east-1")
    result = await events("events", word, "--name", place.name, "--json", *regions, *more)
    return result.code, result.json["targets"]


async def test_two_regions_have_a_plan_and_a_queue_each(events: CommandLine, place: Place) -> None:
    code, targets = await both(events, place, "setup", "--yes")
    assert code == 0
    assert [target["region"] for target in targets] == ["eu-west-1", "us-east-1"]
    assert all(done for target in targets for _, _, done in actions(target))
    assert len(await Place(place.url, place.name, "us-east-1").queues()) == 2


async def test_one_command_reads_the_queues_of_all_places(
    events: CommandLine, place: Place, gate: Gate
) -> None:
    result = await events("events", "setup", "--name", place.name, "--yes", "--region", "eu-west-1,us-east-1")
    url = f"--events-queue {gate.url}/123456789012/{place.name}"
    assert f"amplify-tui --region eu-west-1,us-east-1 {url} {url}\n" in result.err


async def test_one_place_that_fails_does_not_stop_the_others(
    events: CommandLine, place: Place, gate: Gate
) -> None:
    gate.replies["GetQueueUrl us-east-1"] = DENIED
    code, targets = await both(events, place, "setup", "--yes")
    assert code == 4
    assert all(done for _, _, done in actions(targets[0]))
    assert (targets[0]["error"], targets[1]["resources"]) == (None, [])
    assert targets[1]["error"]["code"] == "AccessDeniedException"
    code, targets = await both(events, place, "status")
    assert (code, targets[0]["problems"]) == (4, [])


async def test_a_failure_half_way_in_one_place_does_not_stop_the_others(
    events: CommandLine, place: Place, gate: Gate
) -> None:
    gate.replies["PutRule eu-west-1"] = DENIED
    code, targets = await both(events, place, "setup", "--yes")
    assert code == 4
    assert [done for _, _, done in actions(targets[0])] == [True, True, False, False]
    assert all(done for _, _, done in actions(targets[1]))


async def test_each_profile_signs_with_its_own_keys(
    events: CommandLine, place: Place, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    file = tmp_path / "credentials"
    file.write_text(
        "".join(
            f"[{name}]\naws_access_key_id = AKIA{name.upper()}\naws_secret_access_key = x\n" for name in "ab"
        )
    )
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    result = await events("events", "setup", "--name", place.name, "--dry-run", "--json", "--profile", "a,b")
    assert result.code == 0
    assert [target["profile"] for target in result.json["targets"]] == ["a", "b"]
    assert gate.keys == {"AKIAA", "AKIAB"}
    result = await events("events", "setup", "--name", place.name, "--yes", "--profile", "a,b")
    assert (result.code, result.err.count("--events-queue")) == (0, 1)  # both lead to one account
    assert "amplify-tui --profile a,b --region eu-west-1 " in result.err


async def test_a_profile_that_is_not_there_is_wrong_usage(events: CommandLine, place: Place) -> None:
    result = await events("events", "status", "--name", place.name, "--profile", "nobody")
    assert result.code == 2
    assert "There is no AWS profile nobody." in result.err


async def test_an_address_where_nobody_answers_is_told(events: CommandLine, place: Place) -> None:
    result = await events("events", "status", "--name", place.name, "--endpoint-url", "http://127.0.0.1:9")
    assert result.code == 6
    assert "cannot be reached" in result.err
    assert "DescribeEventBus" not in result.err


async def test_a_region_that_is_none_is_said_before_anybody_waits(
    events: CommandLine, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    result = await events("events", "status", "--name", place.name, "--region", "eu-wst-1x")
    assert result.code == 2
    assert "There is no AWS region" in result.err


@pytest.mark.parametrize("word", ["setup", "remove"])
async def test_a_variable_that_nobody_reads_does_not_lead_to_aws(
    events: CommandLine, place: Place, gate: Gate, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    for service in ("SQS", "STS", "EVENTS"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", gate.url)
    result = await events("events", word, "--name", place.name, "--yes", "--json")
    assert (result.code, result.json["error"]["code"]) == (2, "WrongVariable")
    assert "AWS_ENDPOINT_URL_EVENTBRIDGE" in result.json["error"]["hint"]
    assert not gate.operations
    monkeypatch.setenv("AWS_ENDPOINT_URL_EVENTBRIDGE", gate.url)
    await run(events, place, "status", code=5)
