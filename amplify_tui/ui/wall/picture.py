"""The whole wall as lines of text; what needs no drawing again is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.ui.cell_text import fit, plain_block, width_of, wrap
from amplify_tui.ui.wall.areas import Area
from amplify_tui.ui.wall.head import foot_line, head_lines
from amplify_tui.ui.wall.letters import ROWS, large, large_width
from amplify_tui.ui.wall.quiet import quiet_lines
from amplify_tui.ui.wall.tile import tile_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.wall.facts import WallFacts
    from amplify_tui.ui.wall.layout import Layout
    from amplify_tui.ui.wall.tile import Line, Tile

    Draw = Callable[[Tile, int, int, datetime], tuple[Line, ...]]

_Spot = tuple[int, int, int]
_TICKING: Final = frozenset({Condition.RUNNING, Condition.STUCK, Condition.QUEUED})
_SLOW: Final = 15
"""Seconds after which what shows only minutes is drawn again."""


@dataclass(frozen=True, slots=True)
class WallLook:
    """All that is to be seen.

    Attributes:
        layout: Where everything stands.
        shift: Columns and rows by which all of it is moved.
        facts: What head and foot say.
        tiles: The loud branches, one for each place; None where it is free.
        quiet: The quiet branches on this page.
        spotlight: The failure that is held up; None for none.
        hidden: How many branches of each condition found no place.
        pages: Which page this is; empty where there is but one.
        words: What is said where there is nothing to show, and what helps; empty otherwise.
        banner: A few large words where nothing is loud; empty for none.
    """

    layout: Layout
    facts: WallFacts
    shift: tuple[int, int] = (0, 0)
    tiles: tuple[Tile | None, ...] = ()
    quiet: tuple[Tile, ...] = ()
    spotlight: Tile | None = None
    hidden: Mapping[Condition, int] = field(default_factory=dict)
    pages: str = ""
    words: str = ""
    banner: str = ""


class WallPicture:
    """Draws the wall, and only anew what changed."""

    def __init__(self) -> None:
        self._kept: dict[_Spot, tuple[tuple[object, ...], tuple[Line, ...]]] = {}
        self._used: dict[_Spot, tuple[tuple[object, ...], tuple[Line, ...]]] = {}

    def draw(self, look: WallLook, width: int, height: int) -> tuple[Line, ...]:
        """Return the wall, line by line.

        Args:
            look: What is to be seen.
            width: Columns of the screen.
            height: Rows of the screen.
        """
        self._used = {}
        rows: list[list[tuple[int, int, Line]]] = [[] for _ in range(height)]
        columns, down = look.shift
        for area, lines in self._blocks(look):
            for offset, line in enumerate(lines[: area.height]):
                y = area.top + offset + down
                if 0 <= y < height:
                    rows[y].append((area.left + columns, area.width, line))
        self._kept = self._used
        return tuple(_join(row, width) for row in rows)

    def _blocks(self, look: WallLook) -> Iterator[tuple[Area, Sequence[Line]]]:
        layout, facts = look.layout, look.facts
        yield layout.head, head_lines(facts, layout.head.width, layout.head.height)
        if layout.spotlight is not None:
            area = layout.spotlight
            if look.spotlight is not None:
                yield area, self._drawn(look.spotlight, area, facts.drawn_at, tile_lines)
            elif look.banner:
                yield area, _banner_lines(look.banner, area)
        for area, tile in zip(layout.tiles.areas(), look.tiles, strict=False):
            if tile is not None:
                yield area, self._drawn(tile, area, facts.drawn_at, tile_lines)
        for area, tile in zip(layout.quiet.areas(), look.quiet, strict=False):
            yield area, self._drawn(tile, area, facts.drawn_at, quiet_lines)
        if look.words:
            yield _words_block(look)
        if layout.foot is not None:
            yield layout.foot, (foot_line(facts, look.hidden, look.pages, layout.foot.width),)

    def _drawn(self, tile: Tile, area: Area, now: datetime, draw: Draw) -> tuple[Line, ...]:
        """Draw a tile, or return what was drawn of it, wherever it stood, where that is still right."""
        is_ticking = tile.state.condition in _TICKING and draw is tile_lines
        moment = int(now.timestamp()) // (1 if is_ticking else _SLOW)
        key = (
            tile.state,
            tile.cause,
            moment,
            tile.seen_at,
            tile.is_stale,
            tile.is_marked,
            tile.app,
            tile.old,
            tile.target,
        )
        spot = (id(tile.state), area.width, area.height)
        kept = self._kept.get(spot)
        # Tuples compare by identity first: equality of states goes deep.
        if kept is None or kept[0] != key:
            kept = (key, draw(tile, area.width, area.height, now))
        self._used[spot] = kept
        return kept[1]


def _join(parts: Sequence[tuple[int, int, Line]], width: int) -> Line:
    """Set the lines of blocks side by side."""
    line: list[Piece] = []
    at = 0
    for left, size, pieces in parts:
        if left > at:
            line.append((" " * (left - at), ""))
        line += pieces
        at = left + size
    return tuple(line if at <= width else fit(line, width))


def _words_block(look: WallLook) -> tuple[Area, Sequence[Line]]:
    head, foot = look.layout.head, look.layout.foot
    top = look.layout.spotlight.bottom if look.layout.spotlight is not None else head.bottom
    bottom = foot.top if foot is not None else top + 3
    area = Area(0, top, head.width, max(bottom - top, 1))
    lines = wrap(plain_block(look.words), max(area.width - 4, 1))
    first = max((area.height - len(lines)) // 2, 0)
    blank = tuple(fit("", area.width))
    return area, [blank] * first + [tuple(fit([(f"  {line}", "dim")], area.width)) for line in lines]


def _banner_lines(words: str, area: Area) -> Sequence[Line]:
    """Say in large letters that nothing is wrong."""
    if large_width(words) > area.width or area.height < ROWS:
        return [
            tuple(
                fit([(" " * max((area.width - width_of(words)) // 2, 0) + words, "succeed+bold")], area.width)
            )
        ]
    left = " " * ((area.width - large_width(words)) // 2)
    above = (area.height - ROWS) // 2
    blank = tuple(fit("", area.width))
    return [blank] * above + [tuple(fit([(left + row, "succeed+bold")], area.width)) for row in large(words)]
