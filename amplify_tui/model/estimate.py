"""How long a job will probably take, from how long its like took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
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
    """Return the median duration of the newest successful jobs; None where none is known.

    Args:
        jobs: Jobs of one branch, newest first.
    """
    lengths: list[float] = []
    for job in jobs:
        if job.status == JobStatus.SUCCEED and job.started_at is not None and job.ended_at is not None:
            lengths.append(max((job.ended_at - job.started_at).total_seconds(), 0.0))
        if len(lengths) == LOOKED_AT:
            break
    return timedelta(seconds=median(lengths)) if lengths else None


def estimate(job: Job, typical: timedelta | None, now: datetime) -> Estimate | None:
    """Tell how far a job is; None where it is over, has not begun or nothing is known.

    Args:
        job: The job.
        typical: How long jobs of its branch usually take; None where unknown.
        now: The present moment, aware UTC.
    """
    passed = job.duration(now)
    if not job.is_going or passed is None or not typical:
        return None
    return Estimate(typical, min(passed / typical, 1.0), max(typical - passed, timedelta(0)))
