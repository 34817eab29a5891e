"""The least a dashboard can be: header, table, footer. What first paint is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import DataTable, Footer, Header

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class BareApp(App[None]):
    """Header, an empty table with four columns, footer."""

    TITLE = "bare-header"
    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "bare-footer")]

    def compose(self) -> ComposeResult:
        """Lay out header, table and footer."""
        yield Header()
        yield DataTable()
        yield Footer()

    def on_mount(self) -> None:
        """Name the columns."""
        self.query_one(DataTable).add_columns("STATUS", "JOB", "MESSAGE", "AGE")


if __name__ == "__main__":
    BareApp().run()
