"""One line of a log, from bytes to what a person reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.escapes import clean, clean_lines
from amplify_tui.model.logs.line import Level, LogLine
from amplify_tui.model.logs.records import (
    CONTINUATION,
    COUNTER,
    LEVEL,
    MARKS,
    NUMBERED,
    ODD,
    RECORD,
    START,
    WIDTHS,
    match_copied,
    prefix_width,
    time_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

LIMIT: Final = 16_384
"""Most bytes of a line's text that are given out; the log itself keeps them all."""
CUT: Final = "…"
_LEVELS: Final = tuple(Level)
_WITH_PREFIX: Final = RECORD | COUNTER | NUMBERED
_ODD: Final = re.compile(b"[" + re.escape(bytes(mark for mark in range(256) if mark & ODD)) + b"]")


def content_of(raw: bytes, mark: int) -> bytes:
    """Cut a line down to its text: no prefix, no indentation, no line end, at most ``LIMIT`` bytes.

    A line that was written over itself, as progress bars do, leaves what was
    written last.

    Args:
        raw: The line as it came.
        mark: As the index holds it.
    """
    if mark & COUNTER:
        return b""
    first = prefix_width(raw, mark)
    content = raw[first : first + LIMIT].rstrip(b"\r\n")
    if b"\r" not in content:
        return content
    for part in reversed(content.split(b"\r")):
        if clean(part.decode("utf-8", "replace")).strip():
            return part
    return b""


def contents_of(raws: Sequence[bytes], marks: bytes) -> bytes:
    """Cut many lines down to their text, as ``content_of`` does with each.

    Args:
        raws: The lines as they came.
        marks: As many or more, as the index holds them.

    Returns:
        The texts, parted by line feeds.
    """
    marks = marks[: len(raws)]
    found = [raw[width:] for raw, width in zip(raws, marks.translate(WIDTHS), strict=True)]
    for odd in _ODD.finditer(marks):
        place = odd.start()
        raw, mark = raws[place], marks[place]
        is_bare = not mark & _WITH_PREFIX and raw[:1] > b" "
        found[place] = raw if is_bare else content_of(raw, mark)
    block = b"\n".join(found)
    if b"\r" not in block and max(map(len, found), default=0) <= LIMIT:
        return block
    return b"\n".join(map(content_of, raws, marks))


def text_of(content: bytes, *, is_cut: bool = False) -> str:
    """Turn a line's text into what may be shown.

    Args:
        content: As ``content_of`` returns it.
        is_cut: Whether more bytes follow; a mark says so.
    """
    text = clean(content.decode("utf-8", "replace")).replace("\n", "")
    return text + CUT if is_cut else text


def is_cut(raw: bytes, mark: int) -> bool:
    """Whether a line is longer than what is given out of it."""
    return len(raw) > LIMIT and len(raw.rstrip(b"\r\n")) > LIMIT + prefix_width(raw, mark)


def read_line(raw: bytes, *, number: int = 1, mark: int | None = None, at: datetime | None = None) -> LogLine:
    """Read one line.

    Args:
        raw: As it came, with or without its line end.
        number: As in the file, from 1.
        mark: As the index holds it; None to take the line on its own.
        at: Time of its record, aware UTC, for a line that goes on with one.
    """
    if mark is None:
        mark = mark_of(raw)
    return LogLine(
        number,
        Level(mark & LEVEL),
        time_of(raw[:96]) if mark & RECORD else at,
        text_of(content_of(raw, mark), is_cut=is_cut(raw, mark)),
        bool(mark & CONTINUATION),
    )


def read_lines(raws: Sequence[bytes], marks: bytes, *, number: int, at: datetime | None) -> list[LogLine]:
    """Read lines that follow each other, each with the result of ``read_line``.

    Args:
        raws: As they came.
        marks: As many or more, as the index holds them.
        number: Of the first, from 1.
        at: Time of the record that the first goes on with.
    """
    texts = clean_lines(contents_of(raws, marks)).split("\n")
    if max(map(len, raws), default=0) > LIMIT:
        cuts = map(is_cut, raws, marks)
        texts = [text + CUT if cut else text for text, cut in zip(texts, cuts, strict=True)]
    found = []
    for place, (raw, mark, text) in enumerate(zip(raws, marks, texts, strict=False), number):
        if mark & RECORD:
            at = time_of(raw[:96])
        found.append(LogLine(place, _LEVELS[mark & LEVEL], at, text, bool(mark & CONTINUATION)))
    return found


def mark_of(raw: bytes) -> int:
    """Tell what a line is when nothing is known of those above it."""
    found = START.match(raw)
    if found is not None and found.end() and raw[:1] != b" ":
        return ODD | MARKS[next(group for group in range(6) if found.start(group + 1) >= 0)]
    copied = match_copied(raw)
    return copied[0] if copied else ODD


def parse_lines(data: bytes) -> tuple[LogLine, ...]:
    """Read a small log whole.

    Args:
        data: All its bytes: a build's, a deployment's, or a copy from the web console.
    """
    from amplify_tui.model.logs.parsed import ParsedLog

    log = ParsedLog.of(data)
    return log.lines(1, log.line_count)
