"""The header: where this is, and how old the picture is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.containers import Horizontal

from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut, cut_front, plain, split_at, text_of, width_of
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from amplify_tui.model.health import Health
    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.wording import FreshnessMark

NAME: Final = "amplify-tui"
_DETAIL: Final = "detail"
_LEAST_DETAIL: Final = 12
_BEFORE_DETAIL: Final = 45


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """What the header says besides health and time.

    Attributes:
        profile: AWS profile; empty for what the environment says.
        account: Twelve digits; empty while unknown.
        region: AWS region; empty while unknown.
        endpoint: Address asked instead of AWS; empty for AWS.
        is_demo: Whether this is the demo.
        is_read_only: Whether everything that writes is taken away.
    """

    profile: str = ""
    account: str = ""
    region: str = ""
    endpoint: str = ""
    is_demo: bool = False
    is_read_only: bool = False


@dataclass(frozen=True, slots=True)
class HeaderLoad:
    """What the header says of asking: how much of the budget is used, what is pushed, what is oldest.

    Attributes:
        used: Calls of the last minute; None for what health says.
        allowed: Calls a minute that may go at the present pace; 0 where it is not known.
        oldest: Age of the oldest figure on screen; empty where all are of one age.
        push: Whether changes are pushed, and its tone; empty where there are no queues.
    """

    used: int | None = None
    allowed: int = 0
    oldest: str = ""
    push: Piece = ("", "")


NO_LOAD: Final = HeaderLoad()
"""Nothing is known of asking."""


class _Half(ToneLines):
    """One half of the header; asks for its content when its width is known."""

    def lay_out(self) -> None:
        """Lay the whole header out for the present width."""
        if isinstance(self.parent, HealthLine):
            self.parent.lay_out()


class HealthLine(Horizontal):
    """One line; the freshness mark is the last thing to be shortened.

    Textual writes a changed line from its widget's left edge on, so what ticks by
    the second stands in a narrow widget of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._halves = (_Half(classes="health--quiet"), _Half(classes="health--ticking"))
        self._facts = HeaderFacts()
        self._health: Health | None = None
        self._load = NO_LOAD
        self._frozen_at: datetime | None = None
        self._now: datetime | None = None

    def compose(self) -> ComposeResult:
        """Set the two halves side by side."""
        yield from self._halves

    def set_facts(self, facts: HeaderFacts) -> None:
        """Say where this is."""
        self._facts = facts
        self.lay_out()

    def set_health(self, health: Health | None) -> None:
        """Say how the poller is doing; None before it began."""
        self._health = health
        self.lay_out()

    def set_load(self, load: HeaderLoad) -> None:
        """Say how much is asked; shown with the next ``set_now``."""
        self._load = load

    def set_frozen(self, frozen_at: datetime | None) -> None:
        """Say since when the display is held still; None while it moves."""
        self._frozen_at = frozen_at
        self.lay_out()

    def set_now(self, now: datetime) -> None:
        """Let time pass; paints only the cells that it changes.

        Args:
            now: The present moment, aware UTC.
        """
        self._now = now
        self.lay_out()

    def on_resize(self) -> None:
        """Show as much as there is room for."""
        self.lay_out()

    def lay_out(self) -> None:
        """Lay the line out for the present width, and share it between the halves."""
        quiet, ticking = self._halves
        width = quiet.content_size.width + ticking.content_size.width
        if self._now is None or not width:
            return
        line = header_line(self._facts, self._health, self._frozen_at, self._now, width, load=self._load)
        for half, pieces in zip(self._halves, split_at(line, quiet.content_size.width), strict=True):
            half.set_lines([pieces])


def header_line(
    facts: HeaderFacts,
    health: Health | None,
    frozen_at: datetime | None,
    now: datetime,
    width: int,
    *,
    load: HeaderLoad = NO_LOAD,
) -> list[Piece]:
    """Put the header together, leaving out what there is no room for.

    Args:
        facts: Where this is.
        health: How the poller is doing; None before it began.
        frozen_at: Since when the display is held still; None while it moves.
        now: The present moment, aware UTC.
        width: Cells there are.
        load: How much is asked.
    """
    mark = wording.freshness_mark(health, now, frozen_at)
    calls, brief = _calls(health, load)
    line = _fitted(facts, mark, (mark.detail, calls), load, now=now, width=width)
    detail = mark.detail
    if mark.brief and detail not in (mark.brief, "") and detail not in text_of(line):
        # What was left out to make room for the whole detail may fit beside the brief one.
        detail = mark.brief
        line = _fitted(facts, mark, (detail, calls), load, now=now, width=width)
    if calls not in text_of(line):
        line = _fitted(facts, mark, (detail, brief), load, now=now, width=width)
    return line


