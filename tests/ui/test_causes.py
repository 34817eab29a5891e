"""Why jobs failed, on the whole dashboard over a simulated account."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.causes.job_cause import CauseState
from amplify_tui.simulator.fleet import plan_fleet
from amplify_tui.simulator.scenarios import Scenario
from amplify_tui.store.topics import CauseOf, DetailOf
from amplify_tui.ui.cause_words import cause_text
from amplify_tui.ui.wiring import Start
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from textual.strip import Strip

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.jobs import Job
    from amplify_tui.ui.job_columns import JobRow

FINE = Scenario("fine", "nothing ever fails", plan_fleet, failures=0.0)
AWFUL = Scenario("awful", "nearly everything fails", plan_fleet, failures=0.9)
STEP = 0.5


def failures_on_screen(stage: Stage) -> list[JobRow]:
    table = stage.dashboard.panes.jobs
    rows: list[JobRow] = [table._order[line] for line in table.lines_on_screen()]
    return [row for row in rows if row.job.status == "FAILED"]


def cause_of(stage: Stage, job: Job) -> JobCause | None:
    return stage.store.get(CauseOf(job.key))


def logs_read(stage: Stage) -> int:
    """Count the questions for logs of failed jobs; that of a job that is going has its end read."""
    failed = [f"/{job.key.job_id:010}/" for job in stage.dashboard.jobs_now() if job.status == "FAILED"]
    asked = [each.path for each in stage.simulator.requests if each.operation == "GetObject"]
    return sum(any(part in path for part in failed) for path in asked)


def row_lines(stage: Stage, job: Job) -> tuple[str, str]:
    """Return the two lines of a job's row as they stand on the screen."""
    table = stage.dashboard.panes.jobs
    line = table._order.find(job.key, 0)
    assert line is not None
    place = table.heights.place_of(line) - table.scroll_offset.y + table.heading_lines
    return table.render_line(place).text, table.render_line(place + 1).text


async def test_a_job_that_fails_while_watched_says_why_in_its_row_within_five_seconds() -> None:
    stage = Stage("busy", start=Start("support-chat", "feature/emoji-🎉"))
    async with stage.open():
        await stage.loaded()
        job = next(job for job in stage.dashboard.jobs_now() if job.status == "RUNNING")

        def now() -> Job:
            return next(each for each in stage.dashboard.jobs_now() if each.key == job.key)

        waited = 0.0
        while "totalGross" not in stage.rendered():
            assert waited < 60
            await stage.pass_time(STEP)
            waited += STEP
        ended = now().ended_at
        assert ended is not None
        assert stage.clock.now() - ended <= timedelta(seconds=5)
        assert "FAILED" in row_lines(stage, now())[0]
        assert "└ Type error: Property 'totalGross' does not exist" in row_lines(stage, now())[1]
        assert "summary.tsx:48:27" in row_lines(stage, now())[1]


async def test_each_failure_on_screen_costs_one_question_and_one_log_and_then_no_more() -> None:
    stage = Stage("failing")
    async with stage.open():
        await stage.loaded()
        await stage.pass_time(20)
        failed = failures_on_screen(stage)
        assert len(failed) > 4
        assert all((cause := cause_of(stage, row.job)) and cause.is_settled for row in failed)
        assert all(row.cause == cause_of(stage, row.job) for row in failed)
        logs, details = logs_read(stage), stage.simulator.count("GetJob")
        assert logs == len(failed)
        assert details <= len(failed) + 1 + 20 / 3  # the newest job is going and asked about at its pace
        await stage.pass_time(30)
        assert logs_read(stage) == logs


async def test_no_log_is_read_while_nothing_failed_is_on_screen() -> None:
    stage = Stage(FINE)
    async with stage.open():
        await stage.loaded()
        await stage.pass_time(30)
        assert stage.simulator.count("GetObject") == 0
        assert stage.simulator.count("GetJob") == 1


async def test_failures_below_the_screen_are_read_when_they_come_onto_it() -> None:
    stage = Stage(AWFUL)
    async with stage.open():
        await stage.loaded()
        await stage.pass_time(20)
        before = stage.simulator.count("GetObject")
        assert before < len(stage.dashboard.jobs_now()) / 2
        await stage.press("G")
        await stage.pass_time(20)
        assert stage.simulator.count("GetObject") > before
        assert all(
            (cause := cause_of(stage, row.job)) and cause.is_settled for row in failures_on_screen(stage)
        )


