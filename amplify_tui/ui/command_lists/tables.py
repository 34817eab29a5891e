"""What tables have in common."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui import situation as judge
from amplify_tui.ui.command import LOOKS, TABLES, Command, Place, at

_DASHBOARD: Final = at(Place.DASHBOARD)

COMMANDS: Final = (
    Command("filter", ("slash",), "Filter", "Show only what holds the words that you type; esc clears.",
            TABLES | at(Place.WALL), "filter"),
    Command("sort", ("s",), "Sort", "Sort by the next column; at the last one, turn around.", TABLES),
    Command("freeze", ("space",), "Freeze", "Hold the picture still, or let it go on.",
            at(Place.DASHBOARD, Place.WALL, Place.FLEET, Place.BACKEND)),
    Command("copy_id", ("y",), "Copy id or URL", "Copy the job id or address; in the history, the CLI line.",
            LOOKS | at(Place.WALL, Place.GALLERY),
            why_not=judge.why_not_row),
    Command("copy_row", ("c",), "Copy row", "Copy the row's text.", LOOKS | at(Place.WALL),
            why_not=judge.why_not_row),
    Command("move", ("j", "k", "g", "G", "ctrl+d", "ctrl+u"), "Move", "Down, up, first, last, half a page.",
            TABLES,
            is_bound=False),
    Command("pane_1", ("1",), "Apps", "To the apps.", _DASHBOARD),
    Command("pane_2", ("2",), "Jobs", "To the jobs.", _DASHBOARD),
    Command("pane_3", ("3",), "Steps", "To the steps.", _DASHBOARD),
    Command("pane_next", ("tab",), "Next pane", "To the next pane or field.",
            at(Place.DASHBOARD, Place.FORM, Place.CONFIRM)),
    Command("history", ("h",), "History", "Past messages and API calls, each with its AWS CLI equivalent.",
            at(Place.DASHBOARD, Place.WALL, Place.FLEET, Place.BACKEND, Place.BACKEND_JOB), "history"),
)  # fmt: skip
"""In the order of key bar and help."""
