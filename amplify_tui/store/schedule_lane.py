"""What there is to ask of one account and region, and what of it is next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.store.schedule_pace import COVERED, URGENT_SHARE, WEIGHTS, Load, Pace
from amplify_tui.store.schedule_round import FOREVER, NEVER, Kind, Rounds, Spot
from amplify_tui.store.schedule_share import Shares

if TYPE_CHECKING:
    from amplify_tui.model.budget import Budget
    from amplify_tui.store.topics import Topic

RESERVE: Final = 1.0
"""Calls left for keys, where the budget's burst allows that."""
HINT_PAUSE: Final = 1.0
"""Seconds between two questions about one branch, however many events tell of it."""
_ROUNDING: Final = 1e-6


class Half(Enum):
    """The two that share all calls: what is in a hurry, and the rest."""

    URGENT = auto()
    REST = auto()


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be asked, and on whose account.

    Attributes:
        spot: What.
        kind: Whose share of the rest it goes to; None for what is in a hurry.
        is_hint: Whether an event or a key wants it.
    """

    spot: Spot
    kind: Kind | None = None
    is_hint: bool = False


class Lane:
    """The spots of one account and region, and whose turn it is.

    Args:
        pace: How often what is asked at best.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._spots: dict[Topic[Any], Spot] = {}
        self._rounds = Rounds()
        self._counts = dict.fromkeys(Kind, 0)
        self._halves = Shares({Half.URGENT: URGENT_SHARE, Half.REST: 1 - URGENT_SHARE})
        self._rest = Shares(WEIGHTS)
        self._is_hints_turn = True
        self.covered_at: float | None = None
        self.under_way = 0
        self.asked_at = NEVER

    def find(self, topic: Topic[Any]) -> Spot | None:
        """Return the spot of a topic; None where there is none."""
        return self._spots.get(topic)

    def spots(self) -> tuple[Spot, ...]:
        """Return every spot."""
        return tuple(self._spots.values())

    def add(self, topic: Topic[Any], kind: Kind, *, rank: float = 0.0, asked_at: float = NEVER) -> Spot:
        """Add what can be asked; what is there already stays as it is."""
        spot = self._spots.get(topic)
        if spot is None:
            spot = self._spots[topic] = Spot(topic, kind, rank, asked_at)
            self._counts[kind] += 1
            self._rounds.line_up(spot)
        return spot

    def drop(self, topic: Topic[Any]) -> None:
        """Remove what can be asked no longer."""
        spot = self._spots.pop(topic, None)
        if spot is None:
            return
        self._counts[spot.kind] -= 1
        self.under_way -= spot.is_under_way
        self._rounds.leave(spot)

    def hint(self, spot: Spot, at: float, pause: float = HINT_PAUSE) -> None:
        """Ask about a spot as soon as may be, but not within a pause after the last time.

        Args:
            spot: What about; the answer to a question under way may be older than the hint, so
                that it is asked again afterwards.
            at: Not before, seconds on the monotonic clock.
            pause: Seconds.
        """
        if spot.is_under_way:
            spot.is_wanted = True
            return
        due = max(at, spot.asked_at + pause)
        if spot not in self._rounds.hints or due < spot.hint_at:
            spot.hint_at = due
            self._rounds.hints.put(spot, due)

    def show(self, spot: Spot, *, is_shown: bool) -> None:
        """Say whether a spot is on screen."""
        spot.is_shown = is_shown
        if not spot.is_under_way:
            self._rounds.line_up(spot)

    def cover(self, now: float | None) -> None:
        """Say since when events tell of changes; None where they do not."""
        if (now is None) != (self.covered_at is None):
            self.covered_at = now

    def refresh(self, now: float) -> None:
        """Ask about all that is going or on screen now, and make all lists due."""
        for spot in self.spots():
            if spot.is_shown or spot.kind is Kind.GOING:
                self.hint(spot, now)
            if spot.kind is Kind.LIST and not spot.is_under_way:
                spot.asked_at = NEVER
                self._rounds.line_up(spot)

    @property
    def pace(self) -> Pace:
        """How often what is asked at best: seldom where events tell of changes."""
        return self._pace if self.covered_at is None else COVERED

    def load(self, calls_per_second: float) -> Load:
        """Tell what there is to ask."""
        return Load(self._counts, len(self._rounds.shown), len(self._rounds.hints), calls_per_second)

    def next(self, now: float, calls_per_second: float) -> Turn | None:
        """Return what is to be asked now; None where nothing is due."""
        urgent = self._find_urgent(now, calls_per_second)
        rest = [kind for kind in WEIGHTS if self._due_at(kind, self.pace.of(kind)) <= now]
        if urgent is None and not rest:
            return None
        asking = [half for half, is_asking in ((Half.URGENT, urgent), (Half.REST, rest)) if is_asking]
        half = self._halves.pick(asking)
        if urgent is not None and half is Half.URGENT:
            return urgent
        kind = self._rest.pick(rest)
        return Turn(self._rounds.of[kind].top, kind)

    def next_at(self, calls_per_second: float) -> float:
        """Return when something is due next, seconds on the monotonic clock; ``FOREVER`` for never."""
        pace = self.pace
        return min(
            self._due_at(Kind.GOING, self.load(calls_per_second).going_pace(pace)),
            *(self._due_at(kind, pace.of(kind)) for kind in WEIGHTS),
            self._rounds.hints.key,
            self._rounds.shown.key + pace.shown,
        )

    def missing(self, spot: Spot, budget: Budget, now: float) -> float:
        """Return the seconds until a question may be asked, without taking what is left for keys."""
        reserve = min(RESERVE, budget.burst - 1.0)
        needed = max(min(float(spot.pages), budget.burst - reserve), 1.0) + reserve
        seconds = (needed - budget.left) / budget.per_second if budget.left < needed - _ROUNDING else 0.0
        if budget.waiting:  # others have a turn between two of these
            seconds = max(seconds, self.asked_at + 2.0 / budget.per_second - now)
        return seconds

    def send(self, turn: Turn, now: float) -> None:
        """Note that what ``next`` returned is being asked."""
        spot = turn.spot
        self._halves.charge(Half.URGENT if turn.kind is None else Half.REST, spot.pages)
        if turn.kind is not None:
            self._rest.charge(turn.kind, spot.pages)
        else:
            self._is_hints_turn = not turn.is_hint
        self._rounds.leave(spot)
        spot.asked_at = self.asked_at = now
        spot.is_under_way = True
        spot.is_hinted = turn.is_hint
        spot.is_wanted = False
        self.under_way += 1

    def take_back(self, spot: Spot, kind: Kind, now: float) -> None:
        """Line a spot up again after its question came to an end.

        Args:
            spot: Which.
            kind: How much hurry there is from now on.
            now: Seconds on the monotonic clock.
        """
        self.under_way -= spot.is_under_way
        spot.is_under_way = False
        self._counts[spot.kind] -= 1
        self._counts[kind] += 1
        spot.kind = kind
        self._rounds.line_up(spot)
        if spot.is_wanted:
            self.hint(spot, now)

    def _find_urgent(self, now: float, calls_per_second: float) -> Turn | None:
        is_hint_due = self._rounds.hints.key <= now
        going_pace = self.load(calls_per_second).going_pace(self.pace)
        if self._due_at(Kind.GOING, going_pace) <= now and not (is_hint_due and self._is_hints_turn):
            return Turn(self._rounds.of[Kind.GOING].top)
        if is_hint_due:
            return Turn(self._rounds.hints.top, is_hint=True)
        is_shown_due = self._rounds.shown.key + self.pace.shown <= now
        return Turn(self._rounds.shown.top) if is_shown_due else None

    def _due_at(self, kind: Kind, seconds: float) -> float:
        """Return when the first of a round is due; what was asked before events told of changes, sooner."""
        key = self._rounds.of[kind].key
        if kind is Kind.FIRST:
            return NEVER if key < FOREVER else FOREVER
        if self.covered_at is not None and key < self.covered_at:
            seconds = self._pace.of(kind)
        return key + seconds
