"""The manual clock that the other tests lean on."""

from __future__ import annotations

import asyncio

import pytest

from tests.clock import STARTED_AT, ManualClock


async def test_a_sleeper_wakes_when_its_time_has_come_and_not_before() -> None:
    clock = ManualClock()
    sleeper = asyncio.create_task(clock.sleep(10))
    await clock.until_waiting()
    clock.advance(9.5)
    await asyncio.sleep(0)
    assert not sleeper.done()
    assert list(clock.waiting) == [0.5]
    clock.advance(0.5)
    await sleeper
    assert (clock.now() - STARTED_AT).total_seconds() == 10
    assert not clock.waiting


async def test_waiting_ends_at_once_when_the_event_is_set() -> None:
    clock, event = ManualClock(), asyncio.Event()
    waiter = asyncio.create_task(clock.wait(event, 10))
    await clock.until_waiting()
    event.set()
    assert await waiter is True
    assert clock.now() == STARTED_AT
    assert await clock.wait(event, 10) is True


async def test_waiting_in_vain_ends_when_the_time_is_moved_on() -> None:
    clock = ManualClock()
    waiter = asyncio.create_task(clock.wait(asyncio.Event(), 10))
    await clock.until_waiting()
    clock.advance(11)
    assert await waiter is False


async def test_running_the_clock_lets_a_loop_take_each_of_its_turns() -> None:
    clock, seen = ManualClock(), []

    async def tick() -> None:
        while True:
            await clock.sleep(3)
            seen.append(clock.monotonic() - 1_000)

    ticking = asyncio.create_task(tick())
    await clock.until_waiting()
    await clock.run(10)
    ticking.cancel()
    assert seen == [3, 6, 9]
    assert clock.monotonic() == 1_010


async def test_a_cancelled_sleeper_leaves_nothing_behind() -> None:
    clock = ManualClock()
    sleeper = asyncio.create_task(clock.sleep(10))
    await clock.until_waiting()
    sleeper.cancel()
    await asyncio.wait({sleeper})
    assert not clock.waiting
    await clock.sleep(0)


async def test_waiting_for_sleepers_that_never_come_fails() -> None:
    with pytest.raises(TimeoutError):
        await ManualClock().until_waiting(timeout=0.01)
