"""Text measured in terminal cells: made safe, cut and padded so that no layout ever breaks.

A piece of text is a pair of words and *tone*. A tone is a name that the
stylesheet gives a colour to, so that no colour stands in Python.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias
from unicodedata import normalize

from rich.cells import cell_len

from amplify_tui.model.text import clean_block, clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

Piece: TypeAlias = "tuple[str, str]"
"""Text and the tone it is shown in; an empty tone is the ordinary one."""

Cell: TypeAlias = "str | Sequence[Piece]"
"""What a column shows of a row: plain text, or pieces in several tones."""

ELLIPSIS: Final = "…"

# Patterns are texts, which `re` compiles at their first use: most text is ASCII and needs none.
_FLAG: Final = "[\U0001f1e6-\U0001f1ff]"
_JOINED: Final = "(?:\u200d[^\\s\u0021-\u007e]?)+"
_SILENT: Final = "[\u200c\u200d\ufe00-\ufe0f\u20e0\u20e2-\u20e4\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]"
_UNSAFE: Final = "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"


@lru_cache(maxsize=4096)
def plain(text: str, limit: int = 2_000) -> str:
    """Make one safe line whose width every terminal counts alike.

    Terminals disagree on the width of joined emoji, skin tones, flags and
    variation selectors. So a joined emoji is reduced to its first one, a flag
    to its two letters, and the selectors are dropped.

    Args:
        text: Anything from outside.
        limit: Most characters that are looked at.
    """
    line = clean_line(text, limit)
    return line if line.isascii() else _even(line)


def plain_block(text: str, limit: int = 20_000) -> str:
    """Make safe text of several lines, each as ``plain`` makes one.

    Args:
        text: Anything from outside.
        limit: Most characters that are looked at.
    """
    block = clean_block(text, limit)
    return block if block.isascii() else "\n".join(_even(line) for line in block.split("\n"))


def _even(line: str) -> str:
    """Drop what makes the width of a line a matter of opinion."""
    composed = normalize("NFC", line)
    joined = re.sub(_SILENT, "", re.sub(_JOINED, "", composed))
    letters = re.sub(_FLAG, lambda found: chr(ord(found[0]) - 0x1F1E6 + ord("A")), joined)
    kept: list[str] = []
    marks = 0
    for character in letters:
        marks = marks + 1 if cell_len(character) == 0 else 0
        if marks <= 1 and (marks == 0 or kept):
            kept.append(character)
    return "".join(kept)


def width_of(text: str) -> int:
    """Count the cells that text takes."""
    return len(text) if text.isascii() else _width_of_signs(text)


@lru_cache(maxsize=8192)
def _width_of_signs(text: str) -> int:
    """Count cells letter by letter; frames and bars are counted again and again."""
    return sum(map(cell_len, text))


def cut(text: str, width: int) -> str:
    """Shorten text to at most ``width`` cells, the last of which is then ``…``.

    Args:
        text: One line.
        width: Cells there are.
    """
    if width <= 0:
        return ""
    if len(text) <= width and (text.isascii() or width_of(text) <= width):
        return text
    if text.isascii():
        return text[: width - 1] + ELLIPSIS
    if width_of(text) <= width:
        return text
    used = 0
    for position, character in enumerate(text):
        used += cell_len(character)
        if used > width - 1:
            return text[:position] + ELLIPSIS
    return text


def cut_front(text: str, width: int) -> str:
    """Shorten text to at most ``width`` cells by its beginning, for what is told apart by its end.

    Args:
        text: One line.
        width: Cells there are.
    """
    if width <= 0:
        return ""
    if width_of(text) <= width:
        return text
    used = 0
    for position in range(len(text) - 1, -1, -1):
        used += cell_len(text[position])
        if used > width - 1:
            return ELLIPSIS + text[position + 1 :].lstrip()
    return text


def cut_middle(text: str, width: int) -> str:
    """Shorten text to at most ``width`` cells by its middle, for what is told apart by both ends.

    Args:
        text: One line.
        width: Cells there are.
    """
    if width_of(text) <= width:
        return text
    if width <= 0:
        return ""
    head = cut(text, width // 2 + 1).removesuffix(ELLIPSIS)
    return head + cut_front(text, width - width_of(head))


def text_of(cell: Cell) -> str:
    """Return what a cell says, without tones."""
    return cell if isinstance(cell, str) else "".join(words for words, _ in cell)


def harmless(text: str) -> str:
    """Drop what could move the cursor, for text that a column forgot to clean."""
    return text if text.isprintable() else re.sub(_UNSAFE, "", text)


def fit(cell: Cell, width: int, *, is_right: bool = False) -> list[Piece]:
    """Make a cell exactly ``width`` cells wide: cut with ``…`` or padded with blanks.

    Args:
        cell: What to show.
        width: Cells there are.
        is_right: Whether it stands at the right edge.
    """
    pieces = [(cell, "")] if isinstance(cell, str) else cell
    fitted: list[Piece] = []
    left = width
    for words, tone in pieces:
        if left <= 0:
            break
        shown = cut(harmless(words), left)
        if shown:
            fitted.append((shown, tone))
            left -= width_of(shown)
    if left > 0:
        blank = (" " * left, "")
        fitted.insert(0, blank) if is_right else fitted.append(blank)
    return fitted


def split_at(pieces: Sequence[Piece], width: int) -> tuple[list[Piece], list[Piece]]:
    """Part a line in two, the first of them ``width`` cells wide where there are so many.

    A letter two cells wide that stands astride goes to the second part.

    Args:
        pieces: The line.
        width: Cells before the cut.
    """
    first: list[Piece] = []
    second: list[Piece] = []
    left = width
    for text, tone in pieces:
        at = 0
        while not second and at < len(text) and width_of(text[: at + 1]) <= left:
            at += 1
        if text[:at]:
            first.append((text[:at], tone))
        if text[at:]:
            second.append((text[at:], tone))
        left -= width_of(text[:at])
    return first, second


def wrap(text: str, width: int) -> list[str]:
    """Break text into lines of at most ``width`` cells, between words where that is possible.

    Args:
        text: Safe text of one or more lines.
        width: Cells there are.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            joined = f"{line} {word}" if line else word
            if width_of(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *full, line = _chunks(word, max(width, 1))
            lines.extend(full)
        lines.append(line)
    return lines


def _chunks(word: str, width: int) -> list[str]:
    """Break a word that is longer than a line; the last part is what the next line begins with."""
    chunks: list[str] = [""]
    used = 0
    for character in word:
        size = cell_len(character)
        if used + size > width and chunks[-1]:
            chunks.append("")
            used = 0
        chunks[-1] += character
        used += size
    return chunks
