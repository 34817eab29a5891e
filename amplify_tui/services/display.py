"""What the terminal can draw beside text, as far as its surroundings tell without asking it."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.services.ports import Graphics

_INSIDE: Final = ("TMUX", "STY", "ZELLIJ", "TEXTUAL_DRIVER")
"""Set where something stands between program and terminal that passes no pictures on."""
_KITTY: Final = frozenset({"xterm-kitty", "xterm-ghostty"})
_SIXEL_TERMS: Final = re.compile(r"(?:foot|mlterm|contour|yaft)(?:-|$)")
_SIXEL_PROGRAMS: Final = frozenset({"WezTerm", "iTerm.app", "contour", "mlterm"})
_PLAIN_PROGRAMS: Final = frozenset({"Apple_Terminal", "vscode"})
_ASKED: Final = re.compile(r"xterm(?:-|$)|vt[23][0-9]{2}|mintty|konsole")


class TerminalDisplay:
    """The terminal that the dashboard draws on; implements ``services.ports.Display``.

    Args:
        environment: Of the process; None for its own.
        descriptor: Of the terminal; None for standard error, on which Textual draws.
    """

    def __init__(self, environment: Mapping[str, str] | None = None, descriptor: int | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._descriptor = descriptor

    def graphics(self) -> Graphics:
        """Tell what it can draw; ``unknown`` where only the terminal knows."""
        told = self._environment
        term, program = told.get("TERM", ""), told.get("TERM_PROGRAM", "")
        if any(told.get(name) for name in _INSIDE) or term.startswith(("tmux", "screen")):
            return "none"
        # A terminal started from another one inherits what that one said of itself.
        if told.get("XTERM_VERSION"):
            return "unknown"
        if term in _KITTY:
            return "kitty"
        if program in _SIXEL_PROGRAMS or _SIXEL_TERMS.match(term):
            return "sixel"
        if program in _PLAIN_PROGRAMS or not _ASKED.match(term):
            return "none"
        return "unknown"

    def cell_pixels(self) -> tuple[int, int] | None:
        """Return width and height of a cell at present; None where the terminal does not say."""
        try:
            import fcntl
            import struct
            import termios

            descriptor = sys.__stderr__.fileno() if self._descriptor is None and sys.__stderr__ else None
            target = self._descriptor if descriptor is None else descriptor
            if target is None:
                return None
            answer = fcntl.ioctl(target, termios.TIOCGWINSZ, bytes(8))
        except (ImportError, OSError, ValueError):
            return None
        rows, columns, width, height = struct.unpack("HHHH", answer)
        if not rows or not columns or width < columns or height < rows:
            return None
        return width // columns, height // rows
