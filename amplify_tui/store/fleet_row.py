"""A row of branches in order, in which thousands cost hardly more than a hundred."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import compress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.store.fleet_entry import Entry, Key

_RANK_SPAN: Final = 1e12
"""More seconds than there are between any two moments, so that a lower rank is the lower number."""


class Row:
    """Branches in the order of their keys.

    Keys lie scattered in memory, and each look at one that was not looked at for
    long is slow. So each has a number that stands beside its neighbours; keys
    themselves decide only between equal numbers.
    """

    def __init__(self) -> None:
        self._numbers = array("d")
        self._pairs: list[tuple[Key, Entry]] = []

    def entries(self) -> list[Entry]:
        """Return the branches in order."""
        return [entry for _, entry in self._pairs]

    def first(self) -> Entry | None:
        """Return the first branch; None where there is none."""
        return self._pairs[0][1] if self._pairs else None

    def add(self, key: Key, entry: Entry) -> None:
        """Put a branch where its key belongs."""
        number = _number(key)
        place = self._find(number, key)
        self._numbers.insert(place, number)
        self._pairs.insert(place, (key, entry))

    def remove(self, key: Key) -> None:
        """Take the branch of a key out; it must be there."""
        place = self._find(_number(key), key)
        del self._numbers[place]
        del self._pairs[place]

    def sift(self, row: Row, passes: Callable[[Entry], bool]) -> None:
        """Take over from another row what passes, as it is in order already."""
        let_in = [passes(entry) for _, entry in row._pairs]
        self._pairs = list(compress(row._pairs, let_in))
        self._numbers = array("d", compress(row._numbers, let_in))

    def _find(self, number: float, key: Key) -> int:
        low = bisect_left(self._numbers, number)
        high = bisect_right(self._numbers, number, low)
        return low if low == high else bisect_left(self._pairs, (key,), low, high)


def _number(key: Key) -> float:
    return key[0] * _RANK_SPAN + key[1]
