"""The fleet: how every branch of every account and region that is watched is doing."""

from __future__ import annotations

import asyncio
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from amplify_tui.model.branch_news import read_news
from amplify_tui.model.conditions import Condition, FleetSummary
from amplify_tui.model.keys import BranchKey
from amplify_tui.model.views import EVERYTHING
from amplify_tui.store.fleet_index import FleetIndex
from amplify_tui.store.fleet_roll import Roll, missing
from amplify_tui.store.fleet_view import Quiet
from amplify_tui.store.topics import AppsOf, BranchesOf, JobsOf, NewestOf, NewsOf, ProblemWith

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import JobList
    from amplify_tui.model.keys import AppKey, Target
    from amplify_tui.model.views import View
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.fleet_roll import Member
    from amplify_tui.store.store import Store

JOBS_READ: Final = 50
MOST_STRAYS: Final = 20


class Fleet:
    """Learns from the store and keeps the branches judged, counted and in order.

    What one change costs does not depend on how many branches there are. Whatever
    leaves the lists of Amplify leaves the fleet and the store with it.

    Args:
        store: The picture.
        clock: The source of time.
        concurrent_jobs: Jobs that an account builds at a time in a region.
    """

    def __init__(self, store: Store, clock: Clock, *, concurrent_jobs: int = 5) -> None:
        self._store = store
        self._clock = clock
        self._roll = Roll()
        self._index = FleetIndex(concurrent_jobs, lambda entry: store.seen_at(entry.topic))
        self._callbacks: list[Callable[[], None]] = []
        self._is_telling = False
        store.watch(AppsOf, self._learn_apps)
        store.watch(BranchesOf, self._learn_branches)
        store.watch(JobsOf, self._learn_jobs)
        store.watch(NewsOf, self._learn_news)

    def watch(self, targets: Sequence[Target]) -> None:
        """Say which accounts and regions count. What is known of others stays in the store."""
        before, wanted = self._roll.targets, tuple(dict.fromkeys(targets))
        for target in before:
            if target not in wanted:
                for member in self._roll.remove(target):
                    self._leave(member.branches.values())
        self._roll.targets = wanted
        for target in wanted:
            apps = self._store.get(AppsOf(target)) if target not in before else None
            if apps is not None:
                self._learn_apps(AppsOf(target), apps)
        if before != wanted:
            self._tell()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes, once for all of one turn of the loop.

        Returns:
            A function that ends the subscription; calling it twice does no harm.
        """
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def state(self, branch: BranchKey) -> BranchState | None:
        """Return how a branch is doing; None where it is not in the fleet."""
        entry = self._index.get(branch)
        return None if entry is None else self._index.show(entry)

    def loud(self, view: View = EVERYTHING) -> tuple[BranchState, ...]:
        """Return what is failed, stuck, running, queued or unknown.

        In this order; the newest failure first, then what is stuck longest, what runs
        longest, what comes next in the queue.
        """
        return tuple(self._index.show(entry) for entry in self._index.view(view).loud())

    def quiet(self, view: View = EVERYTHING) -> Sequence[BranchState]:
        """Return all others, the most recent activity first; what is not sliced out costs nothing."""
        return Quiet(self._index.view(view).quiet(), self._index.show)

    def summary(self, view: View = EVERYTHING) -> FleetSummary:
        """Return the figures of what a view shows."""
        index = self._index.view(view)
        worst = index.first()
        is_failed = worst is not None and worst.verdict.condition is Condition.FAILED
        return FleetSummary(
            counts=MappingProxyType(dict(index.counts)),
            seen=len(index) - index.counts.get(Condition.UNSEEN, 0),
            branches=self._roll.guess(len(index)),
            is_complete=self._roll.is_complete,
            oldest_at=self._index.oldest(view),
            newest_failure=self._index.show(worst) if is_failed and worst is not None else None,
        )

    def tick(self, now: datetime) -> None:
        """Let time make jobs stuck.

        Args:
            now: The present moment, aware UTC.
        """
        if self._index.tick(now):
            self._tell()

    def find_branch(self, account_id: str, region: str, app_id: str, name: str) -> BranchKey | None:
        """Find the branch that an event is about; account and region may be empty for unknown.

        Of several profiles that see it, the first counts.
        """
        found = (BranchKey(app, name) for app in self._roll.find_apps(account_id, region, app_id))
        return next((branch for branch in found if self._index.get(branch) is not None), None)

    def find_targets(self, account_id: str, region: str, app_id: str = "") -> tuple[Target, ...]:
        """Find whom to ask about an app that nobody knows yet; those that know it where any does."""
        knowing = tuple(app.target for app in self._roll.find_apps(account_id, region, app_id))
        return knowing or tuple(self._roll.find_targets(account_id, region))

    def name_of(self, app: AppKey) -> str:
        """Return an app's name in one safe line; namesakes of one target are told apart by their ids."""
        return self._roll.name(app)

    def _learn_apps(self, topic: AppsOf, apps: tuple[App, ...]) -> None:
        if topic.target not in self._roll.targets:
            return
        for member in self._roll.replace(topic.target, apps):
            self._forget(member.branches.values())
            self._forget(member.strays)
            self._store.forget(BranchesOf(member.app.key))
            self._store.forget(ProblemWith(BranchesOf(member.app.key)))
        for member in self._roll.members(topic.target):
            self._update(member)
        self._tell()

    def _update(self, member: Member) -> None:
        for branch in member.branches.values():
            entry = self._index.get(branch)
            if entry is not None and entry.app_name != member.app.name:
                self._index.rename(entry, member.app.name)
        if member.is_listed:
            return
        listed = self._store.get(BranchesOf(member.app.key))
        hint = member.app.production_branch
        if listed is not None:
            self._learn_branches(BranchesOf(member.app.key), listed)
        elif hint is not None and hint.name:
            self._join(member, BranchKey(member.app.key, hint.name))

    def _learn_branches(self, topic: BranchesOf, branches: tuple[Branch, ...]) -> None:
        member = self._roll.member(topic.app)
        if member is None:
            return
        self._roll.note_listed(member)
        listed = [branch.key for branch in branches]
        self._forget(missing(member, listed))
        for branch in listed:
            self._join(member, branch)
        self._forget(branch for branch in member.strays if branch.name not in member.branches)
        member.strays.clear()
        self._tell()

    def _learn_news(self, topic: NewsOf, news: BranchNews) -> None:
        member = self._roll.member(topic.branch.app)
        if member is None:
            return
        entry = self._index.get(topic.branch)
        if entry is not None:
            self._index.learn(entry, news, self._clock.now())
        elif not member.is_listed:
            self._join(member, topic.branch)
        elif topic.branch not in member.strays:
            member.strays.append(topic.branch)
            self._forget(member.strays[:-MOST_STRAYS])
            del member.strays[:-MOST_STRAYS]
        self._tell()

    def _learn_jobs(self, topic: JobsOf, jobs: JobList) -> None:
        entry = self._index.get(topic.branch)
        if entry is not None:
            now = self._clock.now()
            news = read_news(jobs.jobs[:JOBS_READ], entry.news, now, is_whole=True)
            self._store.put(entry.topic, news, now)

    def _join(self, member: Member, branch: BranchKey) -> None:
        if branch.name in member.branches:
            return
        member.branches[branch.name] = branch
        place = (self._roll.account(member), branch.app.target.region)
        entry = self._index.add(branch, member.app.name, place)
        news = self._store.get(entry.topic)
        if news is not None:
            self._index.learn(entry, news, self._clock.now())

    def _leave(self, branches: Iterable[BranchKey]) -> None:
        now = self._clock.now()
        for branch in tuple(branches):
            entry = self._index.get(branch)
            member = self._roll.member(branch.app)
            if member is not None:
                member.branches.pop(branch.name, None)
            if entry is not None:
                self._index.remove(entry, now)

    def _forget(self, branches: Iterable[BranchKey]) -> None:
        gone = tuple(branches)
        self._leave(gone)
        for branch in gone:
            for topic in (NewsOf(branch), NewestOf(branch)):
                self._store.forget(topic)
                self._store.forget(ProblemWith(topic))

    def _tell(self) -> None:
        """Call the subscribers back, once for all changes of this turn of the loop."""
        if self._is_telling:
            return
        self._is_telling = True
        asyncio.get_running_loop().call_soon(self._call_back)

    def _call_back(self) -> None:
        self._is_telling = False
        for callback in tuple(self._callbacks):
            callback()
