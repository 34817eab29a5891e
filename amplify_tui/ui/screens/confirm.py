"""The confirmation in front of every write."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.screens.command_screen import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.ui.questions import Question


_SHORT: Final = 7
"""Lines that are seen at once on most terminals; with more the buttons stay in view while these scroll."""


class ConfirmDialog(Dialog[bool]):
    """Asks once; the safe button has the focus.

    Args:
        question: What to ask.
    """

    PLACE: ClassVar = Place.CONFIRM
    BINDINGS: ClassVar = [
        *bindings_at(Place.CONFIRM),
        ("left,right", "app.focus_next", "Other button"),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """Lay out what is asked above the two buttons."""
        is_long = len(self.question.lines) > _SHORT
        with VerticalScroll(classes="dialog -long" if is_long else "dialog", can_focus=False) as box:
            box.border_title = self.question.title
            box.border_subtitle = "↑ ↓ scroll" if is_long else ""
            for line in self.question.lines:
                yield Static(line, markup=False)
            if self.question.warning:
                yield Static(self.question.warning, markup=False, classes="dialog--warning")
            with Horizontal(classes="dialog--buttons"):
                yield Button(f"y {self.question.yes}", id="yes", compact=True)
                yield Button(f"n {self.question.no}", id="no", compact=True)

    def on_mount(self) -> None:
        """Give the safe button the focus."""
        self.query_one("#no", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer what the button says."""
        self.dismiss(event.button.id == "yes")

    def action_confirm(self) -> None:
        """Do what the dialog says."""
        self.dismiss(True)

    def action_decline(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)

    def action_back(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(False)
