"""Keeps the picture of a whole fleet current, within the budget of each account and region."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.branch_news import read_news
from amplify_tui.model.promise import Promise
from amplify_tui.services.errors import ApiError
from amplify_tui.store.errands import Errands
from amplify_tui.store.questions import target_of
from amplify_tui.store.topics import AppsOf, BranchesOf, NewestOf, NewsOf

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.ports import Clock, Connector
    from amplify_tui.store.fleet import Fleet
    from amplify_tui.store.standings import Standings
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic

LONGEST_WAIT: Final = 60.0
MOST_UNDER_WAY: Final = 4
JOBS_AT_FIRST: Final = 10


class FleetPoller:
    """Asks Amplify about every branch of every account and region, the oldest figure first."""

    def __init__(
        self,
        connector: Connector,
        store: Store,
        fleet: Fleet,
        clock: Clock,
        settings: Settings,
        *,
        standings: Standings,
    ) -> None:
        self._connector = connector
        self._store = store
        self._fleet = fleet
        self._clock = clock
        self._settings = settings
        self._standings = standings
        self._targets: tuple[Target, ...] = ()
        self._wake = asyncio.Event()
        self._errands = Errands(self._wake.set)
        self._asked: dict[Topic[Any], float] = {}
        self._hints: dict[Topic[Any], asyncio.Future[None]] = {}

    def watch(self, targets: Sequence[Target]) -> None:
        """Begin, or go on, asking about accounts and regions; none rests and keeps what is known."""
        self._targets = tuple(dict.fromkeys(targets))
        self._wake.set()

    def look_at(self, branches: Sequence[BranchKey]) -> None:
        """Say which branches are on screen now."""

    def hint(self, branch: BranchKey, job_id: int | None) -> asyncio.Future[None]:
        """Ask about a branch now, as an event told of it."""
        del job_id
        topic = NewsOf(branch)
        self._asked.pop(topic, None)
        self._wake.set()
        return self._hints.setdefault(topic, asyncio.get_running_loop().create_future())

    def hint_apps(self, target: Target) -> None:
        """Ask which apps and branches there are, as an event told of one that nobody knows."""
        self._asked.pop(AppsOf(target), None)
        self._wake.set()

    def cover(self, targets: Collection[Target]) -> None:
        """Say which accounts and regions events tell of."""

    def refresh(self) -> None:
        """Ask about everything on screen now."""
        self._wake.set()

    def promise(self) -> tuple[Promise, ...]:
        """Tell how old the picture of each account and region may become."""
        return tuple(
            Promise(each, 60.0, 60.0, 60.0, 60.0, self._connector.budget(each).per_second)
            for each in self._targets
        )

    async def tick(self) -> float:
        """Ask all that is due and may be asked; return the seconds until the next question."""
        while self._launch():
            await self._errands.settle()
            self._errands.collect()
        return 0.5 if self._targets else LONGEST_WAIT

    async def run(self) -> None:
        """Ask for ever."""
        try:
            while True:
                self._wake.clear()
                self._errands.collect()
                self._launch()
                await self._clock.wait(self._wake, 0.5 if self._targets else LONGEST_WAIT)
        finally:
            await self._errands.abandon()

    def _launch(self) -> bool:
        is_sent = False
        for target in self._targets:
            room = MOST_UNDER_WAY - sum(target_of(topic) == target for topic in self._errands)
            room = min(room, int(self._connector.budget(target).left) - 1)
            for topic in self._due(target)[: max(room, 0)]:
                self._asked[topic] = self._clock.monotonic()
                self._errands.send(topic, self._ask(topic))
                is_sent = True
        return is_sent

    def _due(self, target: Target) -> list[Topic[Any]]:
        topics: list[Topic[Any]] = [AppsOf(target)]
        apps = self._store.get(AppsOf(target)) or ()
        topics += [BranchesOf(app.key) for app in apps]
        for app in apps:
            topics += [NewsOf(branch.key) for branch in self._store.get(BranchesOf(app.key)) or ()]
        now = self._clock.monotonic()
        due = [t for t in topics if t not in self._errands and self._asked.get(t, -1e9) + 30.0 <= now]
        return sorted(due, key=lambda topic: self._asked.get(topic, -1e9))

    async def _ask(self, topic: Topic[Any]) -> None:
        try:
            gateway = await self._connector.connect(target_of(topic))
            match topic:
                case AppsOf():
                    self._store.put(topic, await gateway.list_apps(), self._clock.now())
                case BranchesOf(app):
                    self._store.put(topic, await gateway.list_branches(app), self._clock.now())
                case NewsOf(branch):
                    page = await gateway.list_jobs(branch, limit=JOBS_AT_FIRST)
                    now = self._clock.now()
                    news = read_news(page.items, self._store.get(topic), now, is_whole=True)
                    self._store.put(topic, news, now)
                    self._store.put(NewestOf(branch), news.newest, now)
        except ApiError:
            return
        finally:
            if (hinted := self._hints.pop(topic, None)) is not None and not hinted.done():
                hinted.set_result(None)
