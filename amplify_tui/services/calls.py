"""Keeps the calls made so far: for the history screen, and for the calls-a-minute figure."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from amplify_tui.model.calls import Call
    from amplify_tui.model.keys import Target

KEPT: Final = 2_000
"""More than any pace a user can set makes in the minute that is counted."""

MINUTE: Final = timedelta(minutes=1)

KEPT_OF_QUEUES: Final = 200
"""With many events a second the calls to queues would push Amplify's out of what is kept."""

QUEUES: Final = "sqs"

LONGEST_CALL: Final = timedelta(minutes=2)
"""Calls are kept in the order of their answers, so one may stand this much behind its time."""


class CallJournal:
    """The calls made so far, newest last, bounded; implements ``services.ports.CallLog``.

    Args:
        kept: How many calls are kept.
        kept_of_queues: How many of those to queues are kept beside them.
    """

    def __init__(self, kept: int = KEPT, kept_of_queues: int = KEPT_OF_QUEUES) -> None:
        self._calls: deque[tuple[int, Call]] = deque(maxlen=kept)
        self._of_queues: deque[tuple[int, Call]] = deque(maxlen=kept_of_queues)
        self._count = 0
        self._sent: dict[Target, deque[tuple[datetime, int]]] = {}
        self._callbacks: list[Callable[[Call], None]] = []

    def record(self, call: Call) -> None:
        """Keep a call that has come to its end, and tell everybody who listens."""
        self._count += 1
        if call.service == QUEUES:
            self._of_queues.append((self._count, call))
        else:
            self._calls.append((self._count, call))
            self._sent.setdefault(call.target, deque(maxlen=KEPT)).append((call.at, call.tries))
        for callback in tuple(self._callbacks):
            callback(call)

    def recent(self) -> Sequence[Call]:
        """Return what is kept, oldest first."""
        if not self._of_queues:
            return tuple([call for _, call in self._calls])
        return tuple([call for _, call in merge(self._calls, self._of_queues, key=itemgetter(0))])

    def subscribe(self, callback: Callable[[Call], None]) -> Callable[[], None]:
        """Call back at every further call; returns how to stop that."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def per_minute(self, target: Target, now: datetime) -> int:
        """Count the calls to a target in the sixty seconds before ``now``, retries included, queues not.

        Args:
            target: Account and region.
            now: The present moment, aware UTC.
        """
        since = now - MINUTE
        sent = self._sent.get(target, deque())
        while sent and sent[0][0] < since - LONGEST_CALL:
            sent.popleft()
        return sum(tries for at, tries in sent if since < at <= now)
