"""The stretch of a log that is judged: which of its lines hold which words, and their texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.noise import MARKS
from amplify_tui.model.causes.rule import LONGEST
from amplify_tui.model.logs.line import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from amplify_tui.model.logs.line import LogLine
    from amplify_tui.model.logs.parsed import ParsedLog

HEAD: Final = 65_536
TAIL: Final = 327_680
"""Bytes of a long stretch that are looked through at its beginning and at its end."""
HITS: Final = 100
"""Lines with one and the same stem that are looked at, at each end."""
_ESCAPES: Final = re.compile(rb"\x1b\[[0-9;:?]{0,40}[A-Za-z]")
_SIGNS: Final = ("â".encode(), "ð".encode(), "Ã".encode())


def _garble(mark: str) -> str:
    """Return what a mark becomes when its UTF-8 is read as Windows-1252."""
    return "".join(
        bytes([byte]).decode("cp1252" if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "latin-1")
        for byte in mark.encode()
    )


_GARBLED: Final = {
    form: mark
    for mark in MARKS
    for form in (_garble(mark), "".join(sign for sign in _garble(mark) if not "\x80" <= sign <= "\x9f"))
}
"""Marks by what they become; a second time without the controls that cleaning takes away."""


class Stretch:
    """Lines ``first`` to ``last`` of a log.

    Args:
        log: The log.
        first: First line, from 1.
        last: Last line, included.
    """

    def __init__(self, log: ParsedLog, first: int, last: int) -> None:
        self.log = log
        self.first = max(first, 1)
        self.last = min(last, log.line_count)
        self._lines: dict[int, LogLine] = {}

    def find(self, words: Mapping[str, Sequence[str]]) -> dict[int, list[str]]:
        """Return the words that lines hold, by line number in order.

        Args:
            words: Lower-case texts by a stem that each of them holds. Only beginning and
                end of a very long stretch are searched, and for the stems alone.
        """
        found: dict[int, list[str]] = {}
        for first, last in self._pieces():
            self._find_in(first, last, words, found)
        return dict(sorted(found.items()))

    def own_lines(self) -> list[int]:
        """Return the first and last lines that Amplify itself wrote as errors."""
        found = [each for each in self.log.index.numbers_of(Level.ERROR, self.first) if each <= self.last]
        return [*found[:HITS], *found[HITS:][-HITS:]]

    def line(self, number: int) -> LogLine:
        """Return one line."""
        line = self._lines.get(number)
        if line is None:
            line = self._lines[number] = self.log.line(number)
        return line

    def text(self, number: int) -> str:
        """Return the text of one line as rules read it: cut, and with its marks mended."""
        text = self.line(number).text[:LONGEST].strip()
        if "â" in text[:8] or "ð" in text[:8] or "Ã" in text[:8]:
            for garbled, mark in _GARBLED.items():
                if text.startswith(garbled):
                    return mark + text[len(garbled) :]
        return text

    def near(self, number: int, reach: int) -> Iterator[int]:
        """Yield the lines with text after a line, or before it where ``reach`` is negative.

        Args:
            number: The line, not yielded itself.
            reach: How many lines with text.
        """
        step = 1 if reach > 0 else -1
        left, at, skipped = abs(reach), number + step, 0
        while left and self.first <= at <= self.last and skipped < LONGEST:
            if self.text(at) and not self.log.index.is_counter(at):
                left -= 1
                yield at
            else:
                skipped += 1
            at += step

    def _pieces(self) -> Iterator[tuple[int, int]]:
        if self.first > self.last:
            return
        index = self.log.index
        begin, end = index.span(self.first)[0], index.span(self.last)[1]
        if end - begin <= HEAD + TAIL:
            yield self.first, self.last
            return
        cut = index.line_at(begin + HEAD)
        resumed = max(index.line_at(end - TAIL), cut + 1)
        if cut >= self.first:
            yield self.first, min(cut, self.last)
        if resumed <= self.last:
            yield resumed, self.last

    def _find_in(
        self, first: int, last: int, words: Mapping[str, Sequence[str]], found: dict[int, list[str]]
    ) -> None:
        raw = self._lower(first, last)
        lines = raw.split(b"\n")
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        is_plain = raw.isascii()
        texts: dict[int, str] = {}
        for stem, those in words.items():
            if is_plain and not stem.isascii():
                continue
            for line in _lines_with(raw, stem.encode(), starts):
                text = texts.get(line)
                if text is None:
                    text = texts[line] = lines[line][: 4 * LONGEST].decode("utf-8", "replace")
                held = [word for word in those if word in text]
                if held:
                    found.setdefault(first + line, []).extend(held)

    def _lower(self, first: int, last: int) -> bytes:
        """Return lines in lower case, without colours, their garbled marks mended."""
        index = self.log.index
        begin, end = index.span(first)[0], index.span(last)[1]
        raw = self.log.source.read(begin, min(end, begin + HEAD + TAIL)).lower()
        if b"\x1b" in raw:
            raw = _ESCAPES.sub(b"", raw)
        if any(sign in raw for sign in _SIGNS):
            for garbled, mark in _GARBLED.items():
                raw = raw.replace(garbled.encode(), mark.encode())
        return raw


def _lines_with(raw: bytes, sought: bytes, starts: list[int]) -> Iterator[int]:
    """Yield the lines that hold a text, of very many the first and the last."""
    at, line, hits = raw.find(sought), -1, 0
    while at >= 0 and hits < HITS:
        line = bisect_right(starts, at) - 1
        yield line
        hits += 1
        at = raw.find(sought, starts[line + 1]) if line + 1 < len(starts) else -1
    if at < 0:
        return
    bottom, hits, at = line, 0, raw.rfind(sought)
    while at >= 0 and hits < HITS:
        line = bisect_right(starts, at) - 1
        if line <= bottom:
            return
        yield line
        hits += 1
        at = raw.rfind(sought, 0, starts[line])
