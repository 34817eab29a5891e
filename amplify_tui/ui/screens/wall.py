"""The wallboard: a screen that nobody touches, on which every key still works."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from amplify_tui.store import topics
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.fleet_watch import rest_fleet
from amplify_tui.ui.screens.page_opening import PageActions
from amplify_tui.ui.screens.superseding import Superseding
from amplify_tui.ui.screens.wall_keys import WallKeys
from amplify_tui.ui.screens.writing import WriteActions
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.wall.tile_words import speaker_of
from amplify_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.model.jobs import Job
    from amplify_tui.ui.questions import Scene

TICK_SECONDS = 1.0


class WallScreen(WallKeys, WriteActions, PageActions, Superseding):
    """Ends with the branch that was opened, or None.

    Args:
        is_base: Whether the program opened on it, so that nothing lies below.
    """

    PLACE: ClassVar = Place.WALL
    BINDINGS: ClassVar = bindings_at(Place.WALL)

    def compose(self) -> ComposeResult:
        """Lay out the wall, and the keys that appear while somebody uses them."""
        yield self.view
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        self.begin()
        self.set_interval(TICK_SECONDS, self.tick)
        self.set_focus(self.view)
        self.redraw()
        self.update_hints()

    def on_unmount(self) -> None:
        """Stop looking; the poller rests where no other screen shows the fleet."""
        self.end()
        others = (screen for screen in self.app.screen_stack if screen is not self)
        if not any(getattr(screen, "watches_fleet", False) for screen in others):
            rest_fleet(self.wiring)

    def on_screen_resume(self) -> None:
        """Come back from the dashboard, a log or a dialog."""
        if self.targets:
            self.watch_fleet()
        self.redraw()

    def on_screen_suspend(self) -> None:
        """Leave alone what nobody sees."""
        self.wiring.causes.look_at(())

    def on_resize(self) -> None:
        """Arrange everything anew."""
        self.redraw()

    def tick(self) -> None:
        """Let a second pass."""
        if not self.is_current:
            return
        self.wiring.fleet.tick(self.wiring.clock.now())
        self.forget_mark()
        self.redraw()

    def situation(self) -> Situation:
        """Tell what is marked."""
        state = self.marked_state()
        views = len(self.wiring.settings.views)
        superseded = self.arrangement.superseded
        pages = self.arrangement.pages
        if state is None:
            return Situation(superseded=superseded, views=views, pages=pages)
        apps = self.wiring.store.get(topics.AppsOf(state.branch.app.target)) or ()
        return Situation(
            app=next((app for app in apps if app.key == state.branch.app), None),
            branch=state.branch,
            job=speaker_of(state),
            going=next(iter(state.news.going), None),
            has_row=True,
            superseded=superseded,
            views=views,
            pages=pages,
        )

    def scene(self) -> Scene:
        """Tell where a write would happen."""
        from amplify_tui.ui.questions import Scene

        state = self.marked_state()
        if state is None:
            return super().scene()
        app = state.branch.app
        return Scene(self.wiring.fleet.name_of(app), app.target, self.wiring.is_demo)

    def ask_about(self, job: Job) -> None:
        """Ask at once what became of a job that was written to."""
        self.wiring.fleet_poller.hint(job.key.branch, job.key.job_id)

    # --- keys -------------------------------------------------------------

    def action_back(self) -> None:
        """Take the mark away, else leave; never quits."""
        if self.marked is not None:
            self.mark(None)
        elif not self.is_base:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave; quit where the program opened on the wall."""
        if self.is_base:
            self.call_later(self.run_action, "app.quit")
        else:
            self.dismiss(None)

    def action_refresh(self) -> None:
        """Ask Amplify now."""
        self.find_targets()
        self.wiring.fleet_poller.refresh()
        self.amplify.action_refresh()

    def action_freeze(self) -> None:
        """Hold the picture still, or let it go on."""
        super().action_freeze()
        self.redraw()
