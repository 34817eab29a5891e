"""The branches that one view shows, always in order and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush, heapreplace
from types import MappingProxyType
from typing import TYPE_CHECKING, overload
from weakref import ref

from amplify_tui.model.conditions import LOUD, BranchState, Condition, FleetSummary
from amplify_tui.model.views import Sieve
from amplify_tui.store.fleet_row import Row

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.views import View
    from amplify_tui.store.fleet_entry import Entry, Spot
    from amplify_tui.store.fleet_roll import Roll


class Quiet(Sequence[BranchState]):
    """Branches in a fixed order, each made ready to show only when it is looked at.

    Args:
        entries: The branches; they may change places once ``settle`` was called.
        show: Makes a branch ready to show.
    """

    def __init__(self, entries: Sequence[Entry], show: Callable[[Entry], BranchState]) -> None:
        self._entries = entries
        self._show = show

    def settle(self) -> None:
        """Keep the branches that there are now; called only where somebody still holds this."""
        self._entries = tuple(self._entries)

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
        show: Makes a branch ready to show.
        everything: The view that shows all branches; None for that one itself.
    """

    def __init__(
        self, view: View, show: Callable[[Entry], BranchState], everything: ViewIndex | None
    ) -> None:
        self._sieve = Sieve(view)
        self._show = show
        self._members: set[Entry] = set()
        self._hidden: set[Entry] = set()
        self._awaited: set[Entry] = set()
        self._counts: dict[Condition, int] = {}
        self._loud = Row()
        self._quiet = Row()
        self._shown: ref[Quiet] | None = None
        self._ages: list[tuple[datetime, int, Entry]] = []
        self._aged: set[Entry] = set()
        if everything is not None:
            self._sift(everything)

    def loud(self) -> Sequence[Entry]:
        """Return what somebody may want to look at, the worst first."""
        return self._loud.entries

    def quiet(self) -> Quiet:
        """Return all others; the same object until one of them changes its place."""
        shown = None if self._shown is None else self._shown()
        if shown is None:
            shown = Quiet(self._quiet.entries, self._show)
            self._shown = ref(shown)
        return shown

    def summary(self, roll: Roll) -> FleetSummary:
        """Return the figures.

        Args:
            roll: Knows what is still to be listed.
        """
        worst, named = self._loud.first(), len(self._members) + len(self._hidden)
        is_failed = worst is not None and worst.verdict.condition is Condition.FAILED
        return FleetSummary(
            counts=MappingProxyType(dict(self._counts)),
            seen=named - self._counts.get(Condition.UNSEEN, 0) - len(self._awaited),
            branches=roll.guess(named),
            left_out=len(self._hidden),
            is_complete=roll.is_complete,
            oldest_at=self._oldest(),
            newest_failure=self._show(worst) if is_failed and worst is not None else None,
        )

    def update(self, entry: Entry, before: Spot) -> None:
        """Put a branch where it belongs now.

        Args:
            entry: The branch.
            before: Where it stood so far, if it stood here at all.
        """
        is_named = self._names(entry)
        is_shown = is_named and self._shows(entry)
        self._hide(entry, is_hidden=is_named and not is_shown)
        is_moved = entry.spot != before
        if entry in self._members and (is_moved or not is_shown):
            self._take(entry, before)
        if not is_shown:
            return
        if entry not in self._members:
            condition, key = entry.spot
            self._members.add(entry)
            self._counts[condition] = self._counts.get(condition, 0) + 1
            self._row(condition).add(key, entry)
        if entry not in self._aged and entry.seen_at is not None:
            self._aged.add(entry)
            heappush(self._ages, (entry.seen_at, entry.serial, entry))

    def remove(self, entry: Entry) -> None:
        """Take a branch out that is gone; one that is not shown does no harm."""
        self._hide(entry, is_hidden=False)
        if entry in self._members:
            self._take(entry, entry.spot)

    def _take(self, entry: Entry, spot: Spot) -> None:
        condition, key = spot
        self._members.remove(entry)
        self._row(condition).remove(key)
        self._counts[condition] -= 1
        if not self._counts[condition]:
            del self._counts[condition]

    def _sift(self, everything: ViewIndex) -> None:
        """Take over what passes, in the order in which it is there."""
        named = set(filter(self._names, everything._members))
        for rows, row in ((everything._loud, self._loud), (everything._quiet, self._quiet)):
            row.sift(rows, lambda entry: entry in named and self._shows(entry))
            self._members.update(row.entries)
        for entry in named - self._members:
            self._hide(entry, is_hidden=True)
        for entry in self._members:
            condition = entry.spot[0]
            self._counts[condition] = self._counts.get(condition, 0) + 1
        self._ages = [noted for noted in everything._ages if noted[2] in self._members]
        self._aged = {entry for _, _, entry in self._ages}
        heapify(self._ages)

    def _names(self, entry: Entry) -> bool:
        sieve = self._sieve
        return sieve.is_open or sieve.passes_name(entry.app_name, entry.branch.app.app_id, entry.branch.name)

    def _shows(self, entry: Entry) -> bool:
        sieve = self._sieve
        return sieve.is_open or sieve.passes_state(
            entry.spot[0], entry.status, is_superseded=bool(entry.superseded)
        )

    def _hide(self, entry: Entry, *, is_hidden: bool) -> None:
        """Note whether only its status keeps a branch out: nobody knows that before it is seen."""
        for wanted, entries in (
            (is_hidden, self._hidden),
            (is_hidden and entry.spot[0] is Condition.UNSEEN, self._awaited),
        ):
            if wanted:
                entries.add(entry)
            else:
                entries.discard(entry)

    def _row(self, condition: Condition) -> Row:
        """Return the row of a condition, to change it."""
        if condition in LOUD:
            return self._loud
        shown, self._shown = None if self._shown is None else self._shown(), None
        if shown is not None:
            shown.settle()
        return self._quiet

    def _oldest(self) -> datetime | None:
        """Return when the branch seen longest ago was seen.

        Nobody is told of an answer that changes nothing, so a branch keeps the place
        it had when it was last looked at, which is never too late in the row.
        """
        while self._ages:
            noted, _, entry = self._ages[0]
            seen_at = entry.seen_at if entry in self._members else None
            if seen_at is None:
                self._aged.discard(entry)
                heappop(self._ages)
            elif seen_at > noted:
                heapreplace(self._ages, (seen_at, entry.serial, entry))
            else:
                return noted
        return None
