"""Where each line of a log begins and what it is, in nine bytes a line."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate, compress, count, repeat
from operator import add
from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.line import Level
from amplify_tui.model.logs.records import (
    CONTINUATION,
    COUNTER,
    HEAD,
    LEVEL,
    MARKS,
    NUMBERED,
    ODD,
    RECORD,
    SHORT,
    START,
    WIDTHS,
    match_copied,
    match_number,
    prefix_width,
)
from amplify_tui.model.logs.sections import SectionTracker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.logs.line import Section

MOST_LINES: Final = 10_000_000
"""Lines beyond which nobody should feed more: a log without end, of empty lines, would fill the memory."""
_MARKER: Final = 7
_MARKERS: Final = (b"# ", b"## ", b"!!!")
_BY_GROUP: Final = (CONTINUATION, *MARKS)
_LEAST: Final = {least: bytes((mark & LEVEL) >= least for mark in range(256)) for least in Level}
_BEGINS: Final = {
    least: bytes(bool(mark & RECORD) and (mark & LEVEL) >= least for mark in range(256)) for least in Level
}
_NEAR: Final = 64
_DIGITS: Final = 7
_SHALLOW: Final = 9
"""Blanks that make a continuation for sure; fewer may stand before what was pasted somewhere."""
_AFTER_BLANK: Final = bytes((CONTINUATION,))


class LogIndex:
    """Grows with the log, fed in pieces cut anywhere; holds no text.

    Lines are numbered from 1. A last line without line end counts once
    ``finish`` was called. What was asked of the index before more was fed
    stays true, but for the end of sections that were still open.

    Attributes:
        size: Bytes that were fed.
        longest: Bytes of the longest line.
    """

    def __init__(self) -> None:
        self.size = 0
        self.longest = 0
        self._starts: array[int] = array("Q")
        self._marks = bytearray()
        self._begun = 0
        self._head = b""
        self._record = b""
        self._inherited = 0
        self._counter = -1
        self._number = -1
        self._tracker = SectionTracker()
        self._before_end: tuple[bytes, int, int, int, SectionTracker] | None = None

    @property
    def line_count(self) -> int:
        """Lines so far."""
        return len(self._marks)

    @property
    def sections(self) -> Sequence[Section]:
        """Phases and commands by the line that opens them."""
        return self._tracker.sections(self.line_count)

    def feed(self, chunk: bytes) -> None:
        """Go on with the bytes that follow.

        Args:
            chunk: Cut anywhere; at most a megabyte at a time keeps other threads live.
        """
        if not chunk:
            return
        self._reopen()
        newline = chunk.find(b"\n")
        room = HEAD - len(self._head)
        if newline < 0:
            self._head += chunk[:room] if room > 0 else b""
            self.size += len(chunk)
            return
        self._starts.append(self._begun)
        self._take((self._head + chunk[: min(newline, room)],))
        self.longest = max(self.longest, self.size + newline - self._begun)
        begin, end = newline + 1, chunk.rfind(b"\n") + 1
        self._begun = self.size + begin
        if end > begin:
            lines = chunk[begin : end - 1].split(b"\n")
            lengths = list(map(len, lines))
            self.longest = max(self.longest, *lengths)
            self._starts.extend(accumulate(map(add, lengths, repeat(1)), initial=self._begun))
            self._begun = self._starts.pop()
            self._take(lines)
        self._head = chunk[end : end + HEAD]
        self.size += len(chunk)

    def finish(self) -> None:
        """Take what there is as the whole log; feeding more goes on with its last line."""
        if self._begun < self.size and self._before_end is None:
            state = (self._record, self._inherited, self._counter, self._number)
            self._before_end = (*state, self._tracker.copy())
            self._starts.append(self._begun)
            self._take((self._head,))
            self.longest = max(self.longest, self.size - self._begun)

    def span(self, number: int) -> tuple[int, int]:
        """Return where a line begins and ends in the log, its line feed excluded."""
        first = self._starts[number - 1]
        if number < len(self._starts):
            return first, self._starts[number] - 1
        return first, self.size if self._before_end else self._begun - 1

    def mark(self, number: int) -> int:
        """Return what a line is, in the bits of ``records``."""
        return self._marks[number - 1]

    def marks(self, first: int, last: int) -> bytes:
        """Return what lines from ``first`` to ``last`` are, both included."""
        return bytes(self._marks[first - 1 : last])

    def level(self, number: int) -> Level:
        """Return the level of the record that a line belongs to."""
        return Level(self._marks[number - 1] & LEVEL)

    def is_continuation(self, number: int) -> bool:
        """Whether a line goes on with the record above it."""
        return bool(self._marks[number - 1] & CONTINUATION)

    def is_counter(self, number: int) -> bool:
        """Whether a line is but a line number that a console copy brought."""
        return bool(self._marks[number - 1] & COUNTER)

    def record_of(self, number: int) -> int:
        """Return the line that begins the record of a line; 0 where none does."""
        for near in range(number - 1, max(number - 1 - _NEAR, -1), -1):
            if self._marks[near] & RECORD:
                return near + 1
        return 1 + max(self._marks.rfind(mark | odd, 0, number) for mark in MARKS for odd in (0, ODD))

    def line_at(self, offset: int) -> int:
        """Return the line that holds a byte of the log."""
        return bisect_right(self._starts, offset)

    def numbers_of(self, least: Level, first: int = 1) -> array[int]:
        """Return the lines of that level or above, in order.

        Args:
            least: The level.
            first: Line to begin with, for what a growing log brought since.
        """
        wanted = self._marks[first - 1 :].translate(_LEAST[least])
        return array("I", compress(count(first), wanted))

    def records_of(self, least: Level, first: int = 1) -> array[int]:
        """Return the lines that begin a record of that level or above, in order.

        Args:
            least: The level.
            first: Line to begin with, for what a growing log brought since.
        """
        wanted = self._marks[first - 1 :].translate(_BEGINS[least])
        return array("I", compress(count(first), wanted))

    def _reopen(self) -> None:
        """Forget the last line that ``finish`` took, for it goes on."""
        if self._before_end is not None:
            self._record, self._inherited, self._counter, self._number, self._tracker = self._before_end
            self._before_end = None
            self._starts.pop()
            self._marks.pop()

    def _take(self, lines: Sequence[bytes]) -> None:
        """Mark whole lines, or the beginnings of such."""
        marks, match, widths = self._marks, START.match, WIDTHS
        inherited, record = self._inherited, self._record
        for line in lines:
            found = match(line)
            if found is None or (not found.lastindex and found.end() < _SHALLOW):
                self._inherited, self._record = inherited, record
                marks.append(self._take_odd(line[:HEAD]))
                inherited, record = self._inherited, self._record
                continue
            group = found.lastindex or 0
            is_marker = group == _MARKER
            if is_marker:
                group = next((each for each in range(1, _MARKER) if found.start(each) >= 0), 0)
            if group:
                mark = _BY_GROUP[group]
                inherited = CONTINUATION | (mark & (LEVEL | SHORT))
                record = line
            else:
                mark = inherited
            begin = found.start(_MARKER) if is_marker else found.end()
            marks.append(mark if begin >= widths[mark] > 0 else mark | ODD)
            if is_marker and not begin > widths[mark] > 0:
                self._tracker.take(len(marks), line[begin:HEAD], record[:HEAD], mark & LEVEL)
        self._inherited, self._record = inherited, record[:HEAD]

    def _take_odd(self, line: bytes) -> int:
        """Mark a line that neither begins as records do nor is indented."""
        text = line.strip(b"\r")
        if not text:
            return self._inherited & CONTINUATION
        if text.isdigit() and len(text) <= _DIGITS and self._is_next(int(text)):
            self._counter = int(text)
            return ODD | COUNTER
        copied = match_copied(line)
        if copied is None:
            mark, begin = self._inherited | ODD, 0
            if self._number >= 0 and match_number(line)[0] == self._number + 1:
                mark |= NUMBERED
                self._number += 1
                begin = prefix_width(line, mark)
        else:
            mark, begin, self._number = copied
            self._inherited, self._record = CONTINUATION | (mark & LEVEL), line
        if line.startswith(_MARKERS, begin):
            self._tracker.take(len(self._marks) + 1, line[begin:], self._record, mark & LEVEL)
        return mark

    def _is_next(self, counter: int) -> bool:
        """Whether digits on a line of their own count the lines of a console copy."""
        if self._counter >= 0:
            return counter > self._counter
        return self._marks[-1:] == _AFTER_BLANK or not any(self._marks)
