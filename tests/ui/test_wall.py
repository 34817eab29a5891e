"""The wall: what it shows by itself, and what its keys do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amplify_tui.model.conditions import Condition
from amplify_tui.model.health import Health, Problem
from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.services.errors import SetupError
from amplify_tui.simulator.fleet import plan_fleet
from amplify_tui.simulator.scenarios import Opening, Scenario
from amplify_tui.store.topics import HealthOf
from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.screens.confirm import ConfirmDialog
from amplify_tui.ui.screens.fleet import FleetScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.screens.log import LogScreen
from amplify_tui.ui.screens.wall import WallScreen
from amplify_tui.ui.wiring import Start
from tests.ui.stage import TARGET, Stage
from tests.ui.wall_stage import find_branch, open_wall, shown, wall_of

FAILING = Scenario(
    "failing soon",
    "one job fails soon",
    plan_fleet,
    failures=0.0,
    openings=(Opening("storefront", "main", "BUILD", left=20.0, cause="typescript"),),
)


async def pass_time(stage: Stage, seconds: float) -> None:
    await stage.pass_time(seconds)
    wall_of(stage).tick()
    await stage.pilot.pause()


def on_wall(scenario: str | Scenario = "busy", settings: Settings | None = None) -> Stage:
    return Stage(scenario, start=Start(is_wall=True), settings=settings)


async def until_failed(stage: Stage) -> None:
    """Let time pass until a job has failed on the wall."""
    for _ in range(30):
        await pass_time(stage, 2)
        if wall_of(stage).arrangement.spotlight is not None:
            return
    raise AssertionError(stage.rendered())


async def test_a_failure_is_held_up_with_its_cause_and_goes_after_its_time() -> None:
    stage = on_wall(FAILING)
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        assert "failed just now" not in stage.rendered()
        await until_failed(stage)
        failed = wall.arrangement.spotlight
        assert failed is not None
        assert failed.condition is Condition.FAILED
        assert wall.arrangement.layout.spotlight is not None

        await pass_time(stage, 6)

        assert "failed just now" in stage.rendered()
        assert "Type error: " in stage.rendered() or "error TS" in stage.rendered()

        await pass_time(stage, 60)
        assert wall.arrangement.spotlight is None
        assert failed.branch in [state.branch for state in wall.arrangement.tiles if state]


async def test_pages_turn_by_themselves_where_not_everything_fits() -> None:
    stage = on_wall()
    async with stage.open((60, 16)):
        wall = await open_wall(stage)
        first = [state.branch for state in wall.arrangement.quiet]
        assert "page 1 of" in stage.rendered()
        assert "more (" in stage.rendered()

        await pass_time(stage, 16)

        assert "page 2 of" in stage.rendered()
        second = [state.branch for state in wall.arrangement.quiet]
        assert second != first
        assert set(second) <= stage.wiring.fleet_poller._schedule._shown


async def test_the_whole_wall_moves_by_a_cell_every_ten_minutes() -> None:
    stage = on_wall("calm")
    async with stage.open((80, 24)):
        wall = await open_wall(stage)
        lefts = []
        for _ in range(6):
            lines = [line for line in stage.rendered().splitlines() if line.strip()]
            lefts.append(min(len(line) - len(line.lstrip()) for line in lines))
            stage.clock.advance(600)
            wall.redraw()
            await stage.pilot.pause()
        assert lefts == [0, 1, 2, 2, 1, 0]


async def test_what_is_old_is_dimmed_and_says_why() -> None:
    stage = on_wall("calm")
    async with stage.open((120, 40)):
        await open_wall(stage)
        problem = Problem("ExpiredToken", "credentials expired", "aws sso login")
        now = stage.clock.now()
        ill = Health(timedelta(seconds=30), answered_at=now - timedelta(minutes=6), problem=problem)
        stage.store.put(HealthOf(TARGET), ill, now)
        wall = wall_of(stage)
        wall.redraw()
        await stage.pilot.pause()
        assert "! demo · eu-west-1: credentials expired, seen 6m ago" in stage.rendered()
        tones = {tone for line in wall.view._lines for text, tone in line if "storefront" in text}
        assert tones <= {"faint", "faint+bold"}


async def test_frozen_says_since_when_and_only_the_clock_moves() -> None:
    stage = on_wall()
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        await stage.press("space")
        held = wall.arrangement
        await pass_time(stage, 65)
        assert "◼ frozen since 12:00" in stage.rendered()
        assert wall.arrangement is held

        await stage.press("space")
        assert wall.arrangement is not held
        assert "frozen" not in stage.rendered()


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 12), (480, 135)])
async def test_it_fits_every_screen(size: tuple[int, int]) -> None:
    stage = on_wall()
    async with stage.open(size):
        wall = await open_wall(stage)
        assert len(wall.view._lines) == size[1]
        assert all(len(text_of(line)) <= size[0] for line in wall.view._lines)


async def test_it_says_when_nothing_can_be_asked() -> None:
    error = SetupError("NoRegion", "No region is configured.", "Set AWS_REGION.")
    stage = Stage(start=Start(is_wall=True), target=None, default=error)
    async with stage.open((80, 24)):
        await stage.until(lambda: "No region is configured. Set AWS_REGION." in stage.rendered())


async def test_a_view_that_shows_nothing_says_so_and_which_key_helps() -> None:
    views = (View("none", apps=("nobody",)), View("shop", apps=("store*",)))
    stage = Stage("calm", start=Start(is_wall=True, view="none"), settings=Settings(views=views))
    async with stage.open((80, 24)):
        await open_wall(stage)
        wall_of(stage).redraw()
        await stage.until(lambda: "The view none shows no branch. V picks another." in stage.rendered())
        assert "view none" in stage.rendered()

        stage.app.views.pick(views[1])
        wall_of(stage).begin_anew()
        assert {state.app_name for state in shown(stage)} == {"storefront"}


async def test_when_all_is_well_it_says_so_in_large_letters() -> None:
    views = (View("docs", branches=("develop",)),)
    stage = Stage("calm", start=Start(is_wall=True, view="docs"), settings=Settings(views=views))
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        wall.redraw()
        await stage.pilot.pause()
        assert wall.arrangement.banner in {"all ok", "no failures"}


async def test_no_branch_is_marked_before_a_key_and_the_mark_goes_after_a_minute() -> None:
    stage = on_wall()
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        assert "┏" not in stage.rendered()
        await stage.press("j")
        await stage.pilot.pause()
        assert "┏" in stage.rendered()
        assert "? help" in stage.rendered()

        await pass_time(stage, 59)
        assert "┏" in stage.rendered()
        await pass_time(stage, 2)
        assert wall.marked is None
        assert "┏" not in stage.rendered()
        assert "? help" not in stage.rendered()


async def test_a_key_that_needs_a_branch_shows_first_which_one_it_would_act_on() -> None:
    stage = on_wall()
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        await stage.press("l")
        assert wall.marked is not None
        assert any(text.startswith("l again: log of ") for text in stage.told)

        await stage.press("l")
        await stage.until(lambda: isinstance(stage.screen, LogScreen))


async def test_a_write_acts_on_the_marked_branch() -> None:
    stage = on_wall()
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        going = next(state for state in shown(stage) if state.condition is Condition.RUNNING)
        wall.mark(going.branch)
        await stage.press("x")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert going.branch.name in stage.rendered()
        await stage.press("y")
        await stage.until(lambda: stage.simulator.count("StopJob") == 1)
        await stage.until(lambda: any("Amplify took it" in text for text in stage.told))


async def test_read_only_takes_writes_away() -> None:
    stage = on_wall(settings=replace(Settings(), read_only=True))
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        assert "read-only" in stage.rendered()
        wall.mark(find_branch(stage, "storefront", "main"))
        await stage.press("x", "R", "S", "X")
        assert stage.screen is wall


async def test_enter_shows_the_branch_on_a_dashboard_and_q_leads_back_to_the_wall() -> None:
    stage = on_wall()
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        branch = find_branch(stage, "docs", "main")
        wall.mark(branch)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))
        await stage.loaded()
        assert stage.dashboard.looking is not None
        assert stage.dashboard.looking.branch == branch

        await stage.press("q")
        await stage.until(lambda: isinstance(stage.screen, WallScreen))


async def test_from_the_dashboard_enter_leads_back_to_it_with_the_branch() -> None:
    stage = Stage("busy")
    async with stage.open((120, 40)):
        await stage.loaded()
        await stage.press("w")
        await open_wall(stage)
        await stage.press("q")
        await stage.until(lambda: stage.screen is stage.dashboard)
        assert stage.wiring.fleet._callbacks == []
        await stage.press("w")
        wall = await open_wall(stage)
        assert stage.wiring.fleet._callbacks == [wall.heard]
        nothing = "No branches in these accounts and regions. q leads to the dashboard, L there to others."
        assert wall._view_words() == nothing
        branch = find_branch(stage, "docs", "main")
        wall.mark(branch)
        await stage.press("enter")
        await stage.until(
            lambda: (
                stage.screen is stage.dashboard
                and stage.dashboard.looking is not None
                and stage.dashboard.looking.branch == branch
            )
        )


async def test_a_wall_that_the_program_opened_on_is_quit_by_q_and_not_by_esc() -> None:
    stage = on_wall()
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        await stage.press("escape")
        assert stage.screen is wall
        await stage.press("A")
        await stage.until(lambda: isinstance(stage.screen, FleetScreen))
        table = stage.screen
        await stage.press("q")
        await stage.until(lambda: stage.screen is wall and not table.is_attached)
        await stage.until(lambda: stage.wiring.fleet_poller._schedule._shown == set(wall._spots()))
        assert stage.wiring.fleet_poller.promise()
        await stage.press("q")
        await stage.until(lambda: stage.app._exit)


async def test_a_click_marks_and_a_double_click_opens() -> None:
    stage = on_wall()
    async with stage.open((120, 40)):
        wall = await open_wall(stage)
        area, state = list(wall.arrangement.spots())[1]
        await stage.pilot.click(offset=(area.left + 3, area.top + 1))
        assert wall.marked == state.branch
        await stage.pilot.click(offset=(area.left + 3, area.top + 1), times=2)
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))
