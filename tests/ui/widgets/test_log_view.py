from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual import events

from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.ui.logs.rows import Outline, Rows
from amplify_tui.ui.logs.source import LineReader
from amplify_tui.ui.widgets.log_view import LogView
from tests.ui.logs.samples import record
from tests.ui.widgets.stage import Stage, lines_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot
    from textual.strip import Strip


class WatchedView(LogView):
    """Notes which screen lines were painted."""

    def __init__(self) -> None:
        super().__init__(id="log")
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


def text(count: int) -> bytes:
    return "".join(f"{record(f'line {number}', seconds=number)}\n" for number in range(1, count + 1)).encode()


def show(view: LogView, data: bytes) -> None:
    log = ParsedLog.of(data)
    view.source = LineReader(log)
    view.log_size = len(data)
    view.show_growth(Rows(log.line_count, log.sections), Outline(log.sections))


@asynccontextmanager
async def on_stage(
    count: int = 100, size: tuple[int, int] = (60, 10)
) -> AsyncIterator[tuple[WatchedView, Pilot[None]]]:
    view = WatchedView()
    async with Stage(view).run_test(size=size) as pilot:
        view.focus()
        show(view, text(count))
        await pilot.pause()
        yield view, pilot


def first_words(view: LogView) -> list[str]:
    return [line.split("line ")[-1] for line in lines_of(view)]


def follows(view: LogView) -> bool:
    return view.is_following


async def test_the_first_picture_shows_the_first_page() -> None:
    async with on_stage() as (view, _):
        assert first_words(view) == [str(number) for number in range(1, 11)]


async def test_a_step_of_the_cursor_paints_two_lines() -> None:
    async with on_stage() as (view, pilot):
        view.painted.clear()
        await pilot.press("j")
        await pilot.pause()
        assert sorted(set(view.painted)) == [0, 1]
        assert view.cursor == 2


async def test_the_keys_of_every_list_move_the_cursor() -> None:
    async with on_stage() as (view, pilot):
        for key, line in (("G", 100), ("k", 99), ("g", 1), ("ctrl+d", 6), ("ctrl+u", 1), ("pagedown", 10)):
            await pilot.press(key)
            assert view.cursor == line, key
        await pilot.press("end", "up", "up", "home")
        assert view.cursor == 1


async def test_a_log_that_grows_below_the_screen_paints_nothing() -> None:
    async with on_stage() as (view, pilot):
        view.painted.clear()
        show(view, text(150))
        await pilot.pause()
        assert view.painted == []
        assert len(view.rows) == 150


async def test_the_end_is_followed_until_one_goes_up_and_again_from_the_end_on() -> None:
    async with on_stage() as (view, pilot):
        view.may_follow(is_live=True)
        show(view, text(120))
        await pilot.pause()
        assert first_words(view)[-1] == "120"

        await pilot.press("k")
        show(view, text(140))
        await pilot.pause()
        assert not follows(view)
        assert first_words(view)[-1] == "120"

        await pilot.press("G")
        show(view, text(160))
        await pilot.pause()
        assert follows(view)
        assert first_words(view)[-1] == "160"


async def test_nothing_is_followed_once_the_log_has_ended() -> None:
    async with on_stage() as (view, pilot):
        view.may_follow(is_live=True)
        view.may_follow(is_live=False)
        await pilot.press("G")
        assert not follows(view)


async def test_the_wheel_scrolls_and_takes_the_cursor_along() -> None:
    async with on_stage() as (view, pilot):
        view.may_follow(is_live=True)
        view.set_following(wanted=True)
        await pilot._post_mouse_events([events.MouseScrollUp], view)
        await pilot.pause()
        assert first_words(view)[-1] == "97"
        assert not follows(view)
        await pilot._post_mouse_events([events.MouseScrollDown], view)
        await pilot.pause()
        assert follows(view)
        assert view.cursor == 100


async def test_a_click_puts_the_cursor_there() -> None:
    async with on_stage() as (view, pilot):
        await pilot.click(view, offset=(20, 4))
        assert view.cursor == 5
        assert view.is_touched


async def test_a_jump_leaves_room_around_where_it_goes() -> None:
    async with on_stage() as (view, pilot):
        view.jump_to(50)
        await pilot.pause()
        assert first_words(view).index("50") == 3
        view.jump_to(56)
        await pilot.pause()
        assert first_words(view).index("56") == 3


async def test_the_cursor_stays_in_view_when_the_page_shrinks() -> None:
    async with on_stage() as (view, pilot):
        view.jump_to(100)
        await pilot.resize_terminal(60, 5)
        await pilot.pause()
        assert first_words(view)[-1] == "100"


async def test_long_lines_move_sideways_or_wrap() -> None:
    async with on_stage(size=(40, 6)) as (view, pilot):
        show(view, (record("a" * 60 + "b" * 20) + "\n").encode())
        await pilot.press("right", "right")
        assert "b" in lines_of(view)[0]
        await pilot.press("left", "left", "left")
        assert view.look.offset == 0
        view.change_look(is_wrapped=True)
        await pilot.press("right")
        assert view.look.offset == 0
        assert len([line for line in lines_of(view) if line]) == 3


async def test_cells_out_of_sight_are_brought_into_view() -> None:
    async with on_stage(size=(40, 6)) as (view, _):
        view.show_cells(100, 106)
        assert view.look.offset <= 100
        assert view.look.offset + view.look.text_width >= 106
        view.show_cells(0, 3)
        assert view.look.offset == 0


async def test_an_empty_log_says_why_in_the_middle() -> None:
    async with on_stage() as (view, pilot):
        view.clear("Nothing here.")
        await pilot.pause()
        assert [line for line in lines_of(view) if line] == ["  Nothing here."]
        show(view, text(1))
        await pilot.pause()
        assert [line for line in lines_of(view) if line] == [
            "    1     +0.0s line 1"[:0] or lines_of(view)[0]
        ]
        await pilot.press("j", "pagedown", "G", "g")
        assert view.cursor == 1


async def test_another_theme_paints_every_line_anew() -> None:
    async with on_stage() as (view, pilot):
        before = view.render_line(0)
        view.app.theme = "amplify-light"
        await pilot.pause()
        assert view.render_line(0) != before
