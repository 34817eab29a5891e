from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from amplify_tui.model.keys import AppKey, BranchKey, JobKey
from amplify_tui.services.log_follower import PACE
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.topics import DetailOf
from tests.store.log_room import TARGET, Room, follow

BUSY = pytest.mark.parametrize("scenario", ["busy"])


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
    for _ in range(40):
        room.clock.advance(PACE)
        await room.clock.until_waiting()
    assert room.simulator.count("GetJob") - asked <= 6
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
async def test_a_step_with_an_end_is_over_whatever_its_status_is_called(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.ended > room.now)
    key = room.key(build)
    detail = await (await room.connector.connect(TARGET)).get_job(key)
    first = replace(detail.steps[0], status="RUNNING", ended_at=room.clock.now())
    room.store.put(DetailOf(key), replace(detail, steps=(first,)), room.clock.now())
    reading = room.open(build, first.name)
    await reading.run()
    assert reading.state.phase == "ended"
    await reading.close()
