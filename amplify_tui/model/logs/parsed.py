"""A log and its index together: lines by number, read when they are asked for."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final, Protocol

from amplify_tui.model.logs.index import LogIndex
from amplify_tui.model.logs.lines import LIMIT, content_of, read_lines
from amplify_tui.model.logs.records import HEAD, RECORD, time_of
from amplify_tui.model.logs.spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from amplify_tui.model.logs.line import LogLine, Section
    from amplify_tui.model.logs.spans import Span

PIECE: Final = 262_144
"""Bytes of a log that are worked on at a time."""


class Source(Protocol):
    """Where the bytes of a log are."""

    def read(self, first: int, last: int) -> bytes:
        """Return the bytes from ``first`` to ``last``, the latter excluded, as far as there are any."""
        ...


class _Bytes:
    """A log in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, first: int, last: int) -> bytes:
        return self._data[first:last]


class ParsedLog:
    """Gives a log's lines by number.

    Attributes:
        index: Where they are; may grow meanwhile.
        source: Their bytes.
    """

    def __init__(self, index: LogIndex, source: Source) -> None:
        self.index = index
        self.source = source

    @classmethod
    def of(cls, data: bytes) -> ParsedLog:
        """Take a log that is whole and in memory; one in UTF-16, as some editors save, is turned to UTF-8."""
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            data = data.decode("utf-16", "replace").encode()
        index = LogIndex()
        for first in range(0, len(data), PIECE):
            index.feed(data[first : first + PIECE])
        index.finish()
        return cls(index, _Bytes(data))

    @property
    def line_count(self) -> int:
        """Lines so far."""
        return self.index.line_count

    @property
    def sections(self) -> Sequence[Section]:
        """Phases and commands by the line that opens them."""
        return self.index.sections

    def line(self, number: int) -> LogLine:
        """Return one line.

        Args:
            number: From 1 to ``line_count``.

        Raises:
            IndexError: There is no such line.
        """
        self._check(number)
        (line,) = self.lines(number, number)
        return line

    def lines(self, first: int, last: int) -> tuple[LogLine, ...]:
        """Return lines from ``first`` to ``last``, both included, as far as there are any."""
        first = max(first, 1)
        at = self._time_above(first)
        found: list[LogLine] = []
        for number, until, block in self.blocks(first, min(last, self.line_count)):
            found += read_lines(block.split(b"\n"), self.index.marks(number, until), number=number, at=at)
            at = found[-1].at
        return tuple(found)

    def spans(self, number: int) -> tuple[Span, ...]:
        """Return one line's text split by its colours.

        Raises:
            IndexError: There is no such line.
        """
        self._check(number)
        ((_, _, raw),) = self.blocks(number, number)
        return spans_of(content_of(raw, self.index.mark(number)))

    def raw(self, number: int) -> bytes:
        """Return one line as it came, whole, its line feed excluded.

        Raises:
            IndexError: There is no such line.
        """
        self._check(number)
        return self.source.read(*self.index.span(number))

    def _check(self, number: int) -> None:
        if not 1 <= number <= self.line_count:
            raise IndexError(f"The log has no line {number}.")

    def _time_above(self, number: int) -> datetime | None:
        """Return when the record was written that a line goes on with."""
        if not 1 < number <= self.line_count or self.index.mark(number) & RECORD:
            return None
        record = self.index.record_of(number)
        if not record:
            return None
        first, last = self.index.span(record)
        return time_of(self.source.read(first, min(last, first + HEAD)))

    def blocks(self, first: int, last: int) -> Iterator[tuple[int, int, bytes]]:
        """Yield lines as they came, many at a time; of very long ones the beginning.

        Args:
            first: Line to begin with, from 1.
            last: Line to end with; there must be as many.

        Yields:
            Numbers of the first and the last line of a block, and their bytes, parted by line
            feeds; fewer where the source has lost some.
        """
        number = first
        while number <= last:
            begin, end = self.index.span(number)
            until = last
            if self.index.span(last)[1] - begin > PIECE:
                until = max(number, self.index.line_at(begin + PIECE) - 1)
            end = min(end, begin + LIMIT + HEAD) if until == number else self.index.span(until)[1]
            yield number, until, self.source.read(begin, end)
            number = until + 1
