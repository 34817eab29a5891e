"""An app that passes on what the terminal answers, and remembers it."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.events import CursorPosition


class AskingApp(App[None]):
    """What screens learn of the terminal by asking where its cursor is.

    Attributes:
        draws_sixels: Whether it does; None while it was not asked.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.draws_sixels: bool | None = None

    def on_cursor_position(self, event: CursorPosition) -> None:
        """Pass on where the terminal says its cursor is, to the screen that asked."""
        self.screen.post_message(CursorPosition(event.x, event.y))
