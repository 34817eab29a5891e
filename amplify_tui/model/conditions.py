"""How a branch is doing: failed, stuck, running, queued, or nothing to worry about."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from amplify_tui.model.branch_news import BranchNews

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey


class Condition(StrEnum):
    """What a branch's newest job says of it, the worst first."""

    FAILED = "failed"
    STUCK = "stuck"
    RUNNING = "building"
    QUEUED = "queued"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    OK = "ok"
    EMPTY = "no jobs"
    UNSEEN = "not seen yet"


@dataclass(frozen=True, slots=True)
class BranchState:
    """One branch as the fleet's screens show it.

    Attributes:
        branch: Address of the branch.
        app_name: Name of its app, as Amplify gives it.
        condition: How it is doing.
        news: What that was read from.
        place: Its place among the queued jobs of its account and region, and how many there
            are, such as (2, 3); None where it is not queued.
        superseded: Going jobs that a newer commit of the branch waits behind, newest first.
        changed_at: When the condition became what it is, UTC; None while unseen.
        seen_at: When Amplify last confirmed the news, UTC; None while unseen.
    """

    branch: BranchKey
    app_name: str
    condition: Condition = Condition.UNSEEN
    news: BranchNews = field(default_factory=BranchNews)
    place: tuple[int, int] | None = None
    superseded: tuple[Job, ...] = ()
    changed_at: datetime | None = None
    seen_at: datetime | None = None
