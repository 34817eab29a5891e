"""What a user looks for in a log: words as typed, or a regular expression."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import regex

LONGEST: Final = 1_000
"""Most characters of a pattern."""
PAINT_SECONDS: Final = 0.02
_MOST_COLUMNS: Final = 1_000
_MOST_LATE: Final = 3
_NEEDS_LINES: Final = re.compile(r"\(\?(?!:|P?<[^\W\d])|\\[AZzGKRX]|[+*?}]\+|\\[1-9]|\(\?R")
"""Patterns whose result may change with what stands before or after the line; they are tried line by line."""
_ESCAPED: Final = re.compile(r"\\[pP]\{[^}]*\}|\\.", re.DOTALL)


class QueryError(Exception):
    """A pattern that cannot be searched for; its text is one clear line."""


@dataclass(frozen=True, slots=True)
class Query:
    """A pattern, ready to use.

    Attributes:
        text: As typed.
        is_regex: Whether it is a regular expression, and not words.
        is_case_sensitive: Only when the pattern holds a capital.
        pattern: The same compiled.
        needle: The bytes to look for where a search of bytes does, in lower case unless
            case counts; empty where it does not.
        needs_lines: Whether lines must be tried one by one.
    """

    text: str
    is_regex: bool
    is_case_sensitive: bool
    pattern: regex.Pattern[str]
    needle: bytes = b""
    needs_lines: bool = False
    _late: list[None] = field(default_factory=list, repr=False, compare=False)

    def columns(self, text: str) -> tuple[tuple[int, int], ...]:
        """Tell where in a line's clean text the hits are, for painting.

        Args:
            text: As ``LogLine.text``.

        Returns:
            First column and the one after the last, in characters from 0; no empty ones,
            and none at all where the pattern takes too long; nor any more after it did so
            a few times, for a screen has many lines.
        """
        if len(self._late) >= _MOST_LATE:
            return ()
        try:
            found = self.pattern.finditer(text, timeout=PAINT_SECONDS)
            spans = [match.span() for match in islice(found, _MOST_COLUMNS)]
        except (TimeoutError, MemoryError):
            self._late.append(None)
            return ()
        return tuple(span for span in spans if span[0] < span[1])

    def is_in(self, text: str, seconds: float | None = None) -> bool:
        """Whether a line's clean text holds a hit, be it an empty one.

        Args:
            text: As ``LogLine.text``.
            seconds: Most time to spend; None for no limit.

        Raises:
            TimeoutError: It took longer.
        """
        return self.pattern.search(text, concurrent=True, timeout=seconds) is not None


def compile_query(text: str, *, is_regex: bool) -> Query:
    """Make a pattern ready to use.

    Args:
        text: As typed; a capital in it makes case count.
        is_regex: Whether to take it as a regular expression.

    Raises:
        QueryError: It is empty, too long, or no regular expression.
    """
    if not text:
        raise QueryError("Type what to look for.")
    if len(text) > LONGEST:
        raise QueryError(f"The pattern is longer than {LONGEST:,} characters.")
    plain = _ESCAPED.sub("", text) if is_regex else text
    is_case_sensitive = plain != plain.lower()
    flags = regex.MULTILINE | (0 if is_case_sensitive else regex.IGNORECASE)
    if not is_regex:
        is_ascii = text.isascii()
        pattern = regex.compile(regex.escape(text), flags | (regex.ASCII if is_ascii else 0))
        needle = text if is_case_sensitive else text.lower()
        return Query(text, is_regex, is_case_sensitive, pattern, needle.encode() if is_ascii else b"")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pattern = regex.compile(text, flags)
    except regex.error as error:
        at = f" at position {error.pos + 1}" if isinstance(error.pos, int) else ""
        raise QueryError(f"Not a regular expression: {error.msg}{at}.") from None
    except (RecursionError, OverflowError, MemoryError, ValueError, LookupError, TypeError):
        raise QueryError("Not a regular expression that can be used: it is too large or too deep.") from None
    return Query(
        text, is_regex, is_case_sensitive, pattern, needs_lines=_NEEDS_LINES.search(text) is not None
    )
