"""Divides calls among those who want them, by weight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

K = TypeVar("K")


class Shares(Generic[K]):
    """Start-time fair queueing: who has something to ask gets a share of the calls by weight.

    What one does not use falls to the others and cannot be saved up. While somebody has
    something to ask, ``n`` of his calls are made among ``(n + 1) * total / weight`` calls and
    one more for each of the others, whatever those others want.

    Args:
        weights: Weight of each, above zero.

    Source:
        Goyal, Vin, Cheng: Start-time Fair Queuing, 1996.
    """

    def __init__(self, weights: Mapping[K, float]) -> None:
        self._weights = weights
        self._ends = dict.fromkeys(weights, 0.0)
        self._now = 0.0
        self._asking: frozenset[K] = frozenset()

    def pick(self, asking: Collection[K]) -> K:
        """Return whose turn it is.

        Args:
            asking: Who has something to ask now; not empty.
        """
        for each in asking:
            if each not in self._asking:
                self._ends[each] = max(self._ends[each], self._now)
        self._asking = frozenset(asking)
        return min(asking, key=self._ends.__getitem__)

    def charge(self, who: K, calls: float = 1.0) -> None:
        """Count the calls of somebody whose turn it was."""
        self._now = self._ends[who]
        self._ends[who] += calls / self._weights[who]
