"""What waits to be asked, in the order of its turns."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from amplify_tui.store.topics import Topic

NEVER: Final = float("-inf")
FOREVER: Final = float("inf")
_SLACK: Final = 64
"""Entries left behind that are not worth tidying away."""


class Kind(Enum):
    """How much hurry there is to ask about something."""

    FIRST = auto()
    """Never answered yet."""
    GOING = auto()
    RECENT = auto()
    SLEEPING = auto()
    LIST = auto()
    """A list of apps or branches that was read before."""


@dataclass(slots=True, eq=False)
class Spot:
    """One thing that can be asked about.

    Attributes:
        topic: What is asked.
        kind: How much hurry there is.
        rank: Its place among what was never answered; the lowest is first.
        asked_at: Last question, seconds on the monotonic clock; ``NEVER`` before the first.
        pages: Calls that the question costs.
        hint_at: When it is asked next, as it waits among the hints; else of no meaning.
        is_under_way: Whether it is being asked now.
        is_wanted: Whether it is to be asked again at once, as something changed meanwhile.
        is_hinted: Whether an event or a key wanted the last question.
        is_known: Whether it was ever answered.
        is_shown: Whether it is on screen.
        is_whole: Whether more than the newest job is asked for.
        newest_id: Number of the newest job; 0 where there is none.
    """

    topic: Topic[Any]
    kind: Kind
    rank: float = 0.0
    asked_at: float = NEVER
    pages: int = 1
    hint_at: float = NEVER
    is_under_way: bool = False
    is_wanted: bool = False
    is_hinted: bool = False
    is_known: bool = False
    is_shown: bool = False
    is_whole: bool = True
    newest_id: int = 0


class Round:
    """Spots in the order of a key, each at most once; every step costs O(log n) at most."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Spot]] = []
        self._numbers: dict[Spot, int] = {}
        self._count = count()

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, spot: Spot) -> bool:
        return spot in self._numbers

    def put(self, spot: Spot, key: float) -> None:
        """Add a spot, or move it."""
        number = self._numbers[spot] = next(self._count)
        heapq.heappush(self._heap, (key, number, spot))
        if len(self._heap) > 2 * len(self._numbers) + _SLACK:
            self._heap = [entry for entry in self._heap if self._numbers.get(entry[2]) == entry[1]]
            heapq.heapify(self._heap)

    def drop(self, spot: Spot) -> None:
        """Remove a spot, if it is there."""
        self._numbers.pop(spot, None)

    @property
    def key(self) -> float:
        """The lowest key; ``FOREVER`` where there is none."""
        self._tidy()
        return self._heap[0][0] if self._heap else FOREVER

    @property
    def top(self) -> Spot:
        """The spot with the lowest key, of equal ones the first that came; there must be one."""
        self._tidy()
        return self._heap[0][2]

    def _tidy(self) -> None:
        while self._heap and self._numbers.get(self._heap[0][2]) != self._heap[0][1]:
            heapq.heappop(self._heap)


class Rounds:
    """Where every spot waits that is not under way.

    Each waits in the round of its kind; one that is wanted at once waits among
    the hints as well, and a quiet one on screen among the shown.
    """

    def __init__(self) -> None:
        self.of = {kind: Round() for kind in Kind}
        self.hints = Round()
        self.shown = Round()

    def line_up(self, spot: Spot) -> None:
        """Let a spot wait for its turn; it keeps what it has waited since it was last asked."""
        for kind, waiting in self.of.items():
            if kind is not spot.kind:
                waiting.drop(spot)
        self.of[spot.kind].put(spot, spot.rank if spot.kind is Kind.FIRST else spot.asked_at)
        if spot.is_shown and spot.kind in {Kind.RECENT, Kind.SLEEPING}:
            self.shown.put(spot, spot.asked_at)
        else:
            self.shown.drop(spot)

    def leave(self, spot: Spot) -> None:
        """Let a spot wait no longer."""
        for waiting in (*self.of.values(), self.hints, self.shown):
            waiting.drop(spot)
