"""The table of all branches on the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.keys import Target
from amplify_tui.ui.screens.fleet import FleetScreen
from tests.ui.stage import TARGET, Stage

if TYPE_CHECKING:
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.model.settings import Settings
    from amplify_tui.ui.widgets.fleet_table import FleetRow, FleetTable
    from amplify_tui.ui.wiring import Start

OTHER_REGION = Target("demo", "us-east-1")
OTHER_ACCOUNT = Target("staging", "eu-west-1")
TARGETS = (TARGET, OTHER_REGION, OTHER_ACCOUNT)
STAGING = "210987654321"
"""Account behind the profile of ``OTHER_ACCOUNT``."""


def fleet_stage(
    scenario: str = "busy",
    *,
    settings: Settings | None = None,
    start: Start | None = None,
    memory: dict[str, str] | None = None,
) -> Stage:
    """Return a stage that watches two accounts and two regions."""
    return Stage(scenario, settings=settings, start=start, memory=memory, targets=TARGETS)


def fleet_of(stage: Stage) -> FleetScreen:
    assert isinstance(stage.screen, FleetScreen)
    return stage.screen


def table_of(stage: Stage) -> FleetTable:
    return fleet_of(stage).table


def rows_of(stage: Stage) -> list[FleetRow]:
    """Return every row, from top to bottom."""
    table = table_of(stage)
    return [table._order[line] for line in range(table.line_count)]


def row_of(stage: Stage, branch: BranchKey) -> FleetRow:
    return next(row for row in rows_of(stage) if row.state.branch == branch)


async def seen(stage: Stage) -> Stage:
    """Wait until every branch was asked about and the table shows it."""
    fleet = stage.wiring.fleet
    await stage.until(lambda: isinstance(stage.screen, FleetScreen))
    await stage.until(lambda: (found := fleet.summary()).is_complete and found.seen == found.branches > 0)
    fleet_of(stage).redraw()
    await stage.pilot.pause()
    return stage


async def open_fleet(stage: Stage) -> Stage:
    """Open the table from the dashboard."""
    await stage.loaded()
    await stage.press("A")
    return await seen(stage)
