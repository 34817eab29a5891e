"""What can be done wherever one is."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui.command import ALL, FIELDS, Command

COMMANDS: Final = (
    Command("refresh", ("ctrl+r",), "Ask now", "Ask Amplify now about everything on the screen.", ALL),
    Command("help", ("question_mark", "f1"), "Help", "The keys of this screen.", ALL, "help"),
    Command("palette", ("ctrl+p",), "Palette", "Every command, by name.", ALL),
    Command("back", ("escape",), "Back", "Back, or clear the filter; never quits.", ALL),
    Command(
        "leave", ("q",), "Leave", "Back; quits from the screen that the program opened on.",
        ALL - FIELDS, "quit",
    ),
    Command("quit", ("ctrl+q",), "Quit", "Quit from everywhere; a write under way is waited for.", ALL),
    Command("interrupt", ("ctrl+c",), "Copy", "Copy a selection, else say which key quits.", ALL),
)  # fmt: skip
"""In the order of key bar and help."""
