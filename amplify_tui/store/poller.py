"""Keeps the picture of what somebody is looking at current."""

from __future__ import annotations

import asyncio
import dataclasses
import random
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.services.errors import ApiError
from amplify_tui.store.due import Asked, Entry, Plan, make_plan, next_overview, time_left
from amplify_tui.store.errands import Errands
from amplify_tui.store.paging import Paging
from amplify_tui.store.questions import ask, target_of
from amplify_tui.store.shelf import Shelf
from amplify_tui.store.standings import Standings
from amplify_tui.store.supervisor import BUG, supervise
from amplify_tui.store.topics import (
    ArtifactsOf,
    BackendJobOf,
    BackendJobsOf,
    DetailOf,
    JobsOf,
    ProblemWith,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.backend_jobs import BackendJobFilter
    from amplify_tui.model.focus import Focus
    from amplify_tui.model.keys import BranchKey, EnvironmentKey, JobKey
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.ports import CallLog, Clock, Connector
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic

LONGEST_WAIT: Final = 60.0
SHORTEST_WAIT: Final = 0.05
_OF_JOBS: Final = (JobsOf, DetailOf, BackendJobsOf, BackendJobOf)


class Poller:
    """Asks Amplify about everything on screen and hands the answers to the store.

    A question is never asked while the same one is under way. Expected failures
    keep the last values and become ``ProblemWith`` a topic, and ``Health.problem``
    where every other question would fail too.
    """

    def __init__(
        self,
        connector: Connector,
        store: Store,
        calls: CallLog,
        clock: Clock,
        settings: Settings,
        *,
        standings: Standings | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._connector = connector
        self._store = store
        self._clock = clock
        self._settings = settings
        self._focus: Focus | None = None
        self._wake = asyncio.Event()
        self._errands = Errands(self._wake.set)
        self._standings = standings or Standings(store, calls, clock, jitter)
        self._shelf = Shelf(store)
        self._paging = Paging(connector, store, clock, self._standings.wait, self._start_over)
        self._asked: dict[Topic[Any], Asked] = {}
        self._forced: set[Topic[Any]] = set()
        self._overview_at: float | None = None

    def look_at(self, focus: Focus | None) -> None:
        """Say what is on screen now; wakes ``run`` where that changes what is due. Returns at once."""
        if focus != self._focus:
            self._focus = focus
            self._forced.clear()
            self._wake.set()

    def refresh(self, *, jobs_only: bool = False) -> None:
        """Ask about everything on screen as soon as the pacer lets us (``ctrl+r``). Returns at once.

        What is under way is asked again after its answer, as that may be older
        than the wish. A back-off is cut short.

        Args:
            jobs_only: Whether apps, branches, environments and the overview keep
                their pace, as after a write, which does not change them.
        """
        plan = self._plan()
        wanted = (entry.topic for entry in plan.entries)
        self._forced.update(topic for topic in wanted if not jobs_only or isinstance(topic, _OF_JOBS))
        for topic in () if jobs_only else plan.overview:
            self._asked.pop(topic, None)
        self._wake.set()

    def hint(self, branch: BranchKey) -> None:
        """Ask about a branch's jobs now, as an event told of it, if it is the one that is open."""
        if self._focus is not None and self._focus.branch == branch:
            self.refresh(jobs_only=True)

    async def tick(self) -> float:
        """Ask about all that is due, hand the answers to the store, return seconds until the next tick.

        Goes on as long as the answers make further questions due.

        Raises:
            ExceptionGroup: Bugs: whatever is not an ``ApiError`` is never swallowed here.
        """
        try:
            while self._launch():
                await self._errands.settle()
                self._harvest()
        except asyncio.CancelledError:
            await self._errands.abandon()
            raise
        return self._time_left()

    async def run(self) -> None:
        """Tick for ever; wakes early on look_at and refresh; goes on after unexpected errors."""

        async def work() -> None:
            self._wake.clear()
            self._harvest()
            self._launch()
            await self._clock.wait(self._wake, self._time_left())

        def show_bug() -> None:
            if self._focus is not None:
                self._standings.note_bug(self._focus.target, BUG)
                self._standings.publish(self._focus.target, self._settings.pace(is_going=False))

        try:
            await supervise(work, self._clock, "The poller", show_bug)
        finally:
            await self._errands.abandon()
            await self._paging.abandon()

    async def load_older_jobs(self, branch: BranchKey) -> bool:
        """Append the next older page to JobsOf; False when there is none; concurrent calls share it.

        A failure puts ProblemWith(JobsOf(branch)) and returns False too, so that nobody
        asks again at once; the list keeps its ``next_token``.
        """
        return await self._paging.load_older_jobs(branch)

    async def load_more_backend_jobs(self, environment: EnvironmentKey, filters: BackendJobFilter) -> bool:
        """Append the next page to BackendJobsOf; False when there is none; as ``load_older_jobs``."""
        return await self._paging.load_more_backend_jobs(environment, filters)

    async def load_artifacts(self, job: JobKey) -> None:
        """Put ArtifactsOf(job) (or ProblemWith it) once."""
        self._shelve(ArtifactsOf(job))
        await self._paging.load_artifacts(job)

    def _plan(self) -> Plan:
        return make_plan(self._focus, self._store, self._settings, self._clock.now())

    def _due(self) -> list[Entry]:
        if self._focus is None:
            return []
        target, now, plan = self._focus.target, self._clock.monotonic(), self._plan()
        is_forced = any(entry.topic in self._forced for entry in plan.entries)
        if not is_forced and self._standings.wait(target) > 0:
            return []
        due = [
            entry
            for entry in plan.entries
            if entry.topic not in self._errands
            and (entry.topic in self._forced or time_left(entry, self._asked.get(entry.topic), now) <= 0)
        ]
        if self._standings.of(target).is_backing_off:
            is_probing = any(target_of(topic) == target for topic in self._errands)
            return [] if is_probing else due[:1]
        newest, wait = next_overview(plan.overview, self._asked, self._overview_at, now)
        if newest is not None and wait <= 0 and newest not in self._errands:
            self._overview_at = now
            due.append(Entry(newest, 0.0))
        return due

    def _launch(self) -> bool:
        due = self._due()
        turn = self._standings.begin_turn() if due else 0
        for entry in due:
            self._asked[entry.topic] = Asked(self._clock.monotonic(), entry.listed)
            self._forced.discard(entry.topic)
            self._standings.note_question(entry.topic)
            self._shelve(entry.topic)
            self._errands.send(entry.topic, self._ask(entry.topic, turn))
        return bool(due)

    async def _ask(self, topic: Topic[Any], turn: int) -> None:
        try:
            gateway = await self._connector.connect(target_of(topic))
            lessons = await ask(gateway, topic, self._store)
        except ApiError as error:
            self._standings.note_failure(topic, error, turn)
            if self._standings.wait(target_of(topic)) > 0:
                self._asked.pop(topic, None)  # due as soon as the target may be asked again
                self._forced.clear()
            else:
                self._put_off(topic)
            self._store.put(ProblemWith(topic), error.problem, self._clock.now())
            return
        self._standings.note_answer(topic, turn)
        now = self._clock.now()
        self._store.put(ProblemWith(topic), None, now)
        for learned, value in lessons:
            if learned != topic:
                self._asked[learned] = Asked(self._clock.monotonic())
                self._shelve(learned)
            self._store.put(learned, value, now)

    def _harvest(self) -> None:
        done, broken = self._errands.collect()
        for topic, _ in broken:
            self._put_off(topic)
            self._store.put(ProblemWith(topic), BUG, self._clock.now())
        pace = self._plan().pace
        for target in {target_of(topic) for topic in done}:
            self._standings.publish(target, pace)
        if broken:
            raise BaseExceptionGroup("questions that broke", [error for _, error in broken])

    def _put_off(self, topic: Topic[Any]) -> None:
        if topic in self._asked:
            self._asked[topic] = dataclasses.replace(self._asked[topic], is_failed=True)

    def _start_over(self, topic: Topic[Any]) -> None:
        self._store.forget(topic)
        self._forced.add(topic)
        self._wake.set()

    def _shelve(self, topic: Topic[Any]) -> None:
        for old in self._shelf.use(topic, self._find_shown):
            self._asked.pop(old, None)

    def _find_shown(self) -> set[Topic[Any]]:
        plan = self._plan()
        return {*(entry.topic for entry in plan.entries), *plan.overview}

    def _time_left(self) -> float:
        if self._focus is None:
            return LONGEST_WAIT
        wait = self._standings.wait(self._focus.target)
        if wait > 0:
            return wait
        now, plan = self._clock.monotonic(), self._plan()
        if self._standings.of(self._focus.target).is_backing_off and any(self._errands):
            return LONGEST_WAIT
        waits = [
            time_left(entry, self._asked.get(entry.topic), now)
            for entry in plan.entries
            if entry.topic not in self._errands
        ]
        newest, pause = next_overview(plan.overview, self._asked, self._overview_at, now)
        waits.append(LONGEST_WAIT if newest is None or newest in self._errands else pause)
        return min(max(min(waits), SHORTEST_WAIT), LONGEST_WAIT)
