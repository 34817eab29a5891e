"""How often what is asked, at best and at worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.promise import Promise
from amplify_tui.store.schedule_round import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.keys import Target
    from amplify_tui.model.settings import Settings

URGENT_SHARE: Final = 3 / 4
"""Of the calls, for events, what is going and what is on screen; the rest is everybody else's."""
WEIGHTS: Final = {Kind.FIRST: 3.0, Kind.RECENT: 2.0, Kind.SLEEPING: 2.0, Kind.LIST: 1.0}
"""How everybody else shares the rest."""
LEAST_GOING: Final = 4.0
"""Seconds between two questions about a branch with a job that is going, at best."""
BRIEF_PAUSE: Final = 10.0
"""Seconds until a branch is asked again that events cover, but not the next change of its job."""
LIST_PAUSE: Final = 10.0
"""Seconds between two readings of one list, however often something in it is missing."""
LISTS_PAUSE: Final = 60.0
"""Seconds between two readings of one list, however many events tell of what is not in it."""
UNDER_WAY: Final = 4
"""Questions of one account and region at the same time."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The shortest time between two questions about the same thing, in seconds.

    Attributes:
        going: About a branch with a job that is going.
        shown: About a branch on screen where nothing is going.
        recent: About a branch with a job in the last hours.
        sleeping: About any other branch.
        lists: About the apps, and about the branches of an app.
    """

    going: float = LEAST_GOING
    shown: float = 15.0
    recent: float = 30.0
    sleeping: float = 120.0
    lists: float = 300.0

    def of(self, kind: Kind) -> float:
        """Return the time for a kind; none for what was never answered."""
        match kind:
            case Kind.GOING:
                return self.going
            case Kind.RECENT:
                return self.recent
            case Kind.SLEEPING:
                return self.sleeping
            case Kind.LIST:
                return self.lists
            case Kind.FIRST:
                return 0.0


COVERED: Final = Pace(going=60.0, shown=1_800.0, recent=1_800.0, sleeping=3_600.0, lists=1_800.0)
"""Where events tell of changes, and questions only make sure that none was lost."""


def pace_of(settings: Settings) -> Pace:
    """Return the pace that the settings ask for."""
    quiet = settings.pace(is_going=False)
    going = max(settings.pace(is_going=True), LEAST_GOING)
    return Pace(going=going, shown=max(going, quiet / 2), recent=quiet, sleeping=4 * quiet)


@dataclass(frozen=True, slots=True)
class Load:
    """What one account and region has to be asked, and how fast it may be.

    Attributes:
        counts: Things of each kind.
        shown: Branches on screen where nothing is going.
        hints: Questions that events and keys want now.
        calls_per_second: Present pace of calls.
    """

    counts: Mapping[Kind, int]
    shown: int
    hints: int
    calls_per_second: float

    def going_pace(self, pace: Pace) -> float:
        """Return the time between two questions about a going branch, in seconds."""
        return max(pace.going, self.counts[Kind.GOING] / (URGENT_SHARE * self.calls_per_second))


def longest_going(load: Load, pace: Pace) -> float:
    """Return the longest time between two questions about a going branch, in seconds.

    Every other such branch is asked once at most in between. Where there are many
    the pace leaves time for all of them, so that they are behind only by what one
    round was faster than the next, as the rest had nothing to ask. Events take
    every other turn while there are any.
    """
    others = max(load.counts[Kind.GOING] - 1, 0)
    turns = 2 * (others + 1) if load.hints else min(others, others / 4 + 2 * UNDER_WAY) + 1
    calls = (turns + 1) / URGENT_SHARE + 2
    return load.going_pace(pace) + calls / load.calls_per_second


def longest_rest(kind: Kind, load: Load, pace: Pace) -> float:
    """Return the longest time between two questions of a kind that is no hurry, in seconds.

    Whatever events and going jobs take, a quarter of the calls is left, and of
    that the kind's weight among those of which there is anything.
    """
    present = [each for each in WEIGHTS if load.counts[each]]
    total = sum(WEIGHTS[each] for each in present)
    calls = (load.counts[kind] + 1) * total / WEIGHTS[kind] + len(present)
    return pace.of(kind) + ((calls + 1) / (1 - URGENT_SHARE) + 2) / load.calls_per_second


def longest_shown(load: Load, pace: Pace) -> float:
    """Return the longest time between two questions about a quiet branch on screen, in seconds.

    They have what events and going jobs leave of the urgent share; where that
    is nothing they are asked in their turn as any other.
    """
    asleep = max(longest_rest(Kind.SLEEPING, load, pace), longest_rest(Kind.RECENT, load, pace))
    going = load.counts[Kind.GOING]
    left = URGENT_SHARE * load.calls_per_second - going / load.going_pace(pace)
    if load.hints or left <= 0:
        return asleep
    return min(asleep, pace.shown + (load.shown + going + UNDER_WAY) / left)


def promise_of(
    target: Target, load: Load, pace: Pace, *, is_covered: bool, through: Target | None
) -> Promise:
    """Return how old what is known of an account and region may become.

    Args:
        target: Account and region.
        load: What there is to ask of it.
        pace: How often what is asked at best.
        is_covered: Whether events tell of changes.
        through: What is asked instead; None for itself.
    """
    return Promise(
        target=target,
        going=longest_going(load, pace),
        shown=longest_shown(load, pace),
        recent=longest_rest(Kind.RECENT, load, pace),
        sleeping=longest_rest(Kind.SLEEPING, load, pace),
        aim=load.going_pace(pace),
        calls_per_second=load.calls_per_second,
        is_covered=is_covered,
        through=through,
    )
