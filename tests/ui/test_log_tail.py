"""The end of a running log in the steps, on the whole dashboard over a simulated account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from amplify_tui.simulator.fleet import plan_fleet
from amplify_tui.simulator.scenarios import Scenario
from amplify_tui.store.topics import DetailOf, TailOf
from amplify_tui.ui.wiring import Start
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from textual.strip import Strip

FINE = Scenario("fine", "nothing ever fails", plan_fleet, failures=0.0)


def tail_shown(stage: Stage) -> list[str]:
    """Return the lines of the pane that are the log's."""
    pane = stage.dashboard.panes.steps
    lines = [pane.render_line(y).text.rstrip() for y in range(pane.page_lines)]
    return [line for line in lines if re.match(r"  \d\d:\d\d:\d\d [ !✘] ", line)]


def logs_asked(stage: Stage) -> int:
    return sum(each.operation == "GetObject" for each in stage.simulator.requests)


async def running(stage: Stage) -> None:
    """Let time pass until the selected job's log is shown."""
    await stage.loaded()
    for _ in range(120):
        await stage.pass_time(0.5)
        if tail_shown(stage):
            return
    raise AssertionError(stage.rendered())


def open_stage() -> Stage:
    return Stage("busy")


@pytest.mark.parametrize(("size", "least"), [((120, 40), 2), ((220, 60), 20)])
async def test_the_last_lines_stand_below_the_steps_and_go_on(size: tuple[int, int], least: int) -> None:
    stage = open_stage()
    async with stage.open(size):
        await running(stage)
        await stage.pass_time(10)
        before = tail_shown(stage)
        pane = stage.dashboard.panes.steps
        assert least <= len(before) < pane.page_lines
        assert pane.line_count <= pane.page_lines
        job = stage.dashboard.selected_job()
        assert job is not None
        tail = stage.store.get(TailOf(job.key))
        assert tail is not None
        assert tail.lines[-1].text[:20] in before[-1]
        await stage.pass_time(10)
        assert tail_shown(stage)[-1] != before[-1]


async def test_they_are_gone_when_the_step_has_ended() -> None:
    stage = open_stage()
    async with stage.open():
        await running(stage)
        job = stage.dashboard.selected_job()
        assert job is not None
        for _ in range(100):
            await stage.pass_time(8, step=4)
            detail = stage.store.get(DetailOf(job.key))
            if detail is not None and not detail.job.is_going:
                break
        asked = logs_asked(stage)
        assert tail_shown(stage) == []
        await stage.pass_time(20)
        assert logs_asked(stage) <= asked + 1  # the log of one that failed


async def test_a_calm_branch_costs_no_question_for_a_log() -> None:
    stage = Stage(FINE)
    async with stage.open():
        await stage.loaded()
        await stage.pass_time(40)
        assert logs_asked(stage) == 0


async def test_behind_another_screen_and_while_frozen_nothing_is_read() -> None:
    stage = open_stage()
    async with stage.open():
        await running(stage)
        await stage.press("question_mark")
        await stage.until(lambda: stage.screen is not stage.dashboard)
        asked = logs_asked(stage)
        await stage.pass_time(10)
        assert logs_asked(stage) == asked
        await stage.press("escape")
        await stage.pass_time(5)
        assert logs_asked(stage) > asked
        await stage.press("space")
        asked, shown = logs_asked(stage), tail_shown(stage)
        await stage.pass_time(10)
        assert (logs_asked(stage), tail_shown(stage)) == (asked, shown)
        await stage.press("space")
        await stage.pass_time(5)
        assert tail_shown(stage) != shown


async def test_where_there_is_no_room_nothing_is_read() -> None:
    stage = open_stage()
    async with stage.open((80, 12)):
        await stage.loaded()
        await stage.pass_time(30)
        job = stage.dashboard.selected_job()
        assert job is not None
        assert not any(f"/{job.key.job_id:010}/" in each.path for each in stage.simulator.requests)


async def test_a_longer_log_paints_its_own_lines_alone() -> None:
    stage = open_stage()
    async with stage.open():
        await running(stage)
        await stage.pass_time(10)
        pane = stage.dashboard.panes.steps
        painted: set[int] = set()
        paint = pane.render_line

        def note(y: int) -> Strip:
            painted.add(y)
            return paint(y)

        first = next(y for y, line in enumerate(pane._lines) if not line.pieces)
        pane.render_line = note  # type: ignore[method-assign]
        job = stage.dashboard.selected_job()
        assert job is not None
        tail = stage.store.get(TailOf(job.key))
        assert tail is not None
        stage.store.put(TailOf(job.key), type(tail)(tail.step, tail.lines[:-1]), stage.clock.now())
        await stage.pilot.pause()
        assert painted
        assert min(painted) > first


async def test_hostile_lines_break_no_row() -> None:
    stage = Stage("broken", start=Start("logs", "log/escapes"))
    async with stage.open((120, 40)):
        await stage.until(stage.dashboard.jobs_now)
        await stage.pass_time(20)
        for strip in stage.screen._compositor.render_strips():
            assert strip.cell_length == 120
            assert "\x1b" not in strip.text
