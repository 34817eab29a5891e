"""Lines of a log that can be moved sideways."""

from __future__ import annotations

from amplify_tui.ui.cell_text import width_of
from amplify_tui.ui.widgets.log_lines import LogLines

SIDE_CELLS = 16
_ROOM_RIGHT = 8


class SlidingLines(LogLines):
    """What is too long for the screen is moved into it, unless lines are wrapped."""

    def show_cells(self, first: int, last: int) -> None:
        """Slide so that some cells of the text can be seen, unless lines are wrapped.

        Args:
            first: First cell, from 0.
            last: The one after the last.
        """
        room = self.look.text_width
        offset = self.look.offset
        if self.look.is_wrapped or offset <= first and last <= offset + room:  # noqa: RUF021 - one idea: in view already
            return
        self.change_look(offset=0 if last <= room else max(first - room // 3, 0))

    def action_slide(self, direction: int) -> None:
        """Move the text sideways."""
        if not self.look.is_wrapped:
            self.change_look(offset=max(min(self.look.offset + direction * SIDE_CELLS, self._widest()), 0))

    def _widest(self) -> int:
        """Return how far the text on screen can be moved to the left."""
        if self.source is None:
            return 0
        lines = {self.rows.line_at(row) for row, _ in self.viewport.lines()}
        widest = max((width_of(self.source.line(line).text) for line in lines), default=0)
        return max(widest + _ROOM_RIGHT - self.look.text_width, self.look.offset, SIDE_CELLS)
