"""The fleet: how every branch of every account and region that is watched is doing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from amplify_tui.model.keys import BranchKey
from amplify_tui.model.views import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from amplify_tui.model.conditions import BranchState, FleetSummary
    from amplify_tui.model.keys import AppKey, Target
    from amplify_tui.model.views import View
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.fleet_learner import FleetLearner
    from amplify_tui.store.store import Store


class Fleet:
    """Learns from the store and keeps the branches judged, counted and in order.

    What one change costs does not depend on how many branches there are. Whatever
    leaves the lists of Amplify leaves the fleet and the store with it. Nothing is
    imported or kept before somebody wants to see a fleet.

    Args:
        store: The picture.
        clock: The source of time.
        concurrent_jobs: Jobs that an account builds at a time in a region.
    """

    def __init__(self, store: Store, clock: Clock, *, concurrent_jobs: int = 5) -> None:
        self._store = store
        self._clock = clock
        self._places = concurrent_jobs
        self._opened: FleetLearner | None = None
        self._callbacks: list[Callable[[], None]] = []
        self._is_telling = False

    def watch(self, targets: Sequence[Target]) -> None:
        """Say which accounts and regions count; what is known of others stays in the store."""
        if targets or self._opened is not None:
            self._learner.watch(targets)

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
        index = self._learner.index
        entry = index.get(branch)
        return None if entry is None else index.show(entry)

    def loud(self, view: View = EVERYTHING) -> tuple[BranchState, ...]:
        """Return what is failed, stuck, running, queued or unknown, in this order.

        Of the failed the newest comes first, of the stuck what is so longest, of the
        running what began first, of the queued what is next.
        """
        index = self._learner.index
        return tuple(map(index.show, index.view(view).loud()))

    def quiet(self, view: View = EVERYTHING) -> Sequence[BranchState]:
        """Return all others, the most recent activity first.

        What is not sliced out costs nothing. The answer is the same object as before
        while no branch came, went or changed its place.
        """
        return self._learner.index.view(view).quiet()

    def summary(self, view: View = EVERYTHING) -> FleetSummary:
        """Return the figures of what a view shows."""
        learner = self._learner
        return learner.index.view(view).summary(learner.roll)

    def tick(self, now: datetime) -> None:
        """Let time make jobs stuck.

        Args:
            now: The present moment, aware UTC.
        """
        if self._opened is not None and self._opened.index.tick(now):
            self._tell()

    def find_branch(self, account_id: str, region: str, app_id: str, name: str) -> BranchKey | None:
        """Find the branch that an event is about.

        Args:
            account_id: Twelve digits; empty for unknown.
            region: Name of the region; empty for unknown.
            app_id: Id of the app.
            name: Name of the branch.

        Returns:
            Its address in the first of the targets that have it; None where none has.
        """
        roll, index = self._learner.roll, self._learner.index
        found = (BranchKey(app, name) for app in roll.find_apps(account_id, region, app_id))
        return next((branch for branch in found if index.get(branch) is not None), None)

    def find_targets(self, account_id: str, region: str, app_id: str = "") -> tuple[Target, ...]:
        """Find whom to ask about an app: those that have it, else those that may be its account and region.

        Args:
            account_id: Twelve digits; empty for unknown.
            region: Name of the region; empty for unknown.
            app_id: Id of the app; empty for unknown.
        """
        roll = self._learner.roll
        having = tuple(app.target for app in roll.find_apps(account_id, region, app_id))
        return having or tuple(roll.find_targets(account_id, region))

    def name_of(self, app: AppKey) -> str:
        """Return an app's name in one safe line; namesakes of one target are told apart by their ids."""
        return self._learner.roll.name(app)

    @property
    def _learner(self) -> FleetLearner:
        if self._opened is None:
            from amplify_tui.store.fleet_learner import FleetLearner  # not before the first picture stands

            self._opened = FleetLearner(self._store, self._clock, self._places, self._tell)
        return self._opened

    def _tell(self) -> None:
        """Call the subscribers back, once for all changes of this turn of the loop."""
        if not self._is_telling:
            self._is_telling = True
            asyncio.get_running_loop().call_soon(self._call_back)

    def _call_back(self) -> None:
        self._is_telling = False
        for callback in tuple(self._callbacks):
            callback()
