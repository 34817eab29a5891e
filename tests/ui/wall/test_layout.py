"""How the wall shares its screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.ui.wall.areas import TALLEST, TILE_HEIGHT, Area, Grid, quiet_grid, tile_grid
from amplify_tui.ui.wall.layout import LARGE_HEIGHT, LARGE_WIDTH, Layout, inside, lay_out, shift_at

WIDTHS = st.integers(1, 500)
HEIGHTS = st.integers(1, 140)
COUNTS = st.integers(0, 3_000)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def areas_of(layout: Layout) -> list[Area]:
    fixed = [layout.head, layout.spotlight, layout.foot]
    return [*(each for each in fixed if each), *layout.tiles.areas(), *layout.quiet.areas()]


@given(width=WIDTHS, height=HEIGHTS, loud=COUNTS, quiet=COUNTS, has_spotlight=st.booleans())
def test_nothing_overlaps_and_all_is_on_the_screen(
    width: int, height: int, loud: int, quiet: int, *, has_spotlight: bool
) -> None:
    layout = lay_out(width, height, loud=loud, quiet=quiet, has_spotlight=has_spotlight)

    taken: set[tuple[int, int]] = set()
    for area in areas_of(layout):
        assert area.left >= 0
        assert area.top >= 0
        assert area.right <= width
        assert area.bottom <= height
        for row in range(area.top, area.bottom):
            cells = {(row, area.left), (row, area.right - 1)}
            assert not cells & taken
            taken |= {(row, column) for column in range(area.left, area.right)}


@given(st.integers(80, 500), st.integers(24, 140), st.integers(1, 3_000), COUNTS)
def test_something_loud_is_always_shown_and_something_quiet_beside_it(
    width: int, height: int, loud: int, quiet: int
) -> None:
    layout = lay_out(width, height, loud=loud, quiet=quiet)

    assert layout.tiles.places > 0
    assert layout.quiet.places > 0 or not quiet


@given(st.integers(26, 500), st.integers(4, 140), st.integers(1, 60))
def test_few_tiles_are_as_large_as_many_or_larger(width: int, height: int, count: int) -> None:
    area = Area(0, 0, width, height)
    few, many = tile_grid(area, count), tile_grid(area, count + 1)

    assert min(few.width, few.height * 5) >= min(many.width, many.height * 5)
    assert TILE_HEIGHT <= few.height <= TALLEST


@pytest.mark.parametrize(
    ("width", "height", "count", "shape"),
    [
        (120, 40, 1, (1, 1, 120, TALLEST)),
        (120, 40, 2, (1, 2, 120, TALLEST)),
        (120, 40, 4, (1, 4, 120, 10)),
        (60, 60, 1, (1, 1, 60, 10)),
        (30, 60, 1, (1, 1, 30, 7)),
        (20, 30, 2, (1, 2, 20, 7)),
        (80, 12, 5, (3, 2, 26, 6)),
        (80, 12, 90, (3, 3, 26, 4)),
    ],
)
def test_tiles_are_as_large_as_their_words_need(
    width: int, height: int, count: int, shape: tuple[int, int, int, int]
) -> None:
    grid = tile_grid(Area(0, 0, width, height), count)
    assert (grid.columns, grid.rows, grid.width, grid.height) == shape


@given(st.integers(60, 300), st.integers(12, 100), st.lists(st.integers(1, 40), min_size=2, max_size=30))
def test_tiles_keep_their_size_unless_they_must_not(width: int, height: int, counts: list[int]) -> None:
    area = Area(0, 0, width, height)
    grid: Grid | None = None
    for before, count in pairwise(counts):
        old = grid or tile_grid(area, before)
        grid = tile_grid(area, count, old)
        if old.places // 2 < count <= old.places:
            assert grid == old
        assert grid.places >= count or grid == tile_grid(area, count)


@given(WIDTHS, HEIGHTS, st.integers(1, 3_000))
def test_quiet_branches_take_two_lines_only_where_all_of_them_fit(
    width: int, height: int, count: int
) -> None:
    grid = quiet_grid(Area(0, 0, width, height), count)

    assert grid.height == 1 or grid.places >= count
    assert grid.bottom <= height


def test_quiet_branches_stand_in_as_many_columns_as_two_lines_each_need() -> None:
    grids = [quiet_grid(Area(0, 0, 160, 6), count) for count in (2, 12, 13, 18, 19)]
    assert [(grid.columns, grid.rows, grid.height) for grid in grids] == [
        (3, 1, 3), (6, 2, 3), (5, 3, 2), (6, 3, 2), (6, 4, 1),
    ]  # fmt: skip


def test_large_figures_need_a_large_screen() -> None:
    for less in (0, 1):
        for width, height in ((LARGE_WIDTH - less, LARGE_HEIGHT), (LARGE_WIDTH, LARGE_HEIGHT - less)):
            assert lay_out(width, height, loud=0, quiet=9).is_large is not bool(less)
    assert inside(120, 32) == (LARGE_WIDTH, LARGE_HEIGHT)
    lines = [lay_out(80, height, loud=0, quiet=9) for height in (7, 8, 15, 16)]
    assert [(each.head.height, each.foot is not None) for each in lines] == [
        (1, False), (1, True), (1, True), (2, True),
    ]  # fmt: skip


def test_the_spotlight_takes_a_third_within_limits() -> None:
    spots = [lay_out(120, height, loud=0, quiet=9, has_spotlight=True).spotlight for height in (14, 36, 100)]
    assert [spot.height for spot in spots if spot is not None] == [6, 10, 15]


@given(st.integers(0, 10_000), st.integers(40, 500), st.integers(12, 140))
def test_the_wall_moves_by_one_cell_every_ten_minutes(minutes: int, width: int, height: int) -> None:
    before = shift_at(NOON + timedelta(minutes=minutes), width, height)
    after = shift_at(NOON + timedelta(minutes=minutes + 10), width, height)

    assert abs(before[0] - after[0]) + abs(before[1] - after[1]) == 1
    columns, rows = inside(width, height)
    assert before[0] + columns <= width
    assert before[1] + rows <= height


def test_it_stands_still_on_a_small_screen() -> None:
    assert {shift_at(NOON + timedelta(minutes=10 * step), 30, 10) for step in range(12)} == {(0, 0)}
