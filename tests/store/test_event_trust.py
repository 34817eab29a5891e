"""A queue may be live and yet tell nothing: what polling finds is compared with what events told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey
from amplify_tui.store.event_trust import MOST_HEARD, EventTrust
from amplify_tui.store.store import Store
from amplify_tui.store.topics import NewsOf
from tests.event_bus import envelope
from tests.store.event_scene import HERE, MAIN

if TYPE_CHECKING:
    from tests.clock import ManualClock
    from tests.event_bus import Bus
    from tests.store.event_scene import EventScene
    from tests.store.ledger import Ledger


class Watch:
    """What polling finds, on one target that events are relied on for."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.store = Store()
        self.trust = EventTrust(self.store, clock)
        self.trust.rely_on([HERE])
        clock.advance(61)

    def find(self, job_id: int, status: str = "RUNNING", ago: float = 0.0, name: str = "main") -> BranchKey:
        branch = BranchKey(AppKey(HERE, "d1"), name)
        at = self.clock.now() - timedelta(seconds=ago)
        ended = None if status in {"RUNNING", "PENDING"} else at
        job = Job(JobKey(branch, job_id), status, started_at=at, ended_at=ended)
        self.store.put(NewsOf(branch), BranchNews(newest=job), self.clock.now())
        return branch

    @property
    def is_trusted(self) -> bool:
        self.clock.advance(121)
        self.trust.check()
        return self.trust.is_trusted(HERE)


@pytest.fixture
def watch(clock: ManualClock) -> Watch:
    return Watch(clock)


def test_three_jobs_that_no_event_told_of_are_too_many(watch: Watch) -> None:
    for job_id, status in ((1, "RUNNING"), (2, "FAILED")):
        watch.find(job_id, status)
        assert watch.is_trusted
    watch.find(2, "SUCCEED")
    assert watch.is_trusted
    watch.find(3, "SUCCEED")
    lost = watch.is_trusted
    watch.trust.hear(MAIN, None)
    assert (lost, watch.is_trusted) == (False, True)


def test_events_may_come_later_than_polling_finds_it(watch: Watch) -> None:
    for job_id in range(1, 10):
        branch = watch.find(job_id)
        watch.clock.advance(60)
        watch.trust.check()
        watch.trust.hear(branch, job_id)
        assert watch.is_trusted


@pytest.mark.parametrize("status", ["PENDING", "CANCELLED", "CANCELLING", "MELTED"])
def test_what_no_event_tells_of_is_not_missed(watch: Watch, status: str) -> None:
    for job_id in range(1, 10):
        watch.find(job_id, status)
    assert watch.is_trusted


def test_what_was_there_before_or_is_not_relied_on_is_not_missed(watch: Watch) -> None:
    for job_id in range(1, 10):
        watch.find(job_id, "FAILED", ago=10 + 121 * job_id)
        assert watch.is_trusted
    watch.trust.rely_on([])
    for job_id in range(11, 20):
        watch.find(job_id, "FAILED")
    assert watch.is_trusted


def test_what_is_remembered_is_bounded(watch: Watch) -> None:
    for job_id in range(1, MOST_HEARD + 100):
        watch.trust.hear(MAIN, job_id)
    assert len(watch.trust._heard) == MOST_HEARD


async def test_where_jobs_change_and_no_event_tells_of_it_all_is_polled_again(
    push: EventScene, ledger: Ledger, bus: Bus
) -> None:
    await push.until(lambda: push.fleet_poller.covered == [{HERE}])
    began = push.clock.monotonic()
    await push.until(lambda: push.clock.monotonic() >= began + 61, pace=0.3)
    for name in ("main", "feature/login"):
        for _ in range(2):
            ledger.add(name, "FAILED", startTime=push.clock.now())
            asked = push.fleet_poller.hint(BranchKey(MAIN.app, name), None)
            await push.until(asked.done)
    await push.until(lambda: push.fleet_poller.covered[-1] == set(), pace=0.3)
    assert push.health.is_live
    assert push.health.warning.startswith("nothing of eu-west-1, where jobs changed")
    await bus.send(push.url, envelope("d1shop", "main", 1))
    await push.until(lambda: push.fleet_poller.covered[-1] == {HERE})
