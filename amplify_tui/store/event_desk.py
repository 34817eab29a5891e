"""Reads every queue of events, and says which accounts and regions they cover."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import TYPE_CHECKING, Final

from amplify_tui.store.supervisor import BUG_DELAY, BUG_LIMIT, supervise
from amplify_tui.store.topics import AppsOf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import Clock, EventQueues
    from amplify_tui.store.event_trust import EventTrust
    from amplify_tui.store.fleet import Fleet
    from amplify_tui.store.fleet_poller import FleetPoller
    from amplify_tui.store.poller import Poller
    from amplify_tui.store.queue_reader import QueueReader
    from amplify_tui.store.store import Store

LONG_POLL: Final = 20
ROUND_SECONDS: Final = 5.0
"""How often it is looked whether a queue that nobody hears of is still live."""

_LOG: Final = logging.getLogger(__name__)


class EventDesk:
    """Takes events out of queues and has what they tell of asked about at once.

    Puts ``QueueOf`` each queue. What a live queue covers is polled seldom; as soon
    as it is dead, all is polled as if there were none.

    Args:
        queues: Names and opens queues; asked for names once something is watched.
        store: The picture.
        clock: The source of time.
        fleet_poller: Who asks.
        fleet: Which branches there are.
        poller: Who asks about what the dashboard shows.
        reader_id: Random; tells this reader from others of the same queue.
        long_poll: Seconds to wait for a message, 0 to 20.
        jitter: From 0 to 1, so that many screens do not ask in step.
    """

    def __init__(
        self,
        queues: EventQueues,
        store: Store,
        clock: Clock,
        *,
        fleet_poller: FleetPoller,
        fleet: Fleet,
        poller: Poller,
        reader_id: str,
        long_poll: int = LONG_POLL,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._queues = queues
        self._fleet_poller = fleet_poller
        self._fleet = fleet
        self._poller = poller
        self._store = store
        self._clock = clock
        self._reader_id = reader_id
        self._long_poll = long_poll
        self._jitter = jitter
        self._wake = asyncio.Event()
        self._targets: tuple[Target, ...] = ()
        self._covered: frozenset[Target] = frozenset()
        self._readers: tuple[QueueReader, ...] | None = None
        self._trust: EventTrust | None = None
        self._tasks: dict[QueueReader, asyncio.Task[None]] = {}
        self._rests: dict[QueueReader, tuple[int, float]] = {}

    @property
    def has_queues(self) -> bool:
        """Whether there is a queue to read, as far as that was found out."""
        return bool(self._readers)

    def watch(self, targets: Sequence[Target]) -> None:
        """Begin, or go on, reading for accounts and regions; none rests. Returns at once."""
        self._targets = tuple(dict.fromkeys(targets))
        self._wake.set()

    async def run(self) -> None:
        """Read for ever; return where there is nothing to read."""
        while not self._targets:
            await self._wake.wait()
            self._wake.clear()
        if self._readers is None:
            self._readers = self._open_readers(await self._queues.event_urls())
        if not self._readers:
            return
        try:
            await supervise(self._work, self._clock, "Reading queues")
        finally:
            await self._stop()

    async def close(self) -> None:
        """Stop, and leave nothing behind in the queues."""
        await self._stop()
        await asyncio.gather(*(reader.leave() for reader in self._readers or ()))

    def _open_readers(self, urls: Sequence[str]) -> tuple[QueueReader, ...]:
        if not urls:
            return ()
        from amplify_tui.model.queue_address import label_queues
        from amplify_tui.store.event_trust import EventTrust
        from amplify_tui.store.event_work import EventWork
        from amplify_tui.store.inbox import Inbox
        from amplify_tui.store.queue_reader import QueueReader
        from amplify_tui.store.queue_report import QueueReport

        trust = self._trust = EventTrust(self._store, self._clock)
        road = (self._fleet_poller, self._fleet, self._poller, self._store, self._clock)
        work = EventWork(*road, trust=trust)
        readers = []
        for url, label in label_queues(urls).items():
            report = QueueReport(url, self._store, self._clock, label)
            inbox = Inbox(work, report, self._wake.set)
            readers.append(
                QueueReader(
                    url,
                    self._queues,
                    self._store,
                    self._clock,
                    inbox=inbox,
                    report=report,
                    own=self._reader_id,
                    long_poll=self._long_poll,
                    jitter=self._jitter,
                    on_change=self._wake.set,
                )
            )
        return tuple(readers)

    async def _work(self) -> None:
        self._wake.clear()
        await self._keep_reading(self._readers or ())
        self._cover()
        await self._clock.wait(self._wake, ROUND_SECONDS)

    async def _keep_reading(self, readers: Sequence[QueueReader]) -> None:
        if not self._targets:
            await self._stop()
            return
        now = self._clock.monotonic()
        for reader in readers:
            reader.watch(self._targets)
            task = self._tasks.get(reader)
            if task is not None and task.done():
                self._rest(reader, task)
            if reader not in self._tasks and self._rests.get(reader, (0, now))[1] <= now:
                self._tasks[reader] = asyncio.create_task(reader.run(), name="a queue")
                self._tasks[reader].add_done_callback(lambda _: self._wake.set())

    def _rest(self, reader: QueueReader, task: asyncio.Task[None]) -> None:
        """Log the internal error that ended a reader, and begin anew a little later."""
        del self._tasks[reader]
        error = None if task.cancelled() else task.exception()
        _LOG.error("Reading a queue goes on after an internal error", exc_info=error)
        row = self._rests.get(reader, (0, 0.0))[0] + 1
        seconds = min(BUG_LIMIT, BUG_DELAY * 2.0 ** min(row - 1, 10))
        self._rests[reader] = (row, self._clock.monotonic() + seconds)

    def _cover(self) -> None:
        """Tell the fleet's poller what events cover, at every change of it."""
        if self._trust is None:
            return
        self._trust.check()
        live = [reader for reader in self._readers or () if reader.is_reliable]
        places = {place for reader in live for place in (reader.place, *reader.inbox.places)}
        told = {target for target in self._targets if self._places_of(target) & places}
        covered = frozenset(target for target in told if self._trust.is_trusted(target))
        if covered != self._covered:
            for target in (told - covered) & self._covered:
                self._doubt(target, live)
            self._covered = covered
            self._trust.rely_on(covered)
            self._fleet_poller.cover(covered)

    def _doubt(self, target: Target, readers: Sequence[QueueReader]) -> None:
        """Say of the queues that should tell of a target that they do not."""
        for reader in readers:
            if {reader.place, *reader.inbox.places} & self._places_of(target):
                reader.doubt(target)

    def _places_of(self, target: Target) -> set[tuple[str, str]]:
        accounts = {app.account_id for app in self._store.get(AppsOf(target)) or ()}
        return {(account, target.region) for account in accounts if account}

    async def _stop(self) -> None:
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._cover()
