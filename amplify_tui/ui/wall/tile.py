"""One loud branch as a tile: a frame that says how it is, and inside what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut_middle, fit, plain, width_of
from amplify_tui.ui.condition_words import state_mark
from amplify_tui.ui.wall.letters import ROWS, large, large_width
from amplify_tui.ui.wall.tile_words import body_lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.ui.cell_text import Piece

Line = tuple["Piece", ...]
"""One row of a tile, exactly as wide as it."""

_TICKING: Final = frozenset({Condition.RUNNING, Condition.STUCK, Condition.QUEUED})
"""Of what is so, every second is counted."""
_DOUBLE: Final = "╔═╗║╚╝"
_THIN: Final = "┌─┐│└┘"
_HEAVY: Final = "┏━┓┃┗┛"
OLD: Final = timedelta(minutes=3)
"""From when on it is said how old what is known of a branch is."""
_STALE: Final = "faint"
_LOW: Final = 3
_WITH_AGE: Final = 34
"""Columns from which a title has room for the age, which is said inside as well."""
_AIRY: Final = 7
_LARGE_ROWS: Final = 4
"""Rows of text that must stay below large letters."""


@dataclass(frozen=True, slots=True)
class Tile:
    """What a tile shows.

    Attributes:
        state: The branch.
        app: Name of its app, told apart from its namesakes, safe to show.
        seen_at: When Amplify last confirmed it, UTC; None where it never did.
        cause: Why its newest job failed, as far as known; None for one that did not fail.
        target: Account and region in a few words; empty where there is but one.
        is_stale: Whether its account and region gives no answers.
        is_marked: Whether the cursor stands on it.
        old: From which age on it is said how old what is known of it is.
    """

    state: BranchState
    app: str = ""
    seen_at: datetime | None = None
    cause: JobCause | None = None
    target: str = ""
    is_stale: bool = False
    is_marked: bool = False
    old: timedelta = OLD


def tile_lines(tile: Tile, width: int, height: int, now: datetime) -> tuple[Line, ...]:
    """Draw a tile.

    Args:
        tile: What it shows.
        width: Columns it has.
        height: Rows it has.
        now: The present moment, aware UTC.

    Returns:
        As many lines as it has rows, each as wide as it is.
    """
    if height < _LOW or width < 2 * _LOW:
        return _bare(tile, width, height, now)
    tone = _tone(tile)
    corners = _HEAVY if tile.is_marked else _DOUBLE if tile.state.condition is Condition.FAILED else _THIN
    inner = width - 4
    lines = [_top(tile, corners, width, now)]
    side = (corners[3], tone)
    body = _body(tile, inner, height - 2, now)
    for row in range(height - 2):
        content = body[row] if row < len(body) else ()
        lines.append((side, (" ", ""), *fit(content, inner), (" ", ""), side))
    lines.append(_bottom(tile, corners, width, now))
    return tuple(lines)


def is_ticking(tile: Tile) -> bool:
    """Whether a tile looks different every second."""
    return tile.state.condition in _TICKING


def tile_moment(tile: Tile, now: datetime) -> object:
    """Return what of the time a tile shows: where that is equal it looks the same.

    Args:
        tile: What it shows.
        now: The present moment, aware UTC.
    """
    passed = int(now.timestamp()) if is_ticking(tile) else wording.age(tile.state.changed_at, now)
    return passed, _seen(tile, now)


def _name(tile: Tile, joint: str = " / ") -> str:
    return f"{tile.app}{joint}{plain(tile.state.branch.name, 255)}"


def tone_of(state: BranchState) -> str:
    """Return the tone of a branch's condition."""
    return state_mark(state).tone


def _tone(tile: Tile) -> str:
    return "accent" if tile.is_marked else _STALE if tile.is_stale else tone_of(tile.state)


def _title_tone(tile: Tile) -> str:
    is_bad = tile.state.condition in {Condition.FAILED, Condition.STUCK}
    return f"{_tone(tile)}+{'reverse' if tile.is_marked or (is_bad and not tile.is_stale) else 'bold'}"


def _top(tile: Tile, corners: str, width: int, now: datetime) -> Line:
    tone = _tone(tile)
    mark = state_mark(tile.state)
    age = wording.age(tile.state.changed_at, now) if tile.state.changed_at is not None else ""
    tail = f" {age} " if age and width >= _WITH_AGE else ""
    room = width - 4 - width_of(tail) - (1 if tail else 0)
    title = cut_middle(f"{mark.glyph} {_name(tile)}", max(room - 2, 1))
    title = f" {title} "
    rest = width - 3 - width_of(title) - width_of(tail) - (1 if tail else 0)
    line: list[Piece] = [(corners[:2], tone), (title, _title_tone(tile)), (corners[1] * max(rest, 0), tone)]
    if tail:
        line += [(tail, tone), (corners[1], tone)]
    return tuple(fit([*line, (corners[2], tone)], width))


def _bottom(tile: Tile, corners: str, width: int, now: datetime) -> Line:
    tone = _tone(tile)
    seen = _seen(tile, now)
    room = width - 6 - (width_of(seen) + 3 if seen else 0)
    target = cut_middle(tile.target, room) if tile.target and room > _LOW else ""
    left = f" {target} " if target else ""
    right = f" {seen} " if seen and width_of(seen) + 6 <= width else ""
    rest = width - 4 - width_of(left) - width_of(right)
    return (
        (corners[4] + corners[1], tone),
        (left, "dim"),
        (corners[1] * rest, tone),
        (right, "warning" if tile.is_stale else "dim"),
        (corners[1] + corners[5], tone),
    )


def _seen(tile: Tile, now: datetime) -> str:
    """Say how old what is known is, where that is old."""
    at = tile.seen_at
    if at is None or (now - at < tile.old and not tile.is_stale):
        return ""
    age = wording.age(at, now)
    return f"seen {age} ago" if age != "now" else ""


def _body(tile: Tile, width: int, height: int, now: datetime) -> Sequence[Sequence[Piece]]:
    lines: list[Sequence[Piece]] = []
    names = (_name(tile, "/"), tile.app) if height >= ROWS + _LARGE_ROWS else ()
    name = next((each for each in names if 0 < large_width(each) <= width), "")
    if name:
        lines += [((row, tone_of(tile.state)),) for row in large(name)]
        height -= ROWS
        if height > _AIRY:
            lines.append(())
            height -= 1
    lines += body_lines(tile.state, tile.cause, width, height, now)
    if tile.is_stale:
        return [[(text, _STALE) for text, _ in line] for line in lines]
    return lines


def _bare(tile: Tile, width: int, height: int, now: datetime) -> tuple[Line, ...]:
    """Draw a tile that has no room for a frame."""
    mark = state_mark(tile.state)
    title: list[Piece] = [(f"{mark.glyph} {mark.word} ", _title_tone(tile)), (_name(tile), "")]
    lines = [title, *body_lines(tile.state, tile.cause, width, height, now)]
    return tuple(tuple(fit(lines[row] if row < len(lines) else (), width)) for row in range(height))
