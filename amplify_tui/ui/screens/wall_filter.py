"""The wall's filter: its field is there while somebody types, its words stand in the head from then on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from textual.widgets import Input

from amplify_tui.ui.screens.wall_picture import WallPicturing

if TYPE_CHECKING:
    from datetime import datetime

    from textual.widget import Widget

UNTOUCHED_FOR: Final = timedelta(minutes=1)
"""How long mark and text field stay after the last key."""


class WallFilter(WallPicturing):
    """Leaves on the wall what has the words that were typed."""

    keeps_field: ClassVar = False

    def __init__(self) -> None:
        super().__init__()
        self._typed_at: datetime | None = None

    @property
    def filtered(self) -> Widget:
        """The wall."""
        return self.view

    @property
    def filter_text(self) -> str:
        """The words in force; empty for no filter."""
        return self.filter.text

    @property
    def is_typing(self) -> bool:
        """Whether the text field is there."""
        return self.query_one("#filter", Input).display

    def filter_by(self, text: str) -> None:
        """Show only what has these words, the worst first; a wall that is held still obeys at once."""
        self._typed_at = self.wiring.clock.now()
        if text != self.filter.text:
            self.filter.set_text(text)
            self.forget_places()
            self.redraw()

    def action_filter(self) -> None:
        """Type what must be there."""
        self._typed_at = self.wiring.clock.now()
        super().action_filter()

    def forget_field(self) -> None:
        """Take the text field away where nobody typed for a while; the filter stays."""
        since = self._typed_at
        if since is not None and self.wiring.clock.now() - since >= UNTOUCHED_FOR:
            self._typed_at = None
            if self.is_typing:
                self.query_one("#filter", Input).display = False
                self.set_focus(self.view)
