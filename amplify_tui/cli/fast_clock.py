"""A clock that runs faster than the machine's, for the demo's ``--speed``."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from amplify_tui.services.clock import SystemClock

if TYPE_CHECKING:
    import asyncio
    from datetime import datetime

    from amplify_tui.services.ports import Clock


class FastClock:
    """Starts at the present and then passes ``speed`` seconds in each; implements ``ports.Clock``.

    Sleeping and waiting are as much shorter, so that ages, paces and the age of
    the picture stay in step with the simulated world.

    Args:
        speed: How much faster time passes; above zero.
        clock: The clock that is sped up.
    """

    def __init__(self, speed: float, clock: Clock | None = None) -> None:
        self._speed = speed
        self._clock = clock or SystemClock()
        self._started_at = self._clock.now()
        self._began = self._clock.monotonic()

    def now(self) -> datetime:
        """Return this clock's present moment, aware UTC."""
        return self._started_at + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Return this clock's seconds since it was made."""
        return (self._clock.monotonic() - self._began) * self._speed

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds of this clock."""
        await self._clock.sleep(seconds / self._speed)

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """Return True as soon as ``event`` is set, or False after so many seconds of this clock."""
        return await self._clock.wait(event, seconds / self._speed)
