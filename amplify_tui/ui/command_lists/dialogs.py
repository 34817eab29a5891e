"""What dialogs have in common."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui.command import Command, Place, at

COMMANDS: Final = (
    Command("confirm", ("y",), "Confirm", "Do what the dialog says.", at(Place.CONFIRM), is_write=True),
    Command("decline", ("n",), "Leave it", "Leave everything as it is.", at(Place.CONFIRM)),
    Command("press", ("enter",), "Press", "Press the focused button.", at(Place.CONFIRM), is_bound=False),
    Command("submit", ("ctrl+s",), "Go on", "What the form's button does.", at(Place.FORM)),
    Command("choose", ("enter",), "Choose", "Take the marked line.", at(Place.PICKER), is_bound=False),
)  # fmt: skip
"""In the order of key bar and help."""
