from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.ui.widgets.heights import Heights

ROWS = 40
TALL = st.sets(st.integers(0, ROWS - 1))


def laid_out(tall: set[int]) -> list[tuple[int, int]]:
    """Return row and part of every line, the simple way."""
    return [(row, part) for row in range(ROWS) for part in range(2 if row in tall else 1)]


def heights_of(tall: set[int]) -> Heights:
    heights = Heights()
    heights.replace(sorted(tall))
    return heights


@given(TALL)
def test_every_line_of_the_screen_belongs_to_the_row_that_lies_there(tall: set[int]) -> None:
    heights = heights_of(tall)
    lines = laid_out(tall)
    assert [heights.row_at(place) for place in range(len(lines))] == lines
    assert [heights.place_of(row) for row in range(ROWS)] == [lines.index((row, 0)) for row in range(ROWS)]
    assert heights.extra == len(tall)
    assert heights.row_at(len(lines)) == (ROWS, 0)


@given(TALL, st.lists(st.tuples(st.integers(0, ROWS - 1), st.booleans())))
def test_rows_that_grow_and_shrink_end_as_if_they_had_been_so_from_the_start(
    tall: set[int], marks: list[tuple[int, bool]]
) -> None:
    heights = heights_of(tall)
    for row, is_tall in marks:
        heights.mark(row, is_tall=is_tall)
        (tall.add if is_tall else tall.discard)(row)
    assert [heights.height_of(row) for row in range(ROWS)] == [1 + (row in tall) for row in range(ROWS)]
    assert [heights.row_at(place) for place in range(ROWS + len(tall))] == laid_out(tall)
