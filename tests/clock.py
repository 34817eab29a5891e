"""A clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

STARTED_AT: Final = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_TURNS: Final = 20


class ManualClock:
    """``services.ports.Clock`` whose time passes only by ``advance``.

    Example::

        task = asyncio.create_task(poller.run())
        await clock.until_waiting()  # the poller did its round and sleeps
        clock.advance(30)            # its time has come
        await clock.until_waiting()  # and it did its next round
    """

    def __init__(self, started_at: datetime = STARTED_AT) -> None:
        self._started_at = started_at
        self._passed = 0.0
        self._due: dict[asyncio.Future[None], float] = {}
        self._changed: set[asyncio.Future[None]] = set()

    def now(self) -> datetime:
        """Return the present moment, aware UTC."""
        return self._started_at + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        """Return seconds since the clock was made, plus a start that is not zero."""
        return 1_000.0 + self._passed

    @property
    def waiting(self) -> tuple[float, ...]:
        """Seconds that each sleeper still has to wait, shortest first."""
        return tuple(sorted(due - self._passed for due in self._due.values()))

    def advance(self, seconds: float) -> None:
        """Move the time on and wake, in the order of their times, all whose time has come."""
        self._passed += seconds
        for waiter, due in sorted(self._due.items(), key=lambda item: item[1]):
            if due <= self._passed:
                del self._due[waiter]
                _wake(waiter)

    async def run(self, seconds: float) -> None:
        """Move the time on from sleeper to sleeper, letting each do what needs no network."""
        end = self._passed + seconds
        while self._due and min(self._due.values()) <= end:
            self.advance(max(0.0, min(self._due.values()) - self._passed))
            for _ in range(_TURNS):
                await asyncio.sleep(0)
        self.advance(end - self._passed)

    async def sleep(self, seconds: float) -> None:
        """Return when the time has been moved on by ``seconds``."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        waiter = self._add(seconds)
        try:
            await waiter
        finally:
            self._due.pop(waiter, None)

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """Return True as soon as ``event`` is set, or False when the time has been moved on."""
        if event.is_set():
            return True
        waiter = self._add(seconds)
        watcher = asyncio.create_task(event.wait())
        watcher.add_done_callback(lambda _: _wake(waiter))
        try:
            await waiter
            return event.is_set()
        finally:
            watcher.cancel()
            self._due.pop(waiter, None)

    async def until_waiting(self, count: int = 1, *, timeout: float = 60.0) -> None:  # noqa: ASYNC109 - see below
        """Return as soon as at least ``count`` sleepers wait for the time to be moved on.

        Args:
            count: How many.
            timeout: Real seconds before a test that waits in vain fails with TimeoutError.
        """
        async with asyncio.timeout(timeout):
            while len(self._due) < count:
                changed = asyncio.get_running_loop().create_future()
                self._changed.add(changed)
                await changed

    def _add(self, seconds: float) -> asyncio.Future[None]:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._due[waiter] = self._passed + seconds
        for changed in self._changed:
            _wake(changed)
        self._changed.clear()
        return waiter


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
