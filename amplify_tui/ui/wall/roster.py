"""Which loud branch has which place on the wall: it keeps it for as long as it can."""

from __future__ import annotations

from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import BranchKey

_BAD: Final = (Condition.FAILED, Condition.STUCK)
"""What comes first, whatever that takes; the worse one before."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands in the places at present.

    Attributes:
        tiles: One for each place; None where it is free.
        pages: How many pages there are.
    """

    tiles: tuple[BranchState | None, ...]
    pages: int = 1


class Roster:
    """Gives places to branches, and leaves them there.

    A branch that is no longer loud frees its place, and the next that comes
    takes it. Others move only where a worse one must come up: it then changes
    places with one of them.
    """

    def __init__(self) -> None:
        self._seats: list[BranchKey | None] = []
        self._last: tuple[tuple[BranchState, ...], int, int] | None = None
        self._page = Page(())

    def clear(self) -> None:
        """Forget who sat where, as for another view."""
        self._seats.clear()
        self._last = None

    def seat(self, states: Sequence[BranchState], places: int, page: int) -> Page:
        """Give every branch a place, and return one page of them.

        Where there are more than places, what is worst stays on every page, in at
        most half of the places; the others take turns.

        Args:
            states: The loud branches, the worst first.
            places: How many places a page has.
            page: Which page, counted on for ever.
        """
        if self._last is not None and self._last[1:] == (places, page) and _are_same(self._last[0], states):
            return self._page
        self._last = (tuple(states), places, page)
        self._page = self._seat(states, places, page)
        return self._page

    def _seat(self, states: Sequence[BranchState], places: int, page: int) -> Page:
        known = {state.branch: state for state in states}
        self._update(known, places)
        if places < 1:
            return Page((), 1)
        if len(self._seats) <= places:
            seats = [*self._seats, *[None] * (places - len(self._seats))]
            return Page(tuple(known[seat] if seat is not None else None for seat in seats))
        bad = sum(state.condition in _BAD for state in states)
        pinned = min(bad, places // 2)
        turning = places - pinned
        pages = -(-(len(self._seats) - pinned) // turning)
        first = pinned + page % pages * turning
        shown = [*self._seats[:pinned], *self._seats[first : first + turning]]
        shown += [None] * (places - len(shown))
        return Page(tuple(known[seat] if seat is not None else None for seat in shown), pages)

    def _update(self, known: Mapping[BranchKey, BranchState], places: int) -> None:
        seats = [seat if seat in known else None for seat in self._seats]
        seated = set(seats)
        free = [at for at, seat in enumerate(seats) if seat is None]
        newcomers = [branch for branch in known if branch not in seated]
        for at, branch in zip(free, newcomers, strict=False):
            seats[at] = branch
        seats += newcomers[len(free) :]
        _close_up(seats, max(places, len(known)))
        _bring_up(seats, known)
        while seats and seats[-1] is None:
            seats.pop()
        self._seats = seats


def _are_same(before: Sequence[BranchState], states: Sequence[BranchState]) -> bool:
    return len(before) == len(states) and all(map(is_, before, states))


def _close_up(seats: list[BranchKey | None], most: int) -> None:
    """Fill free places from the end where there are more than may be."""
    free = [at for at, seat in enumerate(seats) if seat is None]
    while len(seats) > most and free:
        last = seats.pop()
        if last is None:
            free.pop()
        else:
            seats[free.pop(0)] = last


def _bring_up(seats: list[BranchKey | None], known: Mapping[BranchKey, BranchState]) -> None:
    """Let what is bad change places with what is better and stands before it."""
    begin = 0
    for condition in _BAD:
        here = [
            at for at, seat in enumerate(seats) if seat is not None and known[seat].condition is condition
        ]
        end = begin + len(here)
        late = [at for at in here if at >= end]
        taken = set(here)
        early = [at for at in range(begin, end) if at not in taken]
        for to, at in zip(early, late, strict=True):
            seats[to], seats[at] = seats[at], seats[to]
        begin = end
