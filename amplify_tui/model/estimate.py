"""How long a job will probably take, from how long its like took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.jobs import JobStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from amplify_tui.model.jobs import Job

LOOKED_AT: Final = 10
"""Successful jobs that an estimate is made from; older ones say little about today's build."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What can be expected of a job that is going on.

    Attributes:
        typical: How long jobs of its branch usually take.
        progress: Share of that which has passed, 0 to 1.
        remaining: What is left of it; zero when it takes longer than usual.
    """

    typical: timedelta
    progress: float
    remaining: timedelta


def typical_duration(jobs: Iterable[Job]) -> timedelta | None:
    """Return the median duration of the newest successful jobs; None where none tells its times.

    Args:
        jobs: Jobs of one branch, in any order.
    """
    newest_first = sorted(jobs, key=lambda job: job.key.job_id, reverse=True)
    lengths = [
        (job.ended_at - job.started_at).total_seconds()
        for job in newest_first
        if job.status == JobStatus.SUCCEED and job.started_at is not None and job.ended_at is not None
    ]
    usable = [seconds for seconds in lengths if seconds > 0][:LOOKED_AT]
    if not usable:
        return None
    from statistics import median  # not at the top: the first picture has no job to estimate

    return timedelta(seconds=median(usable))


def estimate(job: Job, typical: timedelta | None, now: datetime) -> Estimate | None:
    """Tell how far a job is; None where it is over, has not begun, is being cancelled or nothing is known.

    Args:
        job: The job.
        typical: How long jobs of its branch usually take; None where unknown.
        now: The present moment, aware UTC.
    """
    passed = job.duration(now)
    if job.is_over or job.status == JobStatus.CANCELLING or passed is None or not typical:
        return None
    return Estimate(typical, min(passed / typical, 1.0), max(typical - passed, timedelta(0)))
