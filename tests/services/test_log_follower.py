from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from amplify_tui.services import log_copy
from amplify_tui.services.errors import ApiError, NotFoundError, StorageError, UnreachableError
from amplify_tui.services.log_follower import FRESH_SECONDS, PACE, LogFollower, Sighting, Standing
from amplify_tui.services.object_reader import HttpObjects, Silence
from tests.clock import ManualClock
from tests.services.bucket import EXPIRES, Bucket, serve_bucket

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from amplify_tui.model.steps import PresignedUrl


@dataclass
class Sheet:
    """Paper that a test can read."""

    data: bytearray = field(default_factory=bytearray)
    cleared: int = 0
    room: int = 1 << 40

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, first: int, last: int) -> bytes:
        return bytes(self.data[first:last])

    async def append(self, chunk: bytes) -> None:
        if len(self.data) + len(chunk) > self.room:
            raise StorageError("DiskFull", "full")
        self.data += chunk

    async def clear(self) -> None:
        self.data.clear()
        self.cleared += 1


@dataclass
class Amplify:
    """What GetJob would say."""

    bucket: Bucket
    clock: ManualClock
    expires_at: datetime = EXPIRES
    is_going: bool = True
    has_url: bool = True
    is_clock_right: bool = True
    error: ApiError | None = None
    asked: list[bool] = field(default_factory=list)

    async def locate(self, *, is_renewal: bool) -> Sighting:
        self.asked.append(is_renewal)
        if is_renewal and self.is_clock_right:
            self.expires_at = self.clock.now() + timedelta(hours=1)
        if self.error is not None:
            raise self.error
        return Sighting(self.url if self.has_url else None, self.is_going)

    @property
    def url(self) -> PresignedUrl:
        return replace(self.bucket.url(), expires_at=self.expires_at)

    @property
    def renewals(self) -> int:
        return sum(self.asked)


@dataclass
class Scene:
    bucket: Bucket
    amplify: Amplify
    sheet: Sheet
    clock: ManualClock
    follower: LogFollower

    async def finish(self) -> None:
        """End the step and look until nothing more will come."""
        self.amplify.is_going = False
        for _ in range(40):
            if await self.follower.tick() is None:
                return
        raise AssertionError(self.follower.standing)


def set_up(bucket: Bucket, objects: HttpObjects) -> Scene:
    clock = ManualClock()
    sheet, amplify = Sheet(), Amplify(bucket, clock)
    return Scene(bucket, amplify, sheet, clock, LogFollower(amplify, objects, sheet, clock))


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    objects = HttpObjects(is_isolated=True, silence=Silence(2.0, 0.3))
    async with serve_bucket() as bucket:
        yield set_up(bucket, objects)
        await objects.close()


