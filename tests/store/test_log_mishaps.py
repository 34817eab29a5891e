from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.log_follower import Sighting
from amplify_tui.store.log_reading import PIECE, LogReading
from tests.services.bucket import serve_bucket
from tests.store.log_room import Room, follow, text_of

if TYPE_CHECKING:
    from amplify_tui.model.steps import PresignedUrl


BUSY = pytest.mark.parametrize("scenario", ["busy"])


BROKEN = pytest.mark.parametrize("scenario", ["broken"])


class Always:
    """Says of a log that its step is over."""

    def __init__(self, url: PresignedUrl) -> None:
        self.url = url

    async def locate(self, *, is_renewal: bool) -> Sighting:
        return Sighting(self.url, is_going=False)


@BUSY
async def test_a_log_that_is_written_anew_after_its_end_is_judged_anew(room: Room) -> None:
    async with serve_bucket() as bucket:
        bucket.body = room.log(room.find("storefront", "main", lambda build: build.cause == "typescript"))
        reading = LogReading(Always(bucket.url()), room.objects, room.clock)
        reading.subscribe(room.told.append)
        await reading.run()
        assert reading.state.finding is not None
        assert reading.state.finding.cause is not None
        bucket.body = b"a last line without an end " * (len(bucket.body) // 27) + b" " * (
            len(bucket.body) % 27
        )
        await reading.run()
        anew = [state for state in room.told if state.generation == 1]
        assert anew[0].finding is None
        assert anew[-1].finding is not None
        assert anew[-1].finding.cause is None
        assert reading.index.line_count == 1
        await reading.close()


@BROKEN
@pytest.mark.parametrize("mishap", ["late", "stalls", "shrinks", "rewritten", "gzip", "range ignored"])
async def test_a_log_with_a_mishap_is_read_to_its_true_end(room: Room, mishap: str) -> None:
    build = room.find("logs", f"log/{mishap}", lambda _: True)
    reading = room.open(build)
    await follow(room, reading)
    assert room.phases[-1] == "ended"
    whole = room.log(build)
    assert text_of(reading) == (gzip.decompress(whole) if mishap == "gzip" else whole)
    assert (reading.state.generation > 0) == (mishap in {"shrinks", "rewritten"})
    assert reading.index.size == reading.state.size == reading.text.size
    assert reading.state.finding is not None
    await reading.close()


@BROKEN
async def test_a_rewrite_voids_the_cause_and_finds_it_anew(room: Room) -> None:
    build = room.find("logs", "log/rewritten", lambda build: bool(build.cause))
    reading = room.open(build)
    await follow(room, reading)
    assert reading.state.finding is not None
    last = reading.state.finding.cause
    assert last is not None
    line = reading.text.read(*reading.index.span(last.line))
    assert last.text.encode() in line
    assert room.told[-1].generation == 1
    await reading.close()


@BROKEN
@pytest.mark.parametrize(
    ("mishap", "phase", "kind"),
    [
        ("expired", "absent", ""),
        ("redirect elsewhere", "failed", "RefusedError"),
        ("page", "failed", "BadAnswerError"),
        ("gzip cut", "failed", "BadAnswerError"),
    ],
)
async def test_a_log_that_cannot_be_read_says_why(room: Room, mishap: str, phase: str, kind: str) -> None:
    build = room.find("logs", f"log/{mishap}", lambda _: True)
    reading = room.open(build)
    await follow(room, reading)
    assert reading.state.phase == phase
    assert (reading.state.problem.kind if reading.state.problem else "") == kind
    assert reading.state.absence == ("gone" if mishap == "expired" else "")
    assert (reading.text.size > 0) == (mishap == "gzip cut")
    await reading.close()


@BROKEN
@pytest.mark.parametrize("mishap", ["long line", "escapes"])
async def test_a_monstrous_log_is_read_whole(room: Room, mishap: str) -> None:
    build = room.find("logs", f"log/{mishap}", lambda _: True)
    reading = room.open(build)
    await follow(room, reading)
    assert reading.state.phase == "ended"
    assert reading.text.size == len(room.log(build))
    assert reading.state.finding is not None
    await reading.close()


@BROKEN
async def test_a_log_without_end_shows_its_first_lines_at_once_and_can_be_left(room: Room) -> None:
    build = room.find("logs", "log/endless", lambda _: True)
    reading = room.open(build)
    grown = asyncio.Event()
    reading.subscribe(lambda state: grown.set() if state.size else None)
    task = asyncio.create_task(reading.run())
    await grown.wait()
    assert reading.state.phase == "reading"
    assert reading.index.line_count > 0
    grown.clear()
    room.clock.advance(1.0)
    await grown.wait()
    await reading.close()
    assert task.cancelled()


@BROKEN
async def test_while_bytes_pour_in_notices_come_at_most_twenty_times_a_second(room: Room) -> None:
    build = room.find("logs", "log/big", lambda _: True)
    reading = room.open(build)
    await reading.run()
    assert reading.text.size > 30_000_000
    assert reading.index.line_count > 300_000
    # Time stands still, so that after the first notice only ends and changes are told.
    assert len(room.told) < 8
    assert room.phases[1] == "reading"
    assert 0 < room.told[1].size <= 2 * PIECE + 512 * 1024
    await reading.close()


@BUSY
async def test_a_log_that_grew_after_its_end_is_judged_anew(room: Room) -> None:
    async with serve_bucket() as bucket:
        whole = room.log(room.find("storefront", "main", lambda build: build.cause == "typescript"))
        bucket.body = whole[: whole.index(b"\n") + 1]
        reading = LogReading(Always(bucket.url()), room.objects, room.clock)
        await reading.run()
        assert reading.state.finding is not None
        assert reading.state.finding.cause is None
        bucket.body = whole
        await reading.run()
        assert reading.state.generation == 0
        assert reading.state.finding.cause is not None


@BUSY
async def test_a_log_of_too_many_lines_is_given_up_before_it_fills_the_memory(room: Room) -> None:
    async with serve_bucket() as bucket:
        bucket.body = b"\n" * 10_000_000
        reading = LogReading(Always(bucket.url()), room.objects, room.clock, most_lines=100_000)
        await reading.run()
        assert reading.state.phase == "failed"
        assert reading.state.problem is not None
        assert reading.state.problem.code == "TooLarge"
        assert 100_000 < reading.index.line_count <= 100_000 + PIECE
        assert reading.text.size == reading.index.line_count
