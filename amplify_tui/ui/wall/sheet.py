"""Blocks of text side by side on a sheet of cells; what nothing was put on is not joined again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.ui.cell_text import fit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.wall.areas import Area

Line = tuple["Piece", ...]


class Sheet:
    """Lines made of blocks, which are put down from left to right.

    Args:
        width: Columns of the sheet.
        height: Rows of the sheet.
        shift: Columns and rows by which all that is put down is moved.
    """

    def __init__(self, width: int, height: int, shift: tuple[int, int] = (0, 0)) -> None:
        self._width = width
        self._shift = shift
        self._rows: list[dict[int, tuple[int, Line]]] = [{} for _ in range(height)]
        self._lines: list[Line | None] = [None] * height

    def put(self, area: Area, lines: Sequence[Line]) -> None:
        """Put a block down, in place of the one that stood there before.

        Args:
            area: Where; what is beyond the sheet is left out.
            lines: The block, each line as wide as the area.
        """
        columns, down = self._shift
        left, first = area.left + columns, area.top + down
        for y, line in enumerate(lines[: area.height], first):
            if 0 <= y < len(self._rows):
                row, part = self._rows[y], (area.width, line)
                if row.get(left) != part:
                    row[left] = part
                    self._lines[y] = None

    def take_over(self, before: Sheet) -> None:
        """Take the lines of another sheet where the same stands on both."""
        if before._width != self._width:
            return
        for y, (row, old) in enumerate(zip(self._rows, before._rows, strict=False)):
            if self._lines[y] is None and row == old:
                self._lines[y] = before._lines[y]

    def lines(self) -> tuple[Line, ...]:
        """Return the sheet line by line; one that is as before is the same object as before."""
        for y, line in enumerate(self._lines):
            if line is None:
                self._lines[y] = self._join(self._rows[y])
        return tuple(line for line in self._lines if line is not None)

    def _join(self, row: dict[int, tuple[int, Line]]) -> Line:
        line: list[Piece] = []
        at = 0
        for left, (width, pieces) in row.items():
            if left > at:
                line.append((" " * (left - at), ""))
            line += pieces
            at = left + width
        return tuple(line if at <= self._width else fit(line, self._width))
