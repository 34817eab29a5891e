"""Takes what the store learns into the fleet, and out of both what Amplify has no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.branch_news import read_news
from amplify_tui.model.keys import BranchKey
from amplify_tui.store.fleet_index import FleetIndex
from amplify_tui.store.fleet_roll import Roll, missing, place_of
from amplify_tui.store.topics import AppsOf, BranchesOf, JobsOf, NewestOf, NewsOf, ProblemWith

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.jobs import JobList
    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.fleet_roll import Member, Place
    from amplify_tui.store.store import Store

JOBS_READ: Final = 50
"""Jobs of a shown branch, from the newest, that its news are read from."""
MOST_STRAYS: Final = 20
"""Unlisted branches of an app whose news are kept in case its next list has them."""


class FleetLearner:
    """Keeps roll and index in step with the store.

    The list of an app's branches decides which ones there are. Before it came, the
    production branch that ListApps names, and whatever there are news of, stand in.

    Args:
        store: The picture.
        clock: The source of time.
        places: Jobs that an account builds at a time in a region.
        tell: Called after every change.
    """

    def __init__(self, store: Store, clock: Clock, places: int, tell: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._tell = tell
        self.roll = Roll()
        self.index = FleetIndex(places)
        store.watch(AppsOf, self._learn_apps)
        store.watch(BranchesOf, self._learn_branches)
        store.watch(JobsOf, self._learn_jobs)
        store.watch(NewsOf, self._learn_news)

    def watch(self, targets: Sequence[Target]) -> None:
        """Say which accounts and regions count; what is known of others stays in the store."""
        before, wanted = self.roll.targets, tuple(dict.fromkeys(targets))
        if before == wanted:
            return
        for target in before:
            if target not in wanted:
                for member in self.roll.remove(target):
                    self._leave(member, tuple(member.branches.values()))
                    self.index.note_listed(member.app.key, member.place, self._clock.now())
        self.roll.targets = wanted
        for target in wanted:
            apps = self._store.get(AppsOf(target)) if target not in before else None
            if apps is not None:
                self._learn_apps(AppsOf(target), apps)
        self._tell()

    def _learn_apps(self, topic: AppsOf, apps: tuple[App, ...]) -> None:
        if topic.target not in self.roll.targets:
            return
        for member in self.roll.replace(topic.target, apps):
            self._forget(member, (*member.branches.values(), *member.strays))
            self.index.note_listed(member.app.key, member.place, self._clock.now())
            branches = BranchesOf(member.app.key)
            self._store.forget(branches)
            self._store.forget(ProblemWith(branches))
        for member in self.roll.members(topic.target):
            self._update(member)
        self._tell()

    def _update(self, member: Member) -> None:
        place, branches = place_of(member.app), tuple(member.branches.values())
        if place != member.place:
            self._move(member, place)
        for entry in filter(None, map(self.index.get, branches)):
            if entry.app_name != member.app.name:
                self.index.rename(entry, member.app.name)
        if member.is_listed:
            return
        self.index.note_app(member.app.key, place)
        listed = self._store.get(BranchesOf(member.app.key))
        hint = member.app.production_branch
        if listed is not None:
            self._learn_branches(BranchesOf(member.app.key), listed)
        elif hint is not None and hint.name:
            self._join(member, BranchKey(member.app.key, hint.name))

    def _move(self, member: Member, place: Place) -> None:
        """Bring an app to the queue of the account that it turned out to be of."""
        branches = tuple(member.branches.values())
        self._leave(member, branches)
        self.index.note_listed(member.app.key, member.place, self._clock.now())
        member.place = place
        for branch in branches:
            self._join(member, branch)

    def _learn_branches(self, topic: BranchesOf, branches: tuple[Branch, ...]) -> None:
        member = self.roll.member(topic.app)
        if member is None:
            return
        self.roll.note_listed(member)
        listed = [branch.key for branch in branches]
        self._forget(member, missing(member, listed))
        for branch in listed:
            self._join(member, branch)
        self._forget(member, [branch for branch in member.strays if branch.name not in member.branches])
        member.strays.clear()
        self.index.note_listed(topic.app, member.place, self._clock.now())
        self._tell()

    def _learn_news(self, topic: NewsOf, news: BranchNews) -> None:
        member = self.roll.member(topic.branch.app)
        if member is None:
            return
        entry = self.index.get(topic.branch)
        if entry is not None:
            entry.kept = self._store.kept(topic)
            self.index.learn(entry, news, self._clock.now())
        elif not member.is_listed:
            self._join(member, topic.branch)
        else:
            self._keep_stray(member, topic.branch)
        self._tell()

    def _learn_jobs(self, topic: JobsOf, jobs: JobList) -> None:
        entry, read_at = self.index.get(topic.branch), self._store.seen_at(topic)
        if entry is None or read_at is None or (entry.seen_at is not None and entry.seen_at > read_at):
            return  # nobody's, or an older page joined a list that is behind the news by now
        news = read_news(jobs.jobs[:JOBS_READ], entry.news, self._clock.now(), is_whole=True)
        self._store.put(entry.topic, news, read_at)

    def _keep_stray(self, member: Member, branch: BranchKey) -> None:
        """Keep news of a branch that is listed no more, or not yet; a few of them."""
        if branch not in member.strays:
            member.strays.append(branch)
        self._forget(member, member.strays[:-MOST_STRAYS])
        del member.strays[:-MOST_STRAYS]

    def _join(self, member: Member, branch: BranchKey) -> None:
        if self.index.get(branch) is not None:
            return
        member.branches[branch.name] = branch
        entry = self.index.add(branch, member.app.name, member.place)
        entry.kept = self._store.kept(entry.topic)
        news = self._store.get(entry.topic)
        if news is not None:
            self.index.learn(entry, news, self._clock.now())

    def _leave(self, member: Member, branches: Iterable[BranchKey]) -> None:
        for branch in branches:
            member.branches.pop(branch.name, None)
            entry = self.index.get(branch)
            if entry is not None:
                self.index.remove(entry, self._clock.now())

    def _forget(self, member: Member, branches: Sequence[BranchKey]) -> None:
        self._leave(member, branches)
        for branch in branches:
            for topic in (NewsOf(branch), NewestOf(branch)):
                self._store.forget(topic)
                self._store.forget(ProblemWith(topic))
