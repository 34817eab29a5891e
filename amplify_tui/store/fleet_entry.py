"""What the fleet's index keeps of one branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.conditions import Condition, Verdict
from amplify_tui.store.topics import NewsOf

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.store.fleet_lines import Line

Order = tuple[str, str, str, str, str, str]
"""App name case aside, branch, profile, region, app id, app name: settles every tie, for good."""


class Entry:
    """One branch. It changes in place, so that a list of thousands need not be made anew."""

    __slots__ = (
        "app_name",
        "branch",
        "freed_at",
        "line",
        "news",
        "order",
        "shown",
        "state",
        "superseded",
        "topic",
        "verdict",
    )

    def __init__(self, branch: BranchKey, app_name: str, line: Line) -> None:
        self.branch = branch
        self.topic = NewsOf(branch)
        self.line = line
        self.news: BranchNews | None = None
        self.verdict = Verdict(Condition.UNSEEN)
        self.superseded: tuple[Job, ...] = ()
        self.freed_at: datetime | None = None
        self.state: BranchState | None = None
        self.order: Order
        self.app_name: str
        self.rename(app_name)

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
    def status(self) -> str | None:
        """Status of the newest job; None where there is none."""
        return None if self.news is None or self.news.newest is None else self.news.newest.status

    @property
    def waiting(self) -> Job | None:
        """The job whose place in the queue counts: the newest that waits; None where none does."""
        if self.verdict.condition is not Condition.QUEUED or self.news is None:
            return None
        return next((job for job in self.news.going if self.line.turn(job) is not None), None)
