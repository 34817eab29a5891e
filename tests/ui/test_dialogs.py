"""Confirmations and forms: nothing is written by accident, nothing is sent twice."""

from __future__ import annotations

import pytest
from textual.widgets import Button, Input, Static

from amplify_tui.model.settings import Settings
from amplify_tui.simulator.contract import Fault
from amplify_tui.ui.screens.confirm import ConfirmDialog
from amplify_tui.ui.screens.forms import StartForm
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.wiring import Start
from tests.ui.stage import Stage


def select_going(stage: Stage) -> int:
    """Put the cursor on a job that is going on."""
    key = next(job.key for job in stage.dashboard.jobs_now() if job.is_going)
    stage.dashboard.panes.jobs.move_to(key)
    return key.job_id


async def test_keys_typed_in_one_burst_confirm_nothing() -> None:
    async with Stage("busy").open() as stage:
        await stage.loaded()
        select_going(stage)

        stage.burst("x", "y", "y", "enter")

        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog) and stage.screen.is_listening)
        assert stage.simulator.count("StopJob") == 0


async def test_a_key_typed_before_the_dialog_could_be_seen_is_dropped_however_late_it_arrives() -> None:
    async with Stage("busy").open() as stage:
        await stage.loaded()
        select_going(stage)
        await stage.pilot.press("x")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog) and stage.screen.is_listening)
        assert isinstance(stage.screen, ConfirmDialog)
        heard_from = stage.screen._heard_from
        assert heard_from is not None

        assert stage.screen.is_deaf(heard_from - 0.001)
        assert not stage.screen.is_deaf(heard_from)


async def test_stop_acts_on_the_job_that_was_selected_when_the_key_was_pressed() -> None:
    async with Stage("busy").open() as stage:
        await stage.loaded()
        number = select_going(stage)
        await stage.press("x")
        assert f"job {number}" in stage.rendered()
        stage.dashboard.panes.jobs.put_cursor(4)

        await stage.press("y")

        await stage.until(lambda: stage.simulator.count("StopJob") == 1)
        asked = next(call for call in stage.simulator.requests if call.operation == "StopJob")
        assert f"/jobs/{number}/stop" in asked.path
        await stage.until(lambda: any(f"job {number} is" in text for text in stage.told))


@pytest.mark.parametrize("key", ["n", "escape", "enter", "q"])
async def test_every_other_way_out_of_a_confirmation_leaves_everything_as_it_is(key: str) -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("R")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))

        await stage.press(key)

        await stage.until(lambda: isinstance(stage.screen, JobsScreen))
        assert stage.simulator.count("StartJob") == 0


async def test_a_confirmation_names_all_that_it_acts_on() -> None:
    async with Stage().open() as stage:
        job = (await stage.loaded()).dashboard.selected_job()
        assert job is not None
        await stage.press("R")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))

        text = "\n".join(str(static.content) for static in stage.screen.query(Static))

        named = ("storefront / main", f"job {job.key.job_id}", str(job.commit_id)[:7])
        for words in (*named, "demo · eu-west-1", "DEMO"):
            assert words in text
        assert stage.app.focused is stage.screen.query_one("#no", Button)


async def test_the_retry_of_a_head_job_warns_that_it_builds_todays_head() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        head = next(job for job in stage.dashboard.jobs_now() if job.builds_head)
        stage.dashboard.panes.jobs.move_to(head.key)

        await stage.press("R")

        await stage.until(lambda: "as it is today, not as it was then" in stage.rendered())


async def test_a_start_goes_through_the_form_and_the_confirmation() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("S", "y", "n", "tab", "h", "i", "ctrl+s")
        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert "commit yn" in stage.rendered()
        assert "message hi" in stage.rendered()
        assert stage.simulator.count("StartJob") == 0

        await stage.press("y")

        await stage.until(lambda: stage.simulator.count("StartJob") == 1)
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))
        await stage.until(lambda: any("Amplify took it" in text for text in stage.told))


async def test_a_declined_start_comes_back_to_the_form_with_its_text() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("S", "a", "b", "ctrl+s", "n")

        await stage.until(lambda: isinstance(stage.screen, StartForm))
        assert stage.screen.query_one("#commit_id", Input).value == "ab"


async def test_a_broken_limit_is_named_beside_its_field_and_nothing_is_sent() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("S")
        await stage.until(lambda: isinstance(stage.screen, StartForm))
        stage.screen.query_one("#job_reason", Input).value = "x" * 256

        await stage.press("ctrl+s")

        await stage.until(lambda: "at most 255" in stage.rendered())
        assert isinstance(stage.screen, StartForm)
        assert stage.app.focused is stage.screen.query_one("#job_reason", Input)


async def test_a_refused_write_says_why_and_stays_in_the_history() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        fault = Fault(
            "LimitExceededException", "The requested branch already have pending or running jobs", 429
        )
        stage.simulator.fail_next("StartJob", fault)

        await stage.press("R", "y")

        await stage.until(lambda: any(text.startswith("Could not retry job") for text in stage.told))
        assert stage.simulator.count("StartJob") == 1
        await stage.press("h")
        await stage.until(lambda: "Could not retry job" in stage.rendered())


@pytest.mark.parametrize("key", ["S", "R", "x"])
async def test_read_only_takes_the_writing_keys_away(key: str) -> None:
    stage = Stage(settings=Settings(read_only=True))
    async with stage.open():
        await stage.loaded()

        await stage.press(key)
        await stage.pilot.pause()

        assert isinstance(stage.screen, JobsScreen)
        assert "start" not in stage.rendered().splitlines()[-1]
        assert "read-only" in stage.rendered().splitlines()[0]
        assert key not in stage.screen.active_bindings


async def test_a_backend_job_is_released_after_a_confirmation_that_says_what_that_does() -> None:
    stage = Stage(start=Start("customer-portal", "staging"))
    async with stage.open():
        await stage.loaded()
        await stage.press("B")
        await stage.until(lambda: any(job.is_going for job in stage.backend_jobs))
        assert "it blocks pushes" in stage.rendered()
        stage.table.move_to(next(job.key for job in stage.backend_jobs if job.is_going))

        await stage.press("U")
        await stage.until(lambda: "edits the record and stops nothing" in stage.rendered())
        await stage.press("y")

        await stage.until(lambda: stage.simulator.count("UpdateBackendJob") == 1)
        await stage.until(lambda: any("FAILED" in text for text in stage.told))
