"""How many calls an account's region may be asked, and how many are left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LEAST_SHARE: Final = 1 / 8
"""Of the pace, however often the service asks for patience."""
SHARE_PER_ANSWER: Final = 1 / 50
"""Of the pace, won back with every good answer."""
ROUNDING: Final = 1e-9
"""Of a call; less than that must not make anybody sleep for a billionth of a second."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The calls of one account and region at one moment.

    Attributes:
        per_second: Present pace; what was set, or less after throttling.
        full_per_second: Pace that was set.
        burst: Calls that may go at once after a quiet time, at the present pace.
        left: Calls that may go now; below zero after retries that nobody foresaw.
        waiting: Calls that wait for their turn.
        per_minute: Calls of the last sixty seconds, retries counted.
    """

    per_second: float
    full_per_second: float
    burst: float
    left: float
    waiting: int = 0
    per_minute: int = 0


class Bucket:
    """Tokens for calls: so many a second come in, up to a burst, and each call takes one.

    Where the service asks for patience pace and burst are halved; with every
    good answer a little of both comes back. So it settles at what the service
    takes, instead of going all out after every back-off.

    Args:
        per_second: How many calls may go in a second, in the long run; above zero.
        burst: How many may go at once after a quiet time.
        now: Seconds on a clock that never goes back.
    """

    def __init__(self, per_second: float, burst: int, now: float) -> None:
        self.full_pace = per_second
        self._full_room = float(max(burst, 1))
        self._share = 1.0
        self._slowed_at: float | None = None
        self._left = self._full_room
        self._filled_at = now

    @property
    def pace(self) -> float:
        """Calls a second at present."""
        return self.full_pace * self._share

    @property
    def room(self) -> float:
        """Calls that may go at once after a quiet time, at present."""
        return max(self._full_room * self._share, 1.0)

    def left(self, now: float) -> float:
        """Tell how many calls may go; below zero after retries that nobody foresaw."""
        self._left = min(self.room, self._left + max(now - self._filled_at, 0.0) * self.pace)
        self._filled_at = max(now, self._filled_at)
        return self._left

    def missing(self, now: float, wanted: float = 1.0) -> float:
        """Tell in how many seconds so many calls may go at once; 0 for now.

        Args:
            now: Seconds on the same clock.
            wanted: How many; no more than there is room for.
        """
        wanted = min(wanted, self.room)
        left = self.left(now)
        return 0.0 if left >= wanted - ROUNDING else (wanted - left) / self.pace

    def take(self, calls: float = 1.0) -> None:
        """Take tokens for calls that go; more than there are for those that have gone unasked."""
        self._left -= calls

    def give_back(self, calls: float = 1.0) -> None:
        """Put tokens back for calls that did not go."""
        self._left = min(self.room, self._left + calls)

    def slow_down(self, now: float) -> None:
        """Halve pace and burst, once for all the calls that were refused together."""
        if self._slowed_at is not None and now - self._slowed_at < 1 / self.pace:
            return
        self.left(now)
        self._slowed_at = now
        self._share = max(self._share / 2, LEAST_SHARE)

    def speed_up(self) -> None:
        """Win a little of pace and burst back."""
        self._share = min(self._share + SHARE_PER_ANSWER, 1.0)
