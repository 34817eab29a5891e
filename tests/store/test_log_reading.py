"""A log as the screens read it: the real reader over HTTP, the simulator's jobs, time that stands still."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.store.log_room import Room, follow, text_of

if TYPE_CHECKING:
    from amplify_tui.store.log_reading import ReadingState


BUSY = pytest.mark.parametrize("scenario", ["busy"])


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
async def test_a_cancelled_step_has_an_empty_log(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: bool(build.cause) and len(build.stages) > 2)
    reading = room.open(build, "VERIFY")
    await reading.run()
    assert (reading.state.phase, reading.state.absence) == ("absent", "empty")
    assert reading.state.finding is None
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
    for wait in (1.0, 2.0, 4.0):
        async with asyncio.timeout(60):
            while room.clock.waiting != (wait,):  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(0)
        assert room.told[-1].problem is not None
        assert room.told[-1].retry_in == wait
        reading.look_now()
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
