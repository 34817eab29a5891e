"""Whether events can be relied on: a queue may be live, and yet nobody writes to it."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.jobs import JobStatus
from amplify_tui.store.topics import NewsOf

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.store import Store

SETTLING: Final = timedelta(seconds=60)
"""What happened sooner after a queue began to cover is not held against it."""
GRACE_SECONDS: Final = 120.0
"""How much later than polling an event may tell of a change."""
MOST_MISSED: Final = 3
"""So many changes in a row that no event told of, and events are relied on no more."""
MOST_HEARD: Final = 5_000
MOST_WAITING: Final = 1_000
_TOLD: Final = frozenset({JobStatus.RUNNING, JobStatus.SUCCEED, JobStatus.FAILED})
"""Statuses that an event tells of; there is none of a cancelled job."""


class EventTrust:
    """Compares what polling finds with what events told.

    Args:
        store: The picture.
        clock: The source of time.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._clock = clock
        self._since: dict[Target, datetime] = {}
        self._missed: dict[Target, int] = {}
        self._heard: dict[tuple[BranchKey, int], None] = {}
        self._waiting: deque[tuple[float, BranchKey, int]] = deque(maxlen=MOST_WAITING)
        store.watch(NewsOf, self._learn)

    def rely_on(self, targets: Collection[Target]) -> None:
        """Say which accounts and regions events are relied on for."""
        now = self._clock.now()
        self._since = {target: self._since.get(target, now) for target in targets}

    def is_trusted(self, target: Target) -> bool:
        """Tell whether events of an account and region come as they should, as far as is known."""
        return self._missed.get(target, 0) < MOST_MISSED

    def hear(self, branch: BranchKey, job_id: int | None) -> None:
        """Note that an event told of a job: events come."""
        self._missed.pop(branch.app.target, None)
        if job_id is not None:
            self._note(branch, job_id)

    def check(self) -> None:
        """Count the changes that events should have told of by now, and did not."""
        now = self._clock.monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            _, branch, job_id = self._waiting.popleft()
            target = branch.app.target
            if target in self._since and (branch, job_id) not in self._heard:
                self._missed[target] = self._missed.get(target, 0) + 1
                self._note(branch, job_id)

    def _note(self, branch: BranchKey, job_id: int) -> None:
        """Remember a job that an event told of, or that was counted: it is not counted again."""
        self._heard[branch, job_id] = None
        while len(self._heard) > MOST_HEARD:
            del self._heard[next(iter(self._heard))]

    def _learn(self, topic: NewsOf, news: BranchNews) -> None:
        job, since = news.newest, self._since.get(topic.branch.app.target)
        if job is None or since is None or job.status not in _TOLD:
            return
        at = job.ended_at if job.is_over else job.started_at
        if at is not None and at >= since + SETTLING and (topic.branch, job.key.job_id) not in self._heard:
            due = self._clock.monotonic() + GRACE_SECONDS
            self._waiting.append((due, topic.branch, job.key.job_id))
