"""Calls go at the pace that was set, in order, writes first, and nobody's turn is lost."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.errors import ThrottledError
from amplify_tui.services.pacer import Pacer, Pacers
from tests.services.conftest import TARGET
from tests.services.faulty_server import fail, tell

if TYPE_CHECKING:
    from tests.clock import ManualClock
    from tests.services.faulty_server import FaultyServer


class Caller:
    """Notes who had a turn and when."""

    def __init__(self, pacer: Pacer, clock: ManualClock) -> None:
        self.pacer, self.clock = pacer, clock
        self.went: list[tuple[str, float]] = []

    def call(self, name: str, *, is_write: bool = False, is_idle: bool = False) -> asyncio.Task[None]:
        async def go() -> None:
            await self.pacer.turn(is_write=is_write, is_idle=is_idle)
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


async def run_apart(caller: Caller, clock: ManualClock, names: str, seconds: float) -> list[float]:
    """Let calls go and return the seconds between them."""
    before = len(caller.went)
    tasks = [caller.call(name) for name in names]
    await clock.until_waiting()
    await clock.run(seconds)
    await asyncio.gather(*tasks)
    times = [at for _, at in caller.went[before:]]
    return [later - sooner for sooner, later in pairwise(times)]


async def test_a_refusal_halves_pace_and_burst(clock: ManualClock) -> None:
    caller = Caller(Pacer(clock, 2.0, 4), clock)
    caller.pacer.slow_down()
    assert await run_apart(caller, clock, "abcd", 10) == [0.0, 1.0, 1.0]


async def test_calls_refused_together_halve_the_pace_once(caller: Caller, clock: ManualClock) -> None:
    for _ in range(5):
        caller.pacer.slow_down()
    assert (await run_apart(caller, clock, "abc", 10))[-1] == 1.0
    clock.advance(60)
    caller.pacer.slow_down()
    assert await run_apart(caller, clock, "def", 10) == [2.0, 2.0]


async def test_however_often_it_is_refused_an_eighth_of_the_pace_stays(
    caller: Caller, clock: ManualClock
) -> None:
    for _ in range(20):
        clock.advance(60)
        caller.pacer.slow_down()
    assert await run_apart(caller, clock, "abc", 20) == [4.0, 4.0]


async def test_good_answers_bring_pace_and_burst_back(caller: Caller, clock: ManualClock) -> None:
    caller.pacer.slow_down()
    for _ in range(20):
        caller.pacer.speed_up()
    clock.advance(60)
    assert (await run_apart(caller, clock, "abcd", 10))[-1] == pytest.approx(0.5 / 0.9)
    for _ in range(50):
        caller.pacer.speed_up()
    clock.advance(60)
    assert await run_apart(caller, clock, "defgh", 10) == [0.0, 0.0, 0.5, 0.5]


async def test_a_refused_call_slows_its_target_down(faulty: FaultyServer, clock: ManualClock) -> None:
    settings = Settings(endpoint_url=faulty.url, calls_per_second=4, calls_burst=4)
    connector = AwsConnector(settings, CallJournal(), clock, is_isolated=True)
    gateway = await connector.connect(TARGET)
    faulty.give(fail("BadRequestException", "Rate exceeded while calling ListApps"), *[tell(apps=[])] * 3)
    with pytest.raises(ThrottledError):
        await gateway.list_apps()
    assert [await gateway.list_apps() for _ in range(2)] == [(), ()]
    third = asyncio.create_task(gateway.list_apps())
    await clock.until_waiting()
    assert clock.waiting == pytest.approx((1 / (4 * (0.5 + 2 / 50)),), rel=0.05)
    clock.advance(1)
    assert await third == ()
    await connector.close()


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


async def test_an_idle_call_goes_after_every_other_and_leaves_some_free(clock: ManualClock) -> None:
    caller = Caller(Pacer(clock, 2.0, 4), clock)
    tasks = [caller.call("a", is_idle=True), caller.call("b", is_idle=True), caller.call("c", is_idle=True)]
    await clock.until_waiting()
    assert caller.names == "ab"
    tasks += [caller.call("r"), caller.call("s"), caller.call("t")]
    await clock.until_waiting()
    await asyncio.sleep(0)
    assert caller.names == "abrs"
    await clock.run(10)
    await asyncio.gather(*tasks)
    assert caller.went[4:] == [("t", 0.5), ("c", 2.0)]


async def test_an_idle_call_goes_however_slow_the_pace_has_become(clock: ManualClock) -> None:
    pacer = Pacer(clock, 2.0, 3)
    for _ in range(5):
        pacer.slow_down()
        clock.advance(60)
    await asyncio.wait_for(pacer.turn(is_idle=True), 60)


async def test_the_last_minute_counts_what_went_and_what_was_repeated(clock: ManualClock) -> None:
    pacer = Pacer(clock, 2.0, 5)
    await pacer.turn()
    clock.advance(30)
    await pacer.turn()
    pacer.charge(2)
    pacer.charge(-1)
    assert (pacer.budget().per_minute, pacer.budget().left) == (4, 2.0)
    clock.advance(30)
    assert pacer.budget().per_minute == 3
    clock.advance(30)
    assert pacer.budget().per_minute == 0


async def test_repeats_beyond_the_budget_are_paid_back_first(caller: Caller, clock: ManualClock) -> None:
    caller.pacer.charge(5)
    assert caller.pacer.budget().left == -2
    late = caller.call("a")
    await clock.until_waiting()
    await clock.run(5)
    await late
    assert caller.went == [("a", 1.5)]


async def test_a_profile_that_leads_to_another_account_by_now_takes_no_calls_from_the_former(
    clock: ManualClock,
) -> None:
    pacers = Pacers(clock, per_second=2, burst=5)
    moved, stays = Target("moved", "eu-west-1"), Target("stays", "eu-west-1")
    pacers.learn(moved, "1")
    pacers.learn(stays, "1")
    assert pacers.of(moved) is pacers.of(stays)
    pacers.learn(moved, "2")
    assert pacers.of(moved) is not pacers.of(stays)
    pacers.learn(moved, "1")
    assert pacers.of(moved) is pacers.of(stays)
