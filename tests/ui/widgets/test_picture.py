"""What a picture sends to the terminal, and when it does so again."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from textual.app import App
from textual.containers import Container

from amplify_tui.ui.picture_ink import Art
from amplify_tui.ui.widgets.picture import Picture

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.app import ComposeResult
    from textual.pilot import Pilot
    from textual.strip import Strip

CONSOLE = Console(color_system="truecolor", force_terminal=True)
SIXELS = Art(10, 4, prelude="\x1bPq...\x1b\\")
PLACED = Art(10, 4, prelude="\x1b_G...\x1b\\", is_placed=True)


class Frame(App[None]):
    """A picture in the corner of a room of forty by twelve cells."""

    CSS = "Picture { width: 1; height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.picture = Picture()

    def compose(self) -> ComposeResult:
        yield Container(self.picture)


@asynccontextmanager
async def framed(art: Art | None) -> AsyncIterator[tuple[Pilot[None], Picture]]:
    app = Frame()
    async with app.run_test(size=(40, 12)) as pilot:
        app.picture.show(art)
        await pilot.pause()
        yield pilot, app.picture


def lines(picture: Picture) -> list[Strip]:
    return picture.render_lines(picture.region.at_offset((0, 0)))


def painted(picture: Picture) -> list[str]:
    return [line.render(CONSOLE) for line in lines(picture)]


async def test_sixels_are_sent_before_the_first_cell_and_the_cells_are_skipped() -> None:
    async with framed(SIXELS) as (_, picture):
        first, *rest = painted(picture)
        assert first.startswith("\x1b7\x1b[1;1H")
        assert first.endswith("\x1b[1;1H\x1bPq...\x1b\\\x1b8\x1b[10C")
        # What stood there before is wiped off first.
        assert all(f"\x1b[{row};1H" in first for row in (1, 2, 3, 4))
        assert rest == ["\x1b[10C"] * 3


async def test_kittys_cells_hold_placeholders() -> None:
    async with framed(PLACED) as (_, picture):
        first, *rest = painted(picture)
        assert first.startswith("\x1b_G...\x1b\\\x1b[38;2;")
        assert all(row.count("\U0010eeee") == 10 and "\x1b_G" not in row for row in rest)


async def test_nothing_is_drawn_where_there_is_no_picture_or_no_room_for_it() -> None:
    async with framed(None) as (_, picture):
        assert not picture.display
    async with framed(Art(50, 4, prelude="\x1bPq...\x1b\\")) as (pilot, picture):
        assert not any("\x1bP" in row for row in painted(picture))
        await pilot.resize_terminal(60, 12)
        await pilot.pause()
        assert "\x1bP" in painted(picture)[0]


async def test_a_picture_of_which_a_part_was_covered_is_drawn_again_as_a_whole() -> None:
    async with framed(SIXELS) as (pilot, picture):
        painted(picture)
        await pilot.pause()
        before = picture._exchange_repaint_regions()
        del before
        lines(picture)[2].crop(4, 9).render(CONSOLE)
        assert not picture._repaint_regions
        await pilot.pause()
        assert picture._is_mended

        # The first cell is still covered: it is not tried for ever.
        lines(picture)[2].render(CONSOLE)
        await pilot.pause()
        lines(picture)[2].render(CONSOLE)
        await pilot.pause()
        assert picture._is_mended

        painted(picture)
        await pilot.pause()
        assert not picture._is_mended
