"""One file on its way over real HTTP: cut, refused, changed meanwhile."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from amplify_tui.model.downloads import Download, DownloadPhase
from amplify_tui.model.job_files import JobFile
from amplify_tui.model.steps import PresignedUrl
from amplify_tui.services.transfer import PAUSES
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap
from tests.services.depot import BODY, JOB, ended, file_in, names_in
from tests.services.faulty_server import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.services.downloads import Downloader
    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock
    from tests.services.depot import Depot
    from tests.services.faulty_server import FaultyServer


async def run_pauses(clock: ManualClock, count: int = 1) -> None:
    """Let the time pass that downloads wait before they try again."""
    for _ in range(count):
        await clock.until_waiting()
        clock.advance(max(PAUSES))


async def test_a_cut_is_mended_by_asking_for_the_rest(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator, clock: ManualClock
) -> None:
    file = await file_in(connector)
    seen: list[Download] = []
    downloader.subscribe(seen.append)
    store.fail_next("GetObject", Mishap.CUT, times=3)
    downloader.start([file])
    await run_pauses(clock, 3)

    (download,) = await ended(downloader, file)

    assert download.phase is DownloadPhase.DONE
    assert (down / "site.zip").read_bytes() == BODY
    assert [each.status for each in store.requests if each.operation == "GetObject"] == [200, 206, 206, 206]
    paused = [each for each in seen if each.phase is DownloadPhase.PAUSING]
    came = [each.received for each in paused]
    assert came == sorted(came)
    assert came[0] > 0
    assert all(each.problem and each.problem.kind == "UnreachableError" for each in paused)


async def test_cuts_without_end_leave_nothing_behind(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator, clock: ManualClock
) -> None:
    file = await file_in(connector)
    store.fail_next("GetObject", Mishap.UNAVAILABLE, times=len(PAUSES) + 1)
    downloader.start([file], "inner")
    await run_pauses(clock, len(PAUSES))

    (download,) = await ended(downloader, file)

    assert download.phase is DownloadPhase.FAILED
    assert download.problem is not None
    assert download.problem.kind == "UnreachableError"
    assert names_in(down) == set()
    downloader.start([file])
    assert (await ended(downloader, file))[0].phase is DownloadPhase.DONE


async def test_a_file_that_is_written_anew_meanwhile_is_read_anew(
    downloader: Downloader,
    connector: AwsConnector,
    store: Simulator,
    clock: ManualClock,
    depot: Depot,
) -> None:
    file = await file_in(connector)
    store.fail_next("GetObject", Mishap.CUT)
    downloader.start([file])
    await clock.until_waiting()
    depot.stored["site.zip"] = BODY[::-1][:-7]
    clock.advance(max(PAUSES))
    assert (await ended(downloader, file))[0].received == len(BODY) - 7
    assert (Path(downloader.folder) / "site.zip").read_bytes() == BODY[::-1][:-7]


async def test_a_file_that_shrank_below_what_came_is_read_anew(
    downloader: Downloader,
    connector: AwsConnector,
    store: Simulator,
    clock: ManualClock,
    depot: Depot,
) -> None:
    file = await file_in(connector)
    store.fail_next("GetObject", Mishap.CUT)
    downloader.start([file])
    await clock.until_waiting()
    depot.stored["site.zip"] = b"small"
    await run_pauses(clock)
    assert (await ended(downloader, file))[0].phase is DownloadPhase.DONE
    assert (Path(downloader.folder) / "site.zip").read_bytes() == b"small"


async def test_an_address_that_is_over_is_asked_for_anew(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator, clock: ManualClock
) -> None:
    file = await file_in(connector)
    clock.advance(3_590)
    asked = store.count("GetJob")
    downloader.start([file])
    assert (await ended(downloader, file))[0].phase is DownloadPhase.DONE
    assert store.count("GetJob") == asked + 1
    assert store.count("GetObject") == 1
    assert (down / "site.zip").read_bytes() == BODY


async def test_a_403_in_the_middle_brings_a_fresh_address_and_the_rest(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator, clock: ManualClock
) -> None:
    file = await file_in(connector)
    store.fail_next("GetObject", Mishap.CUT)
    store.fail_next("GetObject", Fault("AccessDenied", "Request has expired", 403))
    downloader.start([file])
    await run_pauses(clock)
    assert (await ended(downloader, file))[0].phase is DownloadPhase.DONE
    assert store.count("GetJob") == 2
    assert [each.status for each in store.requests if each.operation == "GetObject"] == [200, 403, 206]
    assert (down / "site.zip").read_bytes() == BODY


async def test_a_store_that_refuses_fresh_addresses_too_is_not_asked_for_ever(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator
) -> None:
    file = await file_in(connector)
    store.fail_next("GetObject", Fault("AccessDenied", "Access Denied", 403), times=9)
    downloader.start([file])
    (download,) = await ended(downloader, file)
    assert download.problem is not None
    assert download.problem.message == "The store has no site.zip, or does not give it out (403)."
    assert store.count("GetObject") == 3
    assert names_in(down) == set()


async def test_what_is_not_there_fails_at_once(
    downloader: Downloader, connector: AwsConnector, down: Path, depot: Depot, store: Simulator
) -> None:
    file = await file_in(connector)
    del depot.stored["site.zip"]
    gone = JobFile(JOB, "artifact", "gone", artifact_id="id-99")
    unknown = JobFile(JOB, "artifact", "unknown", artifact_id="unknown")
    unnamed = replace(file, url=None)
    files = (file, gone, unknown, unnamed)
    downloader.start(files)
    found = await ended(downloader, *files)
    assert [each.problem.kind for each in found if each.problem] == ["NotFoundError"] * 4
    assert store.count("GetObject") == 2
    assert names_in(down) == set()


async def test_a_captive_portals_page_is_no_archive(
    downloader: Downloader, connector: AwsConnector, down: Path, store: Simulator
) -> None:
    file = await file_in(connector)
    store.fail_next("GetObject", Mishap.HTML)
    downloader.start([file])
    (download,) = await ended(downloader, file)
    assert download.problem is not None
    assert download.problem.code == "HtmlPage"
    assert names_in(down) == set()


async def test_progress_is_told_by_the_quarter_second_with_rate_and_remaining_time(
    downloader: Downloader, connector: AwsConnector, store: Simulator, clock: ManualClock
) -> None:
    file = await file_in(connector)
    seen: list[Download] = []

    def look(download: Download) -> None:
        seen.append(download)
        clock.advance(1.0)

    stop = downloader.subscribe(look)
    downloader.start([file])
    await ended(downloader, file)
    begun, *loading = [each for each in seen if each.phase is DownloadPhase.LOADING]
    assert begun == Download(file, DownloadPhase.LOADING)
    assert [each.received for each in loading] == sorted({each.received for each in loading})
    assert loading[0].received == 0
    assert loading[0].time_left is None
    assert all(each.total == len(BODY) for each in loading)
    assert loading[-1].rate > 0
    assert loading[-1].time_left is not None
    stop()
    stop()
    seen.clear()
    downloader.start([file])
    await ended(downloader, file)
    assert seen == []


def part_of(body: bytes, first: int, last: int, *, total: int | None = None, tag: str = '"one"') -> Reply:
    """Answer with some bytes of a body."""
    span = f"bytes {first}-{last}/{len(body) if total is None else total}"
    return Reply(
        body[first : last + 1], 206, {"Content-Range": span, "ETag": tag, "Content-Type": "application/zip"}
    )


def file_at(faulty: FaultyServer) -> JobFile:
    return JobFile(JOB, "artifacts", "site.zip", "BUILD", url=PresignedUrl(f"{faulty.url}/site.zip"))


async def test_a_server_that_gives_less_than_asked_is_asked_again_and_not_believed_to_be_done(
    downloader: Downloader, faulty: FaultyServer, clock: ManualClock, down: Path
) -> None:
    body = b"0123456789" * 3
    faulty.give(part_of(body, 0, 9), part_of(body, 10, 19), part_of(body, 20, 29))
    file = file_at(faulty)
    downloader.start([file])
    await run_pauses(clock, 2)
    assert (await ended(downloader, file))[0].phase is DownloadPhase.DONE
    assert (down / "site.zip").read_bytes() == body


async def test_another_part_than_was_asked_for_is_not_put_together_with_what_came(
    downloader: Downloader, faulty: FaultyServer, clock: ManualClock, down: Path
) -> None:
    body = b"0123456789" * 3
    faulty.give(part_of(body, 0, 9), part_of(body, 15, 29), part_of(body, 0, 29))
    file = file_at(faulty)
    downloader.start([file])
    await run_pauses(clock, 2)
    assert (await ended(downloader, file))[0].phase is DownloadPhase.DONE
    assert (down / "site.zip").read_bytes() == body


async def test_what_has_no_lasting_tag_is_read_from_its_beginning(
    downloader: Downloader, faulty: FaultyServer, clock: ManualClock, down: Path
) -> None:
    body = b"0123456789" * 3
    faulty.give(part_of(body, 0, 9, tag='W/"one"'), part_of(body, 10, 29), part_of(body, 0, 29))
    file = file_at(faulty)
    downloader.start([file])
    await run_pauses(clock, 2)
    assert (await ended(downloader, file))[0].phase is DownloadPhase.DONE
    assert (down / "site.zip").read_bytes() == body


async def test_more_than_there_should_be_is_an_error_and_not_a_file(
    downloader: Downloader, faulty: FaultyServer, down: Path
) -> None:
    faulty.give(part_of(b"0123456789", 0, 9, total=5))
    file = file_at(faulty)
    downloader.start([file])
    (download,) = await ended(downloader, file)
    assert download.problem is not None
    assert download.problem.message == "More came of site.zip than there should be."
    assert names_in(down) == set()


async def test_what_never_ends_is_ended(
    open_downloader: Callable[..., Downloader], faulty: FaultyServer, down: Path
) -> None:
    downloader = open_downloader(most_untold=1_000)
    packed = gzip.compress(bytes(100_000))
    faulty.give(Reply(packed, headers={"Content-Encoding": "gzip", "Content-Type": "application/zip"}))
    file = file_at(faulty)
    downloader.start([file])
    (download,) = await ended(downloader, file)
    assert download.problem is not None
    assert download.problem.code == "TooMuch"
    assert names_in(down) == set()
