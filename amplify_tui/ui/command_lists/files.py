"""What can be done with screenshots and artifacts."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui import situation as judge
from amplify_tui.ui.command import Command, Place, at

_GALLERY: Final = at(Place.GALLERY)

_SHOTS: Final = (
    Command("next_shot", ("j", "down", "right"), "Next screenshot", "The next screenshot.", _GALLERY, "next",
            why_not=judge.why_not_shot),
    Command("previous_shot", ("k", "up", "left"), "Previous screenshot", "The screenshot before.", _GALLERY,
            "previous", why_not=judge.why_not_shot),
    Command("first_shot", ("g", "home"), "First screenshot", "The first screenshot.", _GALLERY,
            why_not=judge.why_not_shot),
    Command("last_shot", ("G", "end"), "Last screenshot", "The last screenshot.", _GALLERY,
            why_not=judge.why_not_shot),
    Command("full_size", ("enter", "space"), "Full size", "Give the picture the whole screen, or end that.",
            _GALLERY, "full size", why_not=judge.why_not_shot),
    Command("open_shot", ("o",), "Open picture", "Open the picture itself in a viewer or browser.", _GALLERY,
            "open", why_not=judge.why_not_shot),
    Command("save_shot", ("d",), "Save picture", "Save the picture to the folder for downloads.", _GALLERY,
            "save", why_not=judge.why_not_shot),
)  # fmt: skip

_DOWNLOADS: Final = at(Place.DOWNLOADS)

_FILES: Final = (
    Command("fetch", ("enter",), "Download", "Download the marked files, else the one under the cursor.",
            _DOWNLOADS, "download", is_bound=False, why_not=judge.why_not_row),
    Command("choose_file", ("space",), "Mark file", "Mark the file for downloading, or no longer.",
            _DOWNLOADS, "mark", why_not=judge.why_not_row),
    Command("choose_files", ("A",), "Mark all files", "Mark all files, or none.", _DOWNLOADS, "all",
            why_not=judge.why_not_row),
    Command("cancel_download", ("delete", "backspace"), "Give up", "Give a download up; nothing of it stays.",
            _DOWNLOADS, "give up", why_not=judge.why_not_row),
)  # fmt: skip

COMMANDS: Final = (*_SHOTS, *_FILES)
"""In the order of key bar and help."""
