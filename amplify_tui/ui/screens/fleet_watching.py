"""How a screen follows every branch of every account and region: what wall and table share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.services.errors import ApiError
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.fleet_watch import rest_fleet, watch_fleet
from amplify_tui.ui.following import Following
from amplify_tui.ui.screens.live_screen import LiveScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from textual.await_complete import AwaitComplete
    from textual.timer import Timer

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.health import Health, Problem
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.store.topics import Topic

REDRAW_SECONDS: Final = 0.2
"""How long changes are gathered before they are shown."""


class FleetWatching(LiveScreen):
    """Has the fleet asked about while it can be seen, and hears of its changes."""

    watches_fleet = True

    def __init__(self) -> None:
        super().__init__()
        self.targets: tuple[Target, ...] = ()
        self.setup_problem: Problem | None = None
        self._healths: dict[Target, Health] = {}
        self._stale: frozenset[Target] = frozenset()
        self._redraw_timer: Timer | None = None
        self._unsubscribe: Callable[[], None] | None = None

    # --- beginning and end ------------------------------------------------

    def begin(self) -> None:
        """Listen, and find out which accounts and regions there are."""
        self.following = Following(self.wiring.store, self.show)
        self._unsubscribe = self.wiring.fleet.subscribe(self.heard)
        self.find_targets()

    def find_targets(self) -> None:
        """Find out which accounts and regions there are, unless that is known."""
        if not self.targets:
            self.run_worker(self._find_targets(), name="targets", group="targets", exclusive=True)

    async def _find_targets(self) -> None:
        try:
            self.targets = await self.wiring.connector.targets()
        except ApiError as error:
            self.setup_problem = error.problem
        else:
            self.setup_problem = None
            self.watch_fleet()
        self.show_targets()

    def show_targets(self) -> None:
        """Show which accounts and regions there are, or why that is not known."""
        self.redraw()

    def watch_fleet(self) -> None:
        """Have the fleet asked about instead of what the dashboard shows."""
        self.wiring.poller.look_at(None)
        watch_fleet(self.wiring, self.targets)

    def end(self) -> None:
        """Stop listening."""
        self.following.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.wiring.causes.look_at(())

    def on_unmount(self) -> None:
        """Stop looking; the poller rests where no other screen shows the fleet."""
        self.end()
        others = (screen for screen in self.app.screen_stack if screen is not self)
        if not any(getattr(screen, "watches_fleet", False) for screen in others):
            rest_fleet(self.wiring)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave; nothing may be shown any more while the widgets go."""
        self.end()
        return super().dismiss(result)

    def on_screen_resume(self) -> None:
        """Come back from the dashboard, a log or a dialog."""
        if self.targets:
            self.watch_fleet()
        self.redraw()
        self.tick()

    # --- the picture ------------------------------------------------------

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Take in one value of the picture; for heirs."""

    def heard(self) -> None:
        """Show changes soon, many at once."""
        if self._redraw_timer is None and self.is_attached:
            self._redraw_timer = self.set_timer(REDRAW_SECONDS, self.redraw)

    def redraw(self) -> None:
        """Show the fleet as it is now; for heirs."""
        self._redraw_timer = None

    def find_oldest(self, branches: Iterable[BranchKey], now: datetime) -> str:
        """Tell the age of what was asked about longest ago; empty where nothing was.

        Args:
            branches: What is on screen.
            now: The present moment, aware UTC.
        """
        seen = [self.wiring.store.seen_at(topics.NewsOf(branch)) for branch in branches]
        oldest = min((at for at in seen if at is not None), default=None)
        return "" if oldest is None else wording.short_duration(max(now - oldest, timedelta(0)))

    def chosen_state(self) -> BranchState | None:
        """Return the branch that keys act on, as it is now; None for none."""
        return None

    def shown_state(self) -> BranchState | None:
        """Return the same branch as it stands on the screen, which may be held still."""
        return self.chosen_state()

    # --- keys -------------------------------------------------------------

    def action_refresh(self) -> None:
        """Ask Amplify now."""
        self.find_targets()
        self.amplify.action_refresh()

    def action_freeze(self) -> None:
        """Hold the picture still, or let it go on."""
        super().action_freeze()
        self.redraw()
