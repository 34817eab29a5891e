from __future__ import annotations

from typing import Any

import pytest

from amplify_tui.ui.widgets.line_table import LineTable
from amplify_tui.ui.widgets.row_order import SortState
from tests.ui.widgets.stage import Stage, WatchedTable, lines_of, numbered


async def test_only_the_line_of_a_changed_row_is_painted_among_ten_thousand() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        rows = numbered(10_000)
        table.set_rows(rows)
        await pilot.pause()
        table.painted.clear()
        changed = [*rows[:7], (rows[7][0], "another word"), *rows[8:]]
        table.set_rows(changed)
        await pilot.pause()
        assert set(table.painted) == {8}
        assert "another word" in lines_of(table)[8]


async def test_a_change_off_screen_paints_nothing() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        rows = numbered(200)
        table.set_rows(rows)
        await pilot.pause()
        table.painted.clear()
        table.set_rows([*rows[:-1], (1, "changed")])
        await pilot.pause()
        assert table.painted == []


async def test_equal_rows_paint_nothing() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        table.set_rows(numbered(50))
        await pilot.pause()
        table.painted.clear()
        table.set_rows(numbered(50))
        await pilot.pause()
        assert table.painted == []


async def test_a_step_of_the_cursor_paints_two_lines() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)) as pilot:
        table.set_rows(numbered(50))
        table.focus()
        await pilot.pause()
        table.painted.clear()
        await pilot.press("j")
        assert set(table.painted) == {1, 2}


async def test_the_cursor_stays_on_its_row_when_a_newer_one_appears() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.set_rows(numbered(5))
        table.move_to(3)
        table.set_rows(numbered(6))
        assert table.cursor_key == 3
        assert table.row_at_cursor == (3, "word 3")


async def test_the_cursor_keeps_its_place_on_a_scrolled_screen_when_a_newer_row_appears() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(100))
        table.move_to(40)
        table.move_to(44)
        await pilot.pause()
        before = lines_of(table)
        table.set_rows(numbered(103))
        await pilot.pause()
        assert lines_of(table) == before


@pytest.mark.parametrize(("follow", "expected"), [(True, 6), (False, 5)])
async def test_a_cursor_on_the_first_row_goes_with_the_newest_only_when_following(
    *, follow: bool, expected: int
) -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.follow = follow
        table.set_rows(numbered(5))
        table.set_rows(numbered(6))
        assert table.cursor_key == expected


async def test_following_leaves_a_cursor_alone_that_is_not_on_the_first_row() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 20)):
        table.follow = True
        table.set_rows(numbered(5))
        table.move_to(4)
        table.set_rows(numbered(6))
        assert table.cursor_key == 4


async def test_the_cursor_goes_to_the_nearest_row_when_its_own_vanished() -> None:
    table = WatchedTable()
    app = Stage(table)
    async with app.run_test(size=(60, 20)) as pilot:
        table.set_rows(numbered(5))
        table.move_to(1)
        table.set_rows([row for row in numbered(5) if row[0] != 1])
        await pilot.pause()
        assert table.cursor_key == 2
        assert app.heard_of(LineTable.Highlighted)[-1].row == (2, "word 2")


async def test_no_rows_show_the_placeholder_and_highlight_nothing() -> None:
    table = WatchedTable()
    app = Stage(table)
    async with app.run_test(size=(60, 20)) as pilot:
        table.set_rows(numbered(2))
        table.set_rows([])
        await pilot.pause()
        assert table.row_at_cursor is None
        assert table.cursor_key is None
        assert app.heard_of(LineTable.Highlighted)[-1].row is None
        assert "Nothing here." in "\n".join(lines_of(table))
        await pilot.press("enter", "j", "G")
        assert app.heard_of(LineTable.Chosen) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["down", "j"], 98),
        (["j", "j", "k"], 99),
        (["G"], 1),
        (["G", "g"], 100),
        (["end", "home"], 100),
        (["pagedown"], 90),
        (["pagedown", "pageup"], 100),
        (["ctrl+d"], 95),
        (["ctrl+d", "ctrl+u"], 100),
        (["up"], 100),
    ],
)
async def test_keys_move_the_cursor(keys: list[str], expected: int) -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(100))
        table.focus()
        await pilot.press(*keys)
        assert table.cursor_key == expected
        assert table.cursor_line in table.lines_on_screen()


