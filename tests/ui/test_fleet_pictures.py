"""Pictures of the table of all branches, its clock standing still; looked at before they were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.ui.wiring import Start
from tests.ui.fleet_stage import STAGING, fleet_of, fleet_stage, open_fleet, rows_of
from tests.ui.test_pictures import SIZES, THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from tests.ui.stage import Stage

    Compare = Callable[..., bool]

pytestmark = pytest.mark.no_cover  # what is painted here is measured by the tests of each screen

VIEWS = (
    View("shop", apps=("store*", "shop-*"), branches=("main", "develop")),
    View("red", statuses=("failed", "stuck")),
)


async def settle(stage: Stage) -> None:
    """Let everything that is on its way arrive, and toasts go."""
    await open_fleet(stage)
    await pass_time(stage, 8)
    stage.app.clear_notifications()
    await stage.pilot.pause()


async def pass_time(stage: Stage, seconds: int) -> None:
    """Let time pass; what is gathered or debounced by the machine's clock is done with in each second.

    How many calls were made would else depend on how busy the machine is.
    """
    screen = fleet_of(stage)
    for _ in range(seconds):
        await stage.until(lambda: screen._redraw_timer is None and screen._look_timer is None)
        await stage.pass_time(1)
    screen.redraw()
    screen.tick()


@pytest.mark.parametrize(("size", "theme"), [*((size, THEMES[0]) for size in SIZES), ("120x40", THEMES[1])])
def test_all_branches(snap_compare: Compare, size: str, theme: str) -> None:
    stage = fleet_stage(memory={"theme": theme})

    async def run(pilot: Pilot[None]) -> None:
        stage.pilot = pilot
        await settle(stage)

    assert snap_compare(stage.app, terminal_size=SIZES[size], run_before=run)


@pytest.mark.parametrize("size", ["80x24"])
def test_one_account_in_trouble(snap_compare: Compare, size: str) -> None:
    stage = fleet_stage()

    async def run(pilot: Pilot[None]) -> None:
        stage.pilot = pilot
        await settle(stage)
        stage.simulator.behave(Behaviour(is_expired=True), STAGING)
        await pass_time(stage, 8)
        await stage.until(lambda: any(row.is_stale for row in rows_of(stage)))
        await stage.pilot.pause()

    assert snap_compare(stage.app, terminal_size=SIZES[size], run_before=run)


@pytest.mark.parametrize("size", ["80x24", "120x40"])
def test_stopping_what_is_superseded(snap_compare: Compare, size: str) -> None:
    stage = fleet_stage()

    async def run(pilot: Pilot[None]) -> None:
        stage.pilot = pilot
        await settle(stage)
        await stage.press("X")
        await stage.until(lambda: getattr(stage.screen, "is_listening", False))

    assert snap_compare(stage.app, terminal_size=SIZES[size], run_before=run)


def test_the_dashboard_in_a_view_and_the_picker_of_views(snap_compare: Compare) -> None:
    stage = fleet_stage(settings=Settings(views=VIEWS), start=Start("storefront", "main", view="shop"))

    async def run(pilot: Pilot[None]) -> None:
        stage.pilot = pilot
        await stage.loaded()
        await stage.pass_time(3)
        await stage.press("V")
        await stage.until(lambda: getattr(stage.screen, "is_listening", False))

    assert snap_compare(stage.app, terminal_size=(120, 40), run_before=run)
