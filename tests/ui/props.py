"""What a stage stands on: the road to the simulator, and small doubles of the machine."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from amplify_tui.model.budget import Budget
from amplify_tui.services.connector import AwsConnector
from amplify_tui.simulator.server import serve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.keys import Target
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import EventQueue, Gateway, Graphics
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.simulator.world import World
    from tests.clock import ManualClock


class StageConnector:
    """The real connector, before a simulator that starts when something is first asked of it."""

    def __init__(
        self,
        world: World,
        settings: Settings,
        calls: CallJournal,
        clock: ManualClock,
        default: Target | Exception,
        *,
        targets: Sequence[Target] = (),
    ) -> None:
        self.world = world
        self.simulator: Simulator | None = None
        self._settings = settings
        self._calls = calls
        self._clock = clock
        self._default = default
        self._targets = tuple(targets)
        self._stack = AsyncExitStack()
        self._lock = asyncio.Lock()
        self._connector: AwsConnector | None = None
        self.told_budget: Budget | None = None

    async def connect(self, target: Target) -> Gateway:
        return await (await self.open()).connect(target)

    async def profiles(self) -> tuple[str, ...]:
        return ("demo", "staging")

    async def regions(self) -> tuple[str, ...]:
        return await (await self.open()).regions()

    async def default_target(self) -> Target:
        if isinstance(self._default, Exception):
            raise self._default
        return self._default

    async def targets(self) -> tuple[Target, ...]:
        return tuple(dict.fromkeys((await self.default_target(), *self._targets)))

    async def event_urls(self) -> tuple[str, ...]:
        return self._settings.event_urls()

    async def open_queue(self, url: str, targets: Sequence[Target]) -> EventQueue:
        return await (await self.open()).open_queue(url, targets)

    def budget(self, target: Target) -> Budget:
        if self.told_budget is not None:
            return self.told_budget
        if self._connector is not None:
            return self._connector.budget(target)
        pace, burst = self._settings.calls_per_second, float(self._settings.calls_burst)
        return Budget(pace, pace, burst, burst)

    async def close(self) -> None:
        connector, self._connector = self._connector, None
        if connector is not None:
            await connector.close()
        await self._stack.aclose()

    async def open(self) -> AwsConnector:
        async with self._lock:
            if self._connector is None:
                self.simulator = await self._stack.enter_async_context(serve(self.world, self._clock.now))
                settings = replace(self._settings, endpoint_url=self.simulator.url)
                self._connector = AwsConnector(settings, self._calls, self._clock, is_isolated=True)
            return self._connector


@dataclass
class Notebook:
    """A memory that forgets with the test."""

    kept: dict[str, str] = field(default_factory=dict)

    def recall(self, name: str) -> str | None:
        return self.kept.get(name)

    def remember(self, name: str, value: str) -> None:
        self.kept[name] = value


@dataclass
class Doorman:
    """A browser that only notes where it was sent."""

    opened: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    works: bool = True

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return self.works

    def open_file(self, path: str) -> bool:
        self.files.append(path)
        return self.works


@dataclass
class Screenful:
    """A terminal that says of itself what a test wants."""

    kind: Graphics = "none"
    cell: tuple[int, int] | None = (8, 16)

    def graphics(self) -> Graphics:
        return self.kind

    def cell_pixels(self) -> tuple[int, int] | None:
        return self.cell
