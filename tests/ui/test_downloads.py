"""The screen of a job's files, on real downloads over real HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.downloads import DownloadPhase
from amplify_tui.model.settings import Settings
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap
from amplify_tui.store import topics
from amplify_tui.ui.screens.downloads import DownloadsScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.wiring import Start
from tests.services.depot import names_in
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from textual.strip import Strip


def screen_of(stage: Stage) -> DownloadsScreen:
    assert isinstance(stage.screen, DownloadsScreen)
    return stage.screen


async def open_files(stage: Stage) -> DownloadsScreen:
    await stage.loaded()
    await stage.press("d")
    await stage.until(lambda: isinstance(stage.screen, DownloadsScreen))
    screen = screen_of(stage)
    await stage.until(lambda: any(file.kind == "artifact" for file in screen.files))
    return screen


def phases(stage: Stage, screen: DownloadsScreen) -> list[DownloadPhase]:
    found = (stage.wiring.downloads.find(file) for file in screen.files)
    return [each.phase for each in found if each is not None]


def over(stage: Stage) -> bool:
    return not stage.wiring.downloads.under_way()


async def test_the_files_of_the_job_are_listed_with_where_they_would_go() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_files(stage)
        shown = stage.rendered()
        for words in (
            "BUILD/artifacts.zip",
            "built site",
            "TEST/config.json",
            "coverage/lcov.info",
            "BUILD/log.txt",
        ):
            assert words in shown
        assert f"goes to {stage.folder}/storefront-main-{screen.job.key.job_id}/BUILD-artifacts.zip" in shown
        assert "X-Amz" not in shown


async def test_enter_downloads_the_file_under_the_cursor() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_files(stage)
        folder = f"storefront-main-{screen.job.key.job_id}"
        await stage.press("enter")
        await stage.until(lambda: phases(stage, screen) == [DownloadPhase.DONE])
        assert names_in(stage.folder) == {folder, f"{folder}/BUILD-artifacts.zip"}
        await stage.until(lambda: "✔ saved" in stage.rendered())
        assert f"saved as {stage.folder}/{folder}/BUILD-artifacts.zip" in stage.rendered()
        assert "1 saved" in stage.rendered()
        assert any(text.startswith(f"Saved {stage.folder}") for text in stage.told)

        await stage.press("y")
        assert stage.app.clipboard == f"{stage.folder}/{folder}/BUILD-artifacts.zip"
        await stage.press("enter")
        await stage.until(lambda: any("It is saved already" in text for text in stage.told))
        assert over(stage)
        await stage.press("space", "enter")
        await stage.until(lambda: f"{folder}/BUILD-artifacts (2).zip" in names_in(stage.folder))


async def test_marked_files_are_downloaded_together() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_files(stage)
        await stage.press("space", "space", "G", "space")
        assert len(screen.chosen) == 3
        await stage.until(lambda: "3 chosen" in stage.rendered())
        assert stage.rendered().count("[x]") == 3
        await stage.press("enter")
        await stage.until(lambda: phases(stage, screen) == [DownloadPhase.DONE] * 3)
        assert screen.chosen == set()
        assert len(names_in(stage.folder)) == 4


async def test_all_are_marked_and_unmarked_by_one_key() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_files(stage)
        await stage.press("A")
        assert len(screen.chosen) == len(screen.files)
        await stage.press("A")
        assert screen.chosen == set()
        await stage.press("A", "enter")
        await stage.until(lambda: len(phases(stage, screen)) == len(screen.files) and over(stage))
        assert set(phases(stage, screen)) == {DownloadPhase.DONE}
        assert len(names_in(stage.folder)) == len(screen.files) + 1


async def test_a_download_goes_on_when_the_screen_is_left_and_is_told_when_done() -> None:
    stage = Stage()
    async with stage.open():
        await open_files(stage)
        hold = stage.simulator.hold_next("GetObject")
        await stage.press("enter")
        await hold.arrived.wait()
        await stage.press("q")
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))
        assert not any("Saved" in text for text in stage.told)
        hold.release()
        await stage.until(lambda: any("Saved" in text for text in stage.told))
        await stage.until(lambda: "Saved" in stage.rendered())
        await stage.press("d")
        await stage.until(lambda: "✔ saved" in stage.rendered())


async def test_a_download_can_be_given_up() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_files(stage)
        await stage.press("delete")
        await stage.until(lambda: any("not on its way" in text for text in stage.told))
        hold = stage.simulator.hold_next("GetObject")
        await stage.press("enter")
        await hold.arrived.wait()
        assert any(name.endswith(".part") for name in names_in(stage.folder))
        await stage.until(lambda: "● loading" in stage.rendered())
        await stage.press("delete")
        await stage.until(lambda: phases(stage, screen) == [DownloadPhase.CANCELLED])
        await stage.until(lambda: "⊘ given up" in stage.rendered())
        assert names_in(stage.folder) == set()
        hold.release()


async def test_a_failure_is_told_in_the_row_and_below() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_files(stage)
        stage.simulator.fail_next("GetObject", Mishap.HTML)
        await stage.press("enter")
        await stage.until(lambda: phases(stage, screen) == [DownloadPhase.FAILED])
        await stage.until(lambda: "✘ failed" in stage.rendered())
        assert "A web page came instead of" in stage.rendered()
        assert any("artifacts.zip was not saved: A web page came" in text for text in stage.told)
        await stage.press("enter")
        await stage.until(lambda: phases(stage, screen) == [DownloadPhase.DONE])


async def test_a_job_without_files_says_so() -> None:
    stage = Stage(start=Start("docs", "main"))
    async with stage.open():
        await stage.loaded()
        job = stage.dashboard.selected_job()
        assert job is not None
        await stage.press("d")
        await stage.until(lambda: stage.store.get(topics.ArtifactsOf(job.key)) is not None)
        detail = stage.store.get(topics.DetailOf(job.key))
        assert detail is not None
        stage.store.put(topics.DetailOf(job.key), replace(detail, steps=()), stage.clock.now())
        await stage.until(
            lambda: f"Job {job.key.job_id} has left no files behind. Amplify keeps" in stage.rendered()
        )
        going = replace(detail.job, status="RUNNING")
        stage.store.put(topics.DetailOf(job.key), replace(detail, job=going, steps=()), stage.clock.now())
        await stage.until(lambda: "has left no files behind yet" in stage.rendered())
        await stage.press("space", "A", "enter")
        assert over(stage)
        assert any("No row is selected." in text for text in stage.told)


async def test_what_steps_name_is_there_though_list_artifacts_is_denied() -> None:
    stage = Stage()
    async with stage.open():
        await stage.loaded()
        stage.simulator.fail_next("ListArtifacts", Fault("AccessDeniedException", "no", 403), times=9)
        await stage.press("d")
        await stage.until(lambda: "BUILD/artifacts.zip" in stage.rendered())
        await stage.until(lambda: "may not" in stage.rendered() or "denied" in stage.rendered().lower())
        await stage.press("ctrl+r")
        await stage.until(lambda: stage.simulator.count("ListArtifacts") >= 2)


async def test_hostile_names_are_text_and_stay_in_the_folder() -> None:
    stage = Stage("hostile", start=Start())
    async with stage.open():
        screen = await open_files(stage)
        await stage.press("A", "enter")
        await stage.until(lambda: len(phases(stage, screen)) == len(screen.files) and over(stage))
        assert all(path.resolve().is_relative_to(stage.folder) for path in stage.folder.rglob("*"))
        assert "\x1b" not in stage.rendered()


async def test_read_only_downloads_as_well() -> None:
    stage = Stage(settings=Settings(read_only=True))
    async with stage.open():
        screen = await open_files(stage)
        await stage.press("enter")
        await stage.until(lambda: phases(stage, screen) == [DownloadPhase.DONE])


async def test_only_the_line_that_changed_is_painted() -> None:
    stage = Stage()
    async with stage.open():
        screen = await open_files(stage)
        hold = stage.simulator.hold_next("GetObject")
        await stage.press("enter")
        await hold.arrived.wait()
        await stage.pilot.pause()
        painted: list[int] = []
        render = screen.table.render_line

        def note(y: int) -> Strip:
            painted.append(y)
            return render(y)

        screen.table.render_line = note  # type: ignore[method-assign]
        hold.release()
        await stage.until(lambda: over(stage))
        await stage.until(lambda: "✔ saved" in stage.rendered())
        assert set(painted) == {1}


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (220, 60)])
async def test_the_screen_fits_every_terminal(size: tuple[int, int]) -> None:
    stage = Stage()
    async with stage.open(size):
        await open_files(stage)
        shown = stage.rendered()
        assert "DOWNLOAD" in shown
        assert "help" in shown
