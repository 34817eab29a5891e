"""How the gallery draws on terminals of all kinds, and what it says where it cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.events import CursorPosition

from amplify_tui.model.settings import Settings
from amplify_tui.ui.picture_way import QUESTION
from tests.ui.gallery_stage import DOCS, art, gallery, open_gallery, words
from tests.ui.props import Screenful
from tests.ui.stage import Stage


@pytest.fixture(autouse=True)
def _true_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(pictures="none"), "The setting pictures = none draws no pictures. o opens it, d saves it."),
        (Settings(no_color=True), "Pictures need colour, and NO_COLOR or --no-color is set. o opens it"),
    ],
)
async def test_where_nothing_is_drawn_the_keys_that_help_are_named(settings: Settings, told: str) -> None:
    async with Stage(start=DOCS, settings=settings).open((140, 40)) as stage:
        await open_gallery(stage)
        await stage.until(lambda: told in words(stage))
        assert "1 of 4 Desktop 1440x900 1440 \u00d7 900 PNG" in words(stage)


async def test_in_sixteen_colours_the_terminals_that_could_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM")
    async with Stage(start=DOCS).open((160, 40)) as stage:
        await open_gallery(stage)
        await stage.until(lambda: "Pictures need a terminal with 256 or more colours" in words(stage))


async def test_kitty_gets_placeholders() -> None:
    stage = Stage(start=DOCS)
    stage.display.kind = "kitty"
    async with stage.open():
        await open_gallery(stage)
        await stage.until(lambda: (shown := art(stage)) and shown.is_placed)


@pytest.mark.parametrize(("answer", "draws"), [((6, 9), True), ((0, 0), False), (None, False)])
async def test_a_terminal_that_only_may_know_sixels_is_asked_once(
    answer: tuple[int, int] | None, *, draws: bool
) -> None:
    stage = Stage(start=DOCS)
    stage.display.kind = "unknown"
    async with stage.open():
        await open_gallery(stage)
        await stage.until(lambda: gallery(stage).picture.art is QUESTION)
        if answer is None:
            stage.clock.advance(1)
        else:
            stage.app.post_message(CursorPosition(*answer))
        await stage.until(lambda: art(stage))
        assert stage.app.draws_sixels is draws
        assert bool((shown := art(stage)) and shown.prelude.startswith("\x1bP")) is draws
        await stage.press("j")
        await stage.until(lambda: "2 of 4 iPad Mini 768" in words(stage))
        assert gallery(stage).picture.art is not QUESTION


async def test_sixels_are_no_larger_than_xterm_takes() -> None:
    stage = Stage(start=DOCS)
    stage.display = Screenful()
    stage.display.kind = "sixel"
    stage.wiring = replace(stage.wiring, display=stage.display)
    async with stage.open((220, 100)):
        stage.app.wiring = stage.wiring
        await open_gallery(stage)
        await stage.until(lambda: art(stage))
        shown = art(stage)
        assert shown is not None
        assert shown.columns * 8 <= 1_000
        assert '"1;1;1000;624' in shown.prelude[:60]
