"""What ticks is painted when it changes, and then no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from textual.app import App, ComposeResult

from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.ui.job_columns import JOB_COLUMNS, JobRow
from amplify_tui.ui.stylesheet import stylesheet_path
from amplify_tui.ui.themes import VARIABLE_DEFAULTS
from amplify_tui.ui.widgets.job_table import JobTable
from amplify_tui.ui.widgets.row_painter import RowPainter, Tones

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
BRANCH = BranchKey(AppKey(Target("prod", "eu-west-1"), "d1"), "main")
JOB = Job(JobKey(BRANCH, 7), "SUCCEED", started_at=NOON - timedelta(minutes=31), ended_at=NOON)


class Stage(App[None]):
    CSS_PATH = stylesheet_path()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return VARIABLE_DEFAULTS

    def compose(self) -> ComposeResult:
        yield JobTable()


async def test_an_age_that_went_on_is_stale_until_it_is_painted_and_not_after() -> None:
    stage = Stage()
    async with stage.run_test(size=(100, 20)):
        painter: RowPainter[JobRow] = RowPainter(JOB_COLUMNS, Tones(stage.query_one(JobTable)))
        painter.set_width(90)
        row = JobRow(JOB)
        painter.row(row, NOON, "")
        assert painter.stale_cells(row, NOON + timedelta(seconds=59), "") == []
        assert len(painter.stale_cells(row, NOON + timedelta(seconds=60), "")) == 1
        assert "32m" in painter.row(row, NOON + timedelta(seconds=60), "").text
        assert painter.stale_cells(row, NOON + timedelta(seconds=61), "") == []
