"""What the fleet's index keeps of one branch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import LOUD, Condition, Verdict
from amplify_tui.store.topics import NewsOf

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.store.fleet_lines import Line
    from amplify_tui.store.store import Kept

Order = tuple[str, str, str, str, str, str]
"""App name case aside, branch, profile, region, app id, app name: settles every tie, for good."""
Key = tuple[int, float, float, int, Order]
"""Rank of the condition, then what its branches are ordered by."""
Spot = tuple[Condition, Key]
"""How a branch is doing, and where it stands for that."""

RANKS: Final = {condition: rank for rank, condition in enumerate(Condition)}
RANKS[Condition.CANCELLED] = RANKS[Condition.OK]
"""The worst first; of what is over and well only the time matters."""


class Entry:
    """One branch. It changes in place, so that a list of thousands need not be made anew.

    Args:
        branch: Its address.
        app_name: Name of its app.
        line: The queue its jobs wait in.
        serial: Tells it from every other entry, from one of the same branch that is gone too.
    """

    __slots__ = (
        "app_name",
        "branch",
        "freed_at",
        "kept",
        "line",
        "news",
        "order",
        "serial",
        "spot",
        "state",
        "superseded",
        "topic",
        "verdict",
    )

    def __init__(self, branch: BranchKey, app_name: str, line: Line, serial: int) -> None:
        self.serial = serial
        self.branch = branch
        self.topic = NewsOf(branch)
        self.line = line
        self.news: BranchNews | None = None
        self.kept: Kept | None = None
        self.verdict = Verdict(Condition.UNSEEN)
        self.superseded: tuple[Job, ...] = ()
        self.freed_at: datetime | None = None
        self.state: BranchState | None = None
        self.order: Order
        self.app_name: str
        self.spot: Spot
        self.rename(app_name)
        self.rank()

    def rename(self, app_name: str) -> None:
        """Note the name of the branch's app."""
        target = self.branch.app.target
        self.app_name = app_name
        self.order = (
            app_name.casefold(),
            self.branch.name,
            target.profile,
            target.region,
            self.branch.app.app_id,
            app_name,
        )

    @property
    def seen_at(self) -> datetime | None:
        """When the news were last confirmed, UTC; None where there are none."""
        return None if self.kept is None else self.kept.seen_at

    @property
    def status(self) -> str | None:
        """Status of the newest job; None where there is none."""
        return None if self.news is None or self.news.newest is None else self.news.newest.status

    @property
    def waiting(self) -> Job | None:
        """The job whose place in the queue counts: the newest that waits; None where none does."""
        if self.verdict.condition is not Condition.QUEUED or self.news is None:
            return None
        return next((job for job in self.news.going if self.line.turn(job) is not None), None)

    def rank(self) -> None:
        """Find where the branch belongs among all.

        Failures go by their end, the newest first; what is stuck, or runs, by its start; what
        is queued by its turn; all that is quiet by its last activity.
        """
        condition, at = self.verdict.condition, self.verdict.changed_at
        rank, moment = RANKS[condition], 0.0 if at is None else at.timestamp()
        job = self.waiting
        turn = None if job is None else self.line.turn(job)
        if turn is not None:
            key: Key = (rank, turn[0], turn[1], turn[2], self.order)
        elif condition is Condition.FAILED or condition not in LOUD:
            key = (rank, -moment, 0.0, 0, self.order)
        else:
            key = (rank, moment, 0.0, 0, self.order)
        self.spot = condition, key
