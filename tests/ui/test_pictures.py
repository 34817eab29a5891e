"""Pictures of the screens, taken with a clock that stands still; looked at before they were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.store.topics import BackendJobOf
from amplify_tui.ui.wiring import Start
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    Compare = Callable[..., bool]

pytestmark = pytest.mark.no_cover  # what is painted here is measured by the tests of each screen

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "220x60": (220, 60)}
THEMES = ("amplify-dark", "amplify-light")


def before(
    stage: Stage, *keys: str, until: str = "", seconds: float = 0.0
) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Bring a stage to what the picture shall show."""

    async def run(pilot: Pilot[None]) -> None:
        stage.pilot = pilot
        await stage.loaded()
        await stage.pass_time(seconds)
        await stage.press(*keys)
        await stage.until(lambda: until in stage.rendered())
        await stage.until(lambda: getattr(stage.screen, "is_listening", True))
        stage.app.clear_notifications()
        await stage.pilot.pause()

    return run


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_the_dashboard(snap_compare: Compare, size: str, theme: str) -> None:
    stage = Stage("busy", memory={"theme": theme})

    assert snap_compare(
        stage.app, terminal_size=SIZES[size], run_before=before(stage, until="log …/BUILD/log.txt", seconds=6)
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_the_cause_of_a_failure(snap_compare: Compare, size: str, theme: str) -> None:
    stage = Stage("busy", start=Start("support-chat", "feature/emoji-🎉"), memory={"theme": theme})

    async def run(pilot: Pilot[None]) -> None:
        await before(stage, until="FAILED", seconds=28)(pilot)
        failed = next(job for job in stage.dashboard.jobs_now() if job.status == "FAILED")
        stage.table.move_to(failed.key)
        await stage.until(lambda: "by  npm run build" in stage.rendered() or size == "80x24")
        await stage.pass_time(1)
        stage.app.clear_notifications()
        await stage.pilot.pause()

    assert snap_compare(stage.app, terminal_size=SIZES[size], run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_the_confirmation(snap_compare: Compare, size: str) -> None:
    stage = Stage()

    assert snap_compare(
        stage.app, terminal_size=SIZES[size], run_before=before(stage, "R", until="Retry job")
    )


@pytest.mark.parametrize("size", SIZES)
def test_the_backend_jobs(snap_compare: Compare, size: str) -> None:
    stage = Stage(start=Start("customer-portal", "staging"))

    assert snap_compare(
        stage.app, terminal_size=SIZES[size], run_before=before(stage, "B", until="going on for")
    )


def test_the_detail_of_a_stuck_backend_job(snap_compare: Compare) -> None:
    stage = Stage(start=Start("customer-portal", "staging"))

    async def run(pilot: Pilot[None]) -> None:
        await before(stage, "B", until="going on for")(pilot)
        stuck = next(job.key for job in stage.backend_jobs if job.is_going)
        stage.table.move_to(stuck)
        await stage.press("enter")
        await stage.until(lambda: "would not do" in stage.rendered())
        await stage.until(lambda: stage.store.get(BackendJobOf(stuck)) is not None)
        await stage.pilot.pause()

    assert snap_compare(stage.app, terminal_size=(100, 30), run_before=run)


def test_the_start_form(snap_compare: Compare) -> None:
    stage = Stage()

    assert snap_compare(stage.app, terminal_size=(80, 24), run_before=before(stage, "S", until="Reason"))


def test_the_help(snap_compare: Compare) -> None:
    stage = Stage()

    assert snap_compare(
        stage.app, terminal_size=(80, 24), run_before=before(stage, "question_mark", until="Keys")
    )


def test_a_picker(snap_compare: Compare) -> None:
    stage = Stage()

    assert snap_compare(stage.app, terminal_size=(100, 30), run_before=before(stage, "b", *"fea"))
