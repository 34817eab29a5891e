"""Leaves on the wall only the branches that have some words, and counts what that hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, overload

from amplify_tui.ui.cell_text import cut, plain
from amplify_tui.ui.condition_words import worst_words
from amplify_tui.ui.wall.turning import STANDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from amplify_tui.model.conditions import BranchState, Condition, FleetSummary
    from amplify_tui.ui.cell_text import Piece

_WORDS: Final = 30
"""Most cells of what was typed that are repeated."""


class Picked(Sequence["BranchState"]):
    """Some branches of many, each as it is when it is looked at.

    Args:
        among: All of them.
        places: Where the picked ones stand.
    """

    def __init__(self, among: Sequence[BranchState], places: Sequence[int]) -> None:
        self._among = among
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> BranchState: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[BranchState]: ...
    def __getitem__(self, index: int | slice) -> BranchState | Sequence[BranchState]:
        if isinstance(index, slice):
            return Picked(self._among, self._places[index])
        return self._among[self._places[index]]


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a filter leaves.

    Attributes:
        loud: The loud branches, the worst first.
        quiet: All others, in their order.
        summary: The figures; those of what is left, but how much was seen is told of all.
        left_out: How many branches of each condition the filter hides.
    """

    loud: Sequence[BranchState]
    quiet: Sequence[BranchState]
    summary: FleetSummary
    left_out: Mapping[Condition, int] = field(default_factory=dict)


class WordFilter:
    """Lets through what has every word, in any order, case aside.

    Quiet branches come by the thousand: they are looked through again only when
    there are others, or some seconds later.

    Args:
        describe: Tells in one piece all that is searched of a branch.
    """

    def __init__(self, describe: Callable[[BranchState], str]) -> None:
        self._describe = describe
        self._words: tuple[str, ...] = ()
        self._quiet: tuple[Sequence[BranchState], datetime, Picked, Counter[Condition]] | None = None
        self.text = ""

    def set_text(self, text: str) -> None:
        """Filter by other words; none lets everything through."""
        self.text = text
        self._words = tuple(text.casefold().split())
        self._quiet = None

    def sift(
        self,
        loud: Sequence[BranchState],
        quiet: Sequence[BranchState],
        summary: FleetSummary,
        now: datetime,
    ) -> Sifted:
        """Return what is left.

        Args:
            loud: The loud branches.
            quiet: All others.
            summary: The figures of both.
            now: The present moment, aware UTC.
        """
        if not self._words:
            return Sifted(loud, quiet, summary)
        shown = [state for state in loud if self._passes(state)]
        calm, counts = self._sift_quiet(quiet, now)
        counts = counts + Counter(state.condition for state in shown)
        left = {each: count - counts[each] for each, count in summary.counts.items() if count > counts[each]}
        hidden = summary.left_out + sum(left.values())
        return Sifted(shown, calm, replace(summary, counts=counts, left_out=hidden), left)

    def _sift_quiet(
        self, quiet: Sequence[BranchState], now: datetime
    ) -> tuple[Sequence[BranchState], Counter[Condition]]:
        held = self._quiet
        if held is None or held[0] is not quiet or abs(now - held[1]) >= STANDING:
            found = [(at, state.condition) for at, state in enumerate(quiet) if self._passes(state)]
            picked = Picked(quiet, [at for at, _ in found])
            held = self._quiet = (quiet, now, picked, Counter(condition for _, condition in found))
        return held[2], held[3]

    def _passes(self, state: BranchState) -> bool:
        text = self._describe(state).casefold()
        return all(word in text for word in self._words)


def filter_words(text: str, left_out: Mapping[Condition, int]) -> Piece:
    """Say that a filter is in force, how much it hides and what of that is the worst; empty without one.

    Args:
        text: What was typed.
        left_out: How many branches of each condition it hides.
    """
    if not text.split():
        return "", ""
    hidden = sum(left_out.values())
    words = f"only “{cut(plain(text.strip(), 2 * _WORDS), _WORDS)}”"
    if not hidden:
        return f"{words}: hides none, esc shows all", "accent"
    mark, of_worst = worst_words(left_out)
    return f"{words}: {hidden} hidden ({of_worst}), esc shows all", f"{mark.tone}+bold"


def nothing_words(text: str) -> str:
    """Say that nothing on the wall has what was typed, and what helps."""
    return f"Nothing here has “{cut(plain(text.strip(), 2 * _WORDS), _WORDS)}”. esc clears the filter."
