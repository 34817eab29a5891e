"""The keys of one screen, made from the declared commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from amplify_tui.ui.commands import Place, bindings_at, commands_at, key_label, keys_of
from amplify_tui.ui.screens.command_screen import CommandScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

STATUS_LEGEND = (
    "◌ waiting  ● running  ◍ cancelling  ✔ SUCCEED  ✘ FAILED  ⊘ CANCELLED  ? anything else  ▲ live now"
)
FLEET_LEGEND = "! stuck  · no jobs  … not seen yet  » superseded by a newer commit that waits"
FIELD_NOTE = (
    "In a text field only esc enter tab F1 ctrl+r ctrl+p ctrl+q ctrl+c are commands; the rest is text."
)
_OF_FLEET: Final = frozenset({Place.WALL, Place.FLEET})


class HelpScreen(CommandScreen[None]):
    """What each key does on the screen that it was called from.

    Args:
        place: That screen.
    """

    PLACE: ClassVar = Place.HELP
    BINDINGS: ClassVar = bindings_at(Place.HELP)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.explained = place

    def compose(self) -> ComposeResult:
        """Lay out one line a command."""
        with VerticalScroll(id="help") as box:
            box.border_title = f"Keys · {self.explained}"
            box.border_subtitle = "esc back"
            yield Static(
                key_table(
                    self.explained,
                    self.amplify.user_keys,
                    is_read_only=self.wiring.settings.read_only,
                ),
                markup=False,
            )
            yield Static(Text(f"\n{FIELD_NOTE}\n\n{legend(self.explained)}"), classes="dim", markup=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#help").focus()

    def action_help(self) -> None:
        """Leave: the key that opens also closes."""
        self.dismiss()


def legend(place: Place) -> str:
    """Say what the signs on a screen mean.

    Args:
        place: The screen.
    """
    return f"{STATUS_LEGEND}\n{FLEET_LEGEND}" if place in _OF_FLEET else STATUS_LEGEND


def key_table(place: Place, keymap: Mapping[str, str], *, is_read_only: bool) -> Table:
    """Lay out the keys of a screen.

    Args:
        place: The screen.
        keymap: The user's own keys.
        is_read_only: Whether what writes is left out.
    """
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for command in commands_at(place, is_read_only=is_read_only):
        keys = " ".join(key_label(key) for key in keys_of(command, keymap))
        table.add_row(Text(keys, style="bold"), Text(command.help))
    return table
