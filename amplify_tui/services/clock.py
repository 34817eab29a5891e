"""The real clock; everything else is handed one."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's own time; implements ``services.ports.Clock``."""

    def now(self) -> datetime:
        """Return the present moment, aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back, from an arbitrary start."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``."""
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """Return True as soon as ``event`` is set, or False after ``seconds``."""
        try:
            async with asyncio.timeout(max(seconds, 0)):
                return await event.wait()
        except TimeoutError:
            return event.is_set()
