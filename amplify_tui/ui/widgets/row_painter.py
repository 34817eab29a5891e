"""Turns rows into strips, and keeps those that need no painting again."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from rich.segment import Segment
from textual.cache import LRUCache
from textual.dom import DOMNode
from textual.strip import Strip

from amplify_tui.ui.cell_text import fit, plain_block, wrap
from amplify_tui.ui.columns import GAP, CellContext, Placed, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rich.style import Style
    from textual.widget import Widget

    from amplify_tui.ui.cell_text import Cell, Piece
    from amplify_tui.ui.columns import Column, Footnote
    from amplify_tui.ui.widgets.row_order import SortState

R = TypeVar("R")

Seen: TypeAlias = tuple[R, int, int]
"""What stands in a row of the screen: a row of the table, its line, and which part of that."""

CURSOR = "line-table--cursor"
PLACEHOLDER = "line-table--placeholder"

_KEPT = 600
_ARROWS = {False: "▴", True: "▾"}


class Tones:
    """Looks up the styles that the stylesheet gives to a widget's tones.

    The tones are no component classes of the widget: Textual would style every
    one of those each time it styles the widget, and the first picture would wait.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[str, str], Style] = {}

    def forget(self) -> None:
        """Look everything up again, as after a change of theme."""
        self._styles.clear()

    def style(self, tone: str, component: str = "") -> Style:
        """Return the style of a tone.

        Args:
            tone: Name of the tone; empty for the ordinary one.
            component: Component class that lies below it, such as the cursor's; empty for none.
        """
        found = self._styles.get((tone, component))
        if found is None:
            found = self._widget.rich_style
            if component:
                found += self._widget.get_component_rich_style(component, partial=True)
            if tone:
                found += self._tone(f"tone--{tone}")
            self._styles[tone, component] = found
        return found

    def strip(self, pieces: Sequence[Piece], width: int, component: str = "") -> Strip:
        """Paint pieces of text as one line.

        Args:
            pieces: Text and tones, harmless already.
            width: Cells of the line; what is left over is filled.
            component: Component class that lies below.
        """
        segments = [Segment(text, self.style(tone, component)) for text, tone in pieces]
        return Strip(segments).adjust_cell_length(width, self.style("", component)).simplify()

    def _tone(self, name: str) -> Style:
        node = DOMNode(classes=name)
        node._attach(self._widget)  # noqa: SLF001 - as Textual itself does for a component class
        self._widget.app.stylesheet.apply(node)
        return node.styles.partial_rich_style


