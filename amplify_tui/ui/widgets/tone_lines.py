"""A few lines of toned text, of which only the cells that changed are painted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.widget import Widget

from amplify_tui.ui.cell_text import fit, text_of, width_of
from amplify_tui.ui.widgets.row_painter import Tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from amplify_tui.ui.cell_text import Piece


class ToneLines(Widget):
    """Shows lines made of pieces of text and tone; its height is set by the stylesheet or its owner."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._lines: tuple[tuple[Piece, ...], ...] = ()
        self._tones = Tones(self)
        self._arranged_for = 0

    def lay_out(self) -> None:
        """Lay the lines out for the present width; for heirs whose lines depend on it."""

    def set_lines(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show these lines.

        Args:
            lines: From top to bottom.
        """
        before, self._lines = self._lines, tuple(tuple(line) for line in lines)
        for y in range(max(len(before), len(self._lines))):
            old = before[y] if y < len(before) else ()
            new = self._lines[y] if y < len(self._lines) else ()
            if old != new:
                left, right = changed_cells(old, new)
                self.refresh(Region(left, y, max(right - left, 1), 1))

    def render_line(self, y: int) -> Strip:
        """Paint one line of the content."""
        width = self.content_size.width
        if width != self._arranged_for:
            # The first picture is painted before any Resize is heard.
            self._arranged_for = width
            self.lay_out()
        pieces = self._lines[y] if y < len(self._lines) else ()
        return self._tones.strip(fit(pieces, width), width)

    def notify_style_update(self) -> None:
        """Paint with the new styles."""
        super().notify_style_update()
        self._tones.forget()


def changed_cells(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[int, int]:
    """Return the first cell that differs and the one after the last.

    Args:
        old: What was painted.
        new: What is to be painted.
    """
    left = 0
    for was, now in zip(old, new, strict=False):
        if was != now:
            if was[1] == now[1]:
                left += _common(was[0], now[0])
            break
        left += width_of(now[0])
    right = max(width_of(text_of(old)), width_of(text_of(new)))
    is_shifted = width_of(text_of(old)) != width_of(text_of(new))
    if is_shifted:
        return left, right
    for was, now in zip(reversed(old), reversed(new), strict=False):
        if was != now:
            break
        right -= width_of(now[0])
    return left, max(right, left)


def _common(one: str, other: str) -> int:
    """Count the cells of what two texts begin with alike."""
    cells = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        cells += width_of(a)
    return cells
