"""All branches of all accounts and regions in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.screens.branch_keys import BranchKeys
from amplify_tui.ui.screens.fleet_picture import FleetPicture
from amplify_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.ui.widgets.fleet_table import FleetTable


class FleetScreen(FleetPicture, BranchKeys):
    """Ends with the branch that was chosen, or None."""

    PLACE: ClassVar = Place.FLEET
    BINDINGS: ClassVar = bindings_at(Place.FLEET)

    def compose(self) -> ComposeResult:
        """Lay out header, figures and table."""
        yield self.health_line
        yield self.banner
        yield self.counts
        yield self.table
        yield self.filter_field()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        self.begin()
        self.set_interval(1.0, self.tick)
        self.tick()
        self.table.focus()
        self.update_hints()

    def on_resize(self) -> None:
        """Say as much in the line of figures as there is room for now."""
        self.call_after_refresh(self.show_counts)

    def tick(self) -> None:
        """Let a second pass."""
        now = self.wiring.clock.now()
        self.wiring.fleet.tick(now)
        self.show_time(now)
        self.table.set_now(self.frozen_at or now)

    def on_line_table_highlighted(self) -> None:
        """Judge the commands anew."""
        self.update_hints()

    def on_line_table_chosen(self, event: FleetTable.Chosen) -> None:
        """End with the branch."""
        self.dismiss(event.row.state.branch)
