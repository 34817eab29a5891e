"""What a growing log holds, counted once for each line; pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from amplify_tui.model.logs.line import Level

if TYPE_CHECKING:
    from amplify_tui.model.logs.index import LogIndex


class Tally:
    """The records of a log that are errors and warnings, and the lines of a level that is wanted.

    Attributes:
        errors: First lines of records that are errors, in order.
        noted: First lines of records that are warnings or errors, in order.
        picked: Lines of the least level wanted; None where all are.
    """

    def __init__(self, index: LogIndex) -> None:
        self._index = index
        self._seen = 0
        self._least = Level.NONE
        self.errors: array[int] = array("I")
        self.noted: array[int] = array("I")
        self.picked: array[int] | None = None

    @property
    def warnings(self) -> int:
        """How many records are warnings."""
        return len(self.noted) - len(self.errors)

    def set_least(self, least: Level) -> None:
        """Pick lines by their level.

        Args:
            least: The least that is wanted; NONE for every line.
        """
        self._least = least
        self.picked = None if least is Level.NONE else self._index.numbers_of(least)
        self.update()

    def update(self) -> None:
        """Take what came since; the last line seen may have gone on meanwhile."""
        first = max(min(self._seen, self._index.line_count), 1)
        _renew(self.errors, first, self._index.records_of(Level.ERROR, first))
        _renew(self.noted, first, self._index.records_of(Level.WARNING, first))
        if self.picked is not None:
            _renew(self.picked, first, self._index.numbers_of(self._least, first))
        self._seen = self._index.line_count

    def next_stop(self, line: int, cause: int) -> int:
        """Return the next error or warning after a line; 0 where there is none.

        Warnings that follow each other without other lines between them count as one.

        Args:
            line: Where to go on from.
            cause: The line of the cause, which is a stop of its own; 0 for none.
        """
        at = bisect_right(self.noted, line)
        while at < len(self.noted) and not self._is_stop(at):
            at += 1
        found = self.noted[at] if at < len(self.noted) else 0
        return cause if line < cause and (not found or cause < found) else found

    def stop_before(self, line: int, cause: int) -> int:
        """Return the error or warning before a line; 0 where there is none."""
        at = bisect_left(self.noted, line) - 1
        while at >= 0 and not self._is_stop(at):
            at -= 1
        found = self.noted[at] if at >= 0 else 0
        return cause if found < cause < line else found

    def _is_stop(self, at: int) -> bool:
        """Whether a record is an error, or a warning that does not go on with one just above it."""
        line = self.noted[at]
        level = self._index.level(line)
        if level is Level.ERROR or line == 1:
            return True
        return self._index.level(line - 1) < Level.WARNING


def _renew(lines: array[int], first: int, found: array[int]) -> None:
    """Replace what is known from a line on."""
    del lines[bisect_left(lines, first) :]
    lines.extend(found)
