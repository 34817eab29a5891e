"""The branches that one view shows, always in order and counted."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush, heapreplace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol, overload

from amplify_tui.model.conditions import LOUD, BranchState, Condition, FleetSummary
from amplify_tui.model.views import shows_name, shows_state

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from amplify_tui.model.views import View
    from amplify_tui.store.fleet_entry import Entry, Order
    from amplify_tui.store.fleet_roll import Roll

Key = tuple[int, float, float, int, "Order"]
"""Rank of the condition, then what its branches are ordered by."""
Row = list[tuple[Key, "Entry"]]

RANKS: Final = {condition: rank for rank, condition in enumerate(Condition)}
RANKS[Condition.CANCELLED] = RANKS[Condition.OK]
"""The worst first; of what is over and well only the time matters."""


class Desk(Protocol):
    """What a view needs of the index it belongs to."""

    def show(self, entry: Entry) -> BranchState:
        """Return a branch as screens show it."""
        ...

    def seen_at(self, entry: Entry) -> datetime | None:
        """Return when a branch's news were last confirmed, UTC; None where there are none."""
        ...


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

    The old place of a branch that changed is found by halving, and so is its new one.

    Args:
        view: What is shown.
        desk: The index it belongs to.
        entries: Every branch of the fleet.
    """

    def __init__(self, view: View, desk: Desk, entries: Iterable[Entry]) -> None:
        self._view = view
        self._desk = desk
        self._places: dict[Entry, tuple[Condition, Key]] = {}
        self._counts: dict[Condition, int] = {}
        self._loud: Row = []
        self._quiet: Row = []
        self._shown: Quiet | None = None
        self._ages: list[tuple[datetime, Order, Entry]] = []
        self._aged: set[Entry] = set()
        for entry in entries:
            self._enter(entry)
        self._loud.sort(key=_first)
        self._quiet.sort(key=_first)
        heapify(self._ages)

    def loud(self) -> list[Entry]:
        """Return what somebody may want to look at, the worst first."""
        return [entry for _, entry in self._loud]

    def quiet(self) -> Quiet:
        """Return all others; the same object until one of them changes its place."""
        if self._shown is None:
            self._shown = Quiet([entry for _, entry in self._quiet], self._desk.show)
        return self._shown

    def summary(self, roll: Roll) -> FleetSummary:
        """Return the figures.

        Args:
            roll: Knows what is still to be listed.
        """
        worst = self._loud[0][1] if self._loud else None
        is_failed = worst is not None and worst.verdict.condition is Condition.FAILED
        return FleetSummary(
            counts=MappingProxyType(dict(self._counts)),
            seen=len(self._places) - self._counts.get(Condition.UNSEEN, 0),
            branches=roll.guess(len(self._places)),
            is_complete=roll.is_complete,
            oldest_at=self._oldest(),
            newest_failure=self._desk.show(worst) if is_failed and worst is not None else None,
        )

    def update(self, entry: Entry) -> None:
        """Put a branch where it belongs now."""
        self.remove(entry)
        row = self._enter(entry)
        if row is not None:
            insort(row, row.pop(), key=_first)

    def remove(self, entry: Entry) -> None:
        """Take a branch out; one that is not shown does no harm."""
        place = self._places.pop(entry, None)
        if place is None:
            return
        condition, key = place
        row = self._row(condition)
        del row[bisect_left(row, key, key=_first)]
        self._counts[condition] -= 1
        if not self._counts[condition]:
            del self._counts[condition]

    def _enter(self, entry: Entry) -> Row | None:
        """Put a branch that is shown at the end of its row; None for one that is not."""
        condition = entry.verdict.condition
        app_id, branch = entry.branch.app.app_id, entry.branch.name
        if not shows_name(self._view, entry.app_name, app_id, branch) or not shows_state(
            self._view, condition, entry.status, is_superseded=bool(entry.superseded)
        ):
            return None
        key = _key(entry)
        self._places[entry] = (condition, key)
        self._counts[condition] = self._counts.get(condition, 0) + 1
        row = self._row(condition)
        row.append((key, entry))
        if entry not in self._aged and (seen_at := self._desk.seen_at(entry)) is not None:
            self._aged.add(entry)
            heappush(self._ages, (seen_at, entry.order, entry))
        return row

    def _row(self, condition: Condition) -> Row:
        if condition in LOUD:
            return self._loud
        self._shown = None
        return self._quiet

    def _oldest(self) -> datetime | None:
        """Return when the branch seen longest ago was seen.

        Nobody is told of an answer that changes nothing, so a branch keeps the place
        it had when it was last looked at, which is never too late in the row.
        """
        while self._ages:
            noted, _, entry = self._ages[0]
            seen_at = self._desk.seen_at(entry) if entry in self._places else None
            if seen_at is None:
                self._aged.discard(entry)
                heappop(self._ages)
            elif seen_at > noted:
                heapreplace(self._ages, (seen_at, entry.order, entry))
            else:
                return noted
        return None


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
