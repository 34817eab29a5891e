"""A log as the screens read it: the real reader over HTTP, the simulator's jobs, time that stands still."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.simulator.server import serve
from amplify_tui.store.log_desk import LogDesk
from amplify_tui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from amplify_tui.simulator.server import Simulator
    from amplify_tui.simulator.timeline import Build
    from amplify_tui.simulator.world import World
    from amplify_tui.store.log_reading import LogReading, ReadingState
    from tests.clock import ManualClock

TARGET = Target("demo", "eu-west-1")
pytestmark = pytest.mark.parametrize("scenario", ["busy"])


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

    def open(self, build: Build, step: str = "BUILD") -> LogReading:
        branch = BranchKey(AppKey(TARGET, build.site.app.app_id), build.site.plan.name)
        reading = self.desk.open(JobKey(branch, build.job_id), step)
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


async def test_the_log_of_a_job_that_is_over_is_read_once_and_judged(room: Room) -> None:
    build = room.find("storefront", "main", lambda build: build.cause == "typescript")
    reading = room.open(build)
    await reading.run()
    assert reading.state.phase == "ended"
    assert text_of(reading) == room.log(build)
    assert reading.index.line_count == room.log(build).count(b"\n")
    assert reading.state.finding is not None
    assert room.simulator.count("GetObject") == 1
    await reading.close()


async def test_a_log_that_grows_is_followed_to_its_end(room: Room) -> None:
    build = room.find("support-chat", "feature/emoji-🎉", lambda build: bool(build.cause))
    reading = room.open(build)
    task = asyncio.create_task(reading.run())
    await room.clock.until_waiting()
    assert room.phases[-1] == "following"
    sizes = [reading.text.size]
    while not task.done():
        room.clock.advance(2.0)
        waiting = asyncio.create_task(room.clock.until_waiting())
        await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        sizes.append(reading.text.size)
    await task
    assert sizes == sorted(sizes)
    assert len(set(sizes)) > 4
    assert text_of(reading) == room.log(build)
    assert room.phases[-1] == "ended"
    assert reading.state.generation == 0
    await reading.close()
