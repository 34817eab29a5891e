"""The log screen when something comes between: another size, no network, keys in a hurry."""

from __future__ import annotations

from dataclasses import replace

from amplify_tui.model.health import Problem
from amplify_tui.model.keys import Target
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.topics import DetailOf, ProblemWith
from amplify_tui.ui.screens.log import LogScreen
from tests.ui.log_stage import held_threads, log_screen, open_failed_log
from tests.ui.stage import Stage


async def open_running_log(stage: Stage) -> LogScreen:
    await stage.loaded()
    job = next(job.key for job in stage.dashboard.jobs_now() if job.status == "RUNNING")
    stage.dashboard.panes.jobs.move_to(job)
    await stage.press("l")
    await stage.until(lambda: isinstance(stage.screen, LogScreen))
    screen = log_screen(stage)
    await stage.until(lambda: len(screen.view.rows))
    return screen


async def lose_amplify(stage: Stage, screen: LogScreen) -> None:
    """Let Amplify fail until the screen hears of it."""
    problem = ProblemWith(DetailOf(screen.target.job.key))
    stage.simulator.fail_next("GetJob", Fault("InternalFailureException", "Oh no", 500), times=1_000)
    stage.wiring.poller.refresh()
    await stage.live_until(lambda: stage.store.get(problem))


async def test_what_follows_the_cause_stays_in_view_in_every_size_until_one_moves() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        view = screen.view
        for size in ((120, 14), (80, 24), (100, 18)):
            await stage.pilot.resize_terminal(*size)
            await stage.pilot.pause()
            assert stage.app.size == size
            left = len(view.rows) - 1 - view.cursor_row
            assert view.view[1] - 1 - view.cursor_row >= min(left, view.page // 2)

        await stage.press("k", "j")
        await stage.pilot.resize_terminal(100, 12)
        await stage.until(lambda: stage.app.size == (100, 12))
        await stage.pilot.pause()
        first, last = view.view
        assert first <= view.cursor_row < last


async def test_what_keeps_amplify_away_is_said_above_a_log_that_goes_on() -> None:
    stage = Stage("busy")
    async with stage.open():
        screen = await open_running_log(stage)
        await lose_amplify(stage, screen)
        await stage.until(lambda: screen.banner.problem is not None)
        await stage.press("right_square_bracket")
        await stage.pilot.pause()
        assert screen.banner.problem is not None


async def test_what_keeps_the_log_away_is_not_hidden_by_good_news_of_the_job() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        assert screen.reading is not None
        problem = Problem("Gone", "The log's server is gone.", "Wait.")
        screen._heard(replace(screen.reading.state, phase="following", problem=problem, retry_in=5.0))
        await stage.until(lambda: screen.banner.problem == problem)
        assert "retry in" in screen.head.ticking

        screen.show(ProblemWith(DetailOf(screen.target.job.key)), None)
        assert screen.banner.problem == problem

        await stage.press("right_square_bracket")
        await stage.pilot.pause()
        screen.tick()
        assert not screen.banner.display
        assert "retry in" not in screen.head.ticking


async def test_steps_gone_through_in_a_hurry_leave_the_last_one_open() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        for name in ("DEPLOY", "VERIFY", "DEPLOY", "BUILD"):
            screen.open_step(name)
        await stage.until(lambda: screen.cause is not None and screen.view.cursor == screen.cause.line)
        assert screen.step_name == "BUILD"


async def test_a_search_that_goes_on_is_not_taken_for_one_in_vain() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        with held_threads():
            await stage.press("slash")
            screen.search_bar.field.value = "compiling"
            await stage.press("enter")
            await stage.until(lambda: "searching" in stage.rendered())
            await stage.press("n")
            assert stage.told[-1] == "The search still goes on."
        await stage.until(lambda: screen.hits and screen.hits.numbers)


async def test_a_job_without_a_console_page_says_so() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        job = screen.target.job
        app = replace(job.key.branch.app, target=Target("demo", "nowhere"))
        nowhere = replace(job, key=replace(job.key, branch=replace(job.key.branch, app=app)))
        screen.target = replace(screen.target, job=nowhere)
        screen.action_console()
        assert stage.told[-1] == "There is no address for the console page."


async def test_a_toast_covers_neither_the_search_line_nor_the_keys() -> None:
    stage = Stage()
    async with stage.open((100, 30)):
        screen = await open_failed_log(stage)
        await stage.press("slash", *"compiling", "enter")
        await stage.until(lambda: screen.hits and screen.hits.numbers)
        await stage.press("g", "N")
        await stage.until(lambda: "From the bottom again" in stage.rendered())
        assert f"{len(screen.hit_lines)} of {len(screen.hit_lines)}" in stage.rendered()
