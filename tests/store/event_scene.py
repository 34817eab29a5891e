"""A fleet before a ledger, and queues before moto: what is told there is read, and asked about here."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.store.event_desk import EventDesk
from amplify_tui.store.fleet import Fleet
from amplify_tui.store.fleet_poller import FleetPoller
from amplify_tui.store.poller import Poller
from amplify_tui.store.standings import Standings
from amplify_tui.store.store import Store
from amplify_tui.store.topics import NewsOf, QueueOf

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection, Sequence

    from amplify_tui.model.events import QueueHealth
    from tests.clock import ManualClock
    from tests.event_bus import Bus

HERE: Final = Target("", "eu-west-1")
MAIN: Final = BranchKey(AppKey(HERE, "d1shop"), "main")
LOGIN: Final = BranchKey(AppKey(HERE, "d1shop"), "feature/login")
_STEP: Final = 0.1
_PATIENCE: Final = 60.0


class WatchedPoller(FleetPoller):
    """The real one; keeps what it was told."""

    hinted: list[tuple[str, int | None]]
    asked_apps: list[Target]
    covered: list[set[Target]]

    def hint(self, branch: BranchKey, job_id: int | None) -> asyncio.Future[None]:
        self.hinted.append((branch.name, job_id))
        return super().hint(branch, job_id)

    def hint_apps(self, target: Target, app_id: str = "") -> None:
        self.asked_apps.append(target)
        super().hint_apps(target, app_id)

    def cover(self, targets: Collection[Target]) -> None:
        self.covered.append(set(targets))
        super().cover(targets)


class EventScene:
    """Everything from the queue to the picture.

    Args:
        clock: Whose time passes while something is waited for, ten times as fast as the machine's.
        urls: Addresses of the queues.
        own: Id of this reader.
        kind: Makes the road to AWS.
        endpoint_url: Address of a simulator that plays both Amplify and SQS; empty for the environment's.
    """

    def __init__(
        self,
        clock: ManualClock,
        urls: Sequence[str],
        own: str = "own",
        endpoint_url: str = "",
        *,
        kind: type[AwsConnector] = AwsConnector,
    ) -> None:
        self.clock = clock
        self.calls = CallJournal()
        self.store = Store()
        settings = Settings(
            region=("eu-west-1",),
            events_queue=tuple(urls),
            endpoint_url=endpoint_url,
            calls_per_second=1_000.0,
            calls_burst=10_000,
        )
        self.connector = kind(settings, self.calls, clock, is_isolated=bool(endpoint_url))
        self.fleet = Fleet(self.store, clock)
        standings = Standings(self.store, self.calls, clock, lambda: 0.5)
        road = (self.connector, self.store)
        self.poller = Poller(*road, self.calls, clock, settings, standings=standings)
        self.fleet_poller = WatchedPoller(*road, self.fleet, clock, settings, standings=standings)
        self.fleet_poller.hinted, self.fleet_poller.asked_apps, self.fleet_poller.covered = [], [], []
        self.desk = self.open_desk(own)
        self.url = urls[0] if urls else ""

    def open_desk(self, reader_id: str) -> EventDesk:
        return EventDesk(
            self.connector,
            self.store,
            self.clock,
            fleet_poller=self.fleet_poller,
            fleet=self.fleet,
            poller=self.poller,
            reader_id=reader_id,
            long_poll=1,
            jitter=lambda: 0.5,
        )

    @property
    def is_told(self) -> bool:
        return self.store.seen_at(QueueOf(self.url)) is not None

    @property
    def health(self) -> QueueHealth:
        found = self.store.get(QueueOf(self.url))
        assert found is not None
        return found

    @asynccontextmanager
    async def play(self, targets: Sequence[Target] = (HERE,)) -> AsyncIterator[EventScene]:
        """Watch, until the block ends; begins when the fleet was seen and the queue is read."""
        runs = [asyncio.create_task(each.run()) for each in (self.fleet_poller, self.desk)]
        try:
            self.fleet.watch(targets)
            self.fleet_poller.watch(targets)
            await self.until(lambda: self.fleet.summary().seen >= 2)
            self.desk.watch(targets)
            await self.until(lambda: self.is_told)
            yield self
        finally:
            await self.desk.close()
            for run in runs:
                run.cancel()
            await asyncio.gather(*runs, return_exceptions=True)
            await self.connector.close()

    async def until(self, condition: Callable[[], object], *, pace: float = _STEP) -> None:
        """Go on as soon as something is so; time passes meanwhile."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not condition():
                    await asyncio.sleep(_STEP / 10)
                    self.clock.advance(pace)
        except TimeoutError:
            told = self.store.get(QueueOf(self.url))
            raise AssertionError(f"in vain: {told}") from None

    def status(self, branch: BranchKey = MAIN) -> str:
        news = self.store.get(NewsOf(branch))
        return news.newest.status if news and news.newest else ""

    def count(self, operation: str) -> int:
        return sum(call.operation == operation for call in self.calls.recent())


async def settle(scene: EventScene, bus: Bus) -> None:
    """Go on once the queue is empty and nothing is left to delete."""
    while await bus.count(scene.url):
        scene.clock.advance(1.0)
        await asyncio.sleep(_STEP / 10)
