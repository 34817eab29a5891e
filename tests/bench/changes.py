"""What it takes to see every change of 1,250 branches: three ways of looking at the same ten minutes."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.branch_news import read_news
from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.simulator.server import serve
from amplify_tui.simulator.world import World
from amplify_tui.store.event_desk import EventDesk
from amplify_tui.store.fleet import Fleet
from amplify_tui.store.fleet_poller import FleetPoller
from amplify_tui.store.poller import Poller
from amplify_tui.store.standings import Standings
from amplify_tui.store.store import Store
from amplify_tui.store.topics import NewsOf
from tests.bench.figures import Line, judge, median, quantile
from tests.bench.sightings import Change, Sightings, rank_of
from tests.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from amplify_tui.model.keys import BranchKey
    from amplify_tui.services.ports import Gateway
    from amplify_tui.simulator.server import Simulator

SEED: Final = 3
ACCOUNT: Final = "123456789012"
TARGET: Final = Target("demo", "eu-west-1")
WARM_SECONDS: Final = 900.0
"""Until every branch was seen once; what is measured begins then."""
LOOK_SECONDS: Final = 600.0
NAIVE_EVERY, NAIVE_SECONDS = 5.0, 60.0
PUSH_SPEED: Final = 5.0
"""How much faster than real the time of the world passes while events arrive."""
CATCH_UP_SECONDS, CATCH_UP_SPEED = 660.0, 20.0
"""How long all branches are asked about once more after events began, and how fast that time passes."""
TOLD: Final = frozenset({"PROVISIONING", "SUCCEED", "FAILED"})
"""Statuses at whose beginning Amplify sends an event: STARTED, SUCCEED, FAILED."""
_PUMP_SECONDS: Final = 0.005
PER_SECOND, BURST = 2.0, 5
MOST_GOING_SECONDS, MOST_PUSH_SECONDS, LEAST_TIMES_FEWER = 8.0, 2.0, 100.0


@dataclass(slots=True)
class Look:
    """What one way of looking cost, and what it saw.

    Attributes:
        calls: Calls to Amplify.
        going: Seconds from a change of a job that was known to be going on to the store, for each.
        new: Seconds from a job's first change to the store, where nothing was known of it before.
        missed: How many of these were never seen.
        most: Most calls in any ten seconds.
    """

    calls: int
    going: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    missed: int = 0
    most: int = 0


class Scene:
    """The simulated account with all that looks at it.

    Args:
        per_second: Budget of calls.
        burst: Calls at once after a quiet time.
    """

    def __init__(self, per_second: float = PER_SECOND, burst: int = BURST) -> None:
        self.clock = ManualClock()
        self.world = World("fleet", SEED, self.clock.now())
        self.settings = Settings(calls_per_second=per_second, calls_burst=burst)
        self.store = Store()
        self.simulator: Simulator
        self.connector: AwsConnector
        self.sightings = Sightings(self.store, self.clock)
        self._stack = AsyncExitStack()

    async def open(self) -> None:
        """Begin to serve, and connect."""
        self.simulator = await self._stack.enter_async_context(serve(self.world, self.clock.now))
        address = self.simulator.url
        queue = self.simulator.queue_url(ACCOUNT, TARGET.region)
        self.settings = Settings(
            calls_per_second=self.settings.calls_per_second,
            calls_burst=self.settings.calls_burst,
            endpoint_url=address,
            events_queue=(queue,),
        )
        self.calls = CallJournal(kept=200_000)
        self.connector = AwsConnector(self.settings, self.calls, self.clock, is_isolated=True)
        self._stack.push_async_callback(self.connector.close)
        self.fleet = Fleet(self.store, self.clock)
        self.standings = Standings(self.store, self.calls, self.clock, lambda: 0.5)
        self.fleet_poller = FleetPoller(
            self.connector,
            self.store,
            self.fleet,
            self.clock,
            self.settings,
            standings=self.standings,
        )
        self.fleet.watch([TARGET])
        self.fleet_poller.watch([TARGET])

    async def warm(self, seconds: float = WARM_SECONDS) -> None:
        """Let the scheduler look for so long, so that it has seen every branch."""
        end = self.clock.monotonic() + seconds
        while (left := end - self.clock.monotonic()) > 0:
            pause = await self.fleet_poller.tick()
            self.clock.advance(min(max(pause, 0.01), left))

    async def close(self) -> None:
        """Stop everything."""
        await self._stack.aclose()

    def count(self) -> int:
        """Count the calls to Amplify so far."""
        return sum(call.service == "amplify" for call in self.calls.recent())

    def report(self, since: float, calls: int, *, told: Collection[str] = ()) -> Look:
        """Compare what happened from a moment on with what was seen.

        Args:
            since: Simulated seconds since the world began.
            calls: Calls made by then.
            told: Statuses that count; empty for all.
        """
        began = self.clock.now() - timedelta(seconds=self.clock.monotonic() - since)
        happened = self.world.changes(ACCOUNT, TARGET.region, began, self.clock.now())
        known: set[tuple[str, str, int]] = set()
        going: list[Change] = []
        new: list[Change] = []
        for each in (each for each in happened if not told or each.status in told):
            mark = (each.site.app.app_id, each.site.plan.name, each.job_id)
            change = Change(each.at, mark, rank_of(each.status))
            if self.sightings.knew(change):
                going.append(change)
            elif mark not in known:
                new.append(change)
            known.add(mark)
        delays, late = self.sightings.delays(going), self.sightings.delays(new)
        return Look(
            calls=self.count() - calls,
            going=delays,
            new=late,
            missed=len(going) + len(new) - len(delays) - len(late),
            most=self._most_in(10.0),
        )

    def _most_in(self, seconds: float) -> int:
        moments = [call.at.timestamp() for call in self.calls.recent() if call.service == "amplify"]
        most = first = 0
        for last, moment in enumerate(moments):
            while moment - moments[first] > seconds:
                first += 1
            most = max(most, last - first + 1)
        return most


async def look_naively() -> Look:
    """Ask about every branch every five seconds, for one of the ten minutes."""
    scene = Scene(per_second=1e6, burst=1_000_000)
    await scene.open()
    gateway = await scene.connector.connect(TARGET)
    branches = [
        branch.key for app in await gateway.list_apps() for branch in await gateway.list_branches(app.key)
    ]
    since, calls = scene.clock.monotonic(), scene.count()
    for _ in range(int(NAIVE_SECONDS / NAIVE_EVERY) + 1):
        for first in range(0, len(branches), 8):
            await asyncio.gather(*(_ask(scene, gateway, each) for each in branches[first : first + 8]))
        scene.clock.advance(NAIVE_EVERY)
    look = scene.report(since, calls)
    await scene.close()
    return look


async def _ask(scene: Scene, gateway: Gateway, branch: BranchKey) -> None:
    page = await gateway.list_jobs(branch, limit=10)
    now = scene.clock.now()
    news = read_news(page.items, scene.store.get(NewsOf(branch)), now, is_whole=True)
    scene.store.put(NewsOf(branch), news, now)


async def look_by_schedule() -> Look:
    """Let the scheduler look, within two calls a second."""
    scene = Scene()
    await scene.open()
    await scene.warm()
    since, calls = scene.clock.monotonic(), scene.count()
    await scene.warm(LOOK_SECONDS)
    look = scene.report(since, calls)
    await scene.close()
    return look


async def look_by_push() -> Look:
    """Wait for events, and ask about what they tell of."""
    scene = Scene()
    await scene.open()
    await scene.warm()
    poller = Poller(
        scene.connector, scene.store, scene.calls, scene.clock, scene.settings, standings=scene.standings
    )
    desk = EventDesk(
        scene.connector,
        scene.store,
        scene.clock,
        fleet_poller=scene.fleet_poller,
        fleet=scene.fleet,
        poller=poller,
        reader_id="bench",
    )
    desk.watch([TARGET])
    tasks = [asyncio.create_task(scene.fleet_poller.run()), asyncio.create_task(desk.run())]
    # What was asked before events told of it is asked once more, to miss nothing in between.
    await _pump(scene.clock, CATCH_UP_SECONDS, CATCH_UP_SPEED)
    since, calls = scene.clock.monotonic(), scene.count()
    await _pump(scene.clock, LOOK_SECONDS)
    look = scene.report(since, calls, told=TOLD)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await scene.close()
    return look


async def _pump(clock: ManualClock, seconds: float, speed: float = PUSH_SPEED) -> None:
    """Let the world's time pass at a steady pace, bound to real time."""
    loop = asyncio.get_running_loop()
    began, passed = loop.time(), 0.0
    while passed < seconds:
        await asyncio.sleep(_PUMP_SECONDS)
        wanted = min((loop.time() - began) * speed, seconds)
        clock.advance(wanted - passed)
        passed = wanted


