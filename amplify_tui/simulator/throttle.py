"""How many calls the service takes in a second before it asks for patience."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(slots=True)
class Throttle:
    """A token bucket filled by the world's clock, which refuses in the ways that AWS has been seen to."""

    _tokens: float | None = field(init=False, default=None)
    _filled_at: datetime | None = field(init=False, default=None)
    _refusals: int = field(init=False, default=0)

    def check(self, operation: str, now: datetime, calls_per_second: float | None) -> None:
        """Let a call pass, or refuse it.

        Args:
            operation: What is called.
            now: The world's present moment.
            calls_per_second: What is allowed; None for everything.

        Raises:
            Fault: In turn ThrottlingException 400, BadRequestException 400 and
                ThrottlingException 429, BadRequestException 400.
        """
        if calls_per_second is None:
            return
        room = max(1.0, calls_per_second)
        passed = 0.0 if self._filled_at is None else max(0.0, (now - self._filled_at).total_seconds())
        tokens = room if self._tokens is None else min(room, self._tokens + passed * calls_per_second)
        self._filled_at = now
        if tokens >= 1:
            self._tokens = tokens - 1
            return
        self._tokens = tokens
        self._refusals += 1
        if self._refusals % 2 == 0:
            raise Fault(
                "BadRequestException",
                f"Rate exceeded while calling {operation}, please try again later.",
                400,
            )
        raise Fault("ThrottlingException", "Rate exceeded", 400 if self._refusals % 4 == 1 else 429)
