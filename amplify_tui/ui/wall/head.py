"""Head and foot of the wall: the figures, the clock, where this is and how old it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut, fit, plain, text_of, width_of
from amplify_tui.ui.condition_words import MARKS, worst_words
from amplify_tui.ui.wall.letters import ROWS, large, large_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.wall.facts import WallFacts

Line = tuple["Piece", ...]

_ALWAYS: Final = (Condition.FAILED, Condition.OK)
"""What is said even of none."""
_LEAST: Final = frozenset({Condition.CANCELLED, Condition.EMPTY, Condition.UNSEEN})
_GAP: Final = 2
_LARGE_GAP: Final = 4
_NEWS_GAP: Final = 3
_VIEW: Final = 20
"""Most cells of a view's name beside what is wrong."""
_LEAST_NEWS: Final = 32
"""Cells of a longer text below which it is no more than a beginning."""


def head_lines(facts: WallFacts, width: int, height: int) -> tuple[Line, ...]:
    """Draw the head.

    Args:
        facts: What it says.
        width: Cells of a line.
        height: 1, 2 or 5 lines.
    """
    if height > 2:  # noqa: PLR2004 - two rows have no room for large figures
        return (*_large_rows(facts, width), _where(facts, width), _notes(facts, width))
    if height == 1:
        return (_counts(facts, width, facts.filter),)
    return _counts(facts, width), _small_second(facts, width)


def foot_line(facts: WallFacts, hidden: Mapping[Condition, int], pages: str, width: int) -> Line:
    """Draw the foot: pace and use of calls, and what found no place.

    Args:
        facts: What it says.
        hidden: How many branches of each condition are on no place at present.
        pages: Which page this is, of how many; empty where there is but one.
        width: Cells of the line.
    """
    right: list[Piece] = []
    total = sum(hidden.values())
    if total:
        mark, words = worst_words(hidden)
        right = [(f"{mark.glyph} +{total} more ({words})", f"{mark.tone}+bold")]
    if pages:
        right += [(f"  {pages}", "")]
    room = width - width_of(text_of(right)) - (_GAP if right else 0)
    return _sides([(_whole(facts.budget, room), "dim")], right, width)


def _whole(text: str, room: int) -> str:
    """Leave out of a text the last of its parts that would have to be cut."""
    parts = text.split(" · ")
    while len(parts) > 1 and width_of(" · ".join(parts)) > room:
        parts.pop()
    return " · ".join(parts)


