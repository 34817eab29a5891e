"""What can be done with screenshots and artifacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from amplify_tui.ui.command import Command

COMMANDS: Final[tuple[Command, ...]] = ()
"""In the order of key bar and help."""
