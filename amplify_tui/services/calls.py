"""Keeps the calls made so far: for the history screen, and for the calls-a-minute figure."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from amplify_tui.model.calls import Call
    from amplify_tui.model.keys import Target

KEPT: Final = 2_000
"""More than any pace a user can set makes in the minute that is counted."""

MINUTE: Final = timedelta(minutes=1)

LONGEST_CALL: Final = timedelta(minutes=2)
"""Calls are kept in the order of their answers, so one may stand this much behind its time."""


class CallJournal:
    """The calls made so far, newest last, bounded; implements ``services.ports.CallLog``.

    Args:
        kept: How many calls are kept.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._calls: deque[Call] = deque(maxlen=kept)
        self._sent: dict[Target, deque[tuple[datetime, int]]] = {}
        self._callbacks: list[Callable[[Call], None]] = []

    def record(self, call: Call) -> None:
        """Keep a call that has come to its end, and tell everybody who listens."""
        self._calls.append(call)
        self._sent.setdefault(call.target, deque(maxlen=KEPT)).append((call.at, call.tries))
        for callback in tuple(self._callbacks):
            callback(call)

    def recent(self) -> Sequence[Call]:
        """Return what is kept, oldest first."""
        return tuple(self._calls)

    def subscribe(self, callback: Callable[[Call], None]) -> Callable[[], None]:
        """Call back at every further call; returns how to stop that."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def per_minute(self, target: Target, now: datetime) -> int:
        """Count the calls to a target in the sixty seconds before ``now``, retries included.

        Args:
            target: Account and region.
            now: The present moment, aware UTC.
        """
        since = now - MINUTE
        sent = self._sent.get(target, deque())
        while sent and sent[0][0] < since - LONGEST_CALL:
            sent.popleft()
        return sum(tries for at, tries in sent if since < at <= now)
