"""The line below a log that searches it: what is sought, and how much of it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.containers import Horizontal
from textual.widgets import Input

from amplify_tui.ui.cell_text import cut, text_of, width_of
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from amplify_tui.ui.cell_text import Piece

_LEAST_FIELD = 12


class SearchField(Input):
    """Takes no letter that was typed behind enter, nor one that alt goes with."""

    gives_to: Widget | None = None
    """What has the focus after enter."""

    async def _on_key(self, event: events.Key) -> None:
        if self.screen.focused is not self:
            # It was on its way when enter gave the focus back.
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
        elif event.key == "enter":
            # Its binding would be asked only after the letters behind it.
            event.stop()
            event.prevent_default()
            if self.value and self.gives_to is not None:
                self.screen.set_focus(self.gives_to)
            await self.action_submit()
        elif event.key.startswith("alt+"):
            event.prevent_default()


class LogSearchBar(Horizontal):
    """Shown while something is sought; its field has the focus only while it is typed in."""

    def __init__(self) -> None:
        super().__init__()
        words = "/ search: the words as they stand"
        self.field = SearchField(id="log-search", placeholder=words, compact=True, select_on_focus=False)
        self._said = ToneLines(classes="log-search--said")

    def compose(self) -> ComposeResult:
        """Lay out field and figures."""
        yield self.field
        yield self._said

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-there")

    def show(self, *, is_there: bool) -> None:
        """Take the line below the log, or give it back."""
        self.set_class(is_there, "-there")

    def say(self, pieces: Sequence[Piece]) -> None:
        """Say how the search went.

        Args:
            pieces: What to say, in tones.
        """
        most = max((self.content_size.width or self.app.size.width) - _LEAST_FIELD, 1)
        words = cut(text_of(pieces), most)
        line = list(pieces) if words == text_of(pieces) else [(words, pieces[0][1] if pieces else "")]
        self._said.styles.width = max(width_of(words), 1)
        self._said.set_lines([line])
