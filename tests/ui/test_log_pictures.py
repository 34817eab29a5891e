"""Pictures of the log screen, taken with a clock that stands still; looked at before they were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.log_stage import log_screen, open_failed_log
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    Compare = Callable[..., bool]

pytestmark = pytest.mark.no_cover  # what is painted here is measured by the tests of each screen

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "220x60": (220, 60), "20x5": (20, 5)}


def before(stage: Stage, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Bring a stage to what the picture shall show; ``=word`` fills the search field."""

    async def run(pilot: Pilot[None]) -> None:
        stage.pilot = pilot
        await open_failed_log(stage)
        screen = log_screen(stage)
        for key in keys:
            if key.startswith("="):  # letter by letter, what is typed so far may already be found elsewhere
                screen.search_bar.field.value = key[1:]
                continue
            await stage.press(key)
            if key == "enter":
                await stage.until(lambda: screen.hits)
        stage.app.clear_notifications()
        await stage.pilot.pause()

    return run


@pytest.mark.parametrize("size", SIZES)
def test_a_failed_log(snap_compare: Compare, size: str) -> None:
    stage = Stage()

    assert snap_compare(stage.app, terminal_size=SIZES[size], run_before=before(stage))


def test_a_failed_log_on_a_light_screen_with_a_search(snap_compare: Compare) -> None:
    stage = Stage(memory={"theme": "amplify-light"})

    assert snap_compare(
        stage.app, terminal_size=(100, 30), run_before=before(stage, "slash", "=error", "enter", "g", "n")
    )


def test_all_folded_with_lines_marked(snap_compare: Compare) -> None:
    stage = Stage()

    assert snap_compare(
        stage.app, terminal_size=(100, 24), run_before=before(stage, "Z", "t", "space", "k", "k")
    )
