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
        self._keys: list[Key] = []
        self.entries: list[Entry] = []
        """The branches in order; to look at, not to change."""

    def first(self) -> Entry | None:
        """Return the first branch; None where there is none."""
        return self.entries[0] if self.entries else None

    def add(self, key: Key, entry: Entry) -> None:
        """Put a branch where its key belongs."""
        number = _number(key)
        place = self._find(number, key)
        self._numbers.insert(place, number)
        self._keys.insert(place, key)
        self.entries.insert(place, entry)

    def remove(self, key: Key) -> None:
        """Take the branch of a key out; it must be there."""
        place = self._find(_number(key), key)
        del self._numbers[place]
        del self._keys[place]
        del self.entries[place]

    def sift(self, row: Row, passes: Callable[[Entry], bool]) -> None:
        """Take over from another row what passes, as it is in order already."""
        let_in = list(map(passes, row.entries))
        self._numbers = array("d", compress(row._numbers, let_in))
        self._keys = list(compress(row._keys, let_in))
        self.entries = list(compress(row.entries, let_in))

    def _find(self, number: float, key: Key) -> int:
        low = bisect_left(self._numbers, number)
        high = bisect_right(self._numbers, number, low)
        return low if low == high else bisect_left(self._keys, key, low, high)


def _number(key: Key) -> float:
    return key[0] * _RANK_SPAN + key[1]
