"""The real clock runs forward, in UTC, and wakes for an event."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from amplify_tui.services.clock import SystemClock


async def test_time_is_utc_and_runs_forward() -> None:
    clock = SystemClock()
    first = clock.monotonic()
    await clock.sleep(0.001)
    assert clock.monotonic() > first
    assert clock.now().utcoffset() == timedelta(0)


async def test_waiting_ends_with_the_event() -> None:
    clock, event = SystemClock(), asyncio.Event()
    task = asyncio.create_task(clock.wait(event, 60))
    await asyncio.sleep(0)
    event.set()
    assert await task


async def test_waiting_ends_with_the_time() -> None:
    assert not await SystemClock().wait(asyncio.Event(), 0.001)


async def test_an_event_already_set_is_not_waited_for() -> None:
    event = asyncio.Event()
    event.set()
    assert await SystemClock().wait(event, -1)