def _sides(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Line:
    """Set two texts at both ends; what is left gives way to what is right."""
    room = width - width_of(text_of(right)) - (_GAP if right else 0)
    return tuple(
        fit([*fit(left, max(room, 0)), (" " * _GAP, ""), *right], width) if right else fit(left, width)
    )


def _shown(facts: WallFacts) -> list[tuple[Condition, int]]:
    summary = facts.summary
    counts = summary.counts
    # Of what nobody asked about, or a view does not show, it is not known that there is none.
    is_told = (summary.seen > 0 or summary.is_all_seen) and not summary.left_out
    always = _ALWAYS if is_told else ()
    # What is well stands before what merely is not there: it must not be dropped for that.
    order = sorted(MARKS, key=lambda each: each in _LEAST)
    return [(each, counts.get(each, 0)) for each in order if counts.get(each, 0) or each in always]


def _counts(facts: WallFacts, width: int, lead: Piece = ("", "")) -> Line:
    """Count in words, behind what must not go unsaid."""
    clock = wording.local_time(facts.now, facts.zone)[:5]
    zone = f"{facts.now.astimezone(facts.zone):%Z}"
    right: list[Piece] = [(clock, "strong")] + ([(f" {plain(zone, 10)}", "dim")] if width >= 60 else [])  # noqa: PLR2004 - columns
    room = width - width_of(text_of(right)) - _GAP
    left: list[Piece] = [(cut(lead[0], room // 2), lead[1])] if lead[0] else []
    for condition, count in _shown(facts):
        mark = MARKS[condition]
        tone = f"{mark.tone}+bold" if count else "dim"
        part = (f"{mark.glyph} {count} {mark.word}", tone)
        if width_of(text_of(left)) + _GAP + width_of(part[0]) > room:
            break
        left += [(" " * _GAP, ""), part] if left else [part]
    return _sides(left, right, width)


def _large_rows(facts: WallFacts, width: int) -> tuple[Line, Line, Line]:
    zone = plain(f"{facts.now.astimezone(facts.zone):%Z}", 8)
    clock = large(wording.local_time(facts.now, facts.zone)[:5])
    rights = [
        [(clock[row], "strong"), (f" {zone if row == 1 else '':<{len(zone)}}", "dim")] for row in range(ROWS)
    ]
    room = width - width_of(text_of(rights[0])) - _GAP
    rows: list[list[Piece]] = [[] for _ in range(ROWS)]
    used = 0
    for condition, count in _shown(facts):
        mark = MARKS[condition]
        figures = large(str(count))
        words = (mark.glyph, mark.word, "")
        side = max(map(width_of, words))
        needed = large_width(str(count)) + 1 + side + _LARGE_GAP
        if used + needed - _LARGE_GAP > room:
            break
        used += needed
        tone = f"{mark.tone}+bold" if count else "dim"
        for row in range(ROWS):
            words_here = f" {words[row]}{' ' * (side - width_of(words[row]) + _LARGE_GAP)}"
            rows[row].append((figures[row] + words_here, tone))
    if used > room:  # the blanks behind the last have no room, and must not be cut with a mark
        for line in rows:
            line[-1:] = [(text[:-_LARGE_GAP], tone) for text, tone in line[-1:]]
    first, second, third = (_sides(row, right, width) for row, right in zip(rows, rights, strict=True))
    return first, second, third


def _where(facts: WallFacts, width: int) -> Line:
    left: list[Piece] = []
    for text, tone in (
        ("DEMO" if facts.is_demo else "", "accent+bold"),
        facts.filter,
        (facts.place, ""),
        (f"view {plain(facts.view, 60)}" if facts.view else "", "accent"),
        ("read-only" if facts.is_read_only else "", "warning"),
    ):
        if text:
            left += [("  ", ""), (text, tone)] if left else [(text, tone)]
    return _sides(left, _age(facts), width)


def _age(facts: WallFacts) -> list[Piece]:
    mark = facts.freshness
    right: list[Piece] = [(facts.push[0], facts.push[1]), ("  ", "")] if facts.push[0] else []
    return [*right, (mark.short, mark.tone)]


def _news(facts: WallFacts) -> list[Piece]:
    """Say what is not as it should be, the worst first; empty when all is well."""
    pieces: list[Piece] = [(f"! {text}", tone) for text, tone in facts.troubles]
    if facts.superseded:
        jobs = "job" if facts.superseded == 1 else "jobs"
        pieces.append((f"» {facts.superseded} {jobs} superseded", "warning"))
    summary = facts.summary
    if summary.branches and not summary.is_all_seen:
        about = "" if summary.is_complete else "about "
        pieces.append((f"… {summary.seen} of {about}{summary.branches} branches seen", "waiting"))
    return pieces


def _joined(pieces: Sequence[Piece], width: int) -> list[Piece]:
    """Set pieces side by side; where there is no room for all, long ones are cut so that each is seen.

    What comes last is left out where no more than the beginning of a word would be left of each.
    """
    room = width - _NEWS_GAP * (len(pieces) - 1)
    shares = _shares([width_of(text) for text, _ in pieces], max(room, 0))
    is_told = all(
        share >= min(_LEAST_NEWS, width_of(text)) for share, (text, _) in zip(shares, pieces, strict=True)
    )
    if len(pieces) > 1 and not is_told:
        return _joined(pieces[:-1], width)
    line: list[Piece] = []
    for share, (text, tone) in zip(shares, pieces, strict=True):
        line += [(" " * _NEWS_GAP, "")] if line else []
        line.append((cut(text, share), tone))
    return line


def _shares(widths: Sequence[int], room: int) -> list[int]:
    """Share cells out evenly; what a short text leaves over goes to the long ones."""
    shares = [0] * len(widths)
    for done, at in enumerate(sorted(range(len(widths)), key=widths.__getitem__)):
        shares[at] = min(widths[at], room // (len(widths) - done))
        room -= shares[at]
    return shares


def _notes(facts: WallFacts, width: int) -> Line:
    return tuple(fit(_joined(_news(facts), width), width))


def _small_second(facts: WallFacts, width: int) -> Line:
    """Say in one line where this is, or what is wrong there."""
    news = _news(facts)
    if not news:
        return _where(facts, width)
    right = _age(facts)
    flags = (
        ("DEMO  " if facts.is_demo else "", "accent+bold"),
        ("read-only  " if facts.is_read_only else "", "warning"),
        (f"{facts.filter[0]}  " if facts.filter[0] else "", facts.filter[1]),
        (f"view {cut(plain(facts.view, 60), _VIEW)}  " if facts.view else "", "accent"),
    )
    lead = [flag for flag in flags if flag[0]]
    room = width - width_of(text_of(right)) - width_of(text_of(lead)) - _GAP
    return _sides([*lead, *_joined(news, room)], right, width)
