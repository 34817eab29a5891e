"""Lets work go on after an internal error: a dashboard must not die at night."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final, NoReturn

from amplify_tui.model.health import Problem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from amplify_tui.services.ports import Clock

BUG_DELAY: Final = 2.0
BUG_LIMIT: Final = 60.0
BUG: Final = Problem("InternalError", "internal error, see log", "The log file tells more.", "InternalError")

_LOG: Final = logging.getLogger(__name__)


async def supervise(
    work: Callable[[], Awaitable[None]], clock: Clock, name: str, on_bug: Callable[[], None] = lambda: None
) -> NoReturn:
    """Do work for ever; the one place where unexpected errors end.

    They are logged, and the work goes on after a pause that grows as long as it fails.

    Args:
        work: One round of it, which waits by itself for the next.
        clock: The source of time.
        name: Who works, as the log shall call him.
        on_bug: Shows that something went wrong.
    """
    row = 0
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001 - the only one of its kind
            _LOG.exception("%s goes on after an internal error", name)
            row += 1
            on_bug()
            await clock.sleep(min(BUG_LIMIT, BUG_DELAY * 2.0 ** min(row - 1, 10)))
        else:
            row = 0
