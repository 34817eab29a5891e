"""The ruler beside a log: where the cause, the errors, the hits and the view are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from amplify_tui.ui.logs.rows import Rows
from amplify_tui.ui.logs.ruler import Landmarks, row_at, ruler_marks
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from textual import events


class LogRuler(ToneLines):
    """One column; a click goes to what lies there."""

    class Pressed(Message):
        """A place was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__()
        self._rows = Rows()
        self._landmarks = Landmarks()
        self._view = (0, 0)

    def show(self, rows: Rows, landmarks: Landmarks, view: tuple[int, int]) -> None:
        """Show where things are; only cells that look different are painted.

        Args:
            rows: What is shown of the log.
            landmarks: What is worth finding.
            view: First row on screen and the one after the last.
        """
        self._rows, self._landmarks, self._view = rows, landmarks, view
        self.lay_out()

    def on_resize(self) -> None:
        """Draw for the new height."""
        self.lay_out()

    def lay_out(self) -> None:
        """Draw the ruler for the present height."""
        marks = ruler_marks(self._rows, self._landmarks, self._view, self.content_size.height)
        self.set_lines([[mark] for mark in marks])

    def on_click(self, event: events.Click) -> None:
        """Say which row was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and len(self._rows):
            event.stop()
            self.post_message(self.Pressed(row_at(len(self._rows), offset.y, self.content_size.height)))
