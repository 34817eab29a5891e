"""The log screen before real logs of the simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.logs.line import Level
from amplify_tui.ui.screens.log import LogScreen
from amplify_tui.ui.wiring import Start
from tests.ui.log_stage import log_screen, open_failed_log
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from textual.strip import Strip

    from amplify_tui.ui.logs.painting import ShownLine


async def open_log(stage: Stage, status: str) -> LogScreen:
    await stage.loaded()
    job = next(job.key for job in stage.dashboard.jobs_now() if job.status == status)
    stage.dashboard.panes.jobs.move_to(job)
    await stage.press("l")
    await stage.until(lambda: isinstance(stage.screen, LogScreen))
    screen = log_screen(stage)
    await stage.until(lambda: len(screen.view.rows))
    await stage.pilot.pause()
    return screen


def line_at_cursor(screen: LogScreen) -> ShownLine:
    assert screen.view.source is not None
    return screen.view.source.line(screen.view.cursor)


async def test_a_failed_job_opens_at_the_line_that_says_why() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        assert screen.cause is not None
        assert line_at_cursor(screen).text == screen.cause.text
        assert f"▶ {screen.cause.line}" in stage.rendered().replace("▶  ", "▶ ")
        assert f"cause  {screen.cause.text[:40]}" in stage.rendered()
        assert "BUILD ✘ FAILED" in stage.rendered()


async def test_what_went_well_before_the_cause_is_folded() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.press("g")
        await stage.pilot.pause()
        assert "▸ # Starting phase: preBuild" in stage.rendered()
        assert screen.cause is not None
        assert screen.view.rows.shows(screen.cause.line)


async def test_errors_are_gone_through_and_the_cause_comes_first() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        assert screen.cause is not None
        await stage.press("g", "e")
        assert screen.view.cursor == screen.cause.line
        stops = []
        for _ in range(20):
            await stage.press("e")
            stops.append(screen.view.cursor)
        assert any("No error or warning below" in text for text in stage.told)
        assert screen.tally is not None
        assert stops[-1] == screen.tally.errors[-1]
        for _ in range(20):
            await stage.press("E")
        assert any("No error or warning above" in text for text in stage.told)


async def test_a_phase_is_folded_and_its_cursor_stays_at_its_head() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.press("z")
        head = screen.outline.head_at(screen.view.cursor)
        assert head is not None
        assert head.kind == "command"
        assert screen.outline.is_folded(head)
        await stage.press("z")
        assert not screen.outline.is_folded(head)
        await stage.press("Z")
        assert len(screen.view.rows) < 30
        await stage.press("e")
        assert screen.cause is not None
        assert screen.view.rows.shows(screen.view.cursor)


async def test_only_warnings_or_errors_are_shown_on_demand() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        everything = len(screen.view.rows)
        await stage.press("m")
        await stage.pilot.pause()
        assert len(screen.view.rows) < everything
        assert "only warnings+" in stage.rendered()
        await stage.press("m")
        assert screen.tally is not None
        assert all(screen.view.rows.shows(line) for line in screen.tally.errors)
        await stage.press("m")
        assert screen.least is Level.NONE
        assert len(screen.view.rows) == everything


async def test_a_running_step_is_followed_until_one_goes_up() -> None:
    stage = Stage("busy")
    async with stage.open():
        screen = await open_log(stage, "RUNNING")
        await stage.until(lambda: screen.view.is_following)
        count = len(screen.view.rows)
        assert "● follow on" in stage.rendered()

        await stage.live_until(lambda: len(screen.view.rows) > count)
        assert screen.view.cursor == screen.view.rows.line_count

        await stage.press("k")
        await stage.pilot.pause()
        assert "follow off" in stage.rendered()
        await stage.press("s")
        assert screen.view.is_following
        await stage.press("s")
        assert not screen.view.is_following


async def test_a_going_step_counts_its_seconds() -> None:
    stage = Stage("busy")
    async with stage.open():
        screen = await open_log(stage, "RUNNING")
        before = screen.head.ticking
        stage.clock.advance(7.0)
        screen.tick()
        assert screen.head.ticking != before


async def test_a_step_is_opened_from_the_step_pane() -> None:
    stage = Stage()
    async with stage.open():
        await stage.loaded()
        await stage.press("3", "enter")
        await stage.until(lambda: isinstance(stage.screen, LogScreen))
        assert log_screen(stage).step_name == "BUILD"


async def test_a_step_that_never_ran_says_that_its_log_is_empty() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        detail = screen.detail
        assert detail is not None
        for _ in detail.steps[1:]:
            await stage.press("right_square_bracket")
        await stage.live_until(lambda: "zero bytes" in stage.rendered(), 5.0)
        await stage.press("right_square_bracket")
        assert any("is the last step" in text for text in stage.told)


async def test_a_waiting_job_says_that_there_is_no_log_yet() -> None:
    stage = Stage("busy", start=Start("support-chat", "feature/emoji-🎉"))
    async with stage.open():
        await stage.loaded()
        waiting = next((job.key for job in stage.dashboard.jobs_now() if job.status == "PENDING"), None)
        assert waiting is not None
        stage.dashboard.panes.jobs.move_to(waiting)
        await stage.press("l")
        await stage.until(lambda: "yet" in stage.rendered() or "waits" in stage.rendered())


async def test_the_cause_is_copied_with_what_is_around_it() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        assert screen.cause is not None
        await stage.press("c")
        first, last = screen.cause.excerpt
        copied = stage.app.clipboard.splitlines()
        assert len(copied) == last - first + 1
        assert screen.cause.text in copied
        assert not any(line.startswith("2026-") for line in copied)


async def test_marked_lines_are_copied_and_escape_ends_the_mark() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.press("j", "space", "j", "j")
        await stage.until(lambda: screen.view.marked and screen.view.marked[1] == screen.view.cursor)
        assert stage.rendered().count("┃") == 3
        await stage.press("c")
        assert len(stage.app.clipboard.split("\n")) == 3
        assert screen.view.marked is None
        await stage.press("space", "escape")
        assert screen.view.marked is None
        assert isinstance(stage.screen, LogScreen)
        await stage.press("escape")
        await stage.until(lambda: not isinstance(stage.screen, LogScreen))


async def test_a_fresh_address_is_copied_and_never_shown() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        before = stage.simulator.count("GetJob")
        await stage.press("y")
        await stage.until(lambda: stage.app.clipboard)
        assert stage.simulator.count("GetJob") == before + 1
        assert "X-Amz-" in stage.app.clipboard
        assert "X-Amz-" not in stage.rendered() + "".join(stage.told)


async def test_a_log_is_saved_to_a_new_file_each_time() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        assert screen.cause is not None
        await stage.press("ctrl+s")
        await stage.until(lambda: any("Saved" in text for text in stage.told))
        (saved,) = stage.folder.glob("*.log")
        assert screen.cause.text in saved.read_text()
        assert "\x1b" not in saved.read_text()
        assert saved.stat().st_mode & 0o777 == 0o600
        await stage.press("ctrl+s")
        await stage.until(lambda: len(list(stage.folder.glob("*.log"))) == 2)


async def test_what_the_folder_refuses_is_said() -> None:
    stage = Stage()
    async with stage.open():
        await open_failed_log(stage)
        stage.folder.write_text("in the way")
        try:
            await stage.press("ctrl+s")
            await stage.until(lambda: any("Could not save the log" in text for text in stage.told))
        finally:
            stage.folder.unlink()


async def test_nothing_is_painted_while_the_log_does_not_change() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.pilot.pause()
        painted: list[int] = []
        render = screen.view.render_line

        def note(y: int) -> Strip:
            painted.append(y)
            return render(y)

        screen.view.render_line = note  # type: ignore[method-assign]  # a look, not a fake
        stage.clock.advance(3.0)
        screen.tick()
        await stage.pilot.pause()
        assert painted == []


async def test_the_ruler_leads_to_what_it_shows() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_failed_log(stage)
        await stage.pilot.click(screen.ruler, offset=(0, 0))
        await stage.pilot.pause()
        assert screen.view.cursor == 1
