"""The wall while somebody is at it, and while queues or accounts are in trouble."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.widgets import Input

from amplify_tui.model.conditions import Condition
from amplify_tui.model.events import QueueHealth
from amplify_tui.model.health import Problem
from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.services.errors import SetupError
from amplify_tui.store.topics import QueueOf
from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.screens.wall_seconds import STANDING
from amplify_tui.ui.wiring import Start
from tests.ui.stage import TARGET, Stage
from tests.ui.wall_stage import open_wall, shown

if TYPE_CHECKING:
    from amplify_tui.ui.screens.wall import WallScreen

COUNTING: Final = frozenset({Condition.RUNNING, Condition.STUCK, Condition.QUEUED})
DEAD: Final = QueueHealth(
    "amplify-tui-events", problem=Problem("X", "It is not there.", kind="NotFoundError"), is_live=False
)


def on_wall(settings: Settings | None = None, view: str = "") -> Stage:
    return Stage("busy", start=Start(is_wall=True, view=view), settings=settings)


def tell_of_queue(stage: Stage, health: QueueHealth) -> None:
    stage.store.put(QueueOf("http://q"), health, stage.clock.now())


def screen_text(wall: WallScreen) -> list[str]:
    return [text_of(line) for line in wall.view._lines]


async def test_trouble_of_queues_covers_no_tile_and_is_said_in_the_head() -> None:
    async with on_wall().open((120, 40)) as stage:
        wall = await open_wall(stage)
        tell_of_queue(stage, DEAD)
        await stage.until(lambda: "queue amplify-tui-events: It is not there" in stage.rendered())
        assert not list(stage.app._notifications)
        assert any("cannot be read, polling instead" in line for line in stage.told)
        assert "push down, polling" in "\n".join(screen_text(wall)[:5])


async def test_on_the_dashboard_trouble_of_queues_is_told_at_once() -> None:
    async with Stage("busy").open((120, 40)) as stage:
        await stage.loaded()
        tell_of_queue(stage, DEAD)
        await stage.until(lambda: len(list(stage.app._notifications)) == 1)


async def test_a_second_in_which_nothing_changed_arranges_nothing_and_draws_what_counts_seconds() -> None:
    async with on_wall().open((120, 40)) as stage:
        wall = await open_wall(stage)
        await stage.until(lambda: wall._redraw_timer is None)
        wall.redraw()
        arranged, before = wall.arrangement, wall.view._lines
        stage.clock.advance(1)
        wall.tick()

        assert wall.arrangement is arranged
        drawn = {y for y, line in enumerate(wall.view._lines) if line is not before[y]}
        left_alone = [area for area, state in arranged.spots() if state.condition not in COUNTING]
        counting = [area for area, state in arranged.spots() if state.condition in COUNTING]
        beside = {row for area in counting for row in range(area.top, area.bottom + 1)}
        assert drawn & beside
        assert not drawn & {row for area in left_alone for row in range(area.top + 1, area.bottom)} - beside

        stage.clock.advance(STANDING.total_seconds())
        wall.tick()
        assert wall.arrangement is not arranged


async def test_a_frozen_wall_fits_a_screen_of_another_size_and_tells_the_same() -> None:
    async with on_wall().open((220, 60)) as stage:
        wall = await open_wall(stage)
        await stage.press("space")
        before = {state.branch for state in wall.arrangement.tiles if state is not None}
        await stage.pilot.resize_terminal(110, 50)
        await stage.until(lambda: len(wall.view._lines) == 50)
        await stage.pilot.pause()

        lines = screen_text(wall)
        frames = [line for line in lines if line.startswith(("╔", "┌", "║", "│"))]
        assert len(frames) > 4
        assert [line for line in frames if line.rstrip()[-1] not in "╗┐║│"] == []
        assert all(area.right <= 110 for area, _ in wall.arrangement.spots())
        assert {state.branch for state in wall.arrangement.tiles if state is not None} <= before
        assert "frozen since" in stage.rendered()
        assert wall.arrangement.layout.foot is not None
        assert wall.arrangement.layout.foot.bottom <= 50


async def test_a_mark_that_is_on_no_place_any_more_goes_before_a_key_can_use_it() -> None:
    async with on_wall().open((120, 40)) as stage:
        wall = await open_wall(stage)
        last = [state for state in shown(stage) if state.condition is not Condition.FAILED][-1]
        wall.mark(last.branch)
        await stage.pilot.resize_terminal(40, 12)
        await stage.until(lambda: len(wall.view._lines) == 12)
        assert last.branch not in [state.branch for state in shown(stage)]
        assert wall.marked is None
        assert wall.situation().job is None


async def test_asking_now_finds_accounts_that_could_not_be_named_before() -> None:
    error = SetupError("NoRegion", "No region is configured.", "Set AWS_REGION.")
    stage = Stage("calm", start=Start(is_wall=True), default=error)
    async with stage.open((80, 24)):
        await stage.until(lambda: "No region is configured. Set AWS_REGION." in stage.rendered())
        stage.connector._default = TARGET
        await stage.press("ctrl+r")
        wall = await open_wall(stage)
        assert "No region" not in "\n".join(screen_text(wall))


async def test_a_wall_with_nothing_below_it_names_no_dashboard() -> None:
    views = (View("none", apps=("nobody",)),)
    async with on_wall(Settings(views=views), "none").open((80, 24)) as stage:
        wall = await open_wall(stage)
        assert "The view none shows no branch." in wall._view_words()
        stage.app.views.pick(replace(views[0], name=""))
        assert "dashboard" not in wall._view_words()


async def test_a_filter_stays_until_esc_and_its_field_only_while_somebody_types() -> None:
    async with on_wall().open((120, 40)) as stage:
        wall = await open_wall(stage)
        field = wall.query_one("#filter", Input)
        everything = sum(stage.wiring.fleet.summary().counts.values())
        assert any(state.superseded for state in wall.superseded_branches())
        assert not field.display

        await stage.press("slash")
        await stage.until(lambda: stage.app.focused is field)
        await stage.press(*"STOR")
        await stage.until(lambda: {state.app_name for state in shown(stage)} == {"storefront"})
        hidden = everything - sum(wall.arrangement.summary.counts.values())
        assert f"only “STOR”: {hidden} hidden (" in stage.rendered()
        await stage.press("enter")
        assert not field.display
        assert stage.app.focused is wall.view
        assert wall.superseded_branches() == ()

        await stage.press("j", "escape")
        assert wall.marked is None
        assert {state.app_name for state in shown(stage)} == {"storefront"}
        stage.app.views.pick(View("main", branches=("main",)))
        wall.begin_anew()
        assert [(state.app_name, state.branch.name) for state in shown(stage)] == [("storefront", "main")]
        await stage.press("escape")
        assert {state.branch.name for state in shown(stage)} == {"main"}
        assert "only “" not in stage.rendered()
        assert stage.screen is wall


async def test_a_frozen_wall_obeys_a_filter_and_a_field_that_is_left_goes() -> None:
    async with on_wall().open((120, 40)) as stage:
        wall = await open_wall(stage)
        field = wall.query_one("#filter", Input)
        await stage.press("space", "slash")
        await stage.until(lambda: stage.app.focused is field)
        await stage.press(*"nobody")
        await stage.until(lambda: "Nothing here has “nobody”. esc clears the filter." in stage.rendered())
        stage.clock.advance(61)
        wall.tick()
        assert not field.display
        assert stage.app.focused is wall.view
        assert "only “nobody”" in stage.rendered()
        await stage.press("escape")
        assert len(shown(stage)) > 10
        assert "frozen since" in stage.rendered()
