"""Columns as data, and how they share the width of a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from amplify_tui.ui.cell_text import Cell

R = TypeVar("R")

Ticks = Literal["second", "minute"]
Align = Literal["left", "right"]

GAP = 2
"""Blanks between two columns."""


@dataclass(frozen=True, slots=True)
class CellContext:
    """What a cell may depend on besides its row.

    Attributes:
        now: The present moment, aware UTC.
        width: Cells that the column has.
        is_tall: Whether the row's footnote stands on a line of its own below it.
    """

    now: datetime
    width: int
    is_tall: bool = False


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a table.

    Attributes:
        id: Name for sorting and settings.
        title: Heading.
        render: Makes the cell of a row: plain text, or pieces of text and tone.
        width: Cells it would like to have; a flexible one has less important ones dropped for it.
        minimum: Fewest cells it makes sense with; 0 for ``width``, so that it is never clipped.
        is_flexible: Whether it takes all the cells that are left over.
        priority: The lowest are dropped first where the screen is narrow.
        from_width: Fewest cells that the table must have to show it at all.
        until_width: Most cells that the table may have to show it at all; 0 for any number.
        align: Where the text stands.
        sort_key: What rows are ordered by, None standing last; without it the column cannot sort.
        ticks: How often its cells change by the passing of time alone; None for never, or by the day.
        search: What the filter looks in; None for the rendered text of a column that does not tick.
    """

    id: str
    title: str
    render: Callable[[R, CellContext], Cell]
    width: int
    minimum: int = 0
    is_flexible: bool = False
    priority: int = 50
    from_width: int = 0
    until_width: int = 0
    align: Align = "left"
    sort_key: Callable[[R], Any] | None = None
    ticks: Ticks | None = None
    search: Callable[[R], str] | None = None


@dataclass(frozen=True, slots=True)
class Footnote(Generic[R]):
    """A second line below the rows that have something to add.

    Where the table has no room for second lines, a column may say it instead:
    ``CellContext.is_tall`` tells.

    Attributes:
        is_there: Whether a row has one.
        render: Makes it.
        above: What the first line of a row that has one depends on; equal means painted alike.
        below: Id of the column that it begins under.
        from_width: Fewest cells that the table must have.
        from_height: Fewest lines that the table must have below its heading.
    """

    is_there: Callable[[R], bool]
    render: Callable[[R, CellContext], Cell]
    above: Callable[[R], object]
    below: str
    from_width: int = 0
    from_height: int = 0

    def fits(self, width: int, height: int) -> bool:
        """Whether a table has room for second lines.

        Args:
            width: Cells of a line.
            height: Lines below the heading.
        """
        return width >= self.from_width and height >= self.from_height


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A column that found room.

    Attributes:
        column: The column.
        left: First cell, counted from 0.
        width: Cells it has.
    """

    column: Column[R]
    left: int
    width: int


def place(columns: Sequence[Column[R]], width: int) -> tuple[Placed[R], ...]:
    """Share the width of a table among its columns.

    Columns are dropped by priority, first those less important than a flexible one
    that lacks room, then any, until the rest has its least width. What is left goes
    to the flexible ones up to their width, to the others by importance, and then
    again to the flexible ones.

    Args:
        columns: From left to right.
        width: Cells there are.
    """
    kept = [
        column
        for column in columns
        if column.from_width <= width and (not column.until_width or width <= column.until_width)
    ] or list(columns)
    wish = max((column.priority for column in kept if column.is_flexible), default=0)
    while any(column.priority < wish for column in kept) and _sum(kept, _comfort) > width:
        kept.remove(min(kept, key=lambda column: column.priority))
    while len(kept) > 1 and _sum(kept, _least) > width:
        kept.remove(min(kept, key=lambda column: column.priority))
    widths = {column.id: _least(column) for column in kept}
    left = width - _sum(kept, _least)
    for column in sorted(kept, key=lambda column: (not column.is_flexible, -column.priority)):
        more = min(max(column.width - widths[column.id], 0), max(left, 0))
        widths[column.id] += more
        left -= more
    flexible = [column for column in kept if column.is_flexible]
    for position, column in enumerate(flexible):
        more = max(left, 0) // (len(flexible) - position)
        widths[column.id] += more
        left -= more
    placed: list[Placed[R]] = []
    at = 0
    for column in kept:
        placed.append(Placed(column, at, max(min(widths[column.id], width - at), 0)))
        at += widths[column.id] + GAP
    return tuple(placed)


def _sum(columns: Sequence[Column[Any]], size: Callable[[Column[Any]], int]) -> int:
    return sum(map(size, columns)) + GAP * (len(columns) - 1)


def _comfort(column: Column[Any]) -> int:
    return column.width if column.is_flexible else _least(column)


def _least(column: Column[Any]) -> int:
    return column.minimum or column.width
