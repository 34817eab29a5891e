"""What tests of the gallery share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from amplify_tui.ui.picture_way import QUESTION
from amplify_tui.ui.screens.gallery import GalleryScreen
from amplify_tui.ui.wiring import Start

if TYPE_CHECKING:
    from amplify_tui.ui.picture_ink import Art
    from tests.ui.stage import Stage

DOCS = Start("docs", "main")


def gallery(stage: Stage) -> GalleryScreen:
    assert isinstance(stage.screen, GalleryScreen)
    return stage.screen


def art(stage: Stage) -> Art | None:
    shown = gallery(stage).picture.art
    return None if shown is QUESTION else shown


async def open_gallery(stage: Stage) -> None:
    await stage.loaded()
    await stage.press("v")
    await stage.until(lambda: isinstance(stage.screen, GalleryScreen))


def words(stage: Stage) -> str:
    return " ".join(stage.rendered().split())


def note(stage: Stage) -> str:
    shown = gallery(stage).query_one("#shot-note", Static)
    return str(shown.content) if shown.display else ""
