"""Jobs for the tests of pure functions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target

NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
MAIN: Final = BranchKey(AppKey(Target("demo", "eu-west-1"), "d1"), "main")


def make_job(job_id: int = 1, status: str = "SUCCEED", *, seconds: float | None = 120, **more: Any) -> Job:
    """Make a job that started at noon and took so long; None while it is going."""
    ended_at = None if seconds is None else NOON + timedelta(seconds=seconds)
    return Job(JobKey(MAIN, job_id), status, **{"started_at": NOON, "ended_at": ended_at, **more})
