from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.ui.logs.viewport import Viewport


def viewport(heights: list[int], page: int) -> Viewport:
    port = Viewport(lambda row: heights[row])
    port.set_extent(len(heights), page)
    return port


def test_tall_rows_are_shown_in_parts() -> None:
    port = viewport([1, 3, 1], 4)
    port.scroll(1)
    assert port.lines() == [(1, 0), (1, 1), (1, 2), (2, 0)]
    port.scroll(-9)
    assert port.lines() == [(0, 0), (1, 0), (1, 1), (1, 2)]


def test_the_end_leaves_no_empty_lines() -> None:
    port = viewport([1] * 10, 4)
    port.scroll(99)
    assert [row for row, _ in port.lines()] == [6, 7, 8, 9]
    port.set_extent(10, 6)
    assert [row for row, _ in port.lines()] == [4, 5, 6, 7, 8, 9]
    port.set_extent(3, 6)
    assert [row for row, _ in port.lines()] == [0, 1, 2]


def test_a_row_is_revealed_with_as_little_scrolling_as_can_be() -> None:
    port = viewport([1] * 20, 5)
    port.reveal(7)
    assert [row for row, _ in port.lines()] == [3, 4, 5, 6, 7]
    port.reveal(4)
    assert port.top == 3
    port.reveal(1)
    assert port.top == 1


def test_a_row_that_is_higher_than_the_page_shows_its_beginning() -> None:
    port = viewport([1, 9, 1], 4)
    port.reveal(1)
    assert port.lines()[0] == (1, 0)
    port.to_end()
    assert port.lines()[-1] == (2, 0)


def test_a_row_is_shown_with_what_is_before_it() -> None:
    port = viewport([1] * 100, 9)
    port.show_at(50, 1 / 3)
    assert port.top == 47
    port.show_at(0, 1 / 3)
    assert port.top == 0


HEIGHTS = st.lists(st.integers(1, 7), min_size=1, max_size=30)


@given(HEIGHTS, st.integers(1, 12), st.lists(st.tuples(st.sampled_from("sret"), st.integers(-40, 40))))
def test_wherever_one_goes_the_page_is_full(
    heights: list[int], page: int, moves: list[tuple[str, int]]
) -> None:
    port = viewport(heights, page)
    for kind, by in moves:
        row = abs(by) % len(heights)
        if kind == "s":
            port.scroll(by)
        elif kind == "r":
            port.reveal(row)
            assert port.is_seen(row)
        elif kind == "e":
            port.to_end()
        else:
            port.show_at(row, 0.3)
        seen = port.lines()
        assert len(seen) == min(page, sum(heights))
        whole = [(each, part) for each, height in enumerate(heights) for part in range(height)]
        assert seen == whole[whole.index(seen[0]) :][: len(seen)]


def test_a_row_whose_beginning_is_scrolled_out_is_revealed_from_its_beginning() -> None:
    port = viewport([3, 1, 1], 3)
    port.scroll(1)
    assert port.lines()[0] == (0, 1)
    port.reveal(0)
    assert port.lines()[0] == (0, 0)
