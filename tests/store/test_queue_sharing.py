"""Whether a queue is read by somebody else as well: what the tags of the readers tell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.events import READER_PREFIX
from amplify_tui.model.keys import Target
from tests.store.event_scene import EventScene

if TYPE_CHECKING:
    from tests.clock import ManualClock
    from tests.event_bus import Bus
    from tests.sqs_door import SqsDoor
    from tests.store.ledger import Ledger


def tag(push: EventScene, name: str, ago: timedelta) -> dict[str, str]:
    return {READER_PREFIX + name: (push.clock.now() - ago).isoformat(timespec="seconds")}


@pytest.mark.parametrize("operation", ["ListQueueTags", "TagQueue"])
async def test_without_permission_for_tags_it_cannot_be_told_who_else_reads(
    door: SqsDoor, watched: EventScene, operation: str
) -> None:
    await watched.until(lambda: watched.health.sharing == "alone")
    door.shut = {operation: "AccessDeniedException"}
    watched.clock.advance(301)
    await watched.until(lambda: watched.health.doubt)
    doubtful = watched.health
    assert doubtful.doubt is not None
    assert (doubtful.sharing, doubtful.doubt.kind) == ("unknown", "DeniedError")
    assert f"sqs:{operation}" in doubtful.doubt.hint
    assert doubtful.is_live


async def test_a_reader_that_may_not_tag_still_sees_others(
    door: SqsDoor, watched: EventScene, bus: Bus
) -> None:
    await watched.until(lambda: watched.health.sharing == "alone")
    door.shut = {"TagQueue": "AccessDeniedException"}
    queue = watched.url.replace(f"http://127.0.0.1:{door.port}", door.behind)
    await bus.ask("sqs", "tag_queue", QueueUrl=queue, Tags=tag(watched, "other", timedelta(minutes=-5)))
    watched.clock.advance(301)
    await watched.until(lambda: watched.health.sharing == "shared")
    assert watched.health.other == "other"


async def test_another_reader_is_named_until_it_has_been_silent_for_a_quarter_of_an_hour(
    push: EventScene, bus: Bus
) -> None:
    await push.until(lambda: push.health.sharing == "alone")
    assert READER_PREFIX + "own" in await bus.tags(push.url)
    await bus.ask("sqs", "tag_queue", QueueUrl=push.url, Tags=tag(push, "other", timedelta(0)))
    push.clock.advance(301)
    await push.until(lambda: push.health.sharing == "shared")
    assert push.health.other == "other"
    push.clock.advance(901)
    await push.until(lambda: push.health.sharing == "alone")
    assert push.health.other == ""


async def test_old_tags_are_removed_and_the_own_one_when_reading_ends(
    keys: None, ledger: Ledger, bus: Bus, clock: ManualClock
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    queue = await bus.make_queue()
    scene = EventScene(clock, [queue])
    old = tag(scene, "old", timedelta(days=2)) | tag(scene, "recent", timedelta(hours=1))
    await bus.ask("sqs", "tag_queue", QueueUrl=queue, Tags={"team": "web", **old})
    async with scene.play():
        await scene.until(lambda: scene.health.sharing == "alone")
        assert set(await bus.tags(queue)) == {"team", READER_PREFIX + "own", READER_PREFIX + "recent"}
    assert set(await bus.tags(queue)) == {"team", READER_PREFIX + "recent"}


async def test_a_queue_full_of_tags_leaves_room_for_this_reader(
    keys: None, ledger: Ledger, bus: Bus, clock: ManualClock
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    queue = await bus.make_queue()
    scene = EventScene(clock, [queue])
    tags = {f"t{n}": "x" for n in range(20)}
    for n in range(30):
        tags |= tag(scene, f"r{n}", timedelta(hours=1 + n / 10))
    await bus.ask("sqs", "tag_queue", QueueUrl=queue, Tags=tags)
    async with scene.play():
        await scene.until(lambda: scene.health.sharing == "alone")
        kept = set(await bus.tags(queue))
        assert READER_PREFIX + "own" in kept
        assert {f"t{n}" for n in range(20)} <= kept
        assert READER_PREFIX + "r0" in kept
        assert len(kept) <= 50


async def test_the_profile_that_reads_a_queue_by_now_says_so(
    profiles: None, ledger: Ledger, door: SqsDoor, bus: Bus, clock: ManualClock
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    scene = EventScene(clock, [door.url(await bus.make_queue())])
    async with scene.play([Target("one", "eu-west-1"), Target("two", "eu-west-1")]):
        await scene.until(lambda: scene.health.sharing == "alone")
        reads = next(call for call in scene.calls.recent() if call.operation == "ReceiveMessage")
        door.keys = {f"AKIA{reads.target.profile.upper()}": "AccessDeniedException"}
        await scene.until(lambda: not scene.health.is_live)
        await scene.until(lambda: scene.health.is_live)
        await scene.until(lambda: scene.health.sharing == "alone", pace=1.0)
        assert door.passed.count("TagQueue") == 2


async def test_two_readers_of_one_queue_notice_each_other(
    keys: None, ledger: Ledger, bus: Bus, clock: ManualClock
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    queue = await bus.make_queue()
    async with (
        EventScene(clock, [queue], own="one").play() as one,
        EventScene(clock, [queue], own="two").play() as two,
    ):
        await two.until(lambda: two.health.sharing == "shared")
        clock.advance(301)
        await one.until(lambda: one.health.other == "two")
        assert two.health.other == "one"


async def test_nobody_is_said_to_read_a_dead_queue_and_one_that_comes_back_is_tagged_at_once(
    door: SqsDoor, watched: EventScene, bus: Bus
) -> None:
    queue = watched.url.replace(f"http://127.0.0.1:{door.port}", door.behind)
    await watched.until(lambda: watched.health.sharing == "alone")
    await bus.ask("sqs", "tag_queue", QueueUrl=queue, Tags=tag(watched, "other", timedelta(0)))
    watched.clock.advance(301)
    await watched.until(lambda: watched.health.sharing == "shared")
    door.shut = {"ReceiveMessage": "AWS.SimpleQueueService.NonExistentQueue"}
    await watched.until(lambda: watched.health.problem)
    assert (watched.health.sharing, watched.health.other) == ("unknown", "")
    names = [READER_PREFIX + "own", READER_PREFIX + "other"]
    await bus.ask("sqs", "untag_queue", QueueUrl=queue, TagKeys=names)
    door.shut = {}
    await watched.until(lambda: watched.health.sharing == "alone")
    assert READER_PREFIX + "own" in await bus.tags(queue)
