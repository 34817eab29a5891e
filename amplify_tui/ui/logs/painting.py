"""What one line of a log looks like: its gutter, its text in colours, hits and folds; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from amplify_tui.model.logs.line import Level
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut, fit, text_of, width_of
from amplify_tui.ui.logs.look import Look, Times, since

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from amplify_tui.model.logs.line import Section
    from amplify_tui.ui.cell_text import Piece

CAUSE_MARK: Final = "▶"
MARKED: Final = "┃"
HIT: Final = "hit"
CURRENT_HIT: Final = "hit-now"

LEVEL_MARKS: Final = {Level.WARNING: ("!", "warning"), Level.ERROR: ("✘", "failed")}
"""Glyph and tone of the levels that are marked."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line as it is painted.

    Attributes:
        number: As in the file, from 1.
        level: Of its record.
        at: Of its record, aware UTC; None where it has none.
        pieces: Its text and tones, harmless, tabs expanded.
        is_continuation: Whether it goes on with the record above.
        missing: Bytes at its end that are too many to show.
    """

    number: int
    level: Level
    at: datetime | None
    pieces: tuple[Piece, ...]
    is_continuation: bool = False
    missing: int = 0

    @property
    def text(self) -> str:
        """What it says, without tones."""
        return text_of(self.pieces)


@dataclass(frozen=True, slots=True)
class Notes:
    """What is said of a line besides what the log says.

    Attributes:
        is_cause: Whether it names the cause of the failure.
        is_marked: Whether it lies in the range that was marked to be copied.
        head: The section that begins here; None for any other line.
        is_folded: Whether that section is folded.
        hits: First character and the one after the last of each hit in the text.
        current: Position among the hits of the one that was jumped to; -1 for none.
    """

    is_cause: bool = False
    is_marked: bool = False
    head: Section | None = None
    is_folded: bool = False
    hits: tuple[tuple[int, int], ...] = ()
    current: int = -1


def gutter(line: ShownLine, look: Look, notes: Notes) -> list[Piece]:
    """Return what stands before the text of a line's first row."""
    mark = (CAUSE_MARK, "failed") if notes.is_cause else (MARKED, "accent") if notes.is_marked else (" ", "")
    pieces: list[Piece] = [mark]
    if look.number_width:
        pieces.append((f"{line.number:>{look.number_width}} ", "failed" if notes.is_cause else "dim"))
    pieces.append(LEVEL_MARKS.get(line.level, (" ", "")))
    if look.time_width:
        pieces.append((f" {_time(line, look):>{look.time_width}}", "dim"))
    return [*pieces, (" ", "")]


def _time(line: ShownLine, look: Look) -> str:
    if line.at is None or line.is_continuation:
        return ""
    if look.times is Times.CLOCK:
        return wording.local_time(line.at, look.zone)
    return "" if look.start is None else cut(since(line.at - look.start), look.time_width)


def line_rows(line: ShownLine, look: Look, notes: Notes) -> list[list[Piece]]:
    """Lay a line out: one row, or as many as it takes where long lines are wrapped.

    Args:
        line: The line.
        look: How all lines are shown.
        notes: What else is said of it.
    """
    text = with_hits(_toned(line, notes), notes.hits, notes.current)
    if line.missing:
        text.append((f" … {line.missing:,} bytes more", "warning"))
    if notes.head is not None:
        return [gutter(line, look, notes) + _head(text, notes.head, look, is_folded=notes.is_folded)]
    if not look.is_wrapped:
        return [gutter(line, look, notes) + _window(text, look)]
    return _wrapped(text, gutter(line, look, notes), look, notes)


