"""Says what to ask next of every account and region, under a budget of calls (pure)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.jobs import JobStatus
from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.store.questions import target_of
from amplify_tui.store.schedule_accounts import Accounts
from amplify_tui.store.schedule_lane import Lane
from amplify_tui.store.schedule_pace import BRIEF_PAUSE, LIST_PAUSE, LISTS_PAUSE, UNDER_WAY, Pace, promise_of
from amplify_tui.store.schedule_question import Question
from amplify_tui.store.schedule_round import FOREVER, NEVER, Kind
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from amplify_tui.model.apps import App, Branch, ProductionBranch
    from amplify_tui.model.budget import Budget
    from amplify_tui.model.keys import Target
    from amplify_tui.model.promise import Promise
    from amplify_tui.store.schedule_question import Sight
    from amplify_tui.store.schedule_round import Spot
    from amplify_tui.store.topics import Topic

RECENTLY: Final = 4 * 3_600.0
"""Seconds since its newest job for which a branch counts as recent."""
RETRY: Final = 30.0
"""Seconds until a list that was never read is tried again."""
MANY_JOBS: Final = 10
BRANCHES_PER_PAGE: Final = 50
APPS_PER_PAGE: Final = 100
_LATER: Final = 10.0


class Schedule:
    """Decides what to ask next; knows neither network nor clock.

    Events, going jobs and what is on screen have three quarters of the calls, in
    this order of hurry; everything else has the rest at least. Nothing is asked
    beyond the budget, nothing waits for ever, and every step costs O(log n).
    Moments are seconds on a clock that never goes back.

    Args:
        pace: How often what is asked at best.

    Attributes:
        accounts: What is watched, and what of it is asked.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lanes: dict[Target, Lane] = {}
        self.accounts = Accounts()
        self._branches: dict[AppKey, set[BranchKey]] = {}
        self._production: dict[AppKey, ProductionBranch | None] = {}
        self._shown: frozenset[BranchKey] = frozenset()
        self._expected: set[BranchKey] = set()

    def watch(self, targets: Sequence[Target]) -> None:
        """Ask about these accounts and regions only; what is known of others is kept."""
        self.accounts.watch(targets)
        for target in self.accounts.watched:
            if target not in self._lanes:
                self._lanes[target] = lane = Lane(self._pace)
                lane.add(AppsOf(target), Kind.LIST)

    def look_at(self, branches: Collection[BranchKey]) -> None:
        """Say which branches are on screen."""
        shown = frozenset(branches)
        for branch in shown ^ self._shown:
            if (spot := self.find(NewsOf(branch))) is not None:
                self._lanes[branch.app.target].show(spot, is_shown=branch in shown)
        self._shown = shown

    def cover(self, targets: Collection[Target], now: float) -> None:
        """Say which accounts and regions events tell of."""
        for target, lane in self._lanes.items():
            lane.cover(now if target in targets else None)

    def hint(self, branch: BranchKey, at: float) -> bool:
        """Ask about a branch at a moment, as something happened to it.

        Returns:
            Whether it will be asked; not where its account or app is unknown.
        """
        if (spot := self.find(NewsOf(branch))) is not None:
            self._lanes[branch.app.target].hint(spot, at)
            return True
        if (spot := self.find(BranchesOf(branch.app))) is not None:
            self._expected.add(branch)
            self._lanes[branch.app.target].hint(spot, at, LIST_PAUSE)
            return True
        return False

    def hint_lists(self, target: Target, app_id: str, at: float, pause: float = LISTS_PAUSE) -> None:
        """Read the branches of an app, or else the apps, at a moment, as there may be new ones.

        Args:
            target: Account and region.
            app_id: Id of the app; where it is not known the apps are read.
            at: The moment.
            pause: Shortest time between two readings of the same list, seconds.
        """
        listing = self.find(BranchesOf(AppKey(target, app_id))) or self.find(AppsOf(target))
        if listing is not None:
            self._lanes[target].hint(listing, at, pause)

    def refresh(self, now: float) -> None:
        """Ask about all that is going or on screen, and read every list again."""
        for target in (*self.accounts.asked, *self.accounts.tried):
            self._lanes[target].refresh(now)

    def take(self, target: Target, budget: Budget, now: float) -> Question | None:
        """Return what to ask of an account and region now; it counts as under way from now on.

        Args:
            target: Account and region, one of ``asked``.
            budget: What it may be asked at this moment.
            now: The present moment.

        Returns:
            The question; None where nothing is due, or may be asked yet.
        """
        lane = self._lanes[target]
        if lane.under_way >= UNDER_WAY:
            return None
        turn = lane.next(now, budget.per_second)
        if turn is None or lane.missing(turn.spot, budget, now) > 0:
            return None
        limit = MANY_JOBS if turn.is_hint or turn.spot.is_whole else 1
        lane.send(turn, now)
        return Question(turn.spot.topic, limit, turn.spot.pages)

    def wait(self, target: Target, budget: Budget, now: float) -> float:
        """Return the seconds until ``take`` is worth asking again; ``FOREVER`` for not before an answer."""
        lane = self._lanes[target]
        if lane.under_way >= UNDER_WAY:
            return FOREVER
        turn = lane.next(now, budget.per_second)
        if turn is None:
            return max(lane.next_at(budget.per_second) - now, 0.0)
        return lane.missing(turn.spot, budget, now)

    def learn_apps(self, target: Target, apps: Sequence[App], now: float) -> bool:
        """Take note of the apps there are.

        Args:
            target: Account and region.
            apps: All of them.
            now: When that was so.

        Returns:
            Whether that is news of the fleet; not where the account is asked another way.
        """
        spot = self.find(AppsOf(target))
        if spot is None:
            return False
        spot.pages = max(math.ceil(len(apps) / APPS_PER_PAGE), 1)
        self._settle(spot, Kind.LIST, now)
        if account := next((app.account_id for app in apps if app.account_id), ""):
            self.accounts.learn(target, account)
        is_asked = self.accounts.twin_of(target) is None
        listed = {app.key: app for app in apps} if is_asked else {}
        for app in [each for each in self._branches if each not in listed]:
            if app.target == target or self.accounts.twin_of(app.target) is not None:
                self._lanes[app.target].drop(BranchesOf(app))
                for branch in self._branches.pop(app):
                    self._lanes[app.target].drop(NewsOf(branch))
                self._production.pop(app, None)
        for each in listed.values():
            self._learn_app(each, now)
        return is_asked

    def learn_branches(self, app: AppKey, branches: Sequence[Branch], now: float) -> bool:
        """Take note of the branches of an app; as ``learn_apps``."""
        spot = self.find(BranchesOf(app))
        if spot is None:
            return False
        spot.pages = max(math.ceil(len(branches) / BRANCHES_PER_PAGE), 1)
        self._settle(spot, Kind.LIST, now)
        lane, present = self._lanes[app.target], {branch.key for branch in branches}
        for gone in self._branches[app] - present:
            lane.drop(NewsOf(gone))
        for branch in branches:
            self._add_branch(branch.key, 1.0 if branch.stage == "PRODUCTION" else 2.0)
            if branch.key in self._expected:
                lane.hint(lane.add(NewsOf(branch.key), Kind.FIRST), now)
        self._branches[app] = present
        self._expected = {branch for branch in self._expected if branch.app != app}
        return True

    def learn_news(self, branch: BranchKey, sight: Sight, now: float) -> bool:
        """Take note of what a branch is doing.

        Returns:
            Whether the branch is still there; an answer may come after it has gone.
        """
        spot = self.find(NewsOf(branch))
        if spot is None:
            return False
        is_changed = sight.newest_id != spot.newest_id
        spot.newest_id = sight.newest_id
        spot.is_whole = sight.is_going or (is_changed and not sight.is_whole)
        awake = Kind.RECENT if sight.idle_seconds < RECENTLY else Kind.SLEEPING
        self._settle(spot, Kind.GOING if sight.is_going else awake, now)
        lane = self._lanes[branch.app.target]
        if sight.is_brief and lane.covered_at is not None:
            lane.hint(spot, now + BRIEF_PAUSE)
        return True

    def fail(self, topic: Topic[Any], now: float, *, is_targets: bool, is_gone: bool = False) -> None:
        """Take note that a question got no answer.

        Args:
            topic: What was asked.
            now: The present moment.
            is_targets: Whether every other question would have failed too.
            is_gone: Whether what it is about is there no longer.
        """
        spot = self.find(topic)
        if spot is None:
            return
        lane, kind = self._lanes[target_of(topic)], spot.kind
        if is_targets and spot.is_hinted:
            spot.is_wanted = True
        if kind is Kind.FIRST and is_targets:
            spot.rank += _LATER  # behind all others, lest a question that never works hides them
        elif kind is Kind.FIRST:
            kind = Kind.SLEEPING if isinstance(topic, NewsOf) else Kind.LIST
        is_retried = kind is Kind.LIST and not spot.is_known
        if is_retried and (is_targets or lane.covered_at is None):
            spot.asked_at = NEVER if is_targets else now - lane.pace.lists + RETRY
        lane.take_back(spot, kind, now)
        if is_retried and not is_targets and lane.covered_at is not None:
            lane.hint(spot, now + RETRY)  # what was asked before events covered it would be due at once
        match topic:
            case NewsOf(branch) if is_gone:
                self.hint_lists(branch.app.target, branch.app.app_id, now, LIST_PAUSE)
            case BranchesOf(app) if is_gone:
                self.hint_lists(app.target, "", now, LIST_PAUSE)

    def under_way(self, target: Target) -> int:
        """Count the questions under way to an account and region."""
        return self._lanes[target].under_way

    def promise(self, target: Target, budget: Budget) -> Promise:
        """Tell how old what is known of an account and region may become.

        Args:
            target: Account and region that is watched.
            budget: Its calls.
        """
        through = self.accounts.twin_of(target)
        lane = self._lanes[through or target]
        load = lane.load(budget.per_second)
        return promise_of(target, load, lane.pace, is_covered=lane.covered_at is not None, through=through)

    def find(self, topic: Topic[Any]) -> Spot | None:
        """Return what is known of a topic; None where it cannot be asked."""
        lane = self._lanes.get(target_of(topic))
        return None if lane is None else lane.find(topic)

    def _settle(self, spot: Spot, kind: Kind, now: float) -> None:
        if not spot.is_under_way:
            spot.asked_at = now
        spot.is_known = True
        self.accounts.trust(target_of(spot.topic), now)
        self._lanes[target_of(spot.topic)].take_back(spot, kind, now)

    def _learn_app(self, app: App, now: float) -> None:
        lane, production = self._lanes[app.key.target], app.production_branch
        is_new = app.key not in self._branches
        self._branches.setdefault(app.key, set())
        lane.add(BranchesOf(app.key), Kind.FIRST, rank=1.0)
        if production is not None and production.name:
            branch = BranchKey(app.key, production.name)
            is_well = production.status in {None, JobStatus.SUCCEED}
            if is_new:
                self._add_branch(branch, 1.0 if is_well else 0.0)
            elif self._production.get(app.key) != production and branch in self._branches[app.key]:
                self.hint(branch, now)
        self._production[app.key] = production

    def _add_branch(self, branch: BranchKey, rank: float) -> None:
        self._branches[branch.app].add(branch)
        lane = self._lanes[branch.app.target]
        spot = lane.add(NewsOf(branch), Kind.FIRST, rank=rank)
        if branch in self._shown and not spot.is_shown:
            lane.show(spot, is_shown=True)
