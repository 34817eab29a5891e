"""The ruler at the right edge: where in the log the cause, the errors, the hits and the view are; pure."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.logs.rows import Rows

_CAUSE: Final = ("◀", "failed")
_ERROR: Final = ("✘", "failed")
_HIT: Final = ("•", "accent")
_VIEW: Final = ("▐", "dim")
_VOID: Final = ("│", "rule")


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What is worth finding in a log.

    Attributes:
        cause: Line of the cause; 0 where none is known.
        errors: Lines of records that are errors, in order.
        hits: Lines that a search found, in order.
    """

    cause: int = 0
    errors: Sequence[int] = ()
    hits: Sequence[int] = ()


def ruler_marks(rows: Rows, landmarks: Landmarks, view: tuple[int, int], height: int) -> list[Piece]:
    """Draw the ruler from top to bottom.

    Args:
        rows: What is shown.
        landmarks: What is worth finding.
        view: First row on screen and the one after the last.
        height: Cells of the ruler.
    """
    count = len(rows)
    if not count or height <= 0:
        return [_VOID] * max(height, 0)
    top, bottom = view_span(count, view, min(height, count))
    drawn: list[Piece] = []
    height_used = min(height, count)
    for y in range(height_used):
        first, last = y * count // height_used, (y + 1) * count // height_used
        lines = _lines_between(rows, first, last)
        mark = _mark(landmarks, *lines)
        is_view = top <= y < bottom
        drawn.append(mark or (_VIEW if is_view else _VOID))
    return drawn + [_VOID] * (height - height_used)


def view_span(count: int, view: tuple[int, int], height: int) -> tuple[int, int]:
    """Return the first cell of the ruler that stands for the view, and the one after the last.

    Args:
        count: How many rows there are.
        view: First row on screen and the one after the last.
        height: Cells of the ruler.
    """
    first, last = view
    if last - first >= count:
        return 0, height
    size = max(round((last - first) * height / count), 1)
    room = height - size
    top = round(first * room / max(count - (last - first), 1))
    return min(top, room), min(top, room) + size


def row_at(count: int, y: int, height: int) -> int:
    """Return the row that a cell of the ruler stands for.

    Args:
        count: How many rows there are.
        y: Cell from the ruler's top.
        height: Cells of the ruler.
    """
    return max(min(y * count // max(min(height, count), 1), count - 1), 0)


def _lines_between(rows: Rows, first: int, last: int) -> tuple[int, int]:
    """Return the first line of some rows and the one after the last; what is folded there belongs to them."""
    begin = rows.line_at(first) if first else 1
    end = rows.line_at(last) if last < len(rows) else rows.line_count + 1
    return begin, end


def _mark(landmarks: Landmarks, begin: int, end: int) -> Piece | None:
    if begin <= landmarks.cause < end:
        return _CAUSE
    if _has(landmarks.hits, begin, end):
        return _HIT
    return _ERROR if _has(landmarks.errors, begin, end) else None


def _has(lines: Sequence[int], begin: int, end: int) -> bool:
    at = bisect_left(lines, begin)
    return at < len(lines) and lines[at] < end
