"""Draws pictures in the way that the terminal can, for the gallery."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from amplify_tui.model.pictures import USUAL_CELL, Fit, fit_into
from amplify_tui.ui.picture_ink import (
    BAND,
    FULL_PALETTE,
    MOST_PLACES,
    draw_for_kitty,
    draw_half_cells,
    draw_sixels,
)
from amplify_tui.ui.picture_way import ANSWER_SECONDS, QUESTION, choose_way, way_without_sixels

if TYPE_CHECKING:
    from textual.geometry import Size

    from amplify_tui.model.pictures import PictureFile
    from amplify_tui.ui.app import AmplifyApp
    from amplify_tui.ui.picture_ink import Art
    from amplify_tui.ui.picture_way import Way
    from amplify_tui.ui.widgets.picture import Picture
    from amplify_tui.ui.wiring import Wiring

SIXEL_SIDE: Final = 1_000
"""Most pixels of a side: XTerm cuts off what is beyond, unless its resource maxGraphicSize says more."""
KITTY_SIDE: Final = 1_600
VT340_COLORS: Final = 16
"""Colours that a VT340 keeps apart, and XTerm with it; asked how many there are it would answer in keys."""


class Drawing:
    """Draws pictures for one screen.

    Args:
        wiring: Where terminal, settings and pictures are.
        app: Knows the colours; keeps what the terminal answered.
        picture: What the terminal is asked through.
    """

    def __init__(self, wiring: Wiring, app: AmplifyApp, picture: Picture) -> None:
        self._wiring = wiring
        self._app = app
        self._picture = picture
        self._answer = asyncio.Event()

    def hear(self, x: int, y: int) -> None:
        """Take the terminal's answer where its cursor is.

        Args:
            x: Column, from 0.
            y: Row, from 0.
        """
        self._app.draws_sixels = (x, y) != (0, 0)
        self._answer.set()

    async def draw(self, picture: PictureFile, room: Size) -> Art | None:
        """Draw a picture as large as there is room; None where none can be drawn.

        Args:
            picture: The picture.
            room: Columns and rows there are.

        Raises:
            BadAnswerError: It is broken.
        """
        way = await self._find_way()
        if way == "none" or room.width < 1 or room.height < 1:
            return None
        cell = self._wiring.display.cell_pixels() or USUAL_CELL
        if way == "half-cells":
            fit = fit_into((picture.width, picture.height), (room.width, room.height), cell)
            pixels = await self._wiring.pictures.scale(picture, fit.columns, 2 * fit.rows)
            return await asyncio.to_thread(draw_half_cells, pixels)
        side = SIXEL_SIDE if way == "sixel" else KITTY_SIDE
        most = (max(side // cell[0], 1), max(side // cell[1], 1))
        columns, rows = min(room.width, most[0], MOST_PLACES), min(room.height, most[1], MOST_PLACES)
        fit = fit_into((picture.width, picture.height), (columns, rows), cell)
        if way == "kitty":
            pixels = await self._wiring.pictures.scale(picture, fit.width, fit.height)
            return await asyncio.to_thread(draw_for_kitty, pixels, fit)
        # A terminal may fill the last line of Sixels up, and must not do so below the picture's cells.
        high = max(fit.height - fit.height % BAND, BAND)
        fit = Fit(fit.columns, fit.rows, fit.width, high)
        pixels = await self._wiring.pictures.scale(picture, fit.width, fit.height)
        colors = FULL_PALETTE if self._wiring.display.graphics() == "sixel" else VT340_COLORS
        return await asyncio.to_thread(draw_sixels, pixels, fit, colors)

    async def _find_way(self) -> Way:
        """Choose how to draw, and ask the terminal where that is needed; once for all pictures."""
        color_system = self._app.console.color_system
        way = choose_way(self._wiring.settings, self._wiring.display, color_system)
        if way != "ask":
            return way
        if self._app.draws_sixels is None:
            self._picture.show(QUESTION)
            has_told = await self._wiring.clock.wait(self._answer, ANSWER_SECONDS)
            self._picture.show(None)
            if not has_told:
                self._app.draws_sixels = False
        return "sixel" if self._app.draws_sixels else way_without_sixels(color_system)
