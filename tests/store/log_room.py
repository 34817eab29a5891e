"""What a log needs around it: a simulator, the real clients, a desk."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.log_follower import PACE
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.store.log_desk import LogDesk
from amplify_tui.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.simulator.server import Simulator
    from amplify_tui.simulator.timeline import Build
    from amplify_tui.simulator.world import World
    from amplify_tui.store.log_reading import LogReading, ReadingState
    from tests.clock import ManualClock


TARGET = Target("demo", "eu-west-1")


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
