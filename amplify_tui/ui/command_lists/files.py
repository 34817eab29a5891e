"""What can be done with screenshots and artifacts."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui import situation as judge
from amplify_tui.ui.command import Command, Place, at

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

COMMANDS: Final = (*_FILES,)
"""In the order of key bar and help."""
