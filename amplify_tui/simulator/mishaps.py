"""Accidents that a test can order: answers that are late, lost, cut or no answers at all."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from amplify_tui.simulator.shapes import Operation


class Mishap(StrEnum):
    """What happens to one call.

    The first group happens before anything is done, the second group to the
    answer of a call that was carried out, the third to stored objects alone.
    """

    DROP_BEFORE = "drop before answer"
    HANG = "hang"
    HTML = "html"
    UNAVAILABLE = "bare 503"
    CRASH = "crash"

    DROP_AFTER = "drop after doing"
    HANG_AFTER = "hang after doing"
    CUT = "cut"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    LIST_MISSING = "empty list missing"
    WRONG_TYPE = "wrong type"
    BAD_TIMES = "bad times"
    REPEATED_TOKEN = "repeated token"  # noqa: S105 - a page's name, no credential

    REDIRECT = "redirect elsewhere"
    PAGE = "page"
    GZIP = "gzip"
    GZIP_CUT = "gzip cut"
    EXPIRED = "expired"
    DRIP = "slow drip"
    RANGE_IGNORED = "range ignored"
    ENDLESS = "endless"
    BOMB = "png bomb"
    LONG_LINE = "long line"
    ESCAPES = "escapes"


EARLY: Final = frozenset({Mishap.DROP_BEFORE, Mishap.HANG, Mishap.HTML, Mishap.UNAVAILABLE, Mishap.CRASH})


@dataclass(slots=True)
class Hold:
    """A call that waits in the server until it is released.

    Attributes:
        arrived: Set when the call has come in.
        released: Set to let it go on.
    """

    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let the call go on to its answer."""
        self.released.set()


@dataclass(slots=True)
class Mishaps:
    """Accidents ordered for the next calls of each operation, taken in order."""

    _orders: dict[str, deque[Fault | Mishap]] = field(default_factory=lambda: defaultdict(deque))
    _holds: dict[str, deque[Hold]] = field(default_factory=lambda: defaultdict(deque))

    def order(self, operation: str, mode: Fault | Mishap | str, times: int = 1) -> None:
        """Order the same accident for the next ``times`` calls of an operation."""
        mishap = mode if isinstance(mode, Fault) else Mishap(mode)
        self._orders[operation].extend([mishap] * times)

    def hold(self, operation: str) -> Hold:
        """Make the next call of an operation wait."""
        hold = Hold()
        self._holds[operation].append(hold)
        return hold

    async def take(self, operation: str) -> Mishap | None:
        """Wait if this call is held, then return what shall befall it.

        Raises:
            Fault: The accident is an error answer.
        """
        if self._holds.get(operation):
            hold = self._holds[operation].popleft()
            hold.arrived.set()
            await hold.released.wait()
        orders = self._orders.get(operation)
        mishap = orders.popleft() if orders else None
        if isinstance(mishap, Fault):
            raise mishap
        return mishap


def spoil_answer(
    mishap: Mishap | None,
    operation: Operation,
    parameters: Mapping[str, object],
    answer: Mapping[str, object],
) -> Mapping[str, object]:
    """Return the answer as the accident leaves it."""
    lists = {name for name, member in operation.answer.members.items() if member.shape.kind == "list"}
    if mishap is Mishap.LIST_MISSING:
        return {name: part for name, part in answer.items() if lists and name not in lists}
    if mishap is Mishap.WRONG_TYPE:
        return dict.fromkeys(answer, "neither a list nor a structure")
    if mishap is Mishap.BAD_TIMES:
        return {name: _spoil_times(part) for name, part in answer.items()}
    if mishap is Mishap.REPEATED_TOKEN:
        token = next((name for name in operation.answer.members if name.lower() == "nexttoken"), "nextToken")
        return {**answer, token: parameters.get(token, "again")}
    return answer


def _spoil_times(value: object) -> object:
    if isinstance(value, datetime):
        return "the day before yesterday"
    if isinstance(value, Mapping):
        return {key: _spoil_times(part) for key, part in value.items()}
    return [_spoil_times(part) for part in value] if isinstance(value, (list, tuple)) else value
