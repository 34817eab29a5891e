"""Keeps the picture of a whole fleet current, within the budget of each account and region."""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Final

from amplify_tui.services.errors import ApiError, NotFoundError
from amplify_tui.store.backoff import concerns_target
from amplify_tui.store.errands import Errands
from amplify_tui.store.fleet_handover import hand_over, look_for_others
from amplify_tui.store.fleet_questions import ask_fleet, is_lost, seed
from amplify_tui.store.health_notices import HealthNotices
from amplify_tui.store.hints import Hints
from amplify_tui.store.questions import target_of
from amplify_tui.store.schedule import Schedule
from amplify_tui.store.schedule_pace import pace_of
from amplify_tui.store.supervisor import BUG, supervise
from amplify_tui.store.topics import NewsOf, ProblemWith

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from amplify_tui.model.budget import Budget
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.model.promise import Promise
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.ports import Clock, Connector
    from amplify_tui.store.fleet import Fleet
    from amplify_tui.store.schedule_question import Question
    from amplify_tui.store.standings import Standings
    from amplify_tui.store.store import Store

LONGEST_WAIT: Final = 60.0
SHORTEST_WAIT: Final = 0.02


class FleetPoller:
    """Asks Amplify what a ``Schedule`` says, and hands the answers to the store.

    Puts ``AppsOf``, ``BranchesOf``, ``NewsOf`` and ``NewestOf``, and the health of
    every target. It never waits for the pacer: it asks what the budget has left.
    What one target runs into leaves the others running.

    Args:
        connector: Where gateways and budgets come from.
        store: The picture.
        fleet: Told which accounts and regions are asked.
        clock: The source of time.
        settings: The settings in force.
        standings: How every target is doing; shared with all who ask.
    """

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
        self._standings = standings
        self._schedule = Schedule(pace_of(settings))
        self._wake = asyncio.Event()
        self._errands = Errands(self._wake.set)
        self._hints = Hints()
        self._covered: frozenset[Target] = frozenset()
        self._asked: tuple[Target, ...] = ()
        self._polled: tuple[Target, ...] = ()
        self._forced: set[Target] = set()
        self._starting: Counter[Target] = Counter()
        quiet_pace = settings.pace(is_going=False)
        self._notices = HealthNotices(standings, clock, quiet_pace, self._find_wait)

    def watch(self, targets: Sequence[Target]) -> None:
        """Begin, or go on, asking about accounts and regions; none rests and keeps what is known."""
        self._schedule.watch(targets)
        self._schedule.cover(self._covered, self._clock.monotonic())
        seed(self._schedule, self._store, self._clock)
        if not targets:
            self._hints.give_up()
        self._narrow()
        self._wake.set()

    def look_at(self, branches: Sequence[BranchKey]) -> None:
        """Say which branches are on screen now. Returns at once."""
        self._schedule.look_at(branches)
        self._wake.set()

    def hint(self, branch: BranchKey, job_id: int | None) -> asyncio.Future[None]:
        """Ask about a branch now, as an event told of it.

        Args:
            branch: Which; where it is not known the branches of its app are read first.
            job_id: The job it is about; None where that is not known.

        Returns:
            What is done when an answer to a question asked from now on is in the store, or none
            is to be had. Whoever cancels it cancels it for all who wait for this branch.
        """
        del job_id  # a page of jobs tells of it, whichever it is
        future = self._hints.add(branch)
        if branch.app.target not in self._asked:
            future.set_result(None)
        elif not self._schedule.hint(branch, self._clock.monotonic()):
            self.hint_apps(branch.app.target)
        self._wake.set()
        return future

    def hint_apps(self, target: Target, app_id: str = "") -> None:
        """Find out what an event tells of that nobody knows; at most once a minute. Returns at once.

        Args:
            target: Account and region.
            app_id: Id of the app whose branches to read; where it is not known, or "", the apps are read.
        """
        self._schedule.hint_lists(target, app_id, self._clock.monotonic())
        self._wake.set()

    def cover(self, targets: Collection[Target]) -> None:
        """Say which accounts and regions events tell of: those are asked seldom from now on."""
        self._covered = frozenset(targets)
        self._schedule.cover(self._covered, self._clock.monotonic())
        self._wake.set()

    def refresh(self) -> None:
        """Ask about all that is going or on screen as soon as the budget lets us (``ctrl+r``)."""
        self._forced.update(self._polled)
        self._schedule.refresh(self._clock.monotonic())
        self._wake.set()

    def promise(self) -> tuple[Promise, ...]:
        """Tell how old the picture of each account and region may become, and what it costs."""
        schedule, budget = self._schedule, self._connector.budget
        return tuple(schedule.promise(target, budget(target)) for target in schedule.accounts.watched)

    async def tick(self) -> float:
        """Ask about all that is due and may be asked now; return the seconds until the next question.

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
        """Tick for ever; wakes early on every wish."""
        try:
            await supervise(
                self._work, self._clock, "The fleet's poller", lambda: self._notices.show_bug(self._asked)
            )
        finally:
            await self._errands.abandon()

    async def _work(self) -> None:
        self._wake.clear()
        self._harvest()
        self._launch()
        await self._clock.wait(self._wake, self._time_left())

    def _launch(self) -> bool:
        turn = None
        for target in self._polled:
            while (question := self._take(target)) is not None:
                turn = turn or self._standings.begin_turn()
                if isinstance(question.topic, NewsOf):
                    self._hints.note_question(question.topic.branch)
                self._standings.note_question(question.topic)
                self._starting[target] += 1
                self._errands.recall(question.topic)  # of a branch that went and came back meanwhile
                self._errands.send(question.topic, self._ask(target, question, turn))
        return turn is not None

    def _take(self, target: Target) -> Question | None:
        if target in self._forced:
            self._forced.discard(target)
        elif self._standings.wait(target) > 0:
            return None
        if _is_probing(self._standings, self._schedule, target):
            return None
        return self._schedule.take(target, self._budget(target), self._clock.monotonic())

    async def _ask(self, target: Target, question: Question, turn: int) -> None:
        topic, is_starting = question.topic, True
        try:
            gateway = await self._connector.connect(target)
            self._starting[target] -= 1  # from here to the budget there is no pause
            is_starting = False
            await ask_fleet(gateway, question, self._schedule, self._store, self._clock)
            self._standings.note_answer(topic, turn)
            self._hints.give_up_lost(lambda branch: is_lost(self._schedule, branch, topic))
        except ApiError as error:
            self._standings.note_failure(topic, error, turn)
            self._store.put(ProblemWith(topic), error.problem, self._clock.now())
            is_targets, is_gone = concerns_target(error), isinstance(error, NotFoundError)
            self._schedule.fail(topic, self._clock.monotonic(), is_targets=is_targets, is_gone=is_gone)
            if self._standings.of(target).problem == error.problem:
                look_for_others(self._schedule, target, error, self._clock.monotonic())
        finally:
            self._starting[target] -= is_starting
            if isinstance(topic, NewsOf):
                self._hints.note_answer(topic.branch)

    def _harvest(self) -> None:
        done, broken = self._errands.collect()
        for topic, _ in broken:
            self._schedule.fail(topic, self._clock.monotonic(), is_targets=False)
            self._store.put(ProblemWith(topic), BUG, self._clock.now())
        self._narrow()
        self._notices.publish({target_of(topic) for topic in done})
        if broken:
            raise BaseExceptionGroup("questions that broke", [error for _, error in broken])

    def _narrow(self) -> None:
        """Leave out what turned out to be another way to the same account."""
        accounts, before = self._schedule.accounts, self._asked
        self._polled = (*accounts.asked, *accounts.tried)
        if accounts.asked != before:
            self._asked = accounts.asked
            for target in before:
                if (stand_in := accounts.twin_of(target)) is not None:
                    hand_over(self._store, target, stand_in)
            if self._asked:
                self._fleet.watch(self._asked)

    def _budget(self, target: Target) -> Budget:
        """Return what a target may be asked, without what questions will take that just set out."""
        budget = self._connector.budget(target)
        return dataclasses.replace(budget, left=budget.left - self._starting[target])

    def _find_wait(self, target: Target) -> float:
        if pause := self._standings.wait(target):
            return pause
        if _is_probing(self._standings, self._schedule, target):
            return LONGEST_WAIT
        return self._schedule.wait(target, self._budget(target), self._clock.monotonic())

    def _time_left(self) -> float:
        waits = [LONGEST_WAIT, *map(self._find_wait, self._polled)]
        return max(min(waits), SHORTEST_WAIT)


def _is_probing(standings: Standings, schedule: Schedule, target: Target) -> bool:
    """Tell whether one question must be answered before another is asked."""
    return standings.of(target).is_backing_off and schedule.under_way(target) > 0
