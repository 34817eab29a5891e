"""Branches to put on a wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.conditions import BranchState, Condition
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target

NOW: Final = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HERE: Final = Target("prod", "eu-west-1")
_STATUS: Final = {
    Condition.FAILED: "FAILED",
    Condition.STUCK: "RUNNING",
    Condition.RUNNING: "RUNNING",
    Condition.QUEUED: "PENDING",
    Condition.UNKNOWN: "PAUSED",
    Condition.CANCELLED: "CANCELLED",
    Condition.OK: "SUCCEED",
}


def key(name: str, app: str = "shop", target: Target = HERE) -> BranchKey:
    return BranchKey(AppKey(target, f"d{app}"), name)


def branch(
    name: str = "main",
    condition: Condition = Condition.FAILED,
    *,
    since: timedelta = timedelta(minutes=2),
    number: int = 7,
    message: str = "fix: price rounding in basket",
    target: Target = HERE,
    place: tuple[int, int] | None = None,
) -> BranchState:
    """Make a branch that has been in its condition for a while."""
    address, status = key(name, target=target), _STATUS.get(condition)
    if status is None:
        return BranchState(address, "shop", condition, changed_at=NOW - since)
    is_over = status in {"FAILED", "SUCCEED", "CANCELLED"}
    job = Job(
        JobKey(address, number),
        status,
        job_type="WEB_HOOK",
        commit_id="3f9c2ab4d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6",
        commit_message=message,
        started_at=None if status == "PENDING" else NOW - since - timedelta(minutes=is_over),
        ended_at=NOW - since if is_over else None,
    )
    going = () if is_over else (job,)
    news = BranchNews(job, going, NOW - since, timedelta(minutes=4), timedelta(minutes=6))
    return BranchState(address, "shop", condition, news, place, changed_at=NOW - since)
