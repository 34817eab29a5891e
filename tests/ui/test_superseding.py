"""X stops every superseded job after one confirmation, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.conditions import BranchState, Condition
from amplify_tui.model.health import Problem
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.superseded import Ending, StopOutcome
from amplify_tui.ui.questions import superseded_question
from amplify_tui.ui.screens.confirm import ConfirmDialog
from amplify_tui.ui.screens.fleet import FleetScreen
from amplify_tui.ui.screens.superseding import outcome_words
from amplify_tui.ui.wiring import Start
from tests.clock import ManualClock
from tests.ui.fleet_stage import fleet_stage, open_fleet, rows_of
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from datetime import datetime

EMOJI = Start("support-chat", "feature/emoji-🎉")
NOW = ManualClock().now()


def job(number: int, name: str = "main", **other: object) -> Job:
    branch = BranchKey(AppKey(Target("prod", "eu-west-1"), "d1"), name)
    known = Job(JobKey(branch, number), "RUNNING", commit_id="a" * 40, started_at=NOW - timedelta(minutes=1))
    return replace(known, **other)  # type: ignore[arg-type]


def dialog(stage: Stage) -> ConfirmDialog:
    assert isinstance(stage.screen, ConfirmDialog)
    return stage.screen


async def test_the_dashboard_stops_what_the_open_branch_builds_for_nobody() -> None:
    async with Stage("busy", start=EMOJI).open() as stage:
        await stage.loaded()
        await stage.press("X")
        lines = dialog(stage).question.lines
        assert lines[0] == "support-chat / feature/emoji-🎉 · job 49"
        assert lines[2].startswith("  DEMO · demo · eu-west-1 · running")
        assert stage.app.focused is stage.screen.query_one("#no")
        await stage.press("y")
        await stage.until(lambda: "1 of 1 stopped." in stage.told)
        assert "Asking Amplify to stop superseded job 49…" in stage.told
        assert stage.simulator.count("StopJob") == 1


async def test_a_branch_with_nothing_superseded_says_so() -> None:
    async with Stage("busy").open() as stage:
        await stage.loaded()
        await stage.press("X")
        await stage.until(lambda: any("Nothing is superseded here" in text for text in stage.told))
        assert not isinstance(stage.screen, ConfirmDialog)


async def test_another_branch_of_the_open_app_counts_once_the_fleet_knows_it() -> None:
    async with Stage("busy", start=Start("support-chat", "main")).open() as stage:
        await open_fleet(stage)
        await stage.press("q")
        await stage.press("X")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert dialog(stage).question.lines[0] == "support-chat / feature/emoji-🎉 · job 49"


async def test_the_table_stops_all_that_it_shows_in_one_go() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        listed = [each for row in rows_of(stage) for each in row.state.superseded]
        assert len(listed) > 1
        await stage.press("X")
        assert f"Stop {len(listed)} superseded jobs" in dialog(stage).question.title
        for each in listed:
            assert any(f"job {each.key.job_id}" in line for line in dialog(stage).question.lines)
        await stage.press("y")
        await stage.until(lambda: f"{len(listed)} of {len(listed)} stopped." in stage.told)
        assert isinstance(stage.screen, FleetScreen)


async def test_a_view_narrows_what_is_stopped() -> None:
    settings = Settings(views=(View("chat", apps=("support-*",)),))
    async with fleet_stage(settings=settings, memory={"view": "chat"}).open() as stage:
        await stage.loaded()
        await stage.press("A")
        await stage.until(lambda: isinstance(stage.screen, FleetScreen))
        await stage.until(lambda: any(row.state.superseded for row in rows_of(stage)))
        await stage.press("X")
        assert "Stop 1 superseded job?" in dialog(stage).question.title


async def test_x_and_y_typed_in_one_burst_stop_nothing() -> None:
    async with Stage("busy", start=EMOJI).open() as stage:
        await stage.loaded()
        stage.burst("X", "y")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        await stage.press("n")
        assert stage.simulator.count("StopJob") == 0


async def test_enter_presses_the_safe_button() -> None:
    async with Stage("busy", start=EMOJI).open() as stage:
        await stage.loaded()
        await stage.press("X", "enter")
        await stage.until(lambda: not isinstance(stage.screen, ConfirmDialog))
        assert stage.simulator.count("StopJob") == 0


async def test_read_only_takes_the_key_away() -> None:
    stage = Stage("busy", start=EMOJI, settings=Settings(read_only=True))
    async with stage.open((220, 60)) as stage:
        await stage.loaded()
        await stage.press("X")
        await stage.pilot.pause()
        assert not isinstance(stage.screen, ConfirmDialog)
        assert "superseded" not in stage.rendered().splitlines()[-1]


async def test_a_refusal_is_told_with_its_reason() -> None:
    async with Stage("busy", start=EMOJI).open() as stage:
        await stage.loaded()
        stage.simulator.fail_next("StopJob", Fault("AccessDeniedException", "no amplify:StopJob", 403))
        await stage.press("X", "y")
        await stage.until(lambda: any("was not stopped" in text for text in stage.told))
        assert any(
            "0 of 1 stopped; job 49 of feature/emoji-🎉 was not stopped:" in text for text in stage.told
        )


@pytest.mark.parametrize(
    ("endings", "words", "severity"),
    [
        (("stopped", "stopped"), "2 of 2 stopped.", "information"),
        (("stopped", "over"), "1 of 2 stopped; job 2 of main was over already.", "information"),
        (("kept",), "0 of 1 stopped; job 1 of main is the newest now and goes on.", "information"),
        (("stopped", "refused"), "1 of 2 stopped; job 2 of main was not stopped: Read-only.", "error"),
        (("over",) * 6, "0 of 6 stopped; job 1 of main was over already; job 2", "information"),
    ],
)
def test_what_came_of_it_is_told_in_one_line(endings: tuple[Ending, ...], words: str, severity: str) -> None:
    outcomes = [
        StopOutcome(job(number), ending, Problem("X", "Read-only.") if ending == "refused" else None)
        for number, ending in enumerate(endings, 1)
    ]
    text, how_bad = outcome_words(outcomes)
    assert text.startswith(words)
    assert how_bad == severity
    assert len(endings) < 5 or text.endswith("; and 3 more.")


def test_the_question_lists_each_job_with_its_account_and_commit() -> None:
    old = job(3, "release", commit_message="fix [/] it\x1b[31m")
    state = BranchState(old.key.branch, "shop", Condition.RUNNING, superseded=(old, job(2, "release")))
    question = superseded_question([state], NOW, is_demo=False)
    assert question.title == "Stop 2 superseded jobs?"
    assert question.lines[:3] == (
        "shop / release · job 3",
        "  aaaaaaa fix [/] it",
        "  prod · eu-west-1 · running 1m 00s",
    )
    assert (question.yes, question.no) == ("stop them", "keep them running")


def later(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


async def test_the_buttons_of_a_long_list_stay_in_view_and_the_list_scrolls() -> None:
    states = [
        BranchState(job(1, f"b{number}").key.branch, "shop", superseded=(job(1, f"b{number}"),))
        for number in range(20)
    ]
    async with Stage("busy").open((80, 24)) as stage:
        await stage.loaded()
        stage.app.push_screen(ConfirmDialog(superseded_question(states, later(1), is_demo=True)))
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        await stage.until(lambda: "y stop them" in stage.rendered())
        assert "shop / b0 ·" in stage.rendered()
        await stage.press("end")
        await stage.until(lambda: "shop / b19 ·" in stage.rendered())
        assert "y stop them" in stage.rendered()
        assert "waits behind each" in stage.rendered()
