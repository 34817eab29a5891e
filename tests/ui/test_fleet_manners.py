"""The table of all branches on other screens and while it is held still."""

from __future__ import annotations

from amplify_tui.model.views import View
from amplify_tui.ui.cell_text import text_of, width_of
from tests.ui.fleet_stage import fleet_of, fleet_stage, open_fleet, rows_of


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
