"""Says how the targets of a fleet are doing, no more often than anybody can read."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

from amplify_tui.store.supervisor import BUG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amplify_tui.model.health import Problem
    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.standings import Standings

PUBLISH_SECONDS: Final = 1.0
"""Between two healths of a target that differ in their figures only."""


class HealthNotices:
    """Puts the health of every target that something was asked of.

    Args:
        standings: How every target is doing.
        clock: The source of time.
        quiet_pace: Seconds between two questions where nothing happens.
        find_wait: Finds the seconds until a target is asked next.
    """

    def __init__(
        self, standings: Standings, clock: Clock, quiet_pace: float, find_wait: Callable[[Target], float]
    ) -> None:
        self._standings = standings
        self._clock = clock
        self._quiet_pace = quiet_pace
        self._find_wait = find_wait
        self._published: dict[Target, tuple[float, Problem | None, float]] = {}

    def publish(self, targets: Iterable[Target]) -> None:
        """Put the health of targets that were just asked.

        A pace that became much slower is no mere figure: measured by the old one,
        a target that is left alone as planned would soon pass for one that is silent.
        """
        now = self._clock.monotonic()
        for target in targets:
            at, problem, told = self._published.get(target, (-PUBLISH_SECONDS, None, 0.0))
            standing = self._standings.of(target)
            wait = self._find_wait(target)  # endless only until an answer comes, and that is soon
            pace = max(self._quiet_pace, wait) if isfinite(wait) else self._quiet_pace
            if now - at >= PUBLISH_SECONDS or problem != standing.problem or pace > 2 * told:
                self._published[target] = (now, standing.problem, pace)
                self._standings.publish(target, pace)

    def show_bug(self, targets: Iterable[Target]) -> None:
        """Show on every target that the program itself failed."""
        for target in targets:
            self._standings.note_bug(target, BUG)
            self._standings.publish(target, self._quiet_pace)
