"""The wall on the screen: lines of toned text, of which only what changed is painted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from amplify_tui.ui.widgets.inks import Inks
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from textual import events

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

    def on_click(self, event: events.Click) -> None:
        """Say where the mouse was pressed."""
        offset = event.get_content_offset(self)
        if offset is not None:
            event.stop()
            self.post_message(self.Pointed(offset.x, offset.y, is_double=event.chain == DOUBLE))
