"""What a table tells its screen about its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from amplify_tui.ui.widgets.line_table import LineTable


class RowMessage(Message):
    """Something about one row of a table."""

    def __init__(self, table: LineTable[Any], row: Any) -> None:
        super().__init__()
        self.table = table
        self.row = row

    @property
    def control(self) -> LineTable[Any]:
        """The table."""
        return self.table


class Highlighted(RowMessage, namespace="line_table"):
    """The cursor came to stand on another row, or on none (then ``row`` is None)."""


class Chosen(RowMessage, namespace="line_table"):
    """A row was taken with enter or a double click."""


class NearEnd(RowMessage, namespace="line_table"):
    """The last rows are close; older ones may be wanted. ``row`` is the last one."""


class HeaderClicked(RowMessage, namespace="line_table"):
    """A heading was clicked; ``row`` is its column. The table has sorted itself already."""