async def test_nothing_is_painted_once_all_causes_are_known() -> None:
    stage = Stage(AWFUL)
    async with stage.open():
        await stage.loaded()
        await stage.pass_time(25)
        table = stage.dashboard.panes.jobs
        painted: list[int] = []
        paint = table.render_line

        def note(y: int) -> Strip:
            painted.append(y)
            return paint(y)

        table.render_line = note  # type: ignore[method-assign]
        for _ in range(40):
            stage.clock.advance(1)
            await stage.pilot.pause()
        assert painted == []


async def test_nothing_is_read_behind_another_screen() -> None:
    stage = Stage(AWFUL)
    async with stage.open():
        await stage.loaded()
        await stage.press("question_mark")
        await stage.until(lambda: stage.screen is not stage.dashboard)
        asked = stage.simulator.count("GetObject")
        await stage.pass_time(10)
        assert stage.simulator.count("GetObject") <= asked + 2
        await stage.press("escape")
        await stage.pass_time(20)
        assert all(
            (cause := cause_of(stage, row.job)) and cause.is_settled for row in failures_on_screen(stage)
        )


async def test_a_frozen_display_shows_no_cause_until_it_goes_on() -> None:
    stage = Stage(AWFUL)
    async with stage.open():
        await stage.loaded()
        await stage.press("space")
        before = stage.dashboard.panes.jobs._order.rows
        await stage.pass_time(20)
        assert stage.dashboard.panes.jobs._order.rows == before
        assert cause_of(stage, failures_on_screen(stage)[0].job) is not None
        await stage.press("space")
        assert failures_on_screen(stage)[0].cause == cause_of(stage, failures_on_screen(stage)[0].job)


async def test_the_filter_finds_a_cause_and_the_copied_row_tells_it() -> None:
    stage = Stage("failing")
    async with stage.open():
        await stage.loaded()
        await stage.pass_time(20)
        row = next(row for row in failures_on_screen(stage) if row.cause and row.cause.cause)
        assert row.cause is not None
        text = cause_text(row.cause)
        await stage.press("slash", *max(re.findall("[A-Za-z]+", text), key=len).casefold())
        found = failures_on_screen(stage)
        assert row in found
        assert stage.dashboard.panes.jobs.line_count == len(found)
        stage.dashboard.panes.jobs.move_to(row.job.key)
        await stage.press("enter", "c")
        assert text in stage.app.clipboard
        assert str(row.job.key.job_id) in stage.app.clipboard


async def test_the_steps_tell_the_cause_with_its_command_and_phase() -> None:
    stage = Stage(AWFUL)
    async with stage.open():
        await stage.loaded()
        await stage.pass_time(20)
        found = [(row.job, row.cause.cause) for row in failures_on_screen(stage) if row.cause]
        job, cause = next((job, cause) for job, cause in found if cause and cause.command)
        stage.dashboard.panes.jobs.move_to(job.key)
        await stage.until(lambda: stage.store.get(DetailOf(job.key)) is not None)
        await stage.pilot.pause()
        pane = stage.dashboard.panes.steps
        lines = [pane.render_line(y).text.rstrip() for y in range(pane.page_lines)]
        text = "\n".join(lines)
        assert f"└ {cause.text[:20]}" in text
        assert f"by  {cause.command}" in text
        assert f"phase {cause.phase}" in text


@pytest.mark.parametrize("size", [(58, 30), (80, 12)])
async def test_in_a_small_table_the_cause_stands_in_place_of_the_message(size: tuple[int, int]) -> None:
    stage = Stage("failing")
    async with stage.open(size):
        await stage.loaded()
        await stage.pass_time(20)
        told = [row for row in failures_on_screen(stage) if row.cause and row.cause.cause]
        assert told
        assert "└ " in row_lines(stage, told[0].job)[0]
        assert stage.dashboard.panes.jobs.heights.extra == 0


@pytest.mark.parametrize("branch", ["texts", "statuses", "times", "steps"])
async def test_hostile_jobs_and_logs_break_no_line(branch: str) -> None:
    stage = Stage("hostile", start=Start("[red]hostile[/red] [/]", branch))
    async with stage.open((100, 30)):
        await stage.until(stage.dashboard.jobs_now)
        await stage.pass_time(20)
        for strip in stage.screen._compositor.render_strips():
            assert strip.cell_length == 100
            assert "\x1b" not in strip.text
            assert "\u202e" not in strip.text
        states = {cause.state for row in failures_on_screen(stage) if (cause := cause_of(stage, row.job))}
        assert CauseState.READING not in states


async def test_expired_credentials_read_no_log() -> None:
    stage = Stage("expired")
    async with stage.open():
        await stage.until(lambda: "expired" in stage.rendered())
        await stage.pass_time(10)
        assert stage.simulator.count("GetObject") == 0
