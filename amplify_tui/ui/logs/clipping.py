"""What leaves a log as text: for the clipboard, and for a file; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.escapes import clean_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amplify_tui.model.logs.parsed import ParsedLog

MOST_COPIED: Final = 100_000
"""Bytes for the clipboard: terminals drop what is longer, some of them without a word."""
BLOCK: Final = 1_048_576
_LINES_AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True)
class Clip:
    """Text for the clipboard.

    Attributes:
        text: Clean, without line numbers, times and levels.
        lines: How many lines it holds.
        left_out: How many were wanted and are not in it.
        is_cut: Whether its only line is not whole.
    """

    text: str
    lines: int
    left_out: int = 0
    is_cut: bool = False


def clip_lines(log: ParsedLog, first: int, last: int, most: int = MOST_COPIED) -> Clip:
    """Return the clean text of some lines, as much of it as a terminal takes.

    Args:
        log: The log.
        first: First line, from 1.
        last: Last line.
        most: Most bytes.
    """
    texts: list[str] = []
    room = most
    last = min(last, log.line_count)
    for begin in range(first, last + 1, _LINES_AT_A_TIME):
        for line in log.lines(begin, min(begin + _LINES_AT_A_TIME - 1, last)):
            size = len(line.text.encode()) + 1
            if size > room and not texts:
                short = line.text.encode()[:room].decode("utf-8", "ignore")
                return Clip(short, 1, last - first, is_cut=True)
            if size > room:
                return Clip("\n".join(texts), len(texts), last - first + 1 - len(texts))
            room -= size
            texts.append(line.text)
    return Clip("\n".join(texts), len(texts))


def clean_blocks(log: ParsedLog) -> Iterator[bytes]:
    """Yield the whole log as it is by now, times and levels included, escapes and controls taken out.

    Args:
        log: The log; it may grow meanwhile.
    """
    index, last = log.index, log.line_count
    number = 1
    while number <= last:
        begin, end = index.span(number)
        until = number
        while until < last and index.span(until + 1)[1] - begin <= BLOCK:
            until += 1
            end = index.span(until)[1]
        for first in range(begin, max(end, begin + 1), BLOCK):
            yield clean_bytes(log.source.read(first, min(first + BLOCK, end)))
        yield b"\n"
        number = until + 1


def said_of(clip: Clip, what: str) -> str:
    """Say what was copied, and what was not.

    Args:
        clip: What was copied.
        what: What that is, in words.
    """
    if clip.is_cut:
        return f"Copied the first {len(clip.text):,} letters: terminals take 100 kB. ctrl+s saves everything."
    if clip.left_out:
        wanted = clip.lines + clip.left_out
        return (
            f"Copied the first {clip.lines:,} of {wanted:,} lines: terminals take 100 kB. ctrl+s saves all."
        )
    return f"Copied {what}."
