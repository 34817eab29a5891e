"""What headless commands write: results on stdout, all else on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from amplify_tui.cli.json_shapes import error_shape
from amplify_tui.cli.streams import write_note, write_result
from amplify_tui.cli.tables import Cell, tab_separated, terminal_table
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.cli.tables import Column


class Output:
    """Writes one command's results.

    Args:
        is_json: Whether results and errors are written as JSON.
        no_color: Whether to do without colour.
    """

    def __init__(self, *, is_json: bool = False, no_color: bool = False) -> None:
        self.is_json = is_json
        self._no_color = no_color
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a character must not end the program.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")

    @property
    def has_color(self) -> bool:
        """Whether colours in results reach somebody's eyes."""
        return self.is_terminal and not self._no_color

    @property
    def is_terminal(self) -> bool:
        """Whether results are read on a terminal."""
        return sys.stdout is not None and sys.stdout.isatty()

    def text(self, text: str) -> None:
        """Write a text as it is to stdout."""
        write_result(sys.stdout, text)

    def data(self, data: bytes) -> None:
        """Write bytes as they are to stdout."""
        write_result(sys.stdout, data)

    def line(self, text: str, limit: int = 2_000) -> None:
        """Write one line to stdout that a terminal can only show.

        Args:
            text: Anything.
            limit: Most characters that are shown.
        """
        write_result(sys.stdout, clean_line(text, limit) + "\n")

    def tabs(self, parts: Sequence[str]) -> None:
        """Write one tab-separated line to stdout."""
        write_result(sys.stdout, tab_separated([[Cell(part) for part in parts]]))

    def json(self, value: Any, *, is_line: bool = False) -> None:
        """Write JSON to stdout, as one line or laid out for people."""
        text = json.dumps(value, indent=None if is_line else 2)
        write_result(sys.stdout, text + "\n")

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Write a list to stdout."""
        if not self.is_terminal:
            write_result(sys.stdout, tab_separated(rows))
        elif rows:
            write_result(sys.stdout, terminal_table(columns, rows, with_color=not self._no_color))

    def note(self, text: str) -> None:
        """Tell something beside the result, on stderr."""
        write_note(sys.stderr, clean_line(text) + "\n")

    def error(self, code: str, message: str, hint: str = "") -> None:
        """Say why there is no result: an object on stdout with JSON, else one line on stderr."""
        if self.is_json:
            try:
                self.json(error_shape(code, message, hint))
            except StorageError:
                pass  # The line on stderr is all that can still be said.
            else:
                return
        self.note(" ".join(filter(None, ("amplify-tui:", message, hint))))
