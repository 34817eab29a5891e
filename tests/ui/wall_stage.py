"""Wall and table of all branches on the stage: opened, and what the wall's own keys bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.conditions import Condition
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.screens.wall import WallScreen
from amplify_tui.ui.widgets.fleet_table import FleetTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.ui.wall.areas import Area
    from tests.ui.stage import Stage

    Check = Callable[[Stage], object]

UNMARKED = frozenset({"back", "leave", "mark_first", "mark_last"})
"""Commands that are tried while no branch is marked."""


def wall_of(stage: Stage) -> WallScreen:
    assert isinstance(stage.screen, WallScreen)
    return stage.screen


def shown(stage: Stage) -> list[BranchState]:
    return [state for _, state in wall_of(stage).arrangement.spots()]


def find_branch(stage: Stage, app: str, name: str) -> BranchKey:
    known = (*stage.wiring.fleet.loud(), *stage.wiring.fleet.quiet())
    return next(state.branch for state in known if (state.app_name, state.branch.name) == (app, name))


async def open_wall(stage: Stage) -> WallScreen:
    """Wait until every branch was seen, and stands on the wall."""
    await stage.until(lambda: isinstance(stage.screen, WallScreen))
    fleet = stage.wiring.fleet
    await stage.until(lambda: (found := fleet.summary()).is_complete and found.seen == found.branches > 0)
    wall_of(stage).redraw()
    await stage.pilot.pause()
    return wall_of(stage)


async def prepare_wall(stage: Stage, command_id: str) -> None:
    """Mark what the command can be done with."""
    wall = await open_wall(stage)
    if command_id == "stop":
        wall.mark(next(each.branch for each in shown(stage) if each.condition is Condition.RUNNING))
    elif command_id == "mark_previous":
        wall.mark(shown(stage)[-1].branch)
    elif command_id == "mark_left":
        wall.mark(shown(stage)[1].branch)
    elif command_id in {"mark_right", "mark_next"}:
        wall.mark(shown(stage)[0].branch)
    elif command_id not in UNMARKED:
        wall.mark(find_branch(stage, "storefront", "develop" if command_id == "site" else "release/2026.11"))


async def open_fleet(stage: Stage) -> None:
    """Wait until something superseded was seen; stand on a branch that is connected and has a site."""
    table = stage.table
    assert isinstance(table, FleetTable)
    await stage.until(lambda: any(row.state.superseded for row in table.rows_on_screen()))
    table.move_to(next(row.state.branch for row in table.rows_on_screen() if row.name == "storefront"))


def prepare_fleet(stage: Stage, command_id: str) -> None:
    """Stand on a branch that can be written to."""
    if command_id == "stop":
        loud = stage.wiring.fleet.loud()
        stage.table.move_to(next(each.branch for each in loud if each.condition is Condition.RUNNING))
    elif command_id in {"start", "retry"}:
        stage.table.move_to(find_branch(stage, "storefront", "release/2026.11"))


def _marked_area(stage: Stage) -> Area:
    wall = wall_of(stage)
    return next(area for area, state in wall.arrangement.spots() if state.branch == wall.marked)


def _mark_goes(across: int, down: int) -> Callable[[Stage], Check]:
    def begin(stage: Stage) -> Check:
        before = _marked_area(stage)

        def is_there(stage: Stage) -> bool:
            area = _marked_area(stage)
            return (area.left - before.left) * across + (area.top - before.top) * down > 0

        return is_there

    return begin


def _marks(place: int) -> Callable[[Stage], Check]:
    return lambda _: lambda stage: wall_of(stage).marked == shown(stage)[place].branch


def _page_turns(stage: Stage) -> Check:
    before = wall_of(stage).arrangement.page
    return lambda stage: wall_of(stage).arrangement.page != before


def _opens(kind: type[object]) -> Callable[[Stage], Check]:
    return lambda _: lambda stage: isinstance(stage.screen, kind)


WALL_EFFECTS: dict[str, Callable[[Stage], Check]] = {
    "wall": _opens(WallScreen),
    "open_tile": _opens(JobsScreen),
    "mark_next": _mark_goes(0, 1),
    "mark_previous": _mark_goes(0, -1),
    "mark_left": _mark_goes(-1, 0),
    "mark_right": _mark_goes(1, 0),
    "mark_first": _marks(0),
    "mark_last": _marks(-1),
    "page_next": _page_turns,
    "page_previous": _page_turns,
}