def placeholder_line(tones: Tones, words: str, y: int, width: int, height: int) -> Strip:
    """Paint one line of a text that stands in the middle of an empty pane.

    Args:
        tones: Where the styles are.
        words: The text; broken into lines here.
        y: Row of the pane, counted from 0.
        width: Cells of a line.
        height: Rows of the pane.
    """
    lines = wrap(plain_block(words), max(width - 4, 1))
    first = max((height - len(lines)) // 2, 0)
    text = f"  {lines[y - first]}" if first <= y < first + len(lines) else ""
    return tones.strip(fit(text, width), width, PLACEHOLDER)


class RowPainter(Generic[R]):
    """Paints the heading and the rows of a table.

    A row's strip is used again while the row, the width and its ticking cells
    are the same.

    Attributes:
        footnote: What stands on second lines; None where none has room.
    """

    def __init__(self, columns: Sequence[Column[R]], tones: Tones) -> None:
        self._columns = columns
        self._tones = tones
        self.footnote: Footnote[R] | None = None
        self._width = 0
        self._placed: tuple[Placed[R], ...] = ()
        self._ticking: tuple[Placed[R], ...] = ()
        self._kept: LRUCache[tuple[int, str], tuple[R, list[Cell], Strip]] = LRUCache(_KEPT)
        self._below: LRUCache[tuple[int, str], tuple[R, Strip]] = LRUCache(_KEPT)

    @property
    def placed(self) -> tuple[Placed[R], ...]:
        """The columns that found room, from left to right."""
        return self._placed

    def forget(self) -> None:
        """Paint everything again, as after a change of theme."""
        self._kept.clear()
        self._below.clear()
        self._tones.forget()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Paint other columns; they are placed with the next line."""
        self._columns = columns
        self._placed = ()

    def set_width(self, width: int) -> None:
        """Place the columns.

        Args:
            width: Cells of a line.
        """
        if width != self._width or not self._placed:
            self._width = width
            self._placed = place(self._columns, width)
            self._ticking = tuple(place for place in self._placed if place.column.ticks)
            self._kept.clear()
            self._below.clear()

    def column_at(self, x: int) -> Column[R] | None:
        """Return the column whose heading stands at a cell, or None.

        Args:
            x: Cell counted from 0.
        """
        hits = (place.column for place in self._placed if place.left <= x < place.left + place.width + GAP)
        return next(hits, None)

    def adopt(self, old: R, new: R, part: int) -> None:
        """Let a line of a row be painted as that of another one was that looks the same.

        Args:
            old: The row that was painted.
            new: The row that stands in its place.
            part: 0 for its first line, 1 for its second.
        """
        for component in ("", CURSOR):
            kept = self._kept.get((id(old), component))
            if part == 0 and kept is not None and kept[0] is old:
                self._keep(new, component, kept[1], kept[2])
            second = self._below.get((id(old), component))
            if part == 1 and second is not None and second[0] is old:
                self._keep_below(new, component, second[1])

    def differing(
        self, old: Sequence[Seen[R]], new: Sequence[Seen[R]], cursors: tuple[int, int]
    ) -> Iterator[int]:
        """Yield the rows of the screen that look different now; the others are painted as they were.

        Args:
            old: What stood in the rows of the screen.
            new: What stands there now.
            cursors: Line of the cursor then and now.
        """
        for y, (was, now) in enumerate(zip_longest(old, new)):
            if was is None or now is None or was[2] != now[2]:
                yield y
                continue
            is_alike = was[0] is now[0] or self._is_alike(was[0], now[0], now[2])
            if (was[1] == cursors[0]) != (now[1] == cursors[1]) or not is_alike:
                yield y
            elif was[0] is not now[0]:
                self.adopt(was[0], now[0], now[2])

    def _is_alike(self, old: R, new: R, part: int) -> bool:
        if part == 0 and self.footnote is not None and self._is_tall(old) and self._is_tall(new):
            return self.footnote.above(old) == self.footnote.above(new)
        return old == new

    def stale_cells(self, row: R, now: datetime, component: str) -> list[tuple[int, int]]:
        """Return first cell and width of what looks different from what was painted last.

        Args:
            row: The row.
            now: The present moment.
            component: Component class that lies below.
        """
        kept = self._kept.get((id(row), component))
        if kept is None or kept[0] is not row:
            return [(0, self._width)]
        changed = zip(self._ticking, kept[1], self._ticks(row, now), strict=True)
        return [(place.left, place.width) for place, was, cell in changed if was != cell]

    def row(self, row: R, now: datetime, component: str) -> Strip:
        """Paint a row.

        Args:
            row: The row.
            now: The present moment.
            component: Component class that lies below; empty for none.
        """
        ticks = self._ticks(row, now)
        kept = self._kept.get((id(row), component))
        if kept is not None and kept[0] is row and kept[1] == ticks:
            return kept[2]
        ready = iter(ticks)
        is_tall = self._is_tall(row)
        cells = [
            next(ready)
            if place.column.ticks
            else place.column.render(row, CellContext(now, place.width, is_tall))
            for place in self._placed
        ]
        strip = self._line(cells, component)
        self._keep(row, component, ticks, strip)
        return strip

    def below(self, row: R, now: datetime, component: str) -> Strip:
        """Paint a row's footnote.

        Args:
            row: One that has one.
            now: The present moment.
            component: Component class that lies below; empty for none.
        """
        kept = self._below.get((id(row), component))
        if kept is not None and kept[0] is row:
            return kept[1]
        note = self.footnote
        left = next((spot.left for spot in self._placed if note and spot.column.id == note.below), 0)
        width = max(self._width - left, 0)
        cell = note.render(row, CellContext(now, width, is_tall=True)) if note is not None else ""
        strip = self._tones.strip([(" " * left, ""), *fit(cell, width)], self._width, component)
        self._keep_below(row, component, strip)
        return strip

    def _is_tall(self, row: R) -> bool:
        return self.footnote is not None and self.footnote.is_there(row)

    def _keep_below(self, row: R, component: str, strip: Strip) -> None:
        self._below.discard((id(row), component))
        self._below[id(row), component] = (row, strip)

    def _keep(self, row: R, component: str, ticks: list[Cell], strip: Strip) -> None:
        # Textual's cache leaves a value as it is that it has already.
        self._kept.discard((id(row), component))
        self._kept[id(row), component] = (row, ticks, strip)

    def heading(self, sort: SortState | None) -> Strip:
        """Paint the heading.

        Args:
            sort: What the table is sorted by; None for the rows' own order.
        """
        titles: list[Cell] = []
        for spot in self._placed:
            title = spot.column.title
            if sort is not None and spot.column.id == sort.column_id:
                arrow = _ARROWS[sort.is_reverse]
                title = f"{title[: max(spot.width - 1, 0)]}{arrow}"
            titles.append([(title, "")])
        return self._line(titles, "line-table--heading")

    def _ticks(self, row: R, now: datetime) -> list[Cell]:
        return [place.column.render(row, CellContext(now, place.width)) for place in self._ticking]

    def _line(self, cells: Sequence[Cell], component: str) -> Strip:
        pieces: list[Piece] = []
        used = 0
        for spot, cell in zip(self._placed, cells, strict=True):
            if spot.left > used:
                pieces.append((" " * (spot.left - used), ""))
            pieces.extend(fit(cell, spot.width, is_right=spot.column.align == "right"))
            used = spot.left + spot.width
        return self._tones.strip(pieces, self._width, component)
