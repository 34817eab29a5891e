"""How rows lie below each other of which a few take two lines of the screen."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Heights:
    """Where each row begins, counted in lines of the screen.

    Every question costs the logarithm of the number of tall rows; a row that
    grows or shrinks costs no more than moving what lies behind it in a list.
    """

    def __init__(self) -> None:
        self._tall: list[int] = []

    @property
    def extra(self) -> int:
        """How many lines there are beyond one for each row."""
        return len(self._tall)

    def replace(self, tall: Iterable[int]) -> None:
        """Say which rows take two lines.

        Args:
            tall: Their numbers from 0, ascending.
        """
        self._tall = list(tall)

    def mark(self, row: int, *, is_tall: bool) -> None:
        """Say whether a row takes two lines.

        Args:
            row: Counted from 0.
            is_tall: Whether it does.
        """
        if is_tall and not self.is_tall(row):
            insort(self._tall, row)
        elif not is_tall and self.is_tall(row):
            del self._tall[bisect_left(self._tall, row)]

    def is_tall(self, row: int) -> bool:
        """Whether a row takes two lines."""
        at = bisect_left(self._tall, row)
        return at < len(self._tall) and self._tall[at] == row

    def height_of(self, row: int) -> int:
        """Return how many lines a row takes."""
        return 2 if self.is_tall(row) else 1

    def place_of(self, row: int) -> int:
        """Return the first line of a row, counted from 0."""
        return row + bisect_left(self._tall, row)

    def row_at(self, place: int) -> tuple[int, int]:
        """Return the row that lies at a line, and which of its own lines that is, from 0.

        Args:
            place: Line counted from 0.
        """
        low, high = 0, len(self._tall)
        while low < high:
            middle = (low + high) // 2
            if self._tall[middle] + middle + 1 <= place:
                low = middle + 1
            else:
                high = middle
        row = place - low
        return row, int(low > 0 and self._tall[low - 1] == row)
