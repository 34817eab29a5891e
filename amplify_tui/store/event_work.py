"""Makes of an event what it is: a hint to ask about one branch now."""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, TypeAlias

from amplify_tui.model.jobs import JobStatus
from amplify_tui.store.topics import NewsOf

if TYPE_CHECKING:
    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.events import DeploymentEvent
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.event_trust import EventTrust
    from amplify_tui.store.fleet import Fleet
    from amplify_tui.store.fleet_poller import FleetPoller
    from amplify_tui.store.poller import Poller
    from amplify_tui.store.store import Store

ANSWER_SECONDS: Final = 45.0
"""How long the answer is waited for; less than a message is hidden from other readers."""
BRANCH_SECONDS: Final = 120.0
"""How long a branch may take to become known."""
LOST_SECONDS: Final = 600.0
"""How long a branch that did not become known is not waited for again."""
HINT_SECONDS: Final = 30.0
SECOND_LOOKS: Final = (2.0, 4.0, 8.0)
"""Seconds before asking again where Amplify itself does not know yet what its event tells."""
MOST_STRANGERS: Final = 200
MOST_LOST: Final = 1_000
BEGUN: Final = frozenset({"STARTED"})
ENDED: Final = frozenset({"SUCCEED", "FAILED", "CANCELLED"})
WAITING: Final = frozenset({JobStatus.CREATED, JobStatus.PENDING})

Place: TypeAlias = tuple[str, str, str, str]


class Outcome(Enum):
    """What became of an event."""

    DONE = auto()
    """The picture says what it said, or more."""
    LATER = auto()
    """Amplify did not answer; it may be told again."""
    UNKNOWN = auto()
    """There is no such branch, after all."""
    FOREIGN = auto()
    """Nobody watches where it happened."""


class EventWork:
    """Asks about what events tell of, and about nothing that is known already.

    Args:
        fleet_poller: Who asks.
        fleet: Which branches there are.
        poller: Who asks about what the dashboard shows.
        store: The picture.
        clock: The source of time.
        trust: Who is told that events come.
    """

    def __init__(
        self,
        fleet_poller: FleetPoller,
        fleet: Fleet,
        poller: Poller,
        store: Store,
        clock: Clock,
        *,
        trust: EventTrust,
    ) -> None:
        self._trust = trust
        self._fleet_poller = fleet_poller
        self._fleet = fleet
        self._poller = poller
        self._store = store
        self._clock = clock
        self._strangers = 0
        self._lost: dict[Place, float] = {}

    def find(self, event: DeploymentEvent) -> BranchKey | None:
        """Find the branch that an event is about; None where nobody knows it."""
        branch = self._fleet.find_branch(event.account_id, event.region, event.app_id, event.branch)
        if branch is not None:
            self._trust.hear(branch, event.job_id)
        return branch

    def is_told(self, branch: BranchKey, event: DeploymentEvent) -> bool:
        """Tell whether the picture says what an event says, or what came after it.

        By the job and its status and never by time: this machine's clock may be wrong.
        """
        news = self._store.get(NewsOf(branch))
        return news is not None and _tells(news, event) and not _waits(news, event)

    async def process(self, event: DeploymentEvent) -> Outcome:
        """Ask about the branch of an event, and return when the answer is in the picture."""
        branch = self.find(event)
        if branch is None:
            targets = self._fleet.find_targets(event.account_id, event.region, event.app_id)
            if not targets:
                return Outcome.FOREIGN
            place = (event.account_id, event.region, event.app_id, event.branch)
            if self._strangers >= MOST_STRANGERS and place not in self._lost:
                return Outcome.LATER
            branch = await self._wait_for(event, place, targets)
        if branch is None:
            return Outcome.UNKNOWN
        return Outcome.DONE if await self._ask(branch, event) else Outcome.LATER

    async def _wait_for(
        self, event: DeploymentEvent, place: Place, targets: tuple[Target, ...]
    ) -> BranchKey | None:
        for target in targets:
            self._fleet_poller.hint_apps(target, event.app_id)
        if self._lost.get(place, -LOST_SECONDS) + LOST_SECONDS > self._clock.monotonic():
            return None
        changed = asyncio.Event()
        end = self._clock.monotonic() + BRANCH_SECONDS
        unsubscribe = self._fleet.subscribe(changed.set)
        self._strangers += 1
        try:
            while (left := end - self._clock.monotonic()) > 0:
                changed.clear()
                if (branch := self.find(event)) is not None:
                    return branch
                if not await self._clock.wait(changed, min(left, HINT_SECONDS)):
                    for target in targets:
                        self._fleet_poller.hint_apps(target, event.app_id)
        finally:
            self._strangers -= 1
            unsubscribe()
        self._lost.pop(place, None)
        self._lost[place] = self._clock.monotonic()
        while len(self._lost) > MOST_LOST:
            del self._lost[next(iter(self._lost))]
        return None

    async def _ask(self, branch: BranchKey, event: DeploymentEvent) -> bool:
        if self.is_told(branch, event):
            return True
        end = self._clock.monotonic() + ANSWER_SECONDS
        self._poller.hint(branch)
        if not await self._ask_once(branch, event, end):
            return False
        for pause in SECOND_LOOKS:
            news = self._store.get(NewsOf(branch))
            if news is None or not _lags(news, event):
                break
            await self._clock.sleep(pause)
            self._poller.hint(branch)
            if not await self._ask_once(branch, event, end):
                break
        return True

    async def _ask_once(self, branch: BranchKey, event: DeploymentEvent, end: float) -> bool:
        at, answered = self._clock.now(), asyncio.Event()
        answer = self._fleet_poller.hint(branch, event.job_id)
        answer.add_done_callback(lambda _: answered.set())
        await self._clock.wait(answered, max(end - self._clock.monotonic(), 0.0))
        seen_at = self._store.seen_at(NewsOf(branch))
        return answered.is_set() and seen_at is not None and seen_at >= at


def _tells(news: BranchNews, event: DeploymentEvent) -> bool:
    if news.newest is None or event.job_id is None:
        return False
    is_there = news.newest.key.job_id >= event.job_id
    is_going = any(job.key.job_id == event.job_id for job in news.going)
    return is_there and (event.status in BEGUN or (event.status in ENDED and not is_going))


def _waits(news: BranchNews, event: DeploymentEvent) -> bool:
    """Tell whether the job of an event still waits as far as is known; its start may be that of its build."""
    return any(job.key.job_id == event.job_id and job.status in WAITING for job in news.going)


def _lags(news: BranchNews, event: DeploymentEvent) -> bool:
    """Tell whether Amplify's lists are behind its own event."""
    is_clear = event.job_id is not None and event.status in BEGUN | ENDED
    return is_clear and not _tells(news, event)
