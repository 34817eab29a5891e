"""The wallboard: a screen that nobody touches, on which every key still works."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.screens.wall_seconds import WallSeconds
from amplify_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.ui.situation import Situation

TICK_SECONDS = 1.0


class WallScreen(WallSeconds):
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
        yield self.filter_field()

    def on_mount(self) -> None:
        """Begin to look."""
        self.begin()
        self.set_interval(TICK_SECONDS, self.tick)
        self.set_focus(self.view)
        self.redraw()
        self.update_hints()

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
        self.forget_field()
        self.pass_second()

    def situation(self) -> Situation:
        """Tell what is marked."""
        return replace(super().situation(), pages=self.arrangement.pages)

    # --- keys -------------------------------------------------------------

    def action_back(self) -> None:
        """Clear the filter that is typed, else take the mark away, else clear the filter, else leave."""
        if self.marked is not None and not self.is_typing:
            self.mark(None)
        elif not self.clear_filter() and not self.is_base:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave; quit where the program opened on the wall."""
        if self.is_base:
            self.call_later(self.run_action, "app.quit")
        else:
            self.dismiss(None)
