"""Calls go at the pace that was set, in order, writes first, and nobody's turn is lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.services.pacer import Pacer, Pacers

if TYPE_CHECKING:
    from tests.clock import ManualClock


class Caller:
    """Notes who had a turn and when."""

    def __init__(self, pacer: Pacer, clock: ManualClock) -> None:
        self.pacer, self.clock = pacer, clock
        self.went: list[tuple[str, float]] = []

    def call(self, name: str, *, is_write: bool = False) -> asyncio.Task[None]:
        async def go() -> None:
            await self.pacer.turn(is_write=is_write)
            self.went.append((name, self.clock.monotonic() - 1000))

        return asyncio.create_task(go())

    @property
    def names(self) -> str:
        return "".join(name for name, _ in self.went)


@pytest.fixture
def caller(clock: ManualClock) -> Caller:
    return Caller(Pacer(clock, 2.0, 3), clock)


async def test_a_burst_goes_at_once_and_the_rest_at_the_pace(caller: Caller, clock: ManualClock) -> None:
    tasks = [caller.call(name) for name in "abcdef"]
    await clock.until_waiting()
    await clock.run(10)
    await asyncio.gather(*tasks)
    assert caller.went == [("a", 0), ("b", 0), ("c", 0), ("d", 0.5), ("e", 1.0), ("f", 1.5)]


async def test_a_quiet_time_fills_no_more_than_a_burst(caller: Caller, clock: ManualClock) -> None:
    clock.advance(3600)
    tasks = [caller.call(name) for name in "abcd"]
    await clock.until_waiting()
    assert caller.names == "abc"
    await clock.run(1)
    await asyncio.gather(*tasks)


async def test_a_write_goes_before_every_read_that_waits(caller: Caller, clock: ManualClock) -> None:
    tasks = [caller.call(name) for name in "abcde"]
    await clock.until_waiting()
    tasks += [caller.call("W", is_write=True), caller.call("f"), caller.call("X", is_write=True)]
    await asyncio.sleep(0)
    await clock.run(10)
    await asyncio.gather(*tasks)
    assert caller.names == "abcWXdef"


async def test_who_gives_up_waiting_delays_nobody(caller: Caller, clock: ManualClock) -> None:
    tasks = [caller.call(name) for name in "abcdef"]
    await clock.until_waiting()
    tasks[3].cancel()
    await asyncio.sleep(0)
    await clock.run(10)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert caller.went[3:] == [("e", 0.5), ("f", 1.0)]


async def test_a_turn_given_to_somebody_who_was_just_cancelled_is_not_lost(
    caller: Caller, clock: ManualClock
) -> None:
    tasks = [caller.call(name) for name in "abcd"]
    await clock.until_waiting()
    clock.advance(0.5)
    await asyncio.sleep(0)
    tasks[3].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    late = caller.call("e")
    await asyncio.sleep(0)
    assert caller.went[-1] == ("e", 0.5)
    await late


async def test_when_the_last_one_gives_up_the_next_is_served_all_the_same(
    caller: Caller, clock: ManualClock
) -> None:
    tasks = [caller.call(name) for name in "abcd"]
    await clock.until_waiting()
    tasks[3].cancel()
    tasks.append(caller.call("e"))
    await clock.until_waiting()
    await clock.run(5)
    await asyncio.gather(*tasks, return_exceptions=True)
    assert caller.names == "abce"


async def test_closing_ends_the_waiting(caller: Caller, clock: ManualClock) -> None:
    tasks = [caller.call(name) for name in "abcd"]
    await clock.until_waiting()
    await caller.pacer.close()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(results[3], asyncio.CancelledError)
    assert clock.waiting == ()


async def test_profiles_of_one_account_share_a_pace_per_region(clock: ManualClock) -> None:
    pacers = Pacers(clock, 2.0, 5)
    one, two, away = Target("a", "eu-west-1"), Target("b", "eu-west-1"), Target("a", "us-east-1")
    assert pacers.of(one) is not pacers.of(two)
    kept = pacers.of(one)
    for target in (one, two, away):
        pacers.learn(target, "123456789012")
    assert pacers.of(one) is pacers.of(two) is kept
    assert pacers.of(away) is not kept
    await pacers.close()


async def test_another_account_has_its_own_pace(clock: ManualClock) -> None:
    pacers = Pacers(clock, 2.0, 5)
    one, two = Target("a", "eu-west-1"), Target("b", "eu-west-1")
    pacers.learn(one, "1")
    pacers.learn(two, "2")
    assert pacers.of(one) is not pacers.of(two)
