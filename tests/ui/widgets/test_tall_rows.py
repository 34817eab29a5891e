"""A table some of whose rows take two lines behaves as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Offset

from amplify_tui.ui.columns import Column, Footnote
from amplify_tui.ui.widgets.line_table import LineTable
from tests.ui.widgets.stage import Stage, lines_of, until

if TYPE_CHECKING:
    from textual.strip import Strip

Row = tuple[int, str, str]


class TallTable(LineTable[Row]):
    """Numbers, words and, below some of them, notes; and a record of which lines were painted."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("id", "ID", lambda row, _: str(row[0]), width=6, sort_key=lambda row: row[0]),
                Column(
                    "word",
                    "WORD",
                    lambda row, context: row[2] if row[2] and not context.is_tall else row[1],
                    width=10,
                    is_flexible=True,
                    search=lambda row: f"{row[1]} {row[2]}",
                ),
            ),
            lambda row: row[0],
            footnote=Footnote(
                is_there=lambda row: bool(row[2]),
                render=lambda row, _: f"└ {row[2]}",
                above=lambda row: row[:2],
                below="word",
                from_width=30,
                from_height=5,
            ),
        )
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


def rows(count: int, tall: set[int]) -> list[Row]:
    """Return rows, the highest number first; those of ``tall`` have a note."""
    return [(n, f"word {n}", f"note {n}" if n in tall else "") for n in range(count, 0, -1)]


def shown(table: TallTable) -> list[str]:
    return [line for line in lines_of(table)[1:] if line]


async def test_a_note_stands_below_its_row_under_its_column() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 12)):
        table.set_rows(rows(3, {2}))
        assert lines_of(table)[1:5] == [
            "3       word 3",
            "2       word 2",
            "        └ note 2",
            "1       word 1",
        ]


@pytest.mark.parametrize("size", [(28, 12), (60, 5)])
async def test_where_there_is_no_room_a_column_says_it(size: tuple[int, int]) -> None:
    table = TallTable()
    async with Stage(table).run_test(size=size) as pilot:
        table.set_rows(rows(3, {2}))
        assert shown(table) == ["3       word 3", "2       note 2", "1       word 1"]
        await pilot.resize_terminal(60, 12)
        await until(pilot, lambda: shown(table)[2] == "        └ note 2")
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: shown(table)[1] == "2       note 2")


async def test_a_changed_note_paints_its_own_line_alone() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        before = rows(2_000, set(range(1, 2_000, 3)))
        table.set_rows(before)
        await pilot.pause()
        table.painted.clear()
        at = next(index for index, row in enumerate(before) if row[2])
        table.set_rows([*before[:at], (*before[at][:2], "another"), *before[at + 1 :]])
        await pilot.pause()
        assert set(table.painted) == {at + 2}
        assert lines_of(table)[at + 2] == "        └ another"


async def test_a_changed_word_paints_the_first_line_and_its_note() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        before = rows(50, {49, 47})
        table.set_rows(before)
        await pilot.pause()
        table.painted.clear()
        table.set_rows([before[0], (49, "new", "note 49"), *before[2:]])
        await pilot.pause()
        assert set(table.painted) <= {2, 3}
        assert lines_of(table)[2] == "49      new"


async def test_equal_rows_paint_nothing() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        table.set_rows(rows(50, {3, 48, 47, 30}))
        await pilot.pause()
        table.painted.clear()
        table.set_rows(rows(50, {3, 48, 47, 30}))
        await pilot.pause()
        assert table.painted == []


async def test_a_row_that_grows_moves_those_below_it() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        table.set_rows(rows(6, set()))
        table.move_to(2)
        table.set_rows(rows(6, {5}))
        await pilot.pause()
        assert shown(table)[1:4] == ["5       word 5", "        └ note 5", "4       word 4"]
        assert table.cursor_key == 2


async def test_a_step_of_the_cursor_over_a_tall_row_paints_the_lines_of_both_rows() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        table.set_rows(rows(9, {8}))
        table.focus()
        await pilot.pause()
        table.painted.clear()
        await pilot.press("j")
        assert set(table.painted) == {1, 2, 3}
        table.painted.clear()
        await pilot.press("j")
        assert set(table.painted) == {2, 3, 4}
        assert table.cursor_key == 7


