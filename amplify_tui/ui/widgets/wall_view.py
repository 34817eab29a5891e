"""The wall on the screen: lines of toned text, of which only what changed is painted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from amplify_tui.ui.cell_text import width_of
from amplify_tui.ui.widgets.inks import Inks
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from amplify_tui.ui.cell_text import Piece

DOUBLE = 2


class WallView(ToneLines, can_focus=True):
    """All of the wall; its tones may have attributes, such as ``failed+reverse``."""

    class Pointed(Message):
        """The mouse was pressed on a cell."""

        def __init__(self, x: int, y: int, *, is_double: bool) -> None:
            super().__init__()
            self.x = x
            self.y = y
            self.is_double = is_double

    def __init__(self) -> None:
        super().__init__(id="wall")
        self._tones = Inks(self)

    def set_lines(self, lines: Sequence[Sequence[Piece]]) -> None:
        """Show these lines, each as wide as the wall; only cells that changed are painted."""
        before, self._lines = self._lines, tuple(map(tuple, lines))
        if len(before) != len(self._lines):
            self.refresh()
            return
        for y, (old, new) in enumerate(zip(before, self._lines, strict=True)):
            if old is not new and old != new:
                left, right = _changed(old, new)
                self.refresh(Region(left, y, max(right - left, 1), 1))

    def render_line(self, y: int) -> Strip:
        """Paint one line, which needs no cutting; what is alike side by side is one segment."""
        pieces = self._lines[y] if y < len(self._lines) else ()
        width, style = self.content_size.width, self._tones.style
        segments: list[Segment] = []
        run, present, used = "", "", 0
        for text, tone in pieces:
            used += width_of(text)
            if tone == present:
                run += text
                continue
            if run:
                segments.append(Segment(run, style(present)))
            run, present = text, tone
        if run:
            segments.append(Segment(run, style(present)))
        if used < width:
            segments.append(Segment(" " * (width - used), style("")))
        return Strip(segments, max(used, width))

    def on_click(self, event: events.Click) -> None:
        """Say where the mouse was pressed."""
        offset = event.get_content_offset(self)
        if offset is not None:
            event.stop()
            self.post_message(self.Pointed(offset.x, offset.y, is_double=event.chain == DOUBLE))


def _changed(old: Sequence[Piece], new: Sequence[Piece]) -> tuple[int, int]:
    """Return the first cell of the first piece that differs, and the one after the last such piece.

    Widths are counted piece by piece, as those come again and again.
    """
    widths = [width_of(text) for text, _ in new]
    is_as_wide = sum(widths) == sum([width_of(text) for text, _ in old])
    left = 0
    for was, now, width in zip(old, new, widths, strict=False):
        if was != now:
            break
        left += width
    right = max(sum(widths), sum([width_of(text) for text, _ in old]))
    if is_as_wide:
        for was, now, width in zip(reversed(old), reversed(new), reversed(widths), strict=False):
            if was != now:
                break
            right -= width
    return left, max(right, left)