async def test_enter_and_a_double_click_choose_and_a_click_selects() -> None:
    table = WatchedTable()
    app = Stage(table)
    async with app.run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(100))
        table.focus()
        await pilot.press("enter")
        await pilot.click(table, offset=(3, 4))
        assert table.cursor_key == 97
        await pilot.double_click(table, offset=(3, 5))
        assert [message.row[0] for message in app.heard_of(LineTable.Chosen)] == [100, 96]


async def test_a_click_on_a_heading_sorts_and_another_reverses() -> None:
    table = WatchedTable()
    app = Stage(table)
    async with app.run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(20))
        await pilot.click(table, offset=(10, 0))
        assert table.sort_state == SortState("word")
        await pilot.click(table, offset=(10, 0))
        assert table.sort_state == SortState("word", is_reverse=True)
        assert app.heard_of(LineTable.HeaderClicked)[0].row.id == "word"


async def test_a_click_below_the_last_row_does_nothing() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(2))
        await pilot.click(table, offset=(3, 8))
        assert table.cursor_key == 2


async def test_the_wheel_scrolls_and_leaves_the_cursor_on_its_row() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(100))
        await pilot.pause()
        table._on_mouse_scroll_down(_wheel(table))
        await pilot.pause()
        assert table.top_line > 0
        assert table.cursor_key == 100


def _wheel(table: LineTable[Any]) -> Any:
    from textual.events import MouseScrollDown

    return MouseScrollDown(table, 1, 1, 0, 1, 0, shift=False, meta=False, ctrl=False)


async def test_older_rows_are_asked_for_once_when_the_end_comes_near_and_again_when_pushed() -> None:
    table = WatchedTable()
    app = Stage(table)
    async with app.run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(100))
        table.focus()
        await pilot.pause()
        assert app.heard_of(LineTable.NearEnd) == []
        table.put_cursor(90)
        table.put_cursor(92)
        await pilot.pause()
        assert len(app.heard_of(LineTable.NearEnd)) == 1
        await pilot.press("G")
        assert len(app.heard_of(LineTable.NearEnd)) == 2
        assert app.heard_of(LineTable.NearEnd)[0].row == (1, "word 1")


async def test_a_new_theme_paints_every_line_anew() -> None:
    table = WatchedTable()
    app = Stage(table)
    async with app.run_test(size=(60, 11)) as pilot:
        table.set_rows(numbered(5))
        await pilot.pause()
        dark = table.render_line(1)
        app.theme = "amplify-light"
        await pilot.pause()
        light = table.render_line(1)
        assert dark.text == light.text
        assert [segment.style for segment in dark] != [segment.style for segment in light]


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (3, 2), (220, 60)])
async def test_every_size_of_terminal_is_survived(size: tuple[int, int]) -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=size) as pilot:
        table.set_rows(numbered(30))
        table.focus()
        await pilot.press("j", "G", "pageup", "ctrl+u", "enter")
        table.set_rows([])
        await pilot.pause()
        assert all(table.render_line(y).cell_length <= size[0] for y in range(size[1]))


async def test_a_column_that_forgets_to_clean_its_text_still_sends_no_escape() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(60, 11)):
        table.set_rows([(1, "\x1b]0;title\x07[bold]x\u202ey")])
        assert "\x1b" not in lines_of(table)[1]
        assert "\u202e" not in lines_of(table)[1]
        assert "[bold]x" in lines_of(table)[1]