def measure() -> Iterator[Line]:
    """Look at the same fleet in three ways."""
    naive = asyncio.run(look_naively())
    calls = naive.calls * LOOK_SECONDS / (NAIVE_SECONDS + NAIVE_EVERY)
    yield Line(
        "1,250 branches, each asked every 5 s",
        f"{calls:,.0f} calls in 10 min",
        f"{_delays(naive.going)} behind; {naive.calls:,} counted in 1 min",
        "BESIDE",
    )
    schedule = asyncio.run(look_by_schedule())
    allowed = PER_SECOND * LOOK_SECONDS + BURST
    yield judge(
        "the scheduler, changes of jobs going on",
        _delays(schedule.going),
        f"p50 <= {MOST_GOING_SECONDS:.0f} s; new jobs {_delays(schedule.new)}",
        is_held=bool(schedule.going) and median(schedule.going) <= MOST_GOING_SECONDS,
    )
    yield judge(
        "the scheduler, calls in 10 min",
        f"{schedule.calls:,}, at most {schedule.most} in 10 s",
        f"<= {allowed:,.0f} and {PER_SECOND * 10 + BURST:.0f}; 1/{calls / schedule.calls:.0f} of naive",
        is_held=schedule.calls <= allowed and schedule.most <= PER_SECOND * 10 + BURST,
    )
    push = asyncio.run(look_by_push())
    seen = push.going + push.new
    yield judge(
        "push, every change that events tell of",
        f"{_delays(seen)}, {push.missed} of {len(seen) + push.missed} unseen",
        f"p99 <= {MOST_PUSH_SECONDS:.0f} s, at {PUSH_SPEED:.0f} times real time",
        is_held=bool(seen) and quantile(seen, 0.99) <= MOST_PUSH_SECONDS,
    )
    yield judge(
        "push, calls in 10 min",
        f"{push.calls:,}, 1/{calls / max(push.calls, 1):.0f} of naive",
        f"<= 1/{LEAST_TIMES_FEWER:.0f}",
        is_held=push.calls * LEAST_TIMES_FEWER <= calls,
    )


def _delays(seconds: list[float]) -> str:
    if not seconds:
        return "nothing seen"
    return f"p50 {median(seconds):.1f} s, p99 {quantile(seconds, 0.99):.1f} s"
