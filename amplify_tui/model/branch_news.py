"""What the fleet knows of one branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

from amplify_tui.model.estimate import typical_duration
from amplify_tui.model.jobs import OVER, JobStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from amplify_tui.model.jobs import Job

LOOKED_AT: Final = 40
"""Successful jobs that a percentile is made from."""
FEWEST: Final = 5
"""Successful jobs below which a percentile says nothing."""
SHARE: Final = 0.95
MOST_GOING: Final = 50
"""Going jobs of one branch that are kept; Amplify gives no more on a page."""


@dataclass(frozen=True, slots=True)
class BranchNews:
    """The newest jobs of one branch, boiled down to what a picture of thousands needs.

    Attributes:
        newest: The newest job; None where the branch has none.
        going: Jobs that are going on, newest first; ``newest`` is the first of them if it is.
        since: When the newest job was first seen in its present status, UTC: its start for one
            that runs, its end for one that is over, where Amplify tells; None without a job.
        typical: Median time of the branch's newest successful jobs; None where none tells.
        longest: 95th percentile of the same; None where they are too few to say.
    """

    newest: Job | None = None
    going: tuple[Job, ...] = ()
    since: datetime | None = None
    typical: timedelta | None = None
    longest: timedelta | None = None


def read_news(jobs: Iterable[Job], before: BranchNews | None, now: datetime, *, is_whole: bool) -> BranchNews:
    """Boil an answer of ListJobs down.

    The same answer read again gives equal news, so that nobody is called for
    nothing. An answer about the newest job alone says nothing of older ones that
    were going: these are kept until a whole page, or a newer look at one of
    them, says otherwise. So ask for a whole page where more than one is going.
    What is typical stays where a page has too few successful jobs to tell.

    Args:
        jobs: The newest page of ListJobs, in any order.
        before: What was known; None for nothing.
        now: The present moment, aware UTC.
        is_whole: Whether a page of many was asked for; False where only the newest was.
    """
    known = {job.key.job_id: job for job in jobs}
    fresh = [known[job_id] for job_id in sorted(known, reverse=True)]
    newest = fresh[0] if fresh else None
    typical, longest = (typical_duration(fresh), _percentile(fresh)) if is_whole else (None, None)
    older: Sequence[Job] = ()
    if before is not None:
        typical, longest = typical or before.typical, longest or before.longest
    if before is not None and newest is not None and not is_whole:
        older = [job for job in before.going if job.key.job_id < fresh[-1].key.job_id]
    going = tuple([job for job in (*fresh, *older) if job.is_going][:MOST_GOING])
    return BranchNews(newest, going, _since(newest, before, now), typical, longest)


def _since(job: Job | None, before: BranchNews | None, now: datetime) -> datetime | None:
    if job is None:
        return None
    told = None
    if job.status in OVER or job.is_over:
        told = job.ended_at
    elif job.status == JobStatus.RUNNING:
        told = job.started_at
    if told is not None:
        return told
    old = None if before is None else before.newest
    is_same = old is not None and old.key == job.key and old.status == job.status
    return before.since if is_same and before is not None and before.since is not None else now


def _percentile(newest_first: Sequence[Job]) -> timedelta | None:
    """Return the nearest-rank percentile of the times that successful jobs took."""
    lengths = [
        job.ended_at - job.started_at
        for job in newest_first
        if job.status == JobStatus.SUCCEED and job.started_at is not None and job.ended_at is not None
    ]
    usable = sorted([length for length in lengths if length > timedelta(0)][:LOOKED_AT])
    return usable[ceil(SHARE * len(usable)) - 1] if len(usable) >= FEWEST else None
