"""A bare app whose header ticks once a second. What idling is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import DataTable, Footer, Header

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TickingApp(App[None]):
    """Header with a clock, table, footer."""

    TITLE = "ticking-header"

    def compose(self) -> ComposeResult:
        """Lay out a header with a clock, a table and a footer."""
        yield Header(show_clock=True)
        yield DataTable()
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table, so that there is something that need not be painted."""
        table = self.query_one(DataTable)
        table.add_columns("STATUS", "JOB", "MESSAGE", "AGE")
        table.add_rows([("SUCCEED", str(number), "chore: bump", "3h") for number in range(40)])


if __name__ == "__main__":
    TickingApp().run()
