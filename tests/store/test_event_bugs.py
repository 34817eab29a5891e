"""Internal errors, repetitions and strangers while queues are read: everything goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.events import QueueMessage
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.event_read import read_event
from amplify_tui.store.event_trust import EventTrust
from amplify_tui.store.event_work import EventWork
from amplify_tui.store.inbox import Inbox
from amplify_tui.store.queue_report import QueueReport
from tests.event_bus import envelope
from tests.store.event_scene import EventScene

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from amplify_tui.model.events import DeploymentEvent
    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import EventQueue
    from amplify_tui.store.event_work import Outcome
    from tests.clock import ManualClock
    from tests.event_bus import Bus
    from tests.store.ledger import Ledger


class BrokenConnector(AwsConnector):
    """Fails in a way that nobody foresaw, the first time."""

    opened = 0

    async def open_queue(self, url: str, targets: Sequence[Target]) -> EventQueue:
        self.opened += 1
        if self.opened == 1:
            raise RuntimeError("a bug")
        return await super().open_queue(url, targets)


class BrokenWork(EventWork):
    """Fails in a way that nobody foresaw."""

    async def process(self, event: DeploymentEvent) -> Outcome:
        raise RuntimeError("a bug")


async def test_a_reader_that_broke_begins_anew(
    keys: None, ledger: Ledger, bus: Bus, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.fill(1)
    ledger.add("feature/login")
    scene = EventScene(clock, [await bus.make_queue()], kind=BrokenConnector)
    async with scene.play():
        await scene.until(lambda: scene.health.is_live)
    assert "goes on after an internal error" in caplog.text
    assert "a bug" in caplog.text


async def test_an_event_that_broke_its_work_is_left_for_later(
    push: EventScene, caplog: pytest.LogCaptureFixture
) -> None:
    report = QueueReport("http://127.0.0.1/123456789012/q", push.store, push.clock)
    trust = EventTrust(push.store, push.clock)
    work = BrokenWork(push.fleet_poller, push.fleet, push.poller, push.store, push.clock, trust=trust)
    inbox = Inbox(work, report, lambda: None)
    event, _ = read_event(envelope("d1shop", "main", 99))
    inbox.take(QueueMessage("r", event))
    await push.until(lambda: not inbox._under_way)
    assert inbox.collect() == []
    assert "could not be worked on" in caplog.text


async def test_an_event_that_comes_again_under_way_is_worked_on_once_and_deleted_twice(
    push: EventScene, ledger: Ledger
) -> None:
    (reader,) = push.desk._readers or ()
    ledger.add("main", "RUNNING")
    event, _ = read_event(envelope("d1shop", "main", 4))
    for times in (1, 2):
        reader.inbox.take(QueueMessage(f"r{times}", event, times=times))
    (work,) = reader.inbox._under_way.values()
    assert (list(work.receipts), work.times) == (["r1", "r2"], 2)
    await push.until(lambda: not reader.inbox._under_way)
    assert push.fleet_poller.hinted == [("main", 4)]


async def test_events_of_branches_that_nobody_knows_hold_up_no_others(
    push: EventScene, ledger: Ledger
) -> None:
    (reader,) = push.desk._readers or ()
    for n in range(250):
        event, _ = read_event(envelope("d1shop", f"gone-{n}", 1))
        reader.inbox.take(QueueMessage(f"r{n}", event))
    await push.until(lambda: len(reader.inbox._under_way) == 200)
    assert reader.inbox._has_room.is_set()
    ledger.add("main", "RUNNING")
    event, _ = read_event(envelope("d1shop", "main", 4))
    reader.inbox.take(QueueMessage("r", event))
    await push.until(lambda: push.status() == "RUNNING")


async def test_queues_of_one_name_are_reported_under_labels_of_their_own(clock: ManualClock) -> None:
    urls = [f"https://sqs.{region}.amazonaws.com/123456789012/q" for region in ("eu-west-1", "us-east-1")]
    scene = EventScene(clock, urls)
    readers = scene.desk._open_readers(urls)
    assert [reader._report.label for reader in readers] == ["q (eu-west-1)", "q (us-east-1)"]
