"""events status: what is wrong, who reads, what waits."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from amplify_tui.model.events import READER_PREFIX
from tests.cli.event_gate import DENIED
from tests.cli.event_places import run

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine
    from tests.cli.event_gate import Gate
    from tests.cli.event_places import Place


async def test_where_nothing_is_set_up_it_says_so(events: CommandLine, place: Place) -> None:
    target = await run(events, place, "status", code=5)
    assert {each["action"] for each in target["resources"]} == {"create"}
    command = f"`amplify-tui events setup --name {place.name}`"
    assert target["problems"] == [f"There is no rule and no queue: {command} makes them."]
    assert (target["queueUrl"], target["messagesWaiting"], target["encryption"]) == (None, None, None)


async def test_what_waits_and_what_was_given_up_is_counted(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    url, dead = await place.queue_url(), await place.queue_url("-dlq")
    for address, times in ((url, 3), (dead, 2)):
        for _ in range(times):
            await place.call("send_message", QueueUrl=address, MessageBody="{}")
    await place.call("receive_message", QueueUrl=url)
    target = await run(events, place, "status")
    assert [target[name] for name in ("messagesWaiting", "messagesBeingRead", "messagesGivenUp")] == [2, 1, 2]
    assert target["encryption"] == "SSE-SQS"
    (problem,) = target["problems"]
    assert problem == (
        f"About 2 messages could not be read, deleted or delivered: look into {place.name}-dlq, "
        "and whether readers have sqs:DeleteMessage."
    )


async def test_one_reader_is_told_and_two_are_a_warning(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    now = events.clock.now()
    await place.tag({f"{READER_PREFIX}wall": now.isoformat(), "team": "web"})
    alone = await run(events, place, "status")
    assert (alone["sharing"], alone["problems"]) == ("alone", [])
    assert [reader["name"] for reader in alone["readers"]] == ["wall"]
    await place.tag({f"{READER_PREFIX}desk": (now - timedelta(minutes=2)).isoformat()})
    await place.tag({f"{READER_PREFIX}old": (now - timedelta(hours=2)).isoformat()})
    shared = await run(events, place, "status")
    assert shared["sharing"] == "shared"
    assert [reader["name"] for reader in shared["readers"]] == ["wall", "desk"]
    assert "wall, desk" in shared["problems"][0]


async def test_without_leave_to_read_tags_sharing_cannot_be_told(
    events: CommandLine, place: Place, gate: Gate
) -> None:
    await run(events, place, "setup", "--yes")
    gate.replies["ListQueueTags"] = DENIED
    target = await run(events, place, "status")
    assert (target["sharing"], target["readers"]) == ("unknown", None)
    assert "Sharing cannot be detected" in target["problems"][0]
    # Nobody can tell whose it is either, so what fits stays and what does not is left alone.
    await place.spoil(VisibilityTimeout="30")
    refused = await run(events, place, "setup", "--yes", code=7)
    assert "its tags may not be read" in refused["error"]["message"]


async def test_a_dashboard_that_reads_is_told_before_its_queue_is_removed(
    events: CommandLine, place: Place
) -> None:
    await run(events, place, "setup", "--yes")
    await place.tag({f"{READER_PREFIX}wall": events.clock.now().isoformat()})
    result = await events("events", "remove", "--name", place.name, "--yes")
    assert result.code == 0
    assert "a dashboard reads the queue at present: wall." in result.err


async def test_names_that_would_steer_a_terminal_do_not(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    statement = {
        "Sid": "\x1b]0;title\x07",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "sqs:*",
        "Resource": "*",
    }
    await place.spoil(Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    await place.tag({f"{READER_PREFIX}\x1b[2Jx": events.clock.now().isoformat()})
    result = await events("events", "status", "--name", place.name)
    assert result.code == 0
    assert "\x1b" not in result.out + result.err
    assert "differs" in result.out
