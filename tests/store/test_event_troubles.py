"""Queues that die, are none, or bring more than can be worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.events import QueueMessage
from amplify_tui.model.keys import Target
from amplify_tui.services.event_read import read_event
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.store.topics import QueueOf
from tests.event_bus import envelope
from tests.store.event_scene import HERE, EventScene

if TYPE_CHECKING:
    from tests.clock import ManualClock
    from tests.event_bus import Bus
    from tests.sqs_door import SqsDoor
    from tests.store.ledger import Ledger


async def test_a_queue_that_is_deleted_covers_nothing_and_one_of_its_name_does_again(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    await push.until(lambda: push.fleet_poller.covered == [{HERE}])
    await bus.ask("sqs", "delete_queue", QueueUrl=push.url)
    await push.until(lambda: push.fleet_poller.covered[-1] == set())
    dead = push.health
    assert not dead.is_live
    assert dead.problem is not None
    assert dead.problem.kind == "NotFoundError"
    assert await bus.make_queue(push.url.rsplit("/", 1)[-1]) == push.url
    await push.until(lambda: push.fleet_poller.covered[-1] == {HERE})
    assert push.health.is_live
    assert push.health.problem is None
    ledger.add("main", "RUNNING")
    await bus.send(push.url, envelope("d1shop", "main", 4))
    await push.until(lambda: push.status() == "RUNNING")


async def test_a_dead_queue_is_asked_less_and_less_often(push: EventScene, bus: Bus) -> None:
    await bus.ask("sqs", "delete_queue", QueueUrl=push.url)
    await push.until(lambda: not push.health.is_live)
    began, before = push.clock.monotonic(), push.count("ReceiveMessage")
    await push.until(lambda: push.clock.monotonic() - began >= 120, pace=0.5)
    assert 4 <= push.count("ReceiveMessage") - before <= 12


async def test_a_queue_that_lets_nobody_wait_is_left_alone_for_a_second(
    door: SqsDoor, watched: EventScene, bus: Bus
) -> None:
    door.is_hasty = True
    before = watched.count("ReceiveMessage")
    await watched.until(lambda: watched.count("ReceiveMessage") >= before + 2)
    before = watched.count("ReceiveMessage")
    await bus.count(watched.url)  # time stands still, so that there may be one under way
    assert watched.count("ReceiveMessage") <= before + 1


async def test_a_queue_that_falls_silent_is_relied_on_for_a_minute(
    door: SqsDoor, watched: EventScene
) -> None:
    await watched.until(lambda: watched.fleet_poller.covered == [{HERE}])
    door.is_silent = True
    before = watched.count("ReceiveMessage")
    await watched.until(lambda: watched.count("ReceiveMessage") > before, pace=0.02)
    began = watched.clock.monotonic()
    await watched.until(lambda: watched.fleet_poller.covered[-1] == set(), pace=0.5)
    assert 55 <= watched.clock.monotonic() - began <= 70


@pytest.mark.parametrize("url", ["nothing", "https://example.com/", "\x1b[31m"])
async def test_what_is_no_address_of_a_queue_is_said_and_stops_nothing(
    keys: None, ledger: Ledger, bus: Bus, clock: ManualClock, url: str
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    good = await bus.make_queue()
    async with EventScene(clock, [url, good]).play() as scene:
        assert scene.health.problem is not None
        assert scene.health.problem.kind == "SetupError"
        assert "\x1b" not in scene.health.label + scene.health.problem.message
        scene.url = good
        await scene.until(lambda: scene.is_told and scene.health.is_live)
        await bus.send(good, envelope("d1shop", "main", 2, "FAILED"))
        await scene.until(lambda: scene.health.events == 1)


async def test_a_region_that_nobody_watches_is_read_and_covers_what_its_events_tell_of(
    keys: None, ledger: Ledger, bus: Bus, clock: ManualClock
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    queue = await bus.make_queue()
    elsewhere = queue.replace("/1234", "/queue/us-west-2/1234")
    async with EventScene(clock, [elsewhere]).play() as scene:
        assert scene.fleet_poller.covered == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("ExpiredTokenException", "CredentialsError"),
        ("AccessDeniedException", "DeniedError"),
        ("KMS.AccessDeniedException", "DeniedError"),
        ("RequestThrottled", "ThrottledError"),
        ("InternalFailure", "UnreachableError"),
        ("AWS.SimpleQueueService.NonExistentQueue", "NotFoundError"),
        ("InvalidAddress", "RefusedError"),
    ],
)
async def test_a_queue_that_says_no_under_way_covers_nothing_until_it_lives_again(
    door: SqsDoor, watched: EventScene, code: str, kind: str
) -> None:
    await watched.until(lambda: watched.fleet_poller.covered == [{HERE}])
    door.shut = {"ReceiveMessage": code}
    await watched.until(lambda: watched.fleet_poller.covered[-1] == set())
    dead = watched.health
    assert dead.problem is not None
    assert (dead.problem.kind, dead.is_live) == (kind, False)
    assert "Amplify" not in dead.problem.message
    door.shut = {}
    await watched.until(lambda: watched.fleet_poller.covered[-1] == {HERE}, pace=1.0)
    assert (watched.health.problem, watched.health.is_live) == (None, True)


async def test_a_page_of_a_captive_portal_is_no_queue(door: SqsDoor, watched: EventScene) -> None:
    await watched.until(lambda: watched.fleet_poller.covered == [{HERE}])
    door.page = True
    await watched.until(lambda: watched.fleet_poller.covered[-1] == set())
    dead = watched.health
    assert dead.problem is not None
    assert dead.problem.kind == "BadAnswerError"


async def test_messages_that_cannot_be_deleted_are_not_asked_about_again(
    door: SqsDoor, watched: EventScene, ledger: Ledger
) -> None:
    (reader,) = watched.desk._readers or ()
    door.shut = {"DeleteMessageBatch": "AccessDeniedException"}
    ledger.add("main", "RUNNING")
    event, _ = read_event(envelope("d1shop", "main", 4))
    for times in (1, 2, 3):
        reader.inbox.take(QueueMessage(f"r{times}", event, times=times))
        await watched.until(lambda: watched.status() == "RUNNING" and not reader.inbox._under_way)
    assert watched.fleet_poller.hinted == [("main", 4)]
    await watched.until(lambda: watched.health.undeleted)
    assert watched.health.undeleted is not None
    assert watched.health.undeleted.hint == "Ask for a policy that allows sqs:DeleteMessage."
    assert watched.health.is_live
    door.shut = {}
    reader.inbox.take(QueueMessage("r4", event, times=4))
    await watched.until(lambda: watched.health.undeleted is None)


async def test_an_event_is_left_for_later_three_times_and_then_dropped(
    push: EventScene, ledger: Ledger
) -> None:
    (reader,) = push.desk._readers or ()
    ledger.behaviour = Behaviour(is_expired=True)
    event, _ = read_event(envelope("d1shop", "main", 4))
    for times in (1, 2, 3):
        assert reader.inbox.collect() == []
        reader.inbox.take(QueueMessage(f"r{times}", event, times=times))
        await push.until(lambda: not reader.inbox._under_way)
    await push.until(lambda: push.count("DeleteMessageBatch") == 1)
    reader.inbox.take(QueueMessage("r4", event, times=4))
    assert not reader.inbox._under_way


async def test_a_flood_is_taken_in_portions(push: EventScene, bus: Bus, ledger: Ledger) -> None:
    (reader,) = push.desk._readers or ()
    ledger.behaviour = Behaviour(is_expired=True)
    for n in range(200):
        event, _ = read_event(envelope("d1shop", "main", 4 + n))
        reader.inbox.take(QueueMessage(f"r{n}", event))
        if n == 49:
            assert not reader.inbox._has_room.is_set()
    await push.until(reader.inbox._has_room.is_set)


async def test_what_stops_being_watched_is_not_read_any_more(push: EventScene, bus: Bus) -> None:
    await push.until(lambda: push.fleet_poller.covered == [{HERE}])
    push.desk.watch(())
    await push.until(lambda: push.fleet_poller.covered[-1] == set())
    assert not push.health.is_live
    assert push.store.get(QueueOf(push.url)) is not None
    push.desk.watch((HERE,))
    await push.until(lambda: push.health.is_live)


async def test_a_queue_of_another_profiles_account_is_read_with_that_and_nothing_is_said(
    profiles: None, ledger: Ledger, door: SqsDoor, bus: Bus, clock: ManualClock
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    door.keys = {"AKIAONE": "AccessDeniedException"}
    scene = EventScene(clock, [door.url(await bus.make_queue())])
    told: list[bool] = []
    scene.store.subscribe(QueueOf(scene.url), lambda health: told.append(health.problem is not None))
    async with scene.play([Target("one", "eu-west-1"), Target("two", "eu-west-1")]):
        await scene.until(lambda: scene.health.is_live)
    assert not any(told)


async def test_a_queue_that_no_profile_may_read_is_said_to_be_denied(
    profiles: None, ledger: Ledger, door: SqsDoor, bus: Bus, clock: ManualClock
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    door.keys = {"AKIAONE": "AccessDeniedException", "AKIATWO": "AccessDeniedException"}
    scene = EventScene(clock, [door.url(await bus.make_queue())])
    async with scene.play([Target("one", "eu-west-1"), Target("two", "eu-west-1")]):
        assert scene.health.problem is not None
        assert scene.health.problem.kind == "DeniedError"
        door.keys = {}
        await scene.until(lambda: scene.health.is_live)
        assert scene.health.problem is None
