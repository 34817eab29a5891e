from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.errors import NotFoundError, UnreachableError
from amplify_tui.services.log_follower import FRESH_SECONDS, LONGEST_WAIT, PACE, Standing
from tests.services.bucket import EXPIRES

if TYPE_CHECKING:
    from tests.services.followed import Scene


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


async def test_an_answer_that_makes_no_sense_is_not_asked_for_for_ever(scene: Scene) -> None:
    scene.bucket.headers["Content-Type"] = "text/html"
    await scene.finish()
    assert scene.follower.standing.phase == "failed"
    assert len(scene.bucket.asked) == 4


@pytest.mark.parametrize(("way", "value"), [("takes_ranges", False), ("is_packed", True)])
@pytest.mark.parametrize(("seconds", "wait"), [(0.1, PACE), (1.0, 10.0), (9.0, LONGEST_WAIT)])
async def test_a_log_that_comes_whole_each_time_is_asked_for_less_often_the_longer_that_takes(
    scene: Scene, way: str, value: object, seconds: float, wait: float
) -> None:
    setattr(scene.bucket, way, value)
    scene.bucket.body = b"line\n" * 1_000
    await scene.follower.tick()
    scene.bucket.body += b"more\n"
    scene.sheet.take_time = lambda: scene.clock.advance(seconds)
    assert await scene.follower.tick() == pytest.approx(wait)
    assert bytes(scene.sheet.data) == scene.bucket.body
