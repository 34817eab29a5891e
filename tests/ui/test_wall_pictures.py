"""Pictures of the wall, taken with a clock that stands still; looked at before they were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.budget import Budget
from amplify_tui.model.settings import Settings
from amplify_tui.simulator.fleet import plan_fleet
from amplify_tui.simulator.scenarios import Opening, Scenario
from amplify_tui.ui.wiring import Start
from tests.ui.stage import Stage
from tests.ui.wall_stage import open_wall, wall_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    Compare = Callable[..., bool]

pytestmark = pytest.mark.no_cover  # what is painted here is measured by the tests of each screen

WORLD = Scenario(
    "a bad morning",
    "one job fails now, another did, others go on and wait",
    plan_fleet,
    failures=0.12,
    openings=(
        Opening("storefront", "main", "BUILD", left=12.0, cause="typescript"),
        Opening("customer-portal", "develop", "BUILD", left=75.0),
        Opening("support-chat", "main", "BUILD", left=1_500.0, late=3_000.0),
        Opening("docs", "main", waiting=30.0),
        Opening("legacy-intranet", "master", "BUILD", left=140.0),
        Opening("legacy-intranet", "master", waiting=40.0),
    ),
)
LOOKS = {
    "80x24": ((80, 24), "amplify-dark"),
    "120x40": ((120, 40), "amplify-dark"),
    "220x60": ((220, 60), "amplify-dark"),
    "light": ((120, 40), "amplify-light"),
    "without colour": ((120, 40), ""),
}


def after(stage: Stage, seconds: float, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Bring a stage to what the picture shall show."""

    async def run(pilot: Pilot[None]) -> None:
        stage.pilot = pilot
        await open_wall(stage)
        await stage.pass_time(seconds)
        wall = wall_of(stage)
        # Which answer came first decides about places, ages and the number of calls.
        stage.connector.told_budget = Budget(2.0, 2.0, 5.0, 3.0, per_minute=80)
        wall.begin_anew()
        await stage.press(*keys)
        wall._oldest = (stage.clock.now(), "8s")
        wall.redraw()
        stage.app.clear_notifications()
        await stage.pilot.pause()

    return run


@pytest.mark.parametrize("look", LOOKS)
def test_the_wall_with_a_failure_that_just_happened(snap_compare: Compare, look: str) -> None:
    size, theme = LOOKS[look]
    settings = Settings(no_color=not theme)
    stage = Stage(WORLD, start=Start(is_wall=True), memory={"theme": theme}, settings=settings)

    assert snap_compare(stage.app, terminal_size=size, run_before=after(stage, 20))


def test_the_wall_with_a_marked_branch(snap_compare: Compare) -> None:
    stage = Stage(WORLD, start=Start(is_wall=True))

    assert snap_compare(stage.app, terminal_size=(120, 40), run_before=after(stage, 90, "j", "j"))
