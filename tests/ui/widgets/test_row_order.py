from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from amplify_tui.ui.columns import Column
from amplify_tui.ui.widgets.row_order import RowOrder, SortState
from tests.ui.widgets.stage import NOW, Stage, WatchedTable, lines_of, numbered


async def test_sorting_keeps_the_cursor_on_its_row_and_marks_the_heading() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.set_rows(numbered(9))
        table.move_to(7)
        table.next_sort()
        assert table.sort_state == SortState("id", is_reverse=False)
        assert table.cursor_key == 7
        assert "ID▴" in lines_of(table)[0]
        assert lines_of(table)[1].startswith("1 ")
        table.next_sort()
        assert lines_of(table)[1].startswith("9 ")
        for _ in range(3):
            table.next_sort()
        assert table.sort_state is None


async def test_a_sorted_table_paints_one_line_for_one_change_that_moves_nothing() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        rows = numbered(30)
        table.set_rows(rows)
        table.sort_by("id")
        table.move_to(1)
        await pilot.pause()
        table.painted.clear()
        table.set_rows([*rows[:-3], (3, "new"), *rows[-2:]])
        await pilot.pause()
        assert set(table.painted) == {3}


async def test_a_change_of_what_is_sorted_by_moves_the_row() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.set_rows([(1, "b"), (2, "c"), (3, "d")])
        table.sort_by("word")
        table.set_rows([(1, "b"), (2, "c"), (3, "a")])
        assert lines_of(table)[1].split() == ["3", "a"]


async def test_sorting_by_a_column_that_is_not_there_gives_the_rows_own_order() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.set_rows(numbered(3))
        table.sort_by("nonsense")
        assert table.sort_state is None


async def test_the_filter_wants_every_word_and_says_when_nothing_has_them() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.set_rows(numbered(30))
        table.filter_text = "WORD 2"
        assert table.line_count == 12
        table.filter_text = "[red]x"
        assert table.line_count == 0
        assert "[red]x" in "\n".join(lines_of(table))
        table.filter_text = ""
        assert table.line_count == 30


async def test_a_row_that_comes_while_filtering_is_shown_only_if_it_passes() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.set_rows([(1, "apple"), (2, "pear")])
        table.filter_text = "apple"
        table.set_rows([(3, "apple pie"), (4, "plum"), (1, "apple"), (2, "pear")])
        assert [line.split()[0] for line in lines_of(table)[1:3]] == ["3", "1"]
        table.set_rows([(3, "apple pie"), (4, "apple"), (1, "quince"), (2, "pear")])
        assert [line.split()[0] for line in lines_of(table)[1:3]] == ["3", "4"]


KEYED = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["a", "b", None])), unique_by=lambda row: row[0]
)


@given(steps=st.lists(KEYED, max_size=6), reverse=st.booleans(), words=st.sampled_from([(), ("a",)]))
@settings(max_examples=80, deadline=None)
def test_rows_in_order_are_always_what_filtering_and_sorting_anew_gives(
    *, steps: list[list[tuple[int, str | None]]], reverse: bool, words: tuple[str, ...]
) -> None:
    columns: list[Column[tuple[int, str | None]]] = [
        Column("word", "", lambda row, _: row[1] or "", width=3, sort_key=lambda row: row[1])
    ]
    kept = RowOrder(columns, lambda row: row[0])
    kept.sort, kept.words = SortState("word", reverse), words
    for rows in steps:
        kept.replace(rows, NOW)
        kept_rows = [kept[line] for line in range(len(kept))]
        fresh = RowOrder(columns, lambda row: row[0])
        fresh.sort, fresh.words, fresh.rows = kept.sort, words, rows
        fresh.arrange(NOW)
        assert kept_rows == [fresh[line] for line in range(len(fresh))]
        for line, row in enumerate(kept_rows):
            assert kept.find(row[0], 0) == line
        assert kept.find(99, 0) is None