async def test_only_new_bytes_come(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    assert await scene.follower.tick() == PACE
    assert scene.follower.standing.phase == "following"
    scene.bucket.body = b"one\ntwo\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"one\ntwo\n"
    assert scene.bucket.asked[1]["Range"] == "bytes=3-"
    assert scene.bucket.sent == 9


async def test_a_log_that_does_not_grow_costs_nothing(scene: Scene) -> None:
    scene.bucket.body = b"x" * 1000
    for _ in range(50):
        await scene.follower.tick()
    assert scene.bucket.sent == 1000
    scene.bucket.knows_conditions = False
    await scene.follower.tick()
    assert scene.bucket.sent == 1001
    assert scene.sheet.cleared == 0


@pytest.mark.parametrize(("tags", "most"), [("md5", 1.01), ("opaque", 1.04), ("", 1.04)])
async def test_a_log_that_grows_for_an_hour_is_read_once(scene: Scene, tags: str, most: float) -> None:
    scene.bucket.tags = tags
    scene.bucket.knows_conditions = bool(tags)
    whole = b"".join(b"2026-11-21T12:00:00.000Z [INFO]: line %06d of the build\n" % n for n in range(7_200))
    for second in range(0, 3_600, 2):
        scene.bucket.body = whole[: len(whole) * second // 3_600]
        await scene.follower.tick()
        scene.clock.advance(PACE)
    scene.bucket.body = whole
    await scene.finish()
    assert bytes(scene.sheet.data) == whole
    assert scene.sheet.cleared == 0
    assert scene.bucket.sent <= most * len(whole), scene.bucket.sent / len(whole)
    assert scene.amplify.renewals == 1


@pytest.mark.parametrize("status", [403, 404])
async def test_a_log_that_is_not_there_yet_is_waited_for(scene: Scene, status: int) -> None:
    scene.bucket.faults.extend([status] * 5)
    for _ in range(6):
        if await scene.follower.tick() == PACE:
            assert scene.follower.standing.problem is None
        scene.clock.advance(PACE)
    scene.bucket.body = b"there\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"there\n"
    assert scene.amplify.renewals <= 1


async def test_a_log_that_is_refused_for_long_is_a_problem_in_the_end(scene: Scene) -> None:
    scene.bucket.faults.extend([403] * 40)
    for _ in range(12):
        await scene.follower.tick()
        scene.clock.advance(PACE)
    assert scene.follower.standing.phase == "opening"
    assert scene.follower.standing.problem is not None
    scene.bucket.faults.clear()
    scene.bucket.body = b"one\n"
    await scene.follower.tick()
    assert scene.follower.standing == Standing("following")


async def test_a_log_that_seems_shorter_at_every_look_is_left_alone_for_a_while(scene: Scene) -> None:
    scene.bucket.body = b"0" * 2_000
    await scene.follower.tick()
    scene.bucket.faults.extend([416] * 4)
    assert await scene.follower.tick() == 1.0
    assert scene.follower.standing.problem is not None
    assert scene.follower.standing.problem.code == "Unsteady"
    assert bytes(scene.sheet.data) == scene.bucket.body
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body


async def test_a_wrong_part_is_not_taken_for_the_log(scene: Scene) -> None:
    scene.bucket.shift = 500
    scene.bucket.body = b"0" * 2_000
    assert await scene.follower.tick() == 1.0
    assert scene.follower.standing.problem is not None
    assert scene.sheet.size == 0


async def test_a_refused_address_is_signed_anew_at_once(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    await scene.follower.tick()
    scene.bucket.faults.append(403)
    assert await scene.follower.tick() == 0.0
    await scene.follower.tick()
    assert scene.amplify.asked == [False, False, True]
    assert scene.follower.standing.phase == "following"


async def test_an_address_is_signed_anew_before_it_expires_and_only_once(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    await scene.follower.tick()
    assert scene.amplify.renewals == 0
    scene.clock.advance((EXPIRES - scene.clock.now() - timedelta(seconds=50)).total_seconds())
    for _ in range(3):
        await scene.follower.tick()
        scene.clock.advance(FRESH_SECONDS)
    assert scene.amplify.renewals == 1


async def test_a_wrong_clock_does_not_have_every_address_signed_anew(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    scene.amplify.is_clock_right = False
    scene.clock.advance(7_200)
    for _ in range(5):
        await scene.follower.tick()
        scene.clock.advance(FRESH_SECONDS)
    assert scene.amplify.renewals == 1
    assert scene.follower.standing.phase == "following"
    scene.bucket.faults.append(403)
    await scene.follower.tick()
    await scene.follower.tick()
    assert scene.amplify.renewals == 2


async def test_a_log_that_is_gone_after_its_step_is_said_to_be(scene: Scene) -> None:
    scene.amplify.is_going = False
    scene.bucket.faults.extend([403, 403])
    assert await scene.follower.tick() == 0.0
    assert await scene.follower.tick() is None
    assert (scene.follower.standing.phase, scene.follower.standing.absence) == ("absent", "gone")


async def test_a_log_that_vanishes_leaves_what_was_read(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    await scene.follower.tick()
    scene.bucket.body = None
    await scene.finish()
    assert scene.follower.standing.phase == "ended"
    assert scene.follower.standing.problem is not None
    assert bytes(scene.sheet.data) == b"one\n"


async def test_zero_bytes_are_said_to_be_none(scene: Scene) -> None:
    await scene.follower.tick()
    assert scene.follower.standing.phase == "following"
    await scene.finish()
    assert scene.follower.standing.absence == "empty"


async def test_a_step_without_an_address_is_waited_for_while_it_goes(scene: Scene) -> None:
    scene.amplify.has_url = False
    assert await scene.follower.tick() == PACE
    await scene.finish()
    assert (scene.follower.standing.phase, scene.follower.standing.absence) == ("absent", "no log")


async def test_what_is_written_after_the_end_is_still_read(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    await scene.follower.tick()
    scene.amplify.is_going = False
    scene.bucket.body = b"one\ntwo\n"
    assert await scene.follower.tick() == PACE
    assert scene.follower.standing == Standing("over")
    scene.bucket.body = b"one\ntwo\nthree\n"
    assert await scene.follower.tick() == PACE
    assert await scene.follower.tick() is None
    assert scene.follower.standing.phase == "ended"
    assert bytes(scene.sheet.data) == b"one\ntwo\nthree\n"


async def test_a_log_that_was_over_when_opened_is_read_by_one_request(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    scene.amplify.is_going = False
    assert await scene.follower.tick() is None
    assert len(scene.bucket.asked) == 1


async def test_a_rewritten_log_is_read_anew_even_where_it_is_as_long(scene: Scene) -> None:
    scene.bucket.body = b"secret=abc\nend\n"
    await scene.follower.tick()
    scene.bucket.body = b"secret=***\nend\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"secret=***\nend\n"
    assert scene.sheet.cleared == 1


@pytest.mark.parametrize("tags", ["md5", "opaque", ""])
async def test_a_rewritten_end_is_noticed_whatever_etags_are(scene: Scene, tags: str) -> None:
    scene.bucket.tags = tags
    scene.bucket.body = b"one\n" * 90 + b"# Uploading ...\n"
    await scene.follower.tick()
    scene.bucket.body = b"one\n" * 90 + b"# Build failed!\n# Done\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body
    assert scene.sheet.cleared == 1


async def test_a_log_that_changed_while_it_was_read_in_two_goes_is_doubted(scene: Scene) -> None:
    scene.bucket.body = b"0123456789" * 10_000
    scene.bucket.faults.append(("cut", 60_000))
    await scene.follower.tick()
    assert scene.sheet.size > log_copy.LONGEST_OVERLAP
    scene.bucket.body = b"x" + scene.bucket.body[1:]
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body


async def test_a_shorter_log_is_read_anew_and_stays_until_that_can_be_read(scene: Scene) -> None:
    scene.bucket.body = b"one\ntwo\n"
    await scene.follower.tick()
    scene.bucket.body = b"one\n"
    scene.bucket.faults.extend([416, 500])
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"one\ntwo\n"
    assert scene.follower.standing.problem is not None
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"one\n"
    assert scene.follower.standing.problem is None


async def test_a_cut_connection_is_gone_on_from_where_it_broke(scene: Scene) -> None:
    scene.bucket.body = b"0123456789" * 10_000
    scene.bucket.faults.extend([("cut", 60_000)])
    wait = await scene.follower.tick()
    assert wait is not None
    assert wait < PACE
    known = scene.sheet.size
    assert 0 < known <= 60_000
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body
    assert scene.bucket.asked[1]["Range"].startswith(f"bytes={known - 256}")


async def test_failures_in_a_row_are_waited_out_longer_and_longer(scene: Scene) -> None:
    scene.bucket.faults.extend([503] * 8)
    waits = [await scene.follower.tick() for _ in range(8)]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert scene.follower.standing.retry_in == 30
    scene.bucket.body = b"one\n"
    assert await scene.follower.tick() == PACE
    assert scene.follower.standing == Standing("following")
    scene.bucket.faults.append(503)
    assert await scene.follower.tick() == 1


async def test_amplify_may_fail_while_the_log_is_read(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    await scene.follower.tick()
    scene.amplify.error = UnreachableError("X", "no network")
    scene.bucket.body = b"one\ntwo\n"
    assert await scene.follower.tick() == PACE
    assert bytes(scene.sheet.data) == b"one\ntwo\n"
    assert scene.follower.standing.problem is None


async def test_amplify_that_does_not_answer_is_asked_again(scene: Scene) -> None:
    scene.amplify.error = UnreachableError("X", "no network")
    assert await scene.follower.tick() == 1.0
    assert scene.follower.standing.retry_in == 1.0
    scene.amplify.error = NotFoundError("X", "no such job")
    assert await scene.follower.tick() is None
    assert scene.follower.standing.phase == "failed"


async def test_a_full_disk_ends_the_reading_and_leaves_what_there_is(scene: Scene) -> None:
    scene.bucket.body = b"one\n"
    await scene.follower.tick()
    scene.sheet.room = 6
    scene.bucket.body = b"one\ntwo\n"
    assert await scene.follower.tick() is None
    assert scene.follower.standing.phase == "failed"
    assert scene.follower.standing.problem is not None
    assert bytes(scene.sheet.data) == b"one\n"


async def test_a_log_without_end_is_given_up_somewhere(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_copy, "MOST_BYTES", 10_000)
    scene.bucket.body = b"x" * 20_000
    assert await scene.follower.tick() is None
    assert scene.follower.standing.phase == "failed"


async def test_an_answer_that_makes_no_sense_is_not_asked_for_for_ever(scene: Scene) -> None:
    scene.bucket.headers["Content-Type"] = "text/html"
    await scene.finish()
    assert scene.follower.standing.phase == "failed"
    assert len(scene.bucket.asked) == 4


async def test_a_server_that_sends_less_than_it_says_is_asked_on(scene: Scene) -> None:
    scene.bucket.body = b"0123456789" * 100
    scene.bucket.part = 300
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == scene.bucket.body


@pytest.mark.parametrize("tags", ["md5", "opaque", "weak", ""])
async def test_a_packed_log_is_followed_without_beginning_anew(scene: Scene, tags: str) -> None:
    scene.bucket.tags, scene.bucket.is_packed = tags, True
    for n in range(1, 6):
        scene.bucket.body = b"line\n" * n
        assert await scene.follower.tick() == PACE
        await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"line\n" * 5
    assert scene.sheet.cleared == 0
    assert len(scene.bucket.asked) == 10
    scene.bucket.body = b"line\n"
    await scene.follower.tick()
    assert bytes(scene.sheet.data) == b"line\n"


texts = st.binary(min_size=1, max_size=40) | st.sampled_from([b"\n", b"line\n" * 80, bytes(300)])
grows = st.tuples(st.just("grow"), texts)
troubles = st.tuples(st.just("fault"), st.sampled_from([400, 403, 404, 416, 500, 503]))
cuts = st.tuples(st.just("cut"), st.integers(0, 400))
rewrites = st.tuples(st.sampled_from(["rewrite", "flip", "shrink"]), texts)
odd = st.tuples(st.sampled_from(["is_packed", "takes_ranges", "knows_conditions", "vanish"]), st.just(b""))
events = st.lists(grows | troubles | cuts | rewrites | odd, max_size=14)
gentle_events = st.lists(grows | troubles.filter(lambda trouble: trouble[1] != 416), max_size=25)


def happen(bucket: Bucket, event: tuple[str, bytes | int]) -> None:
    """Do to the bucket what an event says."""
    kind, value = event
    body = bucket.body or b""
    match kind, value:
        case "grow", bytes():
            bucket.body = body + value
        case "rewrite", bytes():
            bucket.body = value
        case "flip", bytes():
            place = len(body) * len(value) // 400
            bucket.body = (
                body[:place] + bytes(255 - byte for byte in body[place : place + 1]) + body[place + 1 :]
            )
        case "shrink", bytes():
            bucket.body = body[: -len(value)]
        case "vanish", _:
            bucket.body = None
        case "fault", int():
            bucket.faults.append(value)
        case "cut", int():
            bucket.faults.append(("cut", value))
        case _:
            setattr(bucket, kind, not getattr(bucket, kind))


@pytest.mark.parametrize("is_gentle", [False, True])
def test_whatever_befalls_a_log_the_copy_is_true_in_the_end(*, is_gentle: bool) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        bucket = runner.run(stack.enter_async_context(serve_bucket()))
        objects = HttpObjects(is_isolated=True, silence=Silence(2.0, 0.5))

        async def follow(story: list[tuple[str, bytes | int]], tags: str) -> None:
            bucket.__init__(port=bucket.port, tags=tags)  # type: ignore[misc] # as new, on the same port
            scene = set_up(bucket, objects)
            for event in story:
                happen(bucket, event)
                await scene.follower.tick()
                scene.clock.advance(PACE)
            bucket.faults.clear()
            bucket.body = bucket.body or b"in the end there is something"
            scene.clock.advance(FRESH_SECONDS)
            await scene.finish()
            assert bytes(scene.sheet.data) == bucket.body
            assert scene.follower.standing.phase == "ended"
            if is_gentle:
                assert scene.sheet.cleared == 0
                assert bucket.sent <= 1.04 * len(bucket.body) + log_copy.FREE_OVERLAP + len(story) + 5

        @given(story=gentle_events if is_gentle else events, tags=st.sampled_from(["md5", "opaque"]))
        @hypothesis_settings(max_examples=150, deadline=None)
        def check(story: list[tuple[str, bytes | int]], tags: str) -> None:
            # Only ETags that are digests betray a change of what was read long ago.
            runner.run(follow(story, tags if is_gentle else "md5"))

        check()
        runner.run(objects.close())
        runner.run(stack.aclose())
