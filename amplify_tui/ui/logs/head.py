"""The lines above a log: whose it is, where in it one is, and why the job failed; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut, cut_middle, plain, width_of, wrap

if TYPE_CHECKING:
    from amplify_tui.model.causes.finding import Cause
    from amplify_tui.ui.cell_text import Piece

NO_CAUSE: Final = "nothing in this log says why"
_LABEL: Final = 7
_GAP: Final = "  "
_LEAST_PLACE: Final = 8
_HINT_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class LogFacts:
    """What the first line says.

    Attributes:
        place: App, branch and job, such as ``shop-web / main / 56``.
        step: Name of the step.
        status: Of the step, as Amplify says it; None where it left it out.
        line: The line under the cursor, from 1; 0 where there is none.
        line_count: How many lines there are.
        errors: How many records are errors.
        warnings: How many records are warnings.
        follow: What is said of following; empty where nothing can be followed.
        is_following: Whether the end is kept in view.
        only: What of the log is shown, where not everything is; else empty.
        reading: What is going on with the log; empty where it is all there.
        reading_tone: How good that is.
        is_demo: Whether this is the demo.
    """

    place: str = ""
    step: str = ""
    status: str | None = None
    line: int = 0
    line_count: int = 0
    errors: int = 0
    warnings: int = 0
    follow: str = ""
    is_following: bool = False
    only: str = ""
    reading: str = ""
    reading_tone: str = "dim"
    is_demo: bool = False


def title_pieces(facts: LogFacts, width: int) -> list[Piece]:
    """Tell whose log this is; the names give way, never the step and its status.

    Args:
        facts: What to tell.
        width: Cells there are.
    """
    mark = wording.status_mark(facts.status)
    step = plain(facts.step, 40)
    fixed: list[Piece] = [
        (f"{step} " if step else "", "strong"),
        (f"{mark.glyph} {mark.word}" if facts.status is not None else "", mark.tone),
    ]
    demo = "DEMO  " if facts.is_demo else ""
    room = width - sum(width_of(text) for text, _ in fixed) - len(_GAP)
    if room - len(demo) < _LEAST_PLACE:
        demo = ""
    names = cut_middle(facts.place, room - len(demo)) if room >= _LEAST_PLACE else ""
    first: list[Piece] = [(demo, "accent"), (names, ""), (_GAP if names else "", "")]
    return [piece for piece in first + fixed if piece[0]]


def fact_pieces(facts: LogFacts, width: int) -> list[Piece]:
    """Tell where in the log one is and what is in it; what there is no room for is left out.

    Args:
        facts: What to tell.
        width: Cells there are.
    """
    where = f"line {facts.line:,} of {facts.line_count:,}" if facts.line else ""
    parts: list[tuple[Piece, int]] = [
        ((facts.reading, facts.reading_tone), 90),
        ((where, ""), 60),
        ((facts.only, "accent"), 80),
        ((_counted(facts.errors, "error"), "failed" if facts.errors else "dim"), 50),
        ((_counted(facts.warnings, "warning"), "warning" if facts.warnings else "dim"), 40),
        ((facts.follow, "succeed" if facts.is_following else "warning"), 70),
    ]
    kept = [part for part in parts if part[0][0]]
    if not facts.line_count:
        kept = [part for part in kept if part[1] >= 70]  # noqa: PLR2004 - nothing to count in an empty log
    room, shown = width, []
    for part in sorted(kept, key=lambda part: -part[1]):
        needed = width_of(part[0][0]) + len(_GAP)
        if needed <= room:
            room -= needed
            shown.append(part)
    return [piece for part in kept if part in shown for piece in ((_GAP, ""), part[0])]


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def no_cause_line(facts: LogFacts) -> list[Piece]:
    """Say that a log does not tell why its step failed, and which key helps where one does.

    Args:
        facts: What there is in the log.
    """
    has_more = facts.errors or facts.warnings
    words = f"{NO_CAUSE}; e goes through its errors and warnings" if has_more else NO_CAUSE
    return [("cause  ", "dim"), (words, "warning")]


def cause_lines(cause: Cause | None, width: int, *, is_short: bool = False) -> list[list[Piece]]:
    """Tell why the job failed: the line that names it, where it was, and what to do.

    Args:
        cause: Why; None for nothing at all.
        width: Cells there are.
        is_short: Whether there is little height: then one line has to do.
    """
    if cause is None or width < _LABEL:
        return []
    text = plain(cause.text, 400)
    place = plain(cause.place, 200)
    where = _where(cause)
    room = width - _LABEL
    if is_short:
        return [[("cause  ", "dim"), (cut(text, room), "failed")]]
    lines: list[list[Piece]] = []
    if width_of(text) + width_of(where) + 2 <= room:
        gap = " " * (room - width_of(text) - width_of(where))
        lines.append([("cause  ", "dim"), (text, "failed"), (gap, ""), (where, "dim")])
    else:
        broken = _broken(text, room, 2)
        lines.extend(
            [("cause  " if at == 0 else " " * _LABEL, "dim"), (part, "failed")]
            for at, part in enumerate(broken)
        )
        known = "" if place and place in text else cut_middle(place, room)
        rest = cut(f" · {where}" if known else where, room - width_of(known)) if where else ""
        lines.append([("at     ", "dim"), (known, "accent"), (rest, "dim")] if known or rest else [])
        place = ""
    if place and place not in text:
        lines.append([("at     ", "dim"), (cut_middle(place, room), "accent")])
    if cause.hint:
        lines.extend(
            [("hint   " if at == 0 else " " * _LABEL, "dim"), (part, "")]
            for at, part in enumerate(_broken(plain(cause.hint, 1_000), room, _HINT_LINES))
        )
    return [line for line in lines if line]


def _where(cause: Cause) -> str:
    parts = [
        cut(plain(cause.command, 200), 48),
        f"phase {plain(cause.phase, 40)}" if cause.phase else "",
        f"exit {cause.exit_code}" if cause.exit_code is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def _broken(text: str, width: int, most: int) -> list[str]:
    """Break text into at most so many lines, the last of which is cut."""
    lines = wrap(text, max(width, 1))
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)]
    return lines
