"""How the wall shares its screen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.ui.wall.areas import TALLEST, Area, Grid, quiet_grid, tile_grid
from amplify_tui.ui.wall.layout import Layout, inside, lay_out, shift_at

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
    assert few.height <= TALLEST


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
