"""What can be done on the wall alone."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui import situation as judge
from amplify_tui.ui.command import Command, Place, at

_WALL: Final = at(Place.WALL)

COMMANDS: Final = (
    Command("open_tile", ("enter",), "Open branch", "Show the marked branch's jobs on the dashboard.", _WALL,
            "open", why_not=judge.why_not_tile),
    Command("mark_next", ("j", "down"), "Mark below", "Mark a branch, then the one below.", _WALL, "mark"),
    Command("mark_previous", ("k", "up"), "Mark above", "Mark the branch above.", _WALL),
    Command("mark_left", ("left",), "Mark left", "Mark the branch to the left.", _WALL),
    Command("mark_right", ("right",), "Mark right", "Mark the branch to the right.", _WALL),
    Command("mark_first", ("g", "home"), "Mark first", "Mark the first branch on the screen.", _WALL),
    Command("mark_last", ("G", "end"), "Mark last", "Mark the last branch on the screen.", _WALL),
    Command("page_next", ("tab", "right_square_bracket"), "Next page", "Turn to the next page now.", _WALL,
            "page", why_not=judge.why_not_pages),
    Command("page_previous", ("shift+tab", "left_square_bracket"), "Previous page",
            "Turn to the previous page now.", _WALL, why_not=judge.why_not_pages),
)  # fmt: skip
"""In the order of key bar and help."""