def row_count(line: ShownLine, look: Look, notes: Notes) -> int:
    """Count the rows that ``line_rows`` lays a line out in."""
    if not look.is_wrapped or notes.head is not None:
        return 1
    if not line.missing and line.text.isascii():
        return max(-(-len(line.text) // look.text_width), 1)
    return len(line_rows(line, look, notes))


def _toned(line: ShownLine, notes: Notes) -> list[Piece]:
    """Return the text in tones: what has no colour of its own takes that of the line's kind."""
    tone = "failed" if notes.is_cause or line.level is Level.ERROR else "strong" if notes.head else ""
    return [(words, own or tone) for words, own in line.pieces] if tone else list(line.pieces)


def with_hits(pieces: Sequence[Piece], hits: Sequence[tuple[int, int]], current: int = -1) -> list[Piece]:
    """Give the hits of a search their tone.

    Args:
        pieces: The text.
        hits: First character and the one after the last of each, in order, not overlapping.
        current: Position of the one that was jumped to; -1 for none.
    """
    if not hits:
        return list(pieces)
    borders = [(first, last, CURRENT_HIT if at == current else HIT) for at, (first, last) in enumerate(hits)]
    done: list[Piece] = []
    start = 0
    for words, tone in pieces:
        end, at = start + len(words), start
        for first, last, hit in borders:
            if last <= at or first >= end:
                continue
            if first > at:
                done.append((words[at - start : first - start], tone))
            done.append((words[max(first, at) - start : last - start], hit))
            at = min(last, end)
        if at < end:
            done.append((words[at - start :], tone))
        start = end
    return done


def _window(text: list[Piece], look: Look) -> list[Piece]:
    """Return the part of the text that is scrolled into view, with a mark where more follows."""
    if look.offset:
        before, text = _part(text, look.offset)
        astride = look.offset - width_of(text_of(before))
        text = [(" " * astride, ""), *_after_astride(text, astride)] if astride > 0 and text else text
    return fit(text, look.text_width)


def _after_astride(text: list[Piece], astride: int) -> list[Piece]:
    """Drop the letter two cells wide whose first half is scrolled out."""
    (words, tone), *rest = text
    return [(words[1:], tone), *rest] if astride else text


def _head(text: list[Piece], section: Section, look: Look, *, is_folded: bool) -> list[Piece]:
    """Return the first line of a section: an arrow, its text, and at the right how long it took."""
    note = section_note(section, is_folded=is_folded)
    arrow = "▸ " if is_folded else "▾ "
    room = look.text_width - len(arrow)
    if width_of(note) + 2 > room // 2:
        note = ""
    if room <= 0:
        return fit(arrow, look.text_width)
    shown = fit(text, room - (width_of(note) + 2 if note else 0))
    return [(arrow, "accent"), *shown, *([(f"  {note}", "accent" if is_folded else "dim")] if note else [])]


def section_note(section: Section, *, is_folded: bool) -> str:
    """Tell how long a section took, how it ended, and how many lines are folded away in it."""
    parts: list[str] = []
    if section.exit_code:
        parts.append(f"✘ exit {section.exit_code}")
    if section.began_at is not None and section.ended_at is not None:
        parts.append(wording.duration(section.ended_at - section.began_at))
    hidden = section.last - section.first
    if is_folded and hidden > 0:
        parts.append(f"{hidden:,} line{'' if hidden == 1 else 's'}")
    return " · ".join(parts)


def _part(pieces: Sequence[Piece], width: int) -> tuple[list[Piece], list[Piece]]:
    """Part text after at most ``width`` cells; in one go, however long it is."""
    first: list[Piece] = []
    left = width
    for position, (words, tone) in enumerate(pieces):
        at = _fitting(words, left)
        if at:
            first.append((words[:at], tone))
            left -= width_of(words[:at])
        if at < len(words):
            return first, [(words[at:], tone), *pieces[position + 1 :]]
    return first, []


def _fitting(words: str, width: int) -> int:
    """Count the characters that fit into ``width`` cells."""
    if words.isascii():
        return min(len(words), max(width, 0))
    for at, character in enumerate(words):
        width -= cell_len(character)
        if width < 0:
            return at
    return len(words)


def _wrapped(text: list[Piece], first: list[Piece], look: Look, notes: Notes) -> list[list[Piece]]:
    mark = (MARKED, "accent") if notes.is_marked else (" ", "")
    blank: list[Piece] = [mark, (" " * (look.gutter_width - 1), "")]
    rows: list[list[Piece]] = []
    rest: list[Piece] = text
    while rest or not rows:
        part, left = _part(rest, look.text_width)
        if not part and left:
            # A letter wider than the whole column: better cut than never to end.
            part, left = [("…", "dim")], _after_astride(left, 1)
        rows.append([*(blank if rows else first), *part])
        rest = [piece for piece in left if piece[0]]
    return rows
