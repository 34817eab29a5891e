"""The table of all branches on other screens and while it is held still."""

from __future__ import annotations

from amplify_tui.model.conditions import Condition
from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.screens.confirm import ConfirmDialog
from tests.ui.fleet_stage import OTHER_ACCOUNT, fleet_of, fleet_stage, open_fleet, rows_of
from tests.ui.stage import Stage


async def test_the_figures_fit_a_screen_of_another_size_at_once() -> None:
    async with fleet_stage("calm").open((120, 40)) as stage:
        await open_fleet(stage)
        counts = fleet_of(stage).counts
        await stage.press("space")
        await stage.pilot.resize_terminal(70, 24)
        await stage.until(lambda: width_of(text_of(counts._lines[0])) == 70 - counts.gutter.width)
        assert "branches" in stage.rendered().splitlines()[1]


async def test_once_thawed_the_table_takes_in_what_it_was_kept_from() -> None:
    async with fleet_stage("calm").open((120, 40)) as stage:
        await open_fleet(stage)
        await stage.press("space")
        stage.app.views.pick(View("docs", apps=("docs",)))
        fleet_of(stage).redraw()
        assert {row.name for row in rows_of(stage)} != {"docs"}
        await stage.press("space")
        assert {row.name for row in rows_of(stage)} == {"docs"}


async def test_a_write_acts_on_the_row_in_its_own_account_or_says_why_not() -> None:
    async with fleet_stage().open((120, 40)) as stage:
        await open_fleet(stage)
        failed = rows_of(stage)[0].state.news.newest
        assert failed is not None
        await stage.press("g", "x")
        assert stage.told == [f"Job {failed.key.job_id} is over (FAILED): there is nothing to stop."]

        going = next(
            row.state
            for row in rows_of(stage)
            if row.target == OTHER_ACCOUNT and row.state.condition is Condition.RUNNING
        )
        stage.table.move_to(going.branch)
        await stage.press("x")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert going.speaker is not None
        said = stage.rendered()
        assert f"{going.app_name} / {going.branch.name} · job {going.speaker.key.job_id}" in said
        assert "staging · eu-west-1 · running" in said
        await stage.press("y")
        await stage.until(lambda: any("Amplify took it" in text for text in stage.told))
        assert stage.simulator.count("StopJob") == 1


async def test_x_of_all_reaches_what_the_filter_shows_and_read_only_takes_writes_away() -> None:
    async with Stage("busy", settings=Settings(read_only=True)).open((120, 40)) as stage:
        await open_fleet(stage)
        fleet = fleet_of(stage)
        found = fleet.superseded_branches()
        assert found
        fleet.filter_by("nobody")
        assert fleet.superseded_branches() == ()
        assert fleet.situation().lacks == "No branch is selected."
        fleet.filter_by(found[0].branch.name.upper())
        assert {state.branch.name for state in fleet.superseded_branches()} == {found[0].branch.name}
        await stage.press("x", "R", "S", "X")
        assert stage.screen is fleet
