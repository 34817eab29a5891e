"""Where headless commands copy a log to: the terminal or pipe, or a place to search it in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.index import MOST_LINES, LogIndex
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.services.log_copy import check_lines
from amplify_tui.services.log_text import LogText

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.cli.output import Output

IN_MEMORY: Final = 1_048_576
"""Bytes of a printed log that are kept in memory, to compare with what comes again; the rest is on disk."""
LONGEST: Final = 1_048_576
"""Bytes of one line after which it is printed although its end has not come."""
_CONTINUES: Final = range(0x80, 0xC0)


class PrintedLog:
    """Prints a log while it comes; a ``services.log_copy.Paper``.

    Args:
        output: Where it is printed.
        ink: Makes lines fit to be printed; None prints the bytes as they are.
    """

    def __init__(self, output: Output, ink: Callable[[bytes], str] | None) -> None:
        self._output = output
        self._ink = ink
        self._text = LogText(IN_MEMORY)
        self._pending = bytearray()

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._text.size

    def read(self, first: int, last: int) -> bytes:
        """Return the bytes from ``first`` up to, not including, ``last``."""
        return self._text.read(first, last)

    async def append(self, chunk: bytes) -> None:
        """Print on.

        Raises:
            StorageError: The disk is full.
            BrokenPipeError: Nobody reads any more.
        """
        self._text.append(chunk)
        if self._ink is None:
            self._output.data(chunk)
        else:
            self._print_lines(chunk, self._ink)
        await asyncio.sleep(0)

    async def clear(self) -> None:
        """Begin anew: the log was rewritten."""
        self.finish()
        self._text.clear()
        self._output.note("amplify-tui: the log was written anew; it follows from its beginning.")

    def finish(self) -> None:
        """Print the last line, though no line feed came."""
        if self._ink is not None and self._pending:
            self._output.text(self._ink(bytes(self._pending)) + "\n")
        self._pending.clear()

    def close(self) -> None:
        """Give memory and disk back."""
        self._text.close()

    def _print_lines(self, chunk: bytes, ink: Callable[[bytes], str]) -> None:
        end = chunk.rfind(b"\n") + 1
        cut = len(self._pending) + end if end else 0
        self._pending += chunk
        if not cut and len(self._pending) > LONGEST:
            cut = _whole_characters(self._pending)
        if cut:
            self._output.text(ink(bytes(self._pending[:cut])))
            del self._pending[:cut]


class SearchedLog:
    """Keeps a log to find the cause in; a ``services.log_copy.Paper``.

    Args:
        most: How many lines are not too many.
    """

    def __init__(self, most: int = MOST_LINES) -> None:
        self._most = most
        self._text = LogText()
        self._index = LogIndex()

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._text.size

    def read(self, first: int, last: int) -> bytes:
        """Return the bytes from ``first`` up to, not including, ``last``."""
        return self._text.read(first, last)

    async def append(self, chunk: bytes) -> None:
        """Keep on.

        Raises:
            StorageError: The disk is full.
            LogTooLargeError: There are too many lines.
        """
        self._text.append(chunk)
        self._index.feed(chunk)
        check_lines(self._index, self._most)
        await asyncio.sleep(0)

    async def clear(self) -> None:
        """Begin anew: the log was rewritten."""
        self._text.clear()
        self._index = LogIndex()

    def finish(self) -> None:
        """Count the last line, though no line feed came."""
        self._index.finish()

    def close(self) -> None:
        """Give memory and disk back."""
        self._text.close()

    @property
    def parsed(self) -> ParsedLog:
        """Its lines."""
        return ParsedLog(self._index, self._text)


def _whole_characters(data: bytearray) -> int:
    """Return how many bytes there are before a character that may not be whole."""
    end = len(data) - 1
    while end > len(data) - 4 and data[end] in _CONTINUES:
        end -= 1
    return end or len(data)
