"""A fleet that is asked for real, over HTTP, in time that passes by hand."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.simulator.server import serve
from amplify_tui.simulator.world import World
from amplify_tui.store.fleet import Fleet
from amplify_tui.store.fleet_poller import FleetPoller
from amplify_tui.store.standings import Standings
from amplify_tui.store.store import Store
from amplify_tui.store.topics import HealthOf, NewsOf
from tests.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.calls import Call
    from amplify_tui.model.health import Health
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.simulator.contract import Script
    from amplify_tui.simulator.server import Simulator

EU: Final = Target("demo", "eu-west-1")
US: Final = Target("demo", "us-east-1")
STAGING: Final = Target("staging", "eu-west-1")
RICH: Final = Settings(calls_per_second=1_000.0, calls_burst=10_000)


class FleetScene:
    """Connector, store, fleet and poller before a simulator."""

    def __init__(self, simulator: Simulator, clock: ManualClock, settings: Settings) -> None:
        self.simulator, self.clock, self.settings = simulator, clock, settings
        self.journal, self.store = CallJournal(100_000), Store()
        self.connector = AwsConnector(settings, self.journal, clock, is_isolated=True)
        self.fleet = Fleet(self.store, clock)
        self.standings = Standings(self.store, self.journal, clock, lambda: 0.0)
        self.poller = FleetPoller(
            self.connector, self.store, self.fleet, clock, settings, standings=self.standings
        )

    @property
    def calls(self) -> tuple[Call, ...]:
        return tuple(self.journal.recent())

    def watch(self, *targets: Target) -> None:
        self.poller.watch(targets)

    async def live(self, seconds: float) -> int:
        """Let time pass and everything be asked that is due; returns how many calls that made."""
        before, end = len(self.calls), self.clock.monotonic() + seconds
        while (left := end - self.clock.monotonic()) > 0:
            self.clock.advance(min(await self.poller.tick(), left))
        await self.poller.tick()
        return len(self.calls) - before

    def health(self, target: Target) -> Health:
        found = self.store.get(HealthOf(target))
        assert found is not None
        return found

    def news(self, branch: BranchKey) -> BranchNews:
        found = self.store.get(NewsOf(branch))
        assert found is not None
        return found

    def most_at_once(self, target: Target, pace: float) -> float:
        """Return how many calls to a target went at once at most, beyond what the pace let in."""
        left = most = 0.0
        moments = sorted(call.at.timestamp() for call in self.calls if call.target == target)
        for before, at in zip([moments[0], *moments], moments, strict=False):
            left = max(left - (at - before) * pace, 0.0) + 1
            most = max(most, left)
        return most


@asynccontextmanager
async def play(
    script: str | Script = "calm", settings: Settings | None = None, clock: ManualClock | None = None
) -> AsyncIterator[FleetScene]:
    """Set a scene up.

    Args:
        script: Name of a scenario, or whoever answers instead of a world.
        settings: Pace and burst; those of a user who set none without it.
        clock: The source of time.
    """
    clock = clock or ManualClock()
    answering = World(script, 7, clock.now()) if isinstance(script, str) else script
    async with serve(answering, clock.now) as simulator:
        given = settings or Settings()
        scene = FleetScene(simulator, clock, replace(given, endpoint_url=simulator.url))
        try:
            yield scene
        finally:
            await scene.connector.close()
