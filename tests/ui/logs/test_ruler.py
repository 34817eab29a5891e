from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.ui.logs.rows import Rows, fold_of
from amplify_tui.ui.logs.ruler import Landmarks, row_at, ruler_marks, view_span
from tests.ui.logs.samples import section


def drawn(rows: Rows, landmarks: Landmarks, view: tuple[int, int] = (0, 10), height: int = 10) -> str:
    return "".join(glyph for glyph, _ in ruler_marks(rows, landmarks, view, height))


def test_cause_hits_and_errors_stand_where_they_are_in_the_log() -> None:
    landmarks = Landmarks(cause=95, errors=(15, 95, 99), hits=(41, 42))
    assert drawn(Rows(100), landmarks, (0, 20)) == "▐✘││•││││◀"


def test_an_error_in_a_fold_is_marked_at_the_fold() -> None:
    fold = section("phase", 10, 80)
    rows = Rows(100, (fold,), frozenset({fold_of(fold)}))
    assert drawn(rows, Landmarks(errors=(50,)), (0, 0)).index("✘") == 3


def test_a_short_log_takes_one_cell_a_row() -> None:
    assert drawn(Rows(3), Landmarks(cause=2), (0, 3), 5) == "▐◀▐││"


def test_an_empty_log_has_an_empty_ruler() -> None:
    assert drawn(Rows(), Landmarks()) == "│" * 10
    assert ruler_marks(Rows(5), Landmarks(), (0, 5), 0) == []


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.integers(1, 80), st.integers(1, 80))
def test_the_view_is_always_on_the_ruler(count: int, first: int, page: int, height: int) -> None:
    first = min(first, max(count - page, 0))
    top, bottom = view_span(count, (first, min(first + page, count)), height)
    assert 0 <= top < bottom <= height
    if first == 0:
        assert top == 0
    if first + page >= count:
        assert bottom == height


@given(st.integers(1, 10_000), st.integers(0, 79), st.integers(1, 80))
def test_every_cell_stands_for_a_row(count: int, y: int, height: int) -> None:
    assert 0 <= row_at(count, y, height) < count


def test_a_view_of_the_end_of_a_short_log_ends_with_the_log() -> None:
    assert drawn(Rows(3), Landmarks(), (1, 3), 5) == "│▐▐││"
