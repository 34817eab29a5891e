"""What screens share that show the picture live: its header, its age, the passing of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.ui.push import push_piece, push_problem
from amplify_tui.ui.screens.table_screen import TableScreen
from amplify_tui.ui.widgets.banner import Banner
from amplify_tui.ui.widgets.health_line import HeaderLoad, HealthLine

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.health import Health, Problem
    from amplify_tui.ui.questions import Scene


class LiveScreen(TableScreen):
    """A screen that says how old what it shows is, and dims what is too old to pass for fresh."""

    def __init__(self) -> None:
        super().__init__()
        self.health_line = HealthLine()
        self.banner = Banner()
        self._health: Health | None = None
        self._asking_problem: Problem | None = None

    def show_health(self, health: Health | None) -> None:
        """Say how the poller is doing; None before it began."""
        self._health = health
        self.health_line.set_health(health)
        self.show_problem(None if health is None else health.problem)
        self._show_staleness(self.wiring.clock.now())

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong with asking; else, as a warning, what is wrong with the queues."""
        self._asking_problem = problem
        self._show_banner()

    def _show_banner(self) -> None:
        warning = push_problem(self.amplify.push.queues.values()) if self._asking_problem is None else None
        self.banner.show_problem(self._asking_problem or warning, is_warning=warning is not None)

    def load(self, now: datetime) -> HeaderLoad:
        """Tell how much is asked, for the header; for heirs that know whom.

        Args:
            now: The present moment, aware UTC.
        """
        del now
        return HeaderLoad(push=push_piece(self.amplify.push.queues.values()))

    def show_time(self, now: datetime) -> None:
        """Let time pass in the header, and dim the whole picture once three polls in a row were missed.

        Args:
            now: The present moment, aware UTC.
        """
        self.health_line.set_load(self.load(now))
        self.health_line.set_frozen(self.frozen_at)
        self.health_line.set_now(now)
        self._show_banner()
        self._show_staleness(now)

    def scene(self) -> Scene:
        """Tell where a write would happen."""
        raise LookupError("a write was asked for where nothing is selected")

    def _show_staleness(self, now: datetime) -> None:
        self.set_class(self._health is not None and self._health.is_dim(now), "-stale")
