"""Where a view of rows stands: rows may be several lines high when text is wrapped; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_STEP = 10_000


class Viewport:
    """The rows on screen, found from the top one downwards; no row but these is ever measured.

    Args:
        height_of: Tells how many screen lines a row takes, at least one.
    """

    def __init__(self, height_of: Callable[[int], int]) -> None:
        self._height_of = height_of
        self.top = 0
        self.skipped = 0
        self.count = 0
        self.page = 0

    def set_extent(self, count: int, page: int) -> None:
        """Fit to other rows or another height.

        Args:
            count: How many rows there are.
            page: How many screen lines there are.
        """
        self.count, self.page = count, page
        if self.top >= count:
            self.top, self.skipped = max(count - 1, 0), 0
        self._settle()

    def lines(self) -> list[tuple[int, int]]:
        """Return row and part of the row for each screen line, from the top; fewer at the end of the log."""
        found: list[tuple[int, int]] = []
        row, part = self.top, self.skipped
        while row < self.count and len(found) < self.page:
            height = self._height_of(row)
            found.extend((row, each) for each in range(part, height))
            row, part = row + 1, 0
        return found[: self.page]

    def scroll(self, by: int) -> None:
        """Scroll by screen lines, no further than the ends.

        Args:
            by: How many, downwards where positive.
        """
        wanted = self.skipped + max(min(by, _STEP), -_STEP)
        while wanted < 0 and self.top > 0:
            self.top -= 1
            wanted += self._height_of(self.top)
        while self.top < self.count - 1 and wanted >= (height := self._height_of(self.top)):
            self.top += 1
            wanted -= height
        highest = self._height_of(self.top) - 1 if self.top < self.count else 0
        self.skipped = max(min(wanted, highest), 0)
        self._settle()

    def reveal(self, row: int) -> None:
        """Scroll no further than needed to have a row on screen."""
        seen = self.lines()
        if not seen:
            return
        if row < self.top or (row == self.top and self.skipped):
            self.top, self.skipped = row, 0
        elif row > seen[-1][0] or (row, self._height_of(row) - 1) not in seen:
            self._put_last(row)

    def show_at(self, row: int, share: float) -> None:
        """Scroll so that a row stands at a share of the page from its top.

        Args:
            row: Which row.
            share: From 0, the top, to 1.
        """
        self.top, self.skipped = max(min(row, self.count - 1), 0), 0
        self.scroll(-int(self.page * share))

    def to_end(self) -> None:
        """Scroll to the end."""
        self._put_last(self.count - 1)

    def is_seen(self, row: int) -> bool:
        """Tell whether any part of a row is on screen."""
        seen = self.lines()
        return bool(seen) and seen[0][0] <= row <= seen[-1][0]

    def _put_last(self, row: int) -> None:
        """Make a row the last one on screen; one that is higher than the page shows its beginning."""
        self.top, self.skipped = max(row, 0), 0
        height = self._height_of(row) if row >= 0 else 1
        if height < self.page:
            left = self.page - height
            while left > 0 and self.top > 0:
                self.top -= 1
                left -= self._height_of(self.top)
            self.skipped = max(-left, 0)

    def _settle(self) -> None:
        """Leave no empty lines below the end while there are rows above."""
        free = self.page - len(self.lines())
        while free > 0 and (self.top > 0 or self.skipped > 0):
            if self.skipped:
                back = min(self.skipped, free)
                self.skipped -= back
                free -= back
            else:
                self.top -= 1
                height = self._height_of(self.top)
                self.skipped = max(height - free, 0)
                free -= height - self.skipped
