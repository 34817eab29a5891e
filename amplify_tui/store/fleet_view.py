"""The branches that one view shows, always in order and counted."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar, overload

from amplify_tui.model.conditions import LOUD, BranchState, Condition
from amplify_tui.model.views import shows_name, shows_state

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from amplify_tui.model.views import View
    from amplify_tui.store.fleet_entry import Entry, Order

T = TypeVar("T")
Key = tuple[int, float, float, int, "Order"]
"""Rank of the condition, then what its branches are ordered by."""

RANK_OF_OVER: Final = 5
RANKS: Final = {condition: rank for rank, condition in enumerate(Condition)} | {
    Condition.CANCELLED: RANK_OF_OVER,
    Condition.OK: RANK_OF_OVER,
}
"""Worst first; of what is well only the time matters."""


class Quiet(Sequence[BranchState]):
    """Branches in a fixed order, each made ready to show only when it is looked at."""

    def __init__(self, entries: Sequence[Entry], show: Callable[[Entry], BranchState]) -> None:
        self._entries = entries
        self._show = show

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> BranchState: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[BranchState]: ...
    def __getitem__(self, index: int | slice) -> BranchState | Sequence[BranchState]:
        if isinstance(index, slice):
            return Quiet(self._entries[index], self._show)
        return self._show(self._entries[index])


class ViewIndex:
    """Keeps the branches of one view in order.

    A change of one branch costs the same whether there are a hundred or thousands:
    its old place is found by halving, and so is its new one.
    """

    def __init__(self, view: View, entries: Iterable[Entry]) -> None:
        self._view = view
        self._places: dict[Entry, tuple[Condition, Key]] = {}
        self._loud: list[tuple[Key, Entry]] = []
        self._quiet: list[tuple[Key, Entry]] = []
        self._snapshot: Sequence[Entry] | None = None
        self.counts: dict[Condition, int] = {}
        for entry in entries:
            self.update(entry)

    def __len__(self) -> int:
        return len(self._places)

    def loud(self) -> list[Entry]:
        """Return what somebody may want to look at, the worst first."""
        return [entry for _, entry in self._loud]

    def first(self) -> Entry | None:
        """Return the worst; None where all is quiet."""
        return self._loud[0][1] if self._loud else None

    def quiet(self) -> Sequence[Entry]:
        """Return all others; the same object until one of them changes its place."""
        if self._snapshot is None:
            self._snapshot = [entry for _, entry in self._quiet]
        return self._snapshot

    def update(self, entry: Entry) -> None:
        """Put a branch where it belongs now."""
        self.remove(entry)
        condition = entry.verdict.condition
        if not self._shows(entry):
            return
        key = _key(entry)
        self._places[entry] = (condition, key)
        insort(self._row(condition), (key, entry), key=_first)
        self.counts[condition] = self.counts.get(condition, 0) + 1

    def remove(self, entry: Entry) -> None:
        """Take a branch out; one that is not shown does no harm."""
        place = self._places.pop(entry, None)
        if place is None:
            return
        condition, key = place
        row = self._row(condition)
        del row[bisect_left(row, key, key=_first)]
        self.counts[condition] -= 1
        if not self.counts[condition]:
            del self.counts[condition]

    def oldest(self, seen_at: Callable[[Entry], datetime | None]) -> datetime | None:
        """Return when the branch seen longest ago was seen; None while none was."""
        return min((at for entry in self._places if (at := seen_at(entry)) is not None), default=None)

    def _shows(self, entry: Entry) -> bool:
        app_id, branch = entry.branch.app.app_id, entry.branch.name
        return shows_name(self._view, entry.app_name, app_id, branch) and shows_state(
            self._view, entry.verdict.condition, entry.status, is_superseded=bool(entry.superseded)
        )

    def _row(self, condition: Condition) -> list[tuple[Key, Entry]]:
        if condition in LOUD:
            return self._loud
        self._snapshot = None
        return self._quiet


def _first(pair: tuple[Key, Entry]) -> Key:
    return pair[0]


def _key(entry: Entry) -> Key:
    """Order: failures newest first, stuck ones longest first, running ones by start, queued ones by turn."""
    condition, at = entry.verdict.condition, entry.verdict.changed_at
    rank, moment = RANKS[condition], 0.0 if at is None else at.timestamp()
    if condition is Condition.FAILED or condition not in LOUD:
        return rank, -moment, 0.0, 0, entry.order
    job = entry.waiting
    turn = None if job is None else entry.line.turn(job)
    if turn is not None:
        return rank, turn[0], turn[1], turn[2], entry.order
    return rank, moment, 0.0, 0, entry.order
