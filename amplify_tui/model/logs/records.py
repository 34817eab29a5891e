"""How a record begins, and how deep the lines that go on with it are indented."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from amplify_tui.model.logs.line import Level

HEAD: Final = 1_024
"""Bytes at the beginning of a line that decide what it is."""

LEVEL: Final = 3
RECORD: Final = 4
CONTINUATION: Final = 8
SHORT: Final = 16
COUNTER: Final = 32
ODD: Final = 64
NUMBERED: Final = 128
"""Bits of a line's mark: its level, whether it begins a record or goes on with one, whether that has
the short prefix of a DEPLOY log, whether it is but a line number that a console copy brought, whether
what stands before its text is less, more or other than the grammar says, and whether a continuation
has its line number before it."""
MARKS: Final = tuple(
    RECORD | level | short for short in (0, SHORT) for level in (Level.INFO, Level.WARNING, Level.ERROR)
)

START: Final = re.compile(
    rb"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"
    rb"(?:\.\d{3}Z \[(?:(INFO)|(WARNING)|(ERROR))| \[(?:(INFO)|(WARNING)|(ERROR)))\]: ?"
    rb"| {1,64})((?:##? |!!!))?"
)
"""Groups 1 to 6 tell the record's mark, 7 a marker of Amplify's; blanks begin a continuation."""
_COPIED: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?[ \t]{0,8}(?:(\d{1,7})(?:[ \t|:.)]{1,8}|(?=\d{4}-\d\d-\d\dT)))?"
    rb"(?:\d{4}-[^\[\]\x1b]{0,40}?[ \t]{1,8})?"
    rb"\[(?:(INFO)|(WARNING)|(ERROR))\]:[ ]?"
)
_NUMBER: Final = re.compile(rb"[ \t]{0,8}(\d{1,7})(?:[ \t|:.)]|\Z)")
_PREFIX: Final = re.compile(START.pattern[: START.pattern.rindex(b"| {1,64}")] + b")")
_WIDTHS: Final = {
    Level.INFO: 33,
    Level.WARNING: 36,
    Level.ERROR: 34,
    SHORT | Level.INFO: 28,
    SHORT | Level.WARNING: 31,
    SHORT | Level.ERROR: 29,
}
WIDTHS: Final = bytes(_WIDTHS.get(mark & (LEVEL | SHORT), 0) for mark in range(256))
"""Bytes before a line's text by its mark, unless that is odd."""
_NARROWEST: Final = 33
_STAMP: Final = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?")


def match_copied(line: bytes) -> tuple[int, int, int] | None:
    """Read the prefix of a record that was copied from the web console, or lost its time on the way.

    Args:
        line: One line, or the beginning of one.

    Returns:
        Its mark, where its text begins, and the line number before it, -1 for none; None for
        a line that begins no record.
    """
    found = _COPIED.match(line)
    if found is None:
        return None
    return ODD | RECORD | ((found.lastindex or 2) - 1), found.end(), int(found[1] or -1)


def match_number(line: bytes) -> tuple[int, int]:
    """Read a line number that stands before the text of a line.

    Args:
        line: One line, or the beginning of one.

    Returns:
        The number, -1 for none, and where what follows begins.
    """
    found = _NUMBER.match(line)
    return (int(found[1]), found.end()) if found else (-1, 0)


def prefix_width(line: bytes, mark: int) -> int:
    """Count the bytes before a line's text: the prefix of a record, the indentation of a continuation.

    Args:
        line: One line, or the beginning of one.
        mark: As the index holds it.
    """
    if not mark & ODD:
        return WIDTHS[mark]
    if mark & RECORD:
        found = _PREFIX.match(line) or _COPIED.match(line)
        return found.end() if found else 0
    begin = match_number(line)[1] if mark & NUMBERED else 0
    blanks = len(line) - begin - len(line[begin:].lstrip(b" "))
    if mark & LEVEL:
        return begin + min(blanks, WIDTHS[mark])
    return begin + max((width for width in _WIDTHS.values() if _NARROWEST <= width <= blanks), default=0)


def time_of(line: bytes) -> datetime | None:
    """Read when a record was written.

    Args:
        line: The record's first line, or the beginning of it.

    Returns:
        Aware UTC; a time without a zone is taken as UTC. None where there is none.
    """
    try:
        if line[23:26] == b"Z [":
            return datetime.fromisoformat(line[:24].decode())
        found = _STAMP.search(line, 0, max(line.find(b"[", 0, 96), 0))
        if found is None:
            return None
        at = datetime.fromisoformat(found[0].decode())
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
