"""A log as the screens read it: the real reader over HTTP, the simulator's jobs, time that stands still."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.log_follower import PACE, Sighting
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.server import serve
from amplify_tui.store.log_desk import LogDesk
from amplify_tui.store.log_reading import PIECE, LogReading
from amplify_tui.store.store import Store
from amplify_tui.store.topics import DetailOf
from tests.services.bucket import serve_bucket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from amplify_tui.model.steps import PresignedUrl
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.simulator.timeline import Build
    from amplify_tui.simulator.world import World
    from amplify_tui.store.log_reading import ReadingState
    from tests.clock import ManualClock

TARGET = Target("demo", "eu-west-1")
BUSY = pytest.mark.parametrize("scenario", ["busy"])
BROKEN = pytest.mark.parametrize("scenario", ["broken"])


class Room:
    """What a log needs around it."""

    def __init__(self, world: World, simulator: Simulator, clock: ManualClock) -> None:
        self.world = world
        self.simulator = simulator
        self.clock = clock
        self.store = Store()
        self.connector = AwsConnector(
            Settings(endpoint_url=simulator.url, calls_per_second=1000, calls_burst=1000),
            CallJournal(),
            clock,
            is_isolated=True,
        )
        self.objects = HttpObjects(is_isolated=True)
        self.desk = LogDesk(self.connector, self.objects, self.store, clock)
        self.told: list[ReadingState] = []

    def find(self, app: str, branch: str, fits: Callable[[Build], bool]) -> Build:
        site = self.world.region(TARGET.region).apps
        found = next(a for a in site.values() if a.plan.name == app).sites[branch]
        now = self.clock.now().timestamp()
        return next(build for build in self.world.jobs(found, now) if fits(build))

    def key(self, build: Build) -> JobKey:
        branch = BranchKey(AppKey(TARGET, build.site.app.app_id), build.site.plan.name)
        return JobKey(branch, build.job_id)

    @property
    def now(self) -> float:
        return self.clock.now().timestamp()

    def open(self, build: Build, step: str = "BUILD") -> LogReading:
        reading = self.desk.open(self.key(build), step)
        reading.subscribe(self.told.append)
        return reading

    @property
    def phases(self) -> list[str]:
        return [state.phase for state in self.told]

    def log(self, build: Build, step: str = "BUILD") -> bytes:
        stored = self.world.fetch(build.site.path(build.job_id, step, "log.txt"), self.clock.now())
        assert stored is not None
        return stored.body


@pytest.fixture
async def room(world: World, clock: ManualClock) -> AsyncIterator[Room]:
    async with serve(world, clock.now) as simulator:
        made = Room(world, simulator, clock)
        yield made
        await made.objects.close()
        await made.connector.close()


def text_of(reading: LogReading) -> bytes:
    return reading.text.read(0, reading.text.size)


async def follow(room: Room, reading: LogReading, seconds: float = 600.0) -> None:
    """Let time pass until the log has ended."""
    task = asyncio.create_task(reading.run())
    for _ in range(int(seconds / PACE)):
        waiting = asyncio.create_task(room.clock.until_waiting())
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if task.done():
            break
        room.clock.advance(PACE)
    await task


@BUSY
async def test_the_log_of_a_job_that_is_over_is_read_once_and_judged(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.cause == "typescript")
    reading = room.open(build)
    await reading.run()
    assert reading.state.phase == "ended"
    assert text_of(reading) == room.log(build)
    assert reading.index.line_count == room.log(build).count(b"\n")
    assert reading.state.size == reading.state.total == len(room.log(build))
    assert reading.state.finding is not None
    assert reading.state.finding.cause is not None
    assert "totalGross" in reading.state.finding.cause.text
    assert room.simulator.count("GetObject") == 1
    assert room.simulator.count("GetJob") == 1
    await reading.close()


@BUSY
async def test_a_log_that_grows_is_followed_to_its_end_and_then_judged(room: Room) -> None:
    build = room.find("support-chat", "feature/emoji-🎉", lambda build: bool(build.cause))
    reading = room.open(build)
    await follow(room, reading)
    sizes = [state.size for state in room.told]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 8
    assert text_of(reading) == room.log(build)
    assert room.phases[0] == "opening"
    assert "following" in room.phases
    assert room.phases[-1] == "ended"
    assert reading.state.generation == 0
    first = next(state for state in room.told if state.finding is not None)
    assert first.finding is not None
    assert first.finding.cause is not None
    assert "totalGross" in first.finding.cause.text
    await reading.close()


@BUSY
async def test_the_cause_is_there_within_five_seconds_of_the_failure(room: Room) -> None:
    build = room.find("support-chat", "feature/emoji-🎉", lambda build: bool(build.cause))
    reading = room.open(build)
    found_at: list[float] = []
    reading.subscribe(lambda state: found_at.append(room.now) if state.finding else None)
    await follow(room, reading)
    stage = next(stage for stage in build.stages if stage.name == "BUILD")
    assert found_at[0] - stage.ended < 5.0
    await reading.close()


@BUSY
async def test_a_poller_beside_it_spares_the_questions(room: Room) -> None:
    build = room.find("support-chat", "feature/emoji-🎉", lambda build: bool(build.cause))
    reading = room.open(build)
    gateway = await room.connector.connect(TARGET)
    key = room.key(build)
    task = asyncio.create_task(reading.run())
    for _ in range(8):
        room.store.put(DetailOf(key), await gateway.get_job(key), room.clock.now())
        await room.clock.until_waiting()
        room.clock.advance(PACE)
    assert room.simulator.count("GetJob") <= 8 + 1
    task.cancel()
    await asyncio.wait({task})
    await reading.close()


@BUSY
async def test_without_a_poller_amplify_is_asked_at_its_own_pace_and_the_answer_shared(room: Room) -> None:
    build = room.find("support-chat", "feature/emoji-🎉", lambda build: bool(build.cause))
    reading = room.open(build)
    await follow(room, reading)
    assert room.simulator.count("GetJob") < room.simulator.count("GetObject")
    detail = room.store.get(DetailOf(room.key(build)))
    assert detail is not None
    assert detail.job.key == room.key(build)
    await reading.close()


@BUSY
async def test_amplify_that_does_not_answer_is_left_alone_for_a_while_but_the_log_goes_on(room: Room) -> None:
    build = room.find("support-chat", "feature/emoji-🎉", lambda build: bool(build.cause))
    reading = room.open(build)
    task = asyncio.create_task(reading.run())
    await room.clock.until_waiting()
    asked, size = room.simulator.count("GetJob"), reading.text.size
    throttled = Fault("BadRequestException", "Rate exceeded while calling GetJob", 400)
    room.simulator.fail_next("GetJob", throttled, times=100)
    for _ in range(8):
        room.clock.advance(PACE)
        await room.clock.until_waiting()
    assert room.simulator.count("GetJob") - asked <= 3
    assert reading.text.size > size
    assert reading.state.problem is None
    await reading.close()
    assert task.done()


@BUSY
async def test_the_log_of_a_step_ends_with_the_step_although_the_job_goes_on(room: Room) -> None:
    build = room.find("customer-portal", "develop", lambda build: not build.cause)
    reading = room.open(build)
    await follow(room, reading)
    assert room.phases[-1] == "ended"
    assert room.now < build.ended
    await reading.close()


@BUSY
async def test_nothing_is_asked_of_amplify_about_a_job_that_is_known_to_be_over(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.cause == "typescript")
    gateway = await room.connector.connect(TARGET)
    key = room.key(build)
    room.store.put(DetailOf(key), await gateway.get_job(key), room.clock.now())
    room.clock.advance(600.0)
    reading = room.open(build)
    await reading.run()
    assert room.phases[-1] == "ended"
    assert room.simulator.count("GetJob") == 1
    await reading.close()


@BUSY
async def test_a_cancelled_step_has_an_empty_log(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: bool(build.cause) and len(build.stages) > 2)
    reading = room.open(build, "VERIFY")
    await reading.run()
    assert (reading.state.phase, reading.state.absence) == ("absent", "empty")
    assert reading.state.finding is None
    await reading.close()


@BUSY
async def test_a_step_that_a_job_does_not_have_has_no_log(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.cause == "typescript")
    reading = room.open(build, "NO SUCH STEP")
    await reading.run()
    assert (reading.state.phase, reading.state.absence) == ("absent", "no log")
    await reading.close()


@BUSY
async def test_a_job_that_is_gone_is_a_failure_that_says_so(room: Room) -> None:
    branch = BranchKey(AppKey(TARGET, "dnosuchapp"), "main")
    reading = room.desk.open(JobKey(branch, 1), "BUILD")
    await reading.run()
    assert reading.state.phase == "failed"
    assert reading.state.problem is not None
    assert reading.state.problem.kind == "NotFoundError"
    await reading.close()


@BUSY
async def test_closing_ends_the_reading_and_gives_the_text_back(room: Room) -> None:
    build = room.find("support-chat", "feature/emoji-🎉", lambda build: bool(build.cause))
    reading = room.open(build)
    task = asyncio.create_task(reading.run())
    await room.clock.until_waiting()
    told = len(room.told)
    await reading.close()
    assert task.cancelled()
    assert reading.text.size == 0
    room.clock.advance(60.0)
    await asyncio.sleep(0)
    assert len(room.told) == told
    await reading.run()
    assert room.clock.waiting == ()


@BUSY
async def test_a_failure_is_told_with_the_time_to_the_next_look_and_can_be_cut_short(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.cause == "typescript")
    reading = room.open(build)
    room.simulator.fail_next("GetObject", "bare 503", times=3)
    task = asyncio.create_task(reading.run())
    await room.clock.until_waiting()
    assert room.told[-1].problem is not None
    assert room.told[-1].retry_in == 1.0
    for _ in range(3):
        reading.look_now()
        await asyncio.wait(
            {task, asyncio.create_task(room.clock.until_waiting())}, return_when="FIRST_COMPLETED"
        )
        await asyncio.sleep(0.01)
    await task
    assert room.phases[-1] == "ended"
    assert reading.state.problem is None
    await reading.close()


@BUSY
async def test_a_first_reading_that_breaks_off_is_not_taken_for_a_log_not_begun(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.cause == "typescript")
    reading = room.open(build)
    room.simulator.fail_next("GetObject", "cut")
    task = asyncio.create_task(reading.run())
    await room.clock.until_waiting()
    assert room.told[-1].phase == "reading"
    assert room.told[-1].problem is not None
    assert room.told[-1].size > 0
    reading.look_now()
    await task
    assert room.phases[-1] == "ended"
    assert text_of(reading) == room.log(build)
    await reading.close()


@BUSY
async def test_nobody_is_told_after_unsubscribing(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.cause == "typescript")
    reading = room.open(build)
    told: list[ReadingState] = []
    stop = reading.subscribe(told.append)
    stop()
    stop()
    await reading.run()
    assert len(told) == 1
    await reading.close()


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
