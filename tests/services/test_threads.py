"""Work in a thread of its own: its result, its error, and nobody who has to wait for it."""

from __future__ import annotations

import asyncio
import threading

import pytest

from amplify_tui.services.threads import run_in_thread


async def test_it_returns_what_the_work_returns_from_another_thread() -> None:
    assert await run_in_thread(threading.get_ident) != threading.get_ident()


async def test_it_raises_what_the_work_raises() -> None:
    def work() -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        await run_in_thread(work)


async def test_who_gives_up_does_not_wait_for_the_work() -> None:
    go, ended = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def work() -> None:
        go.wait()
        loop.call_soon_threadsafe(ended.set)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await run_in_thread(work)
    go.set()
    await ended.wait()


def test_work_that_outlives_its_loop_ends_in_silence() -> None:
    go, threads = threading.Event(), set(threading.enumerate())

    async def give_up() -> threading.Thread:
        waiting = asyncio.ensure_future(run_in_thread(go.wait))
        await asyncio.sleep(0)
        (thread,) = set(threading.enumerate()) - threads
        waiting.cancel()
        return thread

    thread = asyncio.run(give_up())
    assert thread.daemon
    go.set()
    thread.join()
