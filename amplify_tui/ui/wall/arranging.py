"""Which branch stands where on the wall at a moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import LOUD, Condition, FleetSummary
from amplify_tui.ui.wall.areas import NO_GRID, Area
from amplify_tui.ui.wall.layout import Layout, inside, lay_out
from amplify_tui.ui.wall.roster import Page, Roster

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.ui.wall.turning import Spotlight

_NOWHERE: Final = Layout(Area(0, 0, 0, 0), None, NO_GRID, NO_GRID, None)
_SETTLED: Final = frozenset({Condition.OK, Condition.CANCELLED, Condition.EMPTY})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Who stands where.

    Attributes:
        layout: Where there is place for whom.
        tiles: The loud branches, one for each place; None where it is free.
        quiet: The quiet ones on this page.
        spotlight: The failure that is held up; None for none.
        summary: The figures of all.
        superseded: Going jobs that newer ones wait behind.
        hidden: How many branches of each condition found no place.
        page: Which page this is, from 1.
        pages: How many there are.
    """

    layout: Layout = _NOWHERE
    tiles: tuple[BranchState | None, ...] = ()
    quiet: tuple[BranchState, ...] = ()
    spotlight: BranchState | None = None
    summary: FleetSummary = field(default_factory=lambda: FleetSummary({}))
    superseded: int = 0
    hidden: Mapping[Condition, int] = field(default_factory=dict)
    page: int = 1
    pages: int = 1

    def spots(self) -> Iterator[tuple[Area, BranchState]]:
        """Yield where each branch on screen stands, the spotlight first."""
        if self.spotlight is not None and self.layout.spotlight is not None:
            yield self.layout.spotlight, self.spotlight
        for area, state in zip(self.layout.tiles.areas(), self.tiles, strict=False):
            if state is not None:
                yield area, state
        yield from zip(self.layout.quiet.areas(), self.quiet, strict=False)

    @property
    def page_words(self) -> str:
        """Which page this is; empty where there is but one."""
        return f"page {self.page} of {self.pages}" if self.pages > 1 else ""

    @property
    def banner(self) -> str:
        """What is said in large letters where nothing is loud, hidden or unseen; else empty."""
        counts, summary = self.summary.counts, self.summary
        is_calm = summary.is_all_seen and summary.branches > 0 and not set(counts) - _SETTLED
        if not is_calm or summary.left_out:
            return ""
        return "all ok" if set(counts) <= {Condition.OK, Condition.EMPTY} else "no failures"


class Arranger:
    """Finds a place for every branch, the same as before where that can be.

    Args:
        spotlight: Picks the failure that is held up.
    """

    def __init__(self, spotlight: Spotlight) -> None:
        self._spotlight = spotlight
        self._roster = Roster()
        self._before: Layout | None = None

    def forget(self) -> None:
        """Begin anew, as with another view."""
        self._roster.clear()
        self._before = None

    def arrange(
        self,
        loud: Sequence[BranchState],
        quiet: Sequence[BranchState],
        summary: FleetSummary,
        *,
        width: int,
        height: int,
        page: int,
        now: datetime,
    ) -> Arrangement:
        """Find places.

        Args:
            loud: The loud branches, the worst first.
            quiet: All others, in a steady order.
            summary: The figures of both.
            width: Columns of the screen.
            height: Rows of the screen.
            page: Which page, counted on for ever.
            now: The present moment, aware UTC.
        """
        spot = self._spotlight.pick(loud, now)
        tiled = [state for state in loud if state is not spot]
        columns, rows = inside(width, height)
        layout = lay_out(
            columns,
            rows,
            loud=len(tiled),
            quiet=len(quiet),
            has_spotlight=spot is not None,
            has_banner=bool(Arrangement(summary=summary).banner),
            before=self._before,
        )
        self._before = layout
        seated = self._roster.seat(tiled, layout.tiles.places, page)
        seen = len(quiet) - summary.counts.get(Condition.UNSEEN, 0)
        calm, quiet_pages = _quiet_page(quiet, seen, layout.quiet.places, page)
        pages = max(seated.pages, quiet_pages)
        return Arrangement(
            layout,
            seated.tiles,
            calm,
            spot,
            summary,
            sum(len(state.superseded) for state in loud),
            _hidden(summary, seated, calm, spot),
            page % pages + 1,
            pages,
        )


def _quiet_page(
    quiet: Sequence[BranchState], seen: int, places: int, page: int
) -> tuple[tuple[BranchState, ...], int]:
    """Return the quiet branches of a page, and how many pages there are; none is much emptier than others.

    What was never seen stands last: it fills a page, and is worth none of its own.
    """
    if places < 1:
        return (), 1
    count = min(max(seen, places), len(quiet))
    pages = max(-(-count // places), 1)
    each = -(-count // pages)
    first = page % pages * each
    # The order may be some seconds old: who became loud since then has a tile.
    page_of = quiet[first : min(first + each, count)]
    return tuple([state for state in page_of if state.condition not in LOUD]), pages


def _hidden(
    summary: FleetSummary, seated: Page, quiet: Sequence[BranchState], spot: BranchState | None
) -> Mapping[Condition, int]:
    shown = Counter(state.condition for state in seated.tiles if state is not None)
    shown.update(state.condition for state in quiet)
    if spot is not None:
        shown[spot.condition] += 1
    left = {condition: count - shown[condition] for condition, count in summary.counts.items()}
    return {condition: count for condition, count in left.items() if count > 0}


def find_beside(
    spots: Sequence[tuple[Area, BranchState]], marked: BranchKey, across: int, down: int
) -> BranchKey | None:
    """Return the branch that stands beside another one; None where there is none.

    Args:
        spots: Where every branch on screen stands.
        marked: From which to go.
        across: -1 for left, 1 for right, 0 for neither.
        down: -1 for up, 1 for down, 0 for neither.
    """
    here = next((area for area, state in spots if state.branch == marked), None)
    if here is None:
        return None
    found = [
        (distance, state.branch)
        for area, state in spots
        if state.branch != marked and (distance := _distance(here, area, across, down)) is not None
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def _distance(here: Area, there: Area, across: int, down: int) -> tuple[int, int] | None:
    """Measure how far something is in a direction, then beside it; None where it lies elsewhere."""
    if across:
        overlap = min(here.bottom, there.bottom) - max(here.top, there.top)
        ahead = (there.left - here.right + 1) * across if across > 0 else here.left - there.right + 1
        return (ahead, abs(there.top - here.top)) if overlap > 0 and ahead > 0 else None
    ahead = there.top - here.bottom + 1 if down > 0 else here.top - there.bottom + 1
    beside = abs(there.left + there.width // 2 - here.left - here.width // 2)
    return (ahead, beside) if ahead > 0 else None
