"""The screen of a job's files, on real downloads over real HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.downloads import Download, DownloadPhase
from amplify_tui.model.health import Problem
from amplify_tui.model.job_files import JobFile
from amplify_tui.model.settings import Settings
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.columns import CellContext
from amplify_tui.ui.download_words import file_line, news, sum_line
from amplify_tui.ui.file_columns import FILE_COLUMNS, FileRow
from amplify_tui.ui.screens.downloads import DownloadsScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.wiring import Start
from tests.clock import STARTED_AT
from tests.model.test_job_files import JOB
from tests.services.depot import names_in
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

FILE = JobFile(JOB, "artifacts", "artifacts.zip", "BUILD", save_name="artifacts.zip")


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


def cells(row: FileRow, width: int = 20) -> dict[str, str]:
    context = CellContext(STARTED_AT, width)
    return {column.id: text_of(column.render(row, context)) for column in FILE_COLUMNS}


def test_a_row_tells_how_far_its_download_is() -> None:
    assert cells(FileRow(FILE)) == {
        "chosen": "[ ]", "file": "BUILD/artifacts.zip", "kind": "built site", "state": "", "size": "",
        "rate": "", "left": "",
    }  # fmt: skip
    loading = Download(FILE, DownloadPhase.LOADING, 250_000, 1_000_000, 100_000.0)
    assert cells(FileRow(FILE, is_chosen=True, download=loading)) == {
        "chosen": "[x]", "file": "BUILD/artifacts.zip", "kind": "built site", "state": "▓▓░░░░░░░░  25%",
        "size": "1.0 MB", "rate": "100 kB/s", "left": "7s",
    }  # fmt: skip
    unknown = replace(loading, total=None)
    assert cells(FileRow(FILE, download=unknown))["state"] == "● loading"
    assert cells(FileRow(FILE, download=unknown))["size"] == "250 kB"
    assert cells(FileRow(FILE, download=Download(FILE)))["state"] == "◌ waiting"


def test_a_name_is_cut_in_its_middle_and_gives_up_its_step_where_that_is_too_long() -> None:
    assert cells(FileRow(FILE), 14)["file"] == "BUILD/arti…zip"
    long = replace(FILE, step_name="x" * 30)
    assert cells(FileRow(long), 20)["file"] == "artifacts.zip"
    assert cells(FileRow(replace(FILE, name="\x1b[31m")))["file"] == f"BUILD/{wording.NOTHING}"


def done(name: str, size: int = 1_000) -> Download:
    file = replace(FILE, name=name)
    return Download(file, DownloadPhase.DONE, size, size, path=f"/down/{name}")


def failed(name: str) -> Download:
    return Download(
        replace(FILE, name=name), DownloadPhase.FAILED, problem=Problem("X", "It broke.", "Mend it.")
    )


GIVEN_UP = Download(FILE, DownloadPhase.CANCELLED)


@pytest.mark.parametrize(
    ("ended", "text", "severity"),
    [
        ([done("a")], "Saved /down/a (1.0 kB).", "information"),
        ([done("a"), done("b")], "Saved 2 files (2.0 kB) to /down.", "information"),
        ([failed("a")], "a was not saved: It broke. Mend it.", "warning"),
        ([done("a"), failed("b"), failed("c")],
         "Saved /down/a (1.0 kB). 2 files were not saved: It broke. Mend it.", "warning"),
        ([GIVEN_UP], "Gave up 1 download; nothing of it is left.", "information"),
        ([GIVEN_UP, GIVEN_UP], "Gave up 2 downloads; nothing of it is left.", "information"),
        ([done("a"), GIVEN_UP], "Saved /down/a (1.0 kB).", "information"),
    ],
)  # fmt: skip
def test_what_ended_is_told_in_one_message(ended: Sequence[Download], text: str, severity: str) -> None:
    assert news(ended) == (text, severity)


def test_a_file_says_where_it_goes_or_is() -> None:
    assert file_line(None, "/down/a") == "goes to /down/a"
    assert file_line(Download(FILE, DownloadPhase.LOADING), "/down/a") == "goes to /down/a"
    assert file_line(done("a"), "/down/b") == "saved as /down/a"
    assert file_line(failed("a"), "/down/a") == "It broke. Mend it."
    assert file_line(GIVEN_UP, "/down/a") == "given up; nothing of it is left"


def test_all_downloads_are_summed_up() -> None:
    loading = Download(FILE, DownloadPhase.LOADING, 1, 2, 1_500_000.0)
    assert sum_line(0, []) == ""
    assert sum_line(2, [done("a"), failed("b"), loading, Download(FILE)]) == (
        "2 chosen · 2 on the way 1.5 MB/s · 1 saved · 1 failed"
    )
