"""How every target asked so far is doing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from amplify_tui.store.backoff import STEADY_DELAY, Standing, concerns_target, may_concern_target
from amplify_tui.store.questions import target_of
from amplify_tui.store.topics import HealthOf

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.health import Problem
    from amplify_tui.model.keys import Target
    from amplify_tui.services.errors import ApiError
    from amplify_tui.services.ports import CallLog, Clock
    from amplify_tui.store.store import Store
    from amplify_tui.store.topics import Topic


class Standings:
    """One ``Standing`` for each target, kept from what becomes of the questions.

    All who ask share one, so that they leave a target alone together. Their
    questions are numbered by turns, which are counted here.
    """

    def __init__(
        self, store: Store, calls: CallLog, clock: Clock, jitter: Callable[[], float] = random.random
    ) -> None:
        self._store = store
        self._calls = calls
        self._clock = clock
        self._jitter = jitter
        self._of: dict[Target, Standing] = {}
        self._turn = 0

    def begin_turn(self) -> int:
        """Begin a turn of questions that are asked together, and return its number."""
        self._turn += 1
        return self._turn

    def of(self, target: Target) -> Standing:
        """Return the standing of a target, a fresh one at first."""
        return self._of.setdefault(target, Standing())

    def wait(self, target: Target) -> float:
        """Return the seconds for which a target wants to be left alone; 0 when all is well."""
        return max(self.of(target).quiet_until - self._clock.monotonic(), 0.0)

    def note_question(self, topic: Topic[Any]) -> None:
        """Note that a topic is asked about now."""
        self.of(target_of(topic)).asked_at = self._clock.now()

    def note_answer(self, topic: Topic[Any], turn: int) -> None:
        """Note that a question of a turn was answered."""
        self.of(target_of(topic)).answer(turn, self._clock.now())

    def note_failure(self, topic: Topic[Any], error: ApiError, turn: int) -> None:
        """Note that a question was not answered.

        Args:
            topic: What was asked about.
            error: Why.
            turn: Turn in which it was asked.
        """
        standing, now = self.of(target_of(topic)), self._clock.now()
        if concerns_target(error):
            mono, jitter = self._clock.monotonic(), self._jitter()
            standing.fail(error, turn, last_turn=self._turn, at=now, mono=mono, jitter=jitter)
        elif may_concern_target(error):
            standing.doubt(error, turn, now)
        else:
            standing.reach(turn)

    def note_bug(self, target: Target, problem: Problem) -> None:
        """Show that the program itself failed; gone with the next answer."""
        self.of(target).complain(problem, self._clock.now(), STEADY_DELAY)

    def publish(self, target: Target, interval: float) -> None:
        """Put the health of a target.

        Args:
            target: Which.
            interval: Present pace, seconds.
        """
        now = self._clock.now()
        health = self.of(target).health(interval, self._calls.per_minute(target, now))
        self._store.put(HealthOf(target), health, now)