async def test_clicks_on_either_line_select_the_row_and_a_double_click_chooses_it() -> None:
    table = TallTable()
    app = Stage(table)
    async with app.run_test(size=(60, 12)) as pilot:
        table.set_rows(rows(9, {8, 6}))
        for y, key in ((2, 8), (3, 8), (4, 7), (5, 6), (6, 6), (7, 5)):
            await pilot.click(table, offset=Offset(3, y))
            assert table.cursor_key == key
            await pilot.click(table, offset=Offset(3, 1))
        await pilot.double_click(table, offset=Offset(3, 6))
        assert app.heard_of(LineTable.Chosen)[-1].row[0] == 6


@given(
    tall=st.sets(st.integers(1, 60)),
    keys=st.lists(
        st.sampled_from(["j", "k", "pagedown", "pageup", "ctrl+d", "ctrl+u", "G", "g"]), max_size=12
    ),
)
@settings(max_examples=25)
async def test_wherever_keys_lead_the_cursors_row_is_whole_on_screen(tall: set[int], keys: list[str]) -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 11)) as pilot:
        table.set_rows(rows(60, tall))
        table.focus()
        for key in keys:
            before = table.cursor_line
            await pilot.press(key)
            if key in {"j", "pagedown", "ctrl+d"} and before < 59:
                assert table.cursor_line > before
            if key in {"k", "pageup", "ctrl+u"} and before:
                assert table.cursor_line < before
            number = table.cursor_key
            seen = shown(table)
            assert any(line.startswith(f"{number} ") for line in seen)
            assert number not in tall or f"        └ note {number}" in seen
        assert table.max_scroll_y == max(60 + len(tall) + 1 - 11, 0)


async def test_the_cursor_keeps_its_place_when_rows_above_it_grow_or_come() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 11)) as pilot:
        table.set_rows(rows(100, {41, 39, 44}))
        table.move_to(38)
        table.move_to(42)
        await pilot.pause()
        before = lines_of(table)
        table.set_rows(rows(103, {41, 39, 44, 99, 80, 102}))
        await pilot.pause()
        assert lines_of(table) == before


async def test_sort_and_filter_take_the_notes_along() -> None:
    table = TallTable()
    async with Stage(table).run_test(size=(60, 12)) as pilot:
        table.set_rows(rows(9, {8, 2}))
        table.sort_by("id")
        await pilot.pause()
        assert shown(table)[1:3] == ["2       word 2", "        └ note 2"]
        table.filter_text = "note"
        await pilot.pause()
        assert shown(table) == ["2       word 2", "        └ note 2", "8       word 8", "        └ note 8"]
        assert table.max_scroll_y == 0


async def test_a_note_whose_row_has_scrolled_away_is_not_painted_again_by_time() -> None:
    from datetime import timedelta

    from tests.ui.widgets.stage import NOW

    table = TallTable()
    async with Stage(table).run_test(size=(60, 8)) as pilot:
        table.set_rows(rows(50, {49, 48, 47}))
        table.set_now(NOW)
        table.jump(2)
        table._painter.forget()
        table.refresh()
        await pilot.pause()
        assert lines_of(table)[1] == "        └ note 49"
        table.set_now(NOW + timedelta(seconds=1))
        await pilot.pause()
        table.painted.clear()
        table.set_now(NOW + timedelta(seconds=2))
        await pilot.pause()
        assert table.painted == []


async def test_the_end_is_told_of_as_it_comes_near() -> None:
    table = TallTable()
    app = Stage(table)
    async with app.run_test(size=(60, 11)) as pilot:
        table.set_rows(rows(100, set(range(1, 101))))
        table.focus()
        await pilot.pause()
        assert app.heard_of(LineTable.NearEnd) == []
        await pilot.press("G")
        assert app.heard_of(LineTable.NearEnd)[0].row[0] == 1
        assert lines_of(table)[-1] == "        └ note 1"
