"""Finds the lines of a log that hold a pattern, piece by piece, within a time."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.escapes import clean_bytes, clean_lines
from amplify_tui.model.logs.lines import LIMIT, contents_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from amplify_tui.model.logs.parsed import ParsedLog
    from amplify_tui.model.logs.query import Query

SECONDS: Final = 2.0
"""Most time that a regular expression may take over a whole log; within one block the processor's."""
_RESTART: Final = 1
"""Further hits in one line after which the rest of it is skipped."""


@dataclass(slots=True)
class Hits:
    """What was found so far.

    Attributes:
        numbers: Lines that hold the pattern, in order.
        last: Last line that was looked at; a search of what came later begins behind it.
        problem: One clear line where the search was ended before its end; else empty.
    """

    numbers: array[int] = field(default_factory=lambda: array("I"))
    last: int = 0
    problem: str = ""


def search(
    log: ParsedLog,
    query: Query,
    *,
    clock: Callable[[], float],
    first: int = 1,
    last: int | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Hits:
    """Find all lines that hold a pattern; meant for a thread of its own.

    Prefixes, indentation and escapes are no text and hold nothing; of a very
    long line only what is given out as text is looked at. Other threads run
    meanwhile.

    Args:
        log: The log, which may grow meanwhile.
        query: The pattern.
        clock: Monotonic seconds, for the limit on regular expressions.
        first: Line to begin with.
        last: Line to end with; None for all that there are now.
        is_wanted: Asked between pieces; False ends the search.
    """
    hits = Hits(last=first - 1)
    end = log.line_count if last is None else min(last, log.line_count)
    limit = clock() + SECONDS if query.is_regex else None
    for number, until, block in log.blocks(first, end):
        if not is_wanted():
            return hits
        marks = log.index.marks(number, until)
        try:
            if query.needle:
                places = _find_bytes(query, block, marks, has_long=log.index.longest > LIMIT)
                hits.numbers.extend(number + place for place in places)
            else:
                for place in _find_pattern(query, block, marks, lambda: _left(clock, limit)):
                    hits.numbers.append(number + place)
                    hits.last = number + place
        except (TimeoutError, MemoryError):
            at = f"line {hits.last + 1:,} of {end:,}"
            hits.problem = f"The pattern took more than {SECONDS:g} s: ended at {at}."
            return hits
        hits.last = until
    return hits


def _left(clock: Callable[[], float], limit: float | None) -> float | None:
    """Return the seconds left.

    Raises:
        TimeoutError: There are none.
    """
    if limit is None:
        return None
    left = limit - clock()
    if left <= 0:
        raise TimeoutError
    return left


def _find_bytes(query: Query, block: bytes, marks: bytes, *, has_long: bool) -> Sequence[int]:
    """Look for an ASCII needle in bytes, and closely only where it is; return the places of lines."""
    washed = clean_bytes(block)
    folded = washed if query.is_case_sensitive else washed.lower()
    places = list(_places_of(query.needle, folded))
    raws = block.split(b"\n") if places or has_long else []
    if has_long:  # what was cut off must not count, nor what it hid
        places = sorted({*places, *(place for place, raw in enumerate(raws) if len(raw) > LIMIT)})
    if not places:
        return ()
    contents = contents_of([raws[place] for place in places], bytes(marks[place] for place in places))
    texts = clean_bytes(contents)
    texts = texts if query.is_case_sensitive else texts.lower()
    return [place for place, text in zip(places, texts.split(b"\n"), strict=True) if query.needle in text]


def _places_of(needle: bytes, block: bytes) -> Iterator[int]:
    """Yield the places of lines that hold the needle, or the beginning of it."""
    place = begin = 0
    while (hit := block.find(needle, begin)) >= 0:
        place += block.count(b"\n", begin, hit)
        yield place
        end = block.find(b"\n", hit)
        if end < 0:
            return
        begin, place = end + 1, place + 1


def _find_pattern(
    query: Query, block: bytes, marks: bytes, left: Callable[[], float | None]
) -> Iterator[int]:
    """Look for a pattern in the texts of lines; yield the places of lines."""
    text = clean_lines(contents_of(block.split(b"\n"), marks))
    texts = text.split("\n")
    if query.needs_lines:
        yield from (place for place, each in enumerate(texts) if query.is_in(each, left()))
    else:
        yield from _lines_with_hits(query, text, texts, left)


def _lines_with_hits(
    query: Query, block: str, texts: Sequence[str], left: Callable[[], float | None]
) -> Iterator[int]:
    """Yield the places of lines that hold the pattern.

    A hit that reaches over a line end is none; but the line that it begins
    in may hold a shorter one.
    """
    ends = list(accumulate(map(len, texts), lambda end, length: end + 1 + length, initial=-1))[1:]
    begin = 0
    while begin <= len(block):
        skipped, end, begin_again = 0, begin - 1, -1
        for match in query.pattern.finditer(block, begin, concurrent=True, timeout=left()):
            start = match.start()
            if start <= end:
                skipped += 1
                if skipped > _RESTART:
                    begin_again = end + 1
                    break
                continue
            place = bisect_right(ends, start - 1)
            end, skipped = ends[place], 0
            if match.end() <= end:
                yield place
            else:
                if query.is_in(texts[place], left()):
                    yield place
                begin_again = end + 1
                break
        if begin_again < 0:
            return
        begin = begin_again
