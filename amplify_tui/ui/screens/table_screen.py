"""What screens with a table share: filter, sort, copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets import Input

from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.screens.command_screen import CommandScreen

if TYPE_CHECKING:
    from datetime import datetime

    from textual.widget import Widget

    from amplify_tui.ui.following import Following
    from amplify_tui.ui.widgets.line_table import LineTable


class TableScreen(CommandScreen[Any]):
    """A screen around one table."""

    table: LineTable[Any]
    following: Following
    frozen_at: datetime | None = None
    keeps_field: ClassVar = True
    """Whether the filter's text field stays while a filter is in force."""

    @property
    def filtered(self) -> Widget:
        """What the filter is of; it gets the focus back."""
        return self.table

    @property
    def filter_text(self) -> str:
        """The words in force; empty for no filter."""
        return self.table.filter_text

    def filter_by(self, text: str) -> None:
        """Show only what has these words.

        Args:
            text: Words, in any order; empty for everything.
        """
        self.table.filter_text = text
        self._show_filter()

    def filter_field(self) -> Input:
        """Make the text field for the filter; hidden until it is asked for."""
        return Input(
            id="filter",
            placeholder="/ filter: words that must be there",
            compact=True,
            select_on_focus=False,
        )

    def action_filter(self) -> None:
        """Type what rows must hold."""
        field = self.query_one("#filter", Input)
        field.display = True
        self.set_focus(field)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        if event.input.id == "filter":
            self.filter_by(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the rows that are left."""
        if event.input.id == "filter":
            event.input.display = self.keeps_field and bool(event.value)
            self.set_focus(self.filtered)

    def _show_filter(self) -> None:
        """Say below the table that it hides rows, and which key brings them back."""
        words = plain(self.table.filter_text, 60)
        self.table.border_subtitle = Content(f"only rows with “{words}” · esc shows all" if words else "")

    def clear_filter(self) -> bool:
        """Show all rows again.

        Returns:
            Whether there was a filter, or its field was open.
        """
        field = self.query_one("#filter", Input)
        was_there = field.display or bool(self.filter_text)
        field.value = ""
        self.filter_by("")
        field.display = False
        if was_there:
            self.set_focus(self.filtered)
        return was_there

    def action_back(self) -> None:
        """Clear the filter, else leave."""
        if not self.clear_filter():
            self.dismiss()

    def action_freeze(self) -> None:
        """Hold the picture still, or let it go on."""
        if self.frozen_at is None:
            self.frozen_at = self.wiring.clock.now()
            self.following.freeze()
        else:
            self.frozen_at = None
            self.following.thaw()
        self.tick()

    def tick(self) -> None:
        """Let a second pass."""

    def action_sort(self) -> None:
        """Sort by the next column, or the other way round."""
        self.table.next_sort()

    def copy(self, text: str, what: str) -> None:
        """Put text into the clipboard, through the terminal.

        Args:
            text: What to copy.
            what: What that is, in words.
        """
        self.app.copy_to_clipboard(text)
        self.amplify.tell(f"Copied {what}.")
