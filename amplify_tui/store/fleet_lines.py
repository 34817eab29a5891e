"""Who waits for whom: the jobs of one account and region that build, and those that queue."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Final

from amplify_tui.model.jobs import JobStatus

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import AppKey
    from amplify_tui.store.fleet_entry import Entry

JobName = tuple[str, str, int]
"""App id, branch and job id: the same job whichever profile it was seen with."""
Turn = tuple[float, float, int, JobName]
"""When a job came, when its commit was made, its id, its name: what the queue is ordered by."""

WAITING: Final = frozenset({JobStatus.CREATED, JobStatus.PENDING})
BUILDING: Final = frozenset({JobStatus.PROVISIONING, JobStatus.RUNNING})
"""What holds one of the account's places. Whether a job that is being cancelled does is not known."""


def name_job(job: Job) -> JobName:
    """Return what is the same for every profile that sees the job."""
    branch = job.key.branch
    return branch.app.app_id, branch.name, job.key.job_id


class Line:
    """The queue of one account and region.

    A job seen with two profiles of one account counts once.

    Args:
        places: Jobs that the account builds at a time.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._building: dict[JobName, int] = {}
        self._waiting: dict[JobName, tuple[Turn, int]] = {}
        self._turns: list[Turn] = []
        self.free_since: datetime | None = None
        self.held: set[Entry] = set()
        """Branches with a job that waits."""
        self.unseen: set[Entry] = set()
        """Branches never asked about."""
        self.unlisted: set[AppKey] = set()
        """Apps whose branches are not known."""
        self.is_known = False
        """Whether there was a moment when every branch was known and had been asked about."""

    @property
    def is_full(self) -> bool:
        """Whether the account builds as many jobs as it may."""
        return len(self._building) >= self._places

    def change(self, before: BranchNews | None, after: BranchNews | None, now: datetime) -> bool:
        """Take a branch's old jobs out and its new ones in; True where that made the line full or free.

        Args:
            before: What was known of the branch; None for nothing.
            after: What is known now; None where the branch is gone.
            now: The present moment, aware UTC.
        """
        was_full = self.is_full
        came_before = before is None
        old = () if before is None else before.going
        new = () if after is None else after.going
        for job in new:
            self._add(job, now, is_first_look=came_before)
        for job in old:
            self._take(job)
        if was_full and not self.is_full:
            self.free_since = now
        return was_full != self.is_full

    def note_known(self) -> bool:
        """Note whether all branches were seen; True where that came about just now."""
        was_known = self.is_known
        self.is_known = was_known or not (self.unseen or self.unlisted)
        return was_known != self.is_known

    def turn(self, job: Job) -> Turn | None:
        """Return what decides about a waiting job's place; None where it does not wait."""
        known = self._waiting.get(name_job(job))
        return None if known is None else known[0]

    def place(self, job: Job) -> tuple[int, int] | None:
        """Return a waiting job's place and how many wait; None where it does not wait."""
        turn = self.turn(job)
        return None if turn is None else (bisect_left(self._turns, turn) + 1, len(self._turns))

    def _add(self, job: Job, now: datetime, *, is_first_look: bool) -> None:
        name = name_job(job)
        if job.status in BUILDING:
            self._building[name] = self._building.get(name, 0) + 1
        elif job.status in WAITING:
            turn, count = self._waiting.get(name, (None, 0))
            if turn is None:
                turn = _turn(job, now, name, is_first_look=is_first_look)
                insort(self._turns, turn)
            self._waiting[name] = (turn, count + 1)

    def _take(self, job: Job) -> None:
        name = name_job(job)
        if job.status in BUILDING:
            self._building[name] -= 1
            if not self._building[name]:
                del self._building[name]
        elif job.status in WAITING:
            turn, count = self._waiting[name]
            if count > 1:
                self._waiting[name] = (turn, count - 1)
            else:
                del self._waiting[name]
                del self._turns[bisect_left(self._turns, turn)]


def _turn(job: Job, now: datetime, name: JobName, *, is_first_look: bool) -> Turn:
    """Order by when jobs came; those there at the first look came before it, in the order of their commits.

    Amplify tells no order, so the places of what was there first are a fair guess.
    """
    committed = job.committed_at.timestamp() if job.committed_at is not None else now.timestamp()
    came = min(committed, now.timestamp()) if is_first_look else now.timestamp()
    return came, committed, job.key.job_id, name
