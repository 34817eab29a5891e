from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.ui.widgets.stage import Stage, WatchedTable, numbered, until

if TYPE_CHECKING:
    from amplify_tui.ui.widgets.line_table import LineTable


async def test_a_frame_follows_the_focus_and_the_size_of_the_terminal() -> None:
    table = WatchedTable()
    async with Stage(table).run_test(size=(40, 12)) as pilot:
        table.styles.border = ("round", "red")
        table.set_rows(numbered(100))
        await pilot.pause()
        before = shown(table)
        assert before[0].startswith("╭")
        assert before[2].startswith("│100")
        assert before[-1].startswith("╰")
        table.styles.border = ("heavy", "blue")
        await pilot.pause()
        assert shown(table)[2].startswith("┃100")
        await pilot.resize_terminal(30, 9)
        await until(pilot, lambda: [len(line) for line in shown(table)] == [30] * 9)
        table.action_cursor_last()
        await pilot.pause()
        assert shown(table)[-2].startswith("┃1 ")


def shown(table: LineTable[Any]) -> list[str]:
    return [strip.text for strip in table.render_lines(table.region.size.region)]
