"""How many calls an account's region may be asked, and how many are left."""

from __future__ import annotations

from dataclasses import dataclass


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