def _calls(health: Health | None, load: HeaderLoad) -> tuple[str, str]:
    """Tell the calls of the last minute, with what is allowed and without."""
    if health is None:
        return "", ""
    used = health.calls_per_minute if load.used is None else load.used
    brief = f"{used} calls/min"
    return f"{used} of {load.allowed} calls/min" if load.allowed else brief, brief


def _fitted(
    facts: HeaderFacts,
    mark: FreshnessMark,
    said: tuple[str, str],
    load: HeaderLoad,
    *,
    now: datetime,
    width: int,
) -> list[Piece]:
    zone, clock = _zone_and_clock(now)
    detail, calls = said
    oldest = f"oldest {load.oldest}" if load.oldest else ""
    left = {
        "name": ((NAME, "strong"), 30),
        "demo": (("DEMO" if facts.is_demo else "", "accent"), 90),
        "profile": ((cut(plain(facts.profile), 24), ""), 60),
        "account": ((plain(facts.account, 40), "dim"), 20),
        "region": ((plain(facts.region, 40), ""), 70),
        "endpoint": ((cut_front(plain(facts.endpoint), 36), "warning"), 55),
    }
    right = {
        "mark": ((mark.short, mark.tone), 100),
        _DETAIL: ((detail, "dim"), 65),
        "oldest": ((oldest, "dim"), 45),
        "push": (load.push, 42),
        "calls": ((calls, "dim"), 24),
        "lock": (("read-only" if facts.is_read_only else "", "warning"), 85),
        "zone": ((zone, "dim"), 40),
        "clock": ((clock, ""), 50),
    }
    _make_room(left, right, width, mark.brief)
    return _join(_pieces(left, " · "), _pieces(right, "  "), width)


def _zone_and_clock(now: datetime) -> tuple[str, str]:
    *zone, clock = wording.zone_clock(now).split(" ")
    return " ".join(zone), clock


def _make_room(
    left: dict[str, tuple[Piece, int]], right: dict[str, tuple[Piece, int]], width: int, brief: str
) -> None:
    """Shorten the detail, then leave out part after part, the least important first."""
    for side in (left, right):
        for name in [name for name, ((text, _), _) in side.items() if not text]:
            del side[name]
    while True:
        over = _width(_pieces(left, " · ")) + _width(_pieces(right, "  ")) + 2 - width
        if over <= 0:
            return
        parts = {**left, **right}
        weakest = min(parts, key=lambda name: parts[name][1])
        detail = right.get(_DETAIL)
        if detail is not None and parts[weakest][1] > _BEFORE_DETAIL:
            (text, tone), weight = detail
            if brief and text != brief:
                right[_DETAIL] = ((brief, tone), weight)
                continue
            if width_of(text) - over >= _LEAST_DETAIL:
                right[_DETAIL] = ((cut(text, width_of(text) - over), tone), weight)
                return
        if weakest == "mark":
            return
        left.pop(weakest, None)
        right.pop(weakest, None)


def _pieces(side: dict[str, tuple[Piece, int]], gap: str) -> list[Piece]:
    """Line up one side; name and DEMO are set off by blanks, the mark's detail by a colon."""
    pieces: list[Piece] = []
    before = ""
    for name, (piece, _) in side.items():
        if before:
            joint = "  " if before in ("name", "demo") else gap
            # In the tone of what follows: every change of tone is written anew each second.
            pieces.append((_JOINTS.get((before, name), joint), piece[1]))
        pieces.append(piece)
        before = name
    return pieces


_JOINTS: Final = {("mark", _DETAIL): ": ", ("zone", "clock"): " "}


def _width(pieces: list[Piece]) -> int:
    return sum(width_of(text) for text, _ in pieces)


def _join(left: list[Piece], right: list[Piece], width: int) -> list[Piece]:
    gap = max(width - _width(left) - _width(right), 1 if left else 0)
    return [*left, (" " * gap, left[-1][1] if left else ""), *right]
