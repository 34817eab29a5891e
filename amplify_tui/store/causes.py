"""Finds out why the failed jobs on screen failed, behind everything else and under a budget."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.job_cause import UNREAD, CauseState, JobCause
from amplify_tui.services.errors import ApiError
from amplify_tui.store.backoff import delay
from amplify_tui.store.cause_reading import CauseReader, DoubtfulError
from amplify_tui.store.errands import Errands
from amplify_tui.store.shelf import Shelf
from amplify_tui.store.topics import CauseOf, DetailOf, HealthOf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import JobKey, Target
    from amplify_tui.services.ports import Clock, Connector, ObjectReader
    from amplify_tui.store.store import Store

AT_ONCE: Final = 2
"""Jobs looked into at the same time."""
BETWEEN: Final = 0.5
"""Least seconds between the beginnings of two."""
BETWEEN_LIMIT: Final = 8.0
"""The same, after the service asked for patience again and again."""
SETTLE: Final = 0.3
"""Seconds that a row is on screen before anything is asked, so that scrolling past costs nothing."""
REMEMBERED: Final = 1_000
"""Causes that are kept; what is on screen stays beyond that."""
LONGEST_WAIT: Final = 60.0

_LOG: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Case:
    """A job that is not done with.

    Attributes:
        due: When it is looked into next, monotonic seconds.
        tries: How often that was in vain.
    """

    due: float
    tries: int = 0


@dataclass(slots=True)
class _Pace:
    """How fast one account and region is asked.

    Attributes:
        began_at: When its last job was begun with, monotonic seconds.
        gap: Least seconds between the beginnings of two.
        row: How many questions in a row failed as every other would have.
        quiet_until: When it may be asked again, monotonic seconds.
    """

    began_at: float = 0.0
    gap: float = BETWEEN
    row: int = 0
    quiet_until: float = 0.0


class Causes:
    """Keeps ``CauseOf`` the failed jobs that are on screen.

    A finished job's cause never changes, so each is read once. Nothing is asked
    while the poller backs off or its picture is stale, nor for a job that has
    left the screen.
    """

    def __init__(
        self,
        connector: Connector,
        objects: ObjectReader,
        store: Store,
        clock: Clock,
        *,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._reader = CauseReader(connector, objects, store, clock)
        self._store = store
        self._clock = clock
        self._jitter = jitter
        self._wake = asyncio.Event()
        self._errands = Errands(self._wake.set)
        self._shelf = Shelf(store, {CauseOf: REMEMBERED})
        self._wanted: dict[JobKey, Job] = {}
        self._open: JobKey | None = None
        self._cases: OrderedDict[JobKey, _Case] = OrderedDict()
        self._ends: list[Callable[[], None]] = []
        self._watched: tuple[frozenset[Target], JobKey | None] = (frozenset(), None)
        self._began_at = 0.0
        self._paces: defaultdict[Target, _Pace] = defaultdict(_Pace)

    def look_at(self, jobs: Sequence[Job], selected: JobKey | None = None) -> None:
        """Say which failed jobs are on screen now; returns at once.

        Args:
            jobs: The most wanted first.
            selected: The one whose steps the poller asks about anyway; None for none.
        """
        wanted = {job.key: job for job in jobs}
        if wanted == self._wanted and selected == self._open:
            return
        self._wanted, self._open = wanted, selected
        for topic in self._errands:
            if isinstance(topic, CauseOf) and topic.job not in wanted:
                self._errands.recall(topic)
                self._put(topic.job, UNREAD)
        now = self._clock.monotonic()
        for key in wanted:
            if not self._is_done(key):
                case = self._cases.setdefault(key, _Case(now))
                case.due = max(case.due, now + SETTLE)
                self._cases.move_to_end(key)
        while len(self._cases) > REMEMBERED:
            self._cases.popitem(last=False)
        self._watch()
        self._wake.set()

    def refresh(self) -> None:
        """Look again now into what was in vain so far (``ctrl+r``); returns at once."""
        for pace in self._paces.values():
            pace.quiet_until = 0.0
        for case in self._cases.values():
            case.due = 0.0
        self._wake.set()

    async def run(self) -> None:
        """Look into what is on screen, for ever."""
        try:
            while True:
                self._wake.clear()
                self._harvest()
                await self._clock.wait(self._wake, self._launch())
        finally:
            self._unwatch()
            await self._errands.abandon()

    def _launch(self) -> float:
        """Begin what is due; return the seconds until something else may be."""
        now = self._clock.monotonic()
        open_cases = [key for key in self._wanted if key in self._cases and CauseOf(key) not in self._errands]
        if not open_cases or len(tuple(self._errands)) >= AT_ONCE:
            return LONGEST_WAIT
        well = {target for target in {key.target for key in open_cases} if self._may_ask(target)}
        waits = {
            key: self._find_start(key) - now
            for key in open_cases
            if key.target in well and not self._is_awaited(key)
        }
        key = next((key for key, wait in waits.items() if wait <= 0), None)
        if key is None:
            return min(LONGEST_WAIT, *waits.values()) if waits else LONGEST_WAIT
        self._began_at = self._paces[key.target].began_at = now
        self._shelf.use(CauseOf(key), lambda: [CauseOf(shown) for shown in self._wanted])
        if not self._is_settled(key):
            self._put(key, JobCause(CauseState.READING))
        self._errands.send(CauseOf(key), self._look_into(self._wanted[key]))
        return BETWEEN

    def _find_start(self, key: JobKey) -> float:
        """Return from when on a job may be looked into, monotonic seconds."""
        pace = self._paces[key.target]
        own = max(pace.began_at + pace.gap, pace.quiet_until)
        return max(self._cases[key].due, self._began_at + BETWEEN, own)

    async def _look_into(self, job: Job) -> None:
        case = self._cases[job.key]
        try:
            cause, is_final = await self._reader.read(job, is_again=case.tries > 0)
        except DoubtfulError as error:
            self._put_off(job.key, case, error.seconds(case.tries))
            self._put(job.key, JobCause(CauseState.UNREADABLE, error.step, reason=error.reason))
            return
        except ApiError as error:
            self._give_way(job.key.target, error)
            self._put(job.key, UNREAD)
            return
        pace = self._paces[job.key.target]
        pace.row, pace.gap = 0, max(pace.gap * 0.9, BETWEEN)
        if is_final:
            self._cases.pop(job.key, None)
        else:
            self._put_off(job.key, case, 2.0 ** min(case.tries + 1, 5))
        self._put(job.key, cause)

    def _put_off(self, key: JobKey, case: _Case, seconds: float | None) -> None:
        """Look again later; never where ``seconds`` is None."""
        if seconds is None:
            self._cases.pop(key, None)
            return
        case.tries += 1
        case.due = self._clock.monotonic() + seconds

    def _give_way(self, target: Target, error: ApiError) -> None:
        """Leave an account and region alone for a while, as every other question would fail too."""
        pace = self._paces[target]
        pace.row += 1
        pace.gap = min(pace.gap * 2, BETWEEN_LIMIT)
        pace.quiet_until = self._clock.monotonic() + delay(error, pace.row, self._jitter())

    def _harvest(self) -> None:
        _, broken = self._errands.collect()
        for topic, error in broken:
            _LOG.error("A cause could not be looked for after an internal error", exc_info=error)
            if isinstance(topic, CauseOf):
                self._cases.pop(topic.job, None)
                self._put(topic.job, JobCause(CauseState.UNREADABLE))

    def _put(self, key: JobKey, cause: JobCause) -> None:
        known = self._store.get(CauseOf(key))
        if known is None or not known.is_settled or cause.is_settled:
            self._store.put(CauseOf(key), cause, self._clock.now())

    def _is_settled(self, key: JobKey) -> bool:
        known = self._store.get(CauseOf(key))
        return known is not None and known.is_settled

    def _is_done(self, key: JobKey) -> bool:
        return self._is_settled(key) and key not in self._cases

    def _may_ask(self, target: Target) -> bool:
        """Whether a target's poller is well: what keeps the picture current goes first."""
        health = self._store.get(HealthOf(target))
        return health is None or health.is_well(self._clock.now())

    def _is_awaited(self, key: JobKey) -> bool:
        """Whether the poller's own question about the job will tell what is needed."""
        if key != self._open:
            return False
        detail = self._store.get(DetailOf(key))
        return detail is None or detail.job.is_going

    def _watch(self) -> None:
        """Listen to what may let us ask: the pollers' health, the open job's steps."""
        watched = (frozenset(key.target for key in self._wanted), self._open)
        if watched == self._watched:
            return
        self._unwatch()
        self._watched = watched
        targets, job = watched
        for target in targets:
            self._ends.append(self._store.subscribe(HealthOf(target), lambda _: self._wake.set()))
        if job is not None:
            self._ends.append(self._store.subscribe(DetailOf(job), lambda _: self._wake.set()))

    def _unwatch(self) -> None:
        while self._ends:
            self._ends.pop()()
        self._watched = (frozenset(), None)
