"""A fleet on a store, taught by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.apps import App, Branch
from amplify_tui.model.branch_news import read_news
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.store.fleet import Fleet
from amplify_tui.store.store import Store
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf
from tests.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.views import View

EU: Final = Target("prod", "eu-west-1")
US: Final = Target("prod", "us-east-1")
OTHER: Final = Target("staging", "eu-west-1")
SHOP: Final = AppKey(EU, "d1shop")


class FleetRoom:
    """Whoever asks Amplify is left out; what it answers is said here."""

    def __init__(self, *targets: Target, concurrent_jobs: int = 5) -> None:
        self.store, self.clock = Store(), ManualClock()
        self.going: set[NewsOf] = set()
        self.fleet = Fleet(self.store, self.clock, concurrent_jobs=concurrent_jobs)
        self.fleet.watch(targets)

    def apps(self, target: Target, *apps: App) -> None:
        self.store.put(AppsOf(target), apps, self.clock.now())

    def branches(self, app: AppKey, *names: str) -> tuple[BranchKey, ...]:
        keys = tuple(BranchKey(app, name) for name in names)
        self.store.put(BranchesOf(app), tuple(map(Branch, keys)), self.clock.now())
        return keys

    def shop(self, *names: str) -> tuple[BranchKey, ...]:
        self.apps(SHOP.target, app(SHOP, "shop"))
        return self.branches(SHOP, *names)

    def learn(self, branch: BranchKey, *statuses: str, **more: Any) -> None:
        """Learn of jobs by their statuses, the newest first, numbered down to 1."""
        jobs = [
            self.job(branch, len(statuses) - number, status, **more) for number, status in enumerate(statuses)
        ]
        topic, now = NewsOf(branch), self.clock.now()
        self.store.put(topic, read_news(jobs, self.store.get(topic), now, is_whole=True), now)
        self.going.add(topic)

    def job(self, branch: BranchKey, job_id: int, status: str, **more: Any) -> Job:
        now = self.clock.now()
        ended_at = now if status in {"FAILED", "SUCCEED", "CANCELLED"} else None
        given = {"started_at": now, "ended_at": ended_at, "commit_id": f"c{job_id}", **more}
        return Job(JobKey(branch, job_id), status, **given)

    def pass_time(self, seconds: float, *, is_seen: bool = True) -> None:
        """Let time pass, at whose end what goes on is seen to go on still."""
        self.clock.advance(seconds)
        for topic in self.going if is_seen else ():
            if (news := self.store.get(topic)) is not None and news.going:
                self.store.put(topic, news, self.clock.now())
        self.fleet.tick(self.clock.now())

    def words(self, *branches: BranchKey) -> list[str]:
        states = [self.fleet.state(branch) for branch in branches]
        return ["gone" if state is None else state.condition.value for state in states]

    def loud(self, *view: View) -> list[str]:
        return names(self.fleet.loud(*view))

    def quiet(self, *view: View) -> list[str]:
        return names(self.fleet.quiet(*view))


def app(key: AppKey, name: str, account: str | None = "111111111111", **more: Any) -> App:
    return App(key, name, account_id=account, **more)


def names(states: Sequence[BranchState]) -> list[str]:
    return [state.branch.name for state in states]
