"""The fleet as a newcomer would write it: everything worked out from scratch at each look.

What it cannot work out is what time has done; that it notes as it happens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amplify_tui.model.conditions import GRACE, LOUD, Ahead, Condition, Verdict, judge, superseded_jobs
from amplify_tui.model.jobs import JobStatus
from amplify_tui.model.views import EVERYTHING, View, shows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import AppKey, BranchKey

Place = tuple[str, str]
JobName = tuple[str, str, int]

WAITING = {JobStatus.CREATED, JobStatus.PENDING}
BUILDING = {JobStatus.PROVISIONING, JobStatus.RUNNING}
QUIET_FIRST = {Condition.OK, Condition.CANCELLED}


def name_of(job: Job) -> JobName:
    return job.key.branch.app.app_id, job.key.branch.name, job.key.job_id


@dataclass
class PlainFleet:
    """Branches, what is known of each, and when queues moved."""

    concurrent: int
    accounts: dict[AppKey, str] = field(default_factory=dict)
    names: dict[AppKey, str] = field(default_factory=dict)
    listed: set[AppKey] = field(default_factory=set)
    branches: dict[BranchKey, BranchNews | None] = field(default_factory=dict)
    seen: dict[BranchKey, datetime] = field(default_factory=dict)
    free_since: dict[Place, datetime] = field(default_factory=dict)
    freed_at: dict[BranchKey, datetime] = field(default_factory=dict)
    known: set[Place] = field(default_factory=set)
    turns: dict[tuple[Place, JobName], tuple[float, float, int, JobName]] = field(default_factory=dict)
    verdicts: dict[BranchKey, Verdict] = field(default_factory=dict)

    def look(self) -> None:
        """Judge everything anew, once each."""
        self.verdicts.clear()

    def place(self, branch: BranchKey) -> Place:
        return self.accounts[branch.app], branch.app.target.region

    def list_branches(self, app: AppKey, branches: Iterable[BranchKey], now: datetime) -> None:
        full, wanted = self.full(), set(branches)
        self.listed.add(app)
        for branch in [each for each in self.branches if each.app == app and each not in wanted]:
            del self.branches[branch]
            self.freed_at.pop(branch, None)
        for branch in wanted:
            self.branches.setdefault(branch, None)
        self.note(full, now, None)

    def learn(self, branch: BranchKey, news: BranchNews, now: datetime) -> None:
        if branch not in self.branches:
            return
        full, before = self.full(), self.branches[branch]
        if self.is_busy(before) and not self.is_busy(news):
            self.freed_at[branch] = now
        self.branches[branch] = news
        self.note(full, now, branch if before is None else None)

    def note(self, full: set[Place], now: datetime, fresh: BranchKey | None) -> None:
        for place in full - self.full():
            self.free_since[place] = now
        waiting = self.waiting()
        self.turns = {key: turn for key, turn in self.turns.items() if key in waiting}
        for key, job in waiting.items():
            committed = now.timestamp() if job.committed_at is None else job.committed_at.timestamp()
            came = min(committed, now.timestamp()) if job.key.branch == fresh else now.timestamp()
            self.turns.setdefault(key, (came, committed, job.key.job_id, key[1]))
        for place in {self.place(branch) for branch in self.branches}:
            apps = {app for app in self.accounts if (self.accounts[app], app.target.region) == place}
            unseen = [each for each in self.branches if self.place(each) == place and not self.branches[each]]
            if apps <= self.listed and not unseen:
                self.known.add(place)

    def waiting(self) -> dict[tuple[Place, JobName], Job]:
        found: dict[tuple[Place, JobName], Job] = {}
        for branch, news in self.branches.items():
            for job in news.going if news else ():
                if job.status in WAITING:
                    found.setdefault((self.place(branch), name_of(job)), job)
        return found

    def full(self) -> set[Place]:
        building: dict[Place, set[JobName]] = {}
        for branch, news in self.branches.items():
            for job in news.going if news else ():
                if job.status in BUILDING:
                    building.setdefault(self.place(branch), set()).add(name_of(job))
        return {place for place, jobs in building.items() if len(jobs) >= self.concurrent}

    def is_busy(self, news: BranchNews | None) -> bool:
        return news is not None and any(job.status in BUILDING for job in news.going)

    def ahead(self, branch: BranchKey) -> Ahead:
        place = self.place(branch)
        freed = {self.free_since.get(place), self.freed_at.get(branch)} - {None}
        is_blocked = place in self.full() or self.is_busy(self.branches[branch])
        return Ahead(is_blocked, max((at for at in freed if at), default=None), place in self.known)

    def verdict(self, branch: BranchKey, now: datetime) -> Verdict:
        if branch not in self.verdicts:
            known = min(now, self.seen.get(branch, now) + GRACE)
            self.verdicts[branch] = judge(self.branches[branch], known, self.ahead(branch))
        return self.verdicts[branch]

    def queued(self, branch: BranchKey, now: datetime) -> tuple[float, float, int, JobName] | None:
        """Return the turn of the newest waiting job of a queued branch."""
        news = self.branches[branch]
        if news is None or self.verdict(branch, now).condition is not Condition.QUEUED:
            return None
        turns = [self.turns.get((self.place(branch), name_of(job))) for job in news.going]
        return next((turn for turn in turns if turn), None)

    def position(self, branch: BranchKey, now: datetime) -> tuple[int, int] | None:
        turn = self.queued(branch, now)
        if turn is None or not self.ahead(branch).is_blocked:
            return None
        line = sorted(other for (place, _), other in self.turns.items() if place == self.place(branch))
        return line.index(turn) + 1, len(line)

    def shown(self, now: datetime, view: View = EVERYTHING) -> tuple[list[BranchKey], list[BranchKey]]:
        """Return the loud and the quiet branches of a view, in order."""
        passing = [branch for branch in self.branches if self.is_shown(view, branch, now)]
        loud = [branch for branch in passing if self.verdict(branch, now).condition in LOUD]
        quiet = [branch for branch in passing if branch not in loud]
        return sorted(loud, key=lambda key: self.rank(key, now)), sorted(
            quiet, key=lambda key: self.rank(key, now)
        )

    def is_shown(self, view: View, branch: BranchKey, now: datetime) -> bool:
        news, name = self.branches[branch], self.names[branch.app]
        status = news.newest.status if news and news.newest else None
        is_superseded = bool(news and superseded_jobs(news))
        condition = self.verdict(branch, now).condition
        return shows(
            view, name, branch.app.app_id, branch.name, condition, status, is_superseded=is_superseded
        )

    def rank(self, branch: BranchKey, now: datetime) -> tuple[object, ...]:
        verdict, target = self.verdict(branch, now), branch.app.target
        at = verdict.changed_at.timestamp() if verdict.changed_at else 0.0
        moment = (-at,) if verdict.condition is Condition.FAILED or verdict.condition not in LOUD else (at,)
        turn = self.queued(branch, now)
        first = 0 if verdict.condition in QUIET_FIRST else list(Condition).index(verdict.condition)
        middle = (*moment, 0.0, 0) if turn is None else turn[:3]
        name = self.names[branch.app]
        ties = (name.casefold(), branch.name, target.profile, target.region, branch.app.app_id)
        return (first, *middle, *ties)
