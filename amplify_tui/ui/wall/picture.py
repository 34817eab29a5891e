"""The whole wall as lines of text; what needs no drawing again is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from amplify_tui.ui.cell_text import fit, plain_block, width_of, wrap
from amplify_tui.ui.wall.areas import Area
from amplify_tui.ui.wall.head import foot_line, head_lines
from amplify_tui.ui.wall.letters import ROWS, large, large_width
from amplify_tui.ui.wall.quiet import quiet_lines, quiet_moment
from amplify_tui.ui.wall.sheet import Sheet
from amplify_tui.ui.wall.tile import is_ticking, tile_lines, tile_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from amplify_tui.model.conditions import Condition
    from amplify_tui.ui.wall.facts import WallFacts
    from amplify_tui.ui.wall.layout import Layout
    from amplify_tui.ui.wall.tile import Line, Tile

    Draw = Callable[[Tile, int, int, datetime], tuple[Line, ...]]

_Spot = tuple[int, int, int]


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
        self._look: WallLook | None = None
        self._sheet = Sheet(0, 0)

    def draw(self, look: WallLook, width: int, height: int) -> tuple[Line, ...]:
        """Return the wall, line by line.

        Args:
            look: What is to be seen.
            width: Columns of the screen.
            height: Rows of the screen.
        """
        self._used = {}
        sheet = Sheet(width, height, look.shift)
        for area, lines in self._blocks(look):
            sheet.put(area, lines)
        sheet.take_over(self._sheet)
        self._kept, self._look, self._sheet = self._used, look, sheet
        return sheet.lines()

    def pass_time(self, facts: WallFacts) -> tuple[Line, ...]:
        """Return the wall a moment later, where nothing but time has changed since it was drawn.

        Head, foot and what counts seconds are drawn; the age of all else stands.

        Args:
            facts: What head and foot say by now.
        """
        if self._look is None:
            return ()
        self._look = look = replace(self._look, facts=facts)
        for area, lines in self._ticking_blocks(look):
            self._sheet.put(area, lines)
        return self._sheet.lines()

    def _blocks(self, look: WallLook) -> Iterator[tuple[Area, Sequence[Line]]]:
        layout, now = look.layout, look.facts.drawn_at
        yield _head_block(look)
        if layout.spotlight is not None:
            area = layout.spotlight
            if look.spotlight is not None:
                yield area, self._tile(look.spotlight, area, now)
            elif look.banner:
                yield area, _banner_lines(look.banner, area)
        for area, tile in zip(layout.tiles.areas(), look.tiles, strict=False):
            if tile is not None:
                yield area, self._tile(tile, area, now)
        for area, tile in zip(layout.quiet.areas(), look.quiet, strict=False):
            yield area, self._drawn(tile, area, now, quiet_lines, quiet_moment(tile, now))
        if look.words:
            yield _words_block(look)
        yield from _foot_block(look)

    def _ticking_blocks(self, look: WallLook) -> Iterator[tuple[Area, Sequence[Line]]]:
        yield _head_block(look)
        for area, tile in zip(look.layout.tiles.areas(), look.tiles, strict=False):
            if tile is not None and is_ticking(tile):
                yield area, self._tile(tile, area, look.facts.drawn_at)
        yield from _foot_block(look)

    def _tile(self, tile: Tile, area: Area, now: datetime) -> tuple[Line, ...]:
        return self._drawn(tile, area, now, tile_lines, tile_moment(tile, now))

    def _drawn(self, tile: Tile, area: Area, now: datetime, draw: Draw, moment: object) -> tuple[Line, ...]:
        """Draw a tile, or return what was drawn of it, wherever it stood, where that is still right."""
        # Tuples compare by identity first: equality of states goes deep.
        key = (tile.state, tile.cause, moment, tile.is_stale, tile.is_marked, tile.app, tile.target)
        spot = (id(tile.state), area.width, area.height)
        kept = self._kept.get(spot)
        if kept is None or kept[0] != key:
            kept = (key, draw(tile, area.width, area.height, now))
        self._used[spot] = kept
        return kept[1]


def _head_block(look: WallLook) -> tuple[Area, Sequence[Line]]:
    head = look.layout.head
    return head, head_lines(look.facts, head.width, head.height)


def _foot_block(look: WallLook) -> Iterator[tuple[Area, Sequence[Line]]]:
    foot = look.layout.foot
    if foot is not None:
        yield foot, (foot_line(look.facts, look.hidden, look.pages, foot.width),)


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
