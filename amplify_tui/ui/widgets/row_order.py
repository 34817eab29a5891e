"""Which rows a table shows, and in what order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.columns import CellContext
from amplify_tui.ui.widgets.heights import Heights

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence
    from datetime import datetime

    from amplify_tui.ui.columns import Column

R = TypeVar("R")

_BLOCK = 128


@dataclass(frozen=True, slots=True)
class SortState:
    """What a table is sorted by.

    Attributes:
        column_id: Id of the column.
        is_reverse: Whether the largest stands first.
    """

    column_id: str
    is_reverse: bool = False


class RowOrder(Generic[R]):
    """Rows as they came, and the ones of them that are shown.

    Without a filter and a sort order this costs nothing, however many rows there
    are; with them, a change that moves no row costs one comparison a row.
    """

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], Hashable]) -> None:
        self.rows: Sequence[R] = ()
        self.sort: SortState | None = None
        self.words: tuple[str, ...] = ()
        self._columns = {column.id: column for column in columns}
        self._key = key
        self._order: list[int] | None = None
        self._is_tall: Callable[[R], bool] | None = None
        self.heights = Heights()

    def __len__(self) -> int:
        return len(self.rows) if self._order is None else len(self._order)

    def __getitem__(self, line: int) -> R:
        return self.rows[line if self._order is None else self._order[line]]

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Filter and sort by other columns, the next time that rows are arranged."""
        self._columns = {column.id: column for column in columns}
        if self.sort is not None and self.sort.column_id not in self._columns:
            self.sort = None

    def replace(self, rows: Sequence[R], now: datetime, changed: Sequence[int] | None = None) -> None:
        """Take new rows in.

        Args:
            rows: In their natural order.
            now: The present moment, for columns that render by it.
            changed: Places of those that are not the same as before, where it is known
                that all others are; else None.
        """
        old, self.rows = self.rows, rows
        is_natural = not self.words and self.sort is None
        if not is_natural and (self._order is None or not self._keeps_order(old, rows, now)):
            self.arrange(now)
        elif self._is_tall is not None and is_natural and len(old) == len(rows):
            for line in changed_places(old, rows) if changed is None else changed:
                self.heights.mark(line, is_tall=self._is_tall(rows[line]))
        else:
            self._measure()

    def seen(self, top: int, count: int) -> list[tuple[R, int, int]]:
        """Return what stands in rows of the screen: a row, its line, and which part of that.

        Args:
            top: The first row of the screen, counted from 0.
            count: How many.
        """
        found: list[tuple[R, int, int]] = []
        line, part = self.heights.row_at(top)
        end = len(self)
        while len(found) < count and line < end:
            found.append((self[line], line, part))
            line, part = (line, 1) if part == 0 and self.heights.is_tall(line) else (line + 1, 0)
        return found

    def set_tall(self, is_tall: Callable[[R], bool] | None) -> None:
        """Say which rows take two lines of the screen.

        Args:
            is_tall: Whether a row does; None for no row at all.
        """
        self._is_tall = is_tall
        self._measure()

    def arrange(self, now: datetime) -> None:
        """Filter and sort all rows anew.

        Args:
            now: The present moment, for columns that render by it.
        """
        self._order = None if not self.words and self.sort is None else self._arranged(now)
        self._measure()

    def _arranged(self, now: datetime) -> list[int]:
        order = [index for index, row in enumerate(self.rows) if self._passes(row, now)]
        by = None if self.sort is None else self._columns[self.sort.column_id].sort_key
        if self.sort is not None and by is not None:
            keys = {index: by(self.rows[index]) for index in order}
            known = [index for index in order if keys[index] is not None]
            known.sort(key=keys.__getitem__, reverse=self.sort.is_reverse)
            order = known + [index for index in order if keys[index] is None]
        return order

    def _measure(self) -> None:
        """Find the tall rows among all."""
        is_tall = self._is_tall
        if is_tall is None:
            self.heights.replace(())
            return
        shown = self.rows if self._order is None else (self.rows[index] for index in self._order)
        self.heights.replace(line for line, row in enumerate(shown) if is_tall(row))

    def next_sort(self) -> SortState | None:
        """Return what follows the present sort order: reversed, then the next column, at last none."""
        able = [column.id for column in self._columns.values() if column.sort_key]
        if self.sort is None:
            return SortState(able[0]) if able else None
        if not self.sort.is_reverse:
            return SortState(self.sort.column_id, is_reverse=True)
        following = able.index(self.sort.column_id) + 1
        return SortState(able[following]) if following < len(able) else None

    def find(self, key: Hashable, near: int) -> int | None:
        """Return the line of a key, looking outward from where it is likely to be.

        Args:
            key: Key of the row.
            near: Line to begin at.
        """
        count = len(self)
        for distance in range(max(near + 1, count - near)):
            for line in (near + distance, near - distance):
                if 0 <= line < count and self._key(self[line]) == key:
                    return line
        return None

    def _keeps_order(self, old: Sequence[R], new: Sequence[R], now: datetime) -> bool:
        """Whether nothing that changed moves a row, shows one or hides one."""
        if len(old) != len(new):
            return False
        changed = ((a, b) for a, b in zip(old, new, strict=True) if a is not b)
        by = None if self.sort is None else self._columns[self.sort.column_id].sort_key
        return all(
            a == b
            or (
                self._key(a) == self._key(b)
                and (by is None or by(a) == by(b))
                and self._passes(a, now) == self._passes(b, now)
            )
            for a, b in changed
        )

    def _passes(self, row: R, now: datetime) -> bool:
        """Whether every word of the filter stands somewhere in a row."""
        if not self.words:
            return True
        text = "\n".join(_searched(column, row, now) for column in self._columns.values()).casefold()
        return all(word in text for word in self.words)


def changed_places(old: Sequence[Any], new: Sequence[Any]) -> Iterator[int]:
    """Yield where two lists of one length differ; blocks that are the same are passed over at once.

    Args:
        old: What there was.
        new: What there is.
    """
    for first in range(0, len(new), _BLOCK):
        last = first + _BLOCK
        if old[first:last] != new[first:last]:
            for at, (was, now) in enumerate(zip(old[first:last], new[first:last], strict=True), first):
                if was is not now:
                    yield at


def _searched(column: Column[Any], row: object, now: datetime) -> str:
    if column.search is not None:
        return column.search(row)
    if column.ticks is not None:
        return ""
    return text_of(column.render(row, CellContext(now, 1_000)))
