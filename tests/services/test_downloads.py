"""Downloads over real HTTP: several at once, in the way of each other, given up."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from amplify_tui.model.downloads import Download, DownloadPhase
from amplify_tui.model.job_files import JobFile
from amplify_tui.simulator.mishaps import Mishap
from tests.services.depot import BODY, JOB, ended, file_in, files_in, names_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.services.downloads import Downloader
    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock
    from tests.services.depot import Depot


def fill(folder: Path, elsewhere: Path) -> None:
    """Put what must not be touched in the way of what is downloaded."""
    folder.mkdir()
    elsewhere.mkdir()
    (elsewhere / "precious").write_text("precious")
    (folder / "site.zip").symlink_to(elsewhere / "precious")
    (folder / "site (2).zip").write_text("mine")
    (folder / "site.zip.part").symlink_to(elsewhere / "precious")
    (folder / "shop-main-1").symlink_to(elsewhere)


async def test_a_file_comes_whole_and_bears_its_name_only_then(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator
) -> None:
    file = await file_in(connector)
    hold = store.hold_next("GetObject")
    downloader.start([file])
    await hold.arrived.wait()
    assert names_in(down) == {"site.zip.part"}
    assert (down / "site.zip.part").stat().st_mode & 0o777 == 0o600
    hold.release()

    (download,) = await ended(downloader, file)

    assert download == Download(file, DownloadPhase.DONE, len(BODY), len(BODY), path=str(down / "site.zip"))
    assert (down / "site.zip").read_bytes() == BODY
    assert names_in(down) == {"site.zip"}


async def test_files_of_a_job_go_to_a_folder_of_their_own(
    downloader: Downloader, connector: AwsConnector, down: Path, depot: Depot
) -> None:
    depot.stored |= {"a/report.json": b"{}", "b/report.json": b"[]", "empty.txt": b""}
    files = await files_in(await connector.connect(JOB.target))
    downloader.start(files, "shop-main-1")
    found = await ended(downloader, *files)
    assert {each.phase for each in found} == {DownloadPhase.DONE}
    assert names_in(down) == {
        "shop-main-1", "shop-main-1/site.zip", "shop-main-1/a-report.json", "shop-main-1/b-report.json",
        "shop-main-1/empty.txt",
    }  # fmt: skip
    assert (down / "shop-main-1/b-report.json").read_bytes() == b"[]"
    assert (down / "shop-main-1").stat().st_mode & 0o777 == 0o700


async def test_hostile_names_stay_in_the_folder(
    downloader: Downloader, connector: AwsConnector, tmp_path: Path, depot: Depot
) -> None:
    names = ["../../x", "/etc/passwd", "CON", "..", "\u202egnp.exe", "x" * 400 + ".log"]
    depot.stored = {name: name.encode() for name in names}
    files = await files_in(await connector.connect(JOB.target))
    downloader.start(files, "../..")
    found = await ended(downloader, *files)
    assert {each.phase for each in found} == {DownloadPhase.DONE}
    assert names_in(tmp_path) == {
        "down", "down/unnamed", "down/unnamed/x", "down/unnamed/passwd", "down/unnamed/_CON",
        "down/unnamed/unnamed", "down/unnamed/gnp.exe", f"down/unnamed/{'x' * 236}.log",
    }  # fmt: skip


async def test_nothing_that_is_there_is_overwritten_or_followed(
    downloader: Downloader, connector: AwsConnector, down: Path, tmp_path: Path
) -> None:
    file = await file_in(connector)
    fill(down, tmp_path / "elsewhere")
    downloader.start([file])
    (download,) = await ended(downloader, file)
    assert download.path == str(down / "site (3).zip")
    assert (down / "site (3).zip").read_bytes() == BODY
    assert (down / "site.zip").read_text() == "precious"
    assert (down / "site (2).zip").read_text() == "mine"
    assert {"site.zip", "site (2).zip", "site (3).zip", "site.zip.part", "shop-main-1"} == {
        name for name in names_in(down) if "/" not in name
    }


async def test_a_link_in_place_of_the_jobs_folder_is_not_followed(
    downloader: Downloader, connector: AwsConnector, down: Path, tmp_path: Path
) -> None:
    file = await file_in(connector)
    fill(down, tmp_path / "elsewhere")
    downloader.start([file], "shop-main-1")
    (download,) = await ended(downloader, file)
    assert download.problem is not None
    assert "in the way" in download.problem.message
    assert names_in(tmp_path / "elsewhere") == {"precious"}


async def test_a_file_that_the_disk_has_no_room_for_is_not_begun(
    open_downloader: Callable[..., Downloader], connector: AwsConnector, down: Path
) -> None:
    downloader = open_downloader(free=lambda _: 17_000_000)
    file = await file_in(connector)
    downloader.start([file])
    (download,) = await ended(downloader, file)
    assert download.problem is not None
    assert download.problem.message == (f"The disk is full: 3.1 MB are needed and 1.0 MB are left in {down}.")
    assert download.received == 0
    assert names_in(down) == set()


async def test_so_many_come_at_once_and_no_more(
    open_downloader: Callable[..., Downloader], connector: AwsConnector, depot: Depot, store: Simulator
) -> None:
    depot.stored = {f"{number}.txt": b"x" for number in range(5)}
    downloader = open_downloader(at_once=2)
    files = await files_in(await connector.connect(JOB.target))
    holds = [store.hold_next("GetObject") for _ in range(5)]
    downloader.start(files)
    downloader.start(files)
    await holds[0].arrived.wait()
    await holds[1].arrived.wait()
    assert store.count("GetObject") == 2
    assert [each.phase for each in downloader.under_way()][2:] == [DownloadPhase.WAITING] * 3
    for hold in holds:
        hold.release()
    assert {each.phase for each in await ended(downloader, *files)} == {DownloadPhase.DONE}
    assert store.count("GetObject") == 5


async def test_one_can_be_given_up_and_the_others_go_on(
    open_downloader: Callable[..., Downloader],
    connector: AwsConnector,
    depot: Depot,
    store: Simulator,
    down: Path,
) -> None:
    depot.stored = {f"{number}.txt": b"x" for number in range(3)}
    downloader = open_downloader(at_once=1)
    first, second, third = await files_in(await connector.connect(JOB.target))
    hold = store.hold_next("GetObject")
    downloader.start((first, second, third))
    await hold.arrived.wait()
    assert downloader.cancel(first)
    assert downloader.cancel(second)
    found = await ended(downloader, first, second, third)
    assert [each.phase for each in found] == [
        DownloadPhase.CANCELLED, DownloadPhase.CANCELLED, DownloadPhase.DONE,
    ]  # fmt: skip
    assert names_in(down) == {"2.txt"}
    assert not downloader.cancel(third)
    hold.release()


async def test_closing_leaves_nothing_half_written(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator, clock: ManualClock
) -> None:
    file = await file_in(connector)
    store.fail_next("GetObject", Mishap.CUT)
    downloader.start([file], "inner")
    await clock.until_waiting()
    assert names_in(down) == {"inner", "inner/site.zip.part"}
    await downloader.close()
    assert names_in(down) == set()
    assert not downloader.under_way()


async def test_a_download_that_breaks_says_so_and_is_logged(
    downloader: Downloader, connector: AwsConnector, down: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = await file_in(connector)
    broken = replace(file, url=None, job=replace(file.job, branch=None))  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        downloader.start([broken])
        (download,) = await ended(downloader, broken)
    assert download.problem is not None
    assert download.problem.code == "Bug"
    assert "a download broke" in caplog.text
    assert names_in(down) == set()


async def test_only_so_many_downloads_are_remembered(open_downloader: Callable[..., Downloader]) -> None:
    downloader = open_downloader(kept=3)
    files = [JobFile(JOB, "artifact", f"{n}", artifact_id=f"{n}") for n in range(6)]
    for file in files:
        downloader.start([file])
        await ended(downloader, file)
    assert [downloader.find(file) is not None for file in files] == [False] * 3 + [True] * 3
    await asyncio.sleep(0)
