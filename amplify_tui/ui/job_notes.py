"""What is said of going jobs beside their status: stuck, queued, superseded; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.branch_news import BranchNews, read_news
from amplify_tui.model.conditions import Condition, state_limit, superseded_jobs
from amplify_tui.model.jobs import JobStatus
from amplify_tui.ui.condition_words import queue_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import Job

JOBS_READ: Final = 50
"""Newest jobs of a branch that tell how long one may take."""
_WAITING: Final = frozenset({JobStatus.CREATED, JobStatus.PENDING})


def job_notes(jobs: Sequence[Job], state: BranchState | None, now: datetime) -> Mapping[int, str]:
    """Say what is the matter with jobs of one branch that are going on.

    Args:
        jobs: Of one branch, newest first.
        state: What the fleet knows of it, which knows the queue of the whole account; None for nothing.
        now: The present moment, aware UTC.

    Returns:
        Words by the job's number, for those of which there is something to say.
    """
    going = tuple(job for job in jobs[:JOBS_READ] if job.is_going)
    if not going:
        return {}
    old = {job.key for job in superseded_jobs(BranchNews(jobs[0], going))}
    stuck = {job.key for job in _stuck(jobs, going, state, now)}
    notes = {}
    for job in going:
        words = (
            "stuck" if job.key in stuck else "",
            "superseded" if job.key in old else "",
            _queue(job, going, state) if job.status in _WAITING else "",
        )
        if said := " · ".join(word for word in words if word):
            notes[job.key.job_id] = said
    return notes


def _stuck(jobs: Sequence[Job], going: Sequence[Job], state: BranchState | None, now: datetime) -> list[Job]:
    """Return the jobs that have run for longer than their like, and the one that the fleet calls stuck."""
    running = [job for job in going if job.status == JobStatus.RUNNING and job.started_at is not None]
    limit = state_limit(JobStatus.RUNNING, read_news(jobs[:JOBS_READ], None, now, is_whole=True).longest)
    late = [job for job in running if job.started_at is not None and now - job.started_at >= limit]
    if not late and state is not None and state.condition is Condition.STUCK:
        return [going[0]]
    return late


def _queue(job: Job, going: Sequence[Job], state: BranchState | None) -> str:
    """Tell what a job waits for; empty where that is not known."""
    newest = None if state is None else state.news.newest
    if state is not None and state.place is not None and newest is not None and newest.key == job.key:
        return queue_words(state.place)
    before = next((each for each in going if each.status == JobStatus.RUNNING), None)
    return f"queued, after job {before.key.job_id}" if before is not None else ""
