"""Runs what blocks in a thread of its own that nobody has to wait for at the end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def run_in_thread(work: Callable[[], T]) -> T:
    """Return what ``work`` returns, or raise what it raises.

    Unlike ``asyncio.to_thread`` the thread ends with the process: a credential
    process that never answers, or an address that swallows requests, must not
    keep a command alive that ctrl+c or its time limit has ended.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type] # None only where T allows it

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            failure = error
        with suppress(RuntimeError):  # the loop is closed, so nobody waits any more
            loop.call_soon_threadsafe(settle, result, failure)

    Thread(target=run, name="amplify-tui work", daemon=True).start()
    return await done
