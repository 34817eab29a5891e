"""What is said of how a branch is doing: glyph, word and tone; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.model.jobs import JobStatus
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.wording import StatusMark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.conditions import BranchState, FleetSummary
    from amplify_tui.ui.cell_text import Piece

MARKS: Final[Mapping[Condition, StatusMark]] = {
    Condition.FAILED: StatusMark("✘", "failed", "failed"),
    Condition.STUCK: StatusMark("!", "stuck", "warning"),
    Condition.RUNNING: StatusMark("●", "building", "running"),
    Condition.QUEUED: StatusMark("◌", "queued", "waiting"),
    Condition.UNKNOWN: StatusMark("?", "unknown", "unknown"),
    Condition.CANCELLED: StatusMark("⊘", "cancelled", "cancelled"),
    Condition.OK: StatusMark("✔", "ok", "succeed"),
    Condition.EMPTY: StatusMark("·", "no jobs", "dim"),
    Condition.UNSEEN: StatusMark("…", "not seen", "dim"),
}
"""How each condition looks, the worst first."""

_ENDINGS: Final = ("th", "st", "nd", "rd")
_GAP: Final = 2
_TEENS: Final = range(11, 14)


def state_mark(state: BranchState) -> StatusMark:
    """Tell how a branch looks: its condition, with its place in the queue or that it is being cancelled.

    Args:
        state: The branch.
    """
    mark = MARKS[state.condition]
    job = state.news.newest
    if state.condition is Condition.QUEUED and state.place is not None:
        place, count = state.place
        return StatusMark(mark.glyph, f"{mark.word} {place}/{count}", mark.tone)
    if state.condition is Condition.RUNNING and job is not None and job.status == JobStatus.CANCELLING:
        going = wording.status_mark(job.status)
        return StatusMark(going.glyph, going.word.lower(), going.tone)
    return mark


def worst_words(counts: Mapping[Condition, int]) -> tuple[StatusMark, str]:
    """Say what the worst of some branches is and how many are so, such as ``3 failed`` or ``all ok``.

    Args:
        counts: How many branches there are of each condition, at least one in all.
    """
    worst = next(condition for condition in MARKS if counts.get(condition))
    mark, count = MARKS[worst], counts[worst]
    return mark, f"all {mark.word}" if count == sum(counts.values()) else f"{count} {mark.word}"


def queue_words(place: tuple[int, int]) -> str:
    """Tell a place in the queue, such as ``queued, 2nd of 3``.

    Args:
        place: The place, counted from 1, and how many are queued.
    """
    number, count = place
    ending = "th" if number % 100 in _TEENS or number % 10 >= len(_ENDINGS) else _ENDINGS[number % 10]
    return f"queued, {number}{ending} of {count}"


def counts_line(summary: FleetSummary, width: int) -> list[Piece]:
    """Say how many branches are in each condition, the worst first; what is rarest to matter gives way.

    Args:
        summary: The figures.
        width: Cells there are.
    """
    parts: list[list[Piece]] = [
        [(f"{mark.glyph} ", mark.tone), (f"{count} {mark.word}", mark.tone)]
        for condition, mark in MARKS.items()
        if (count := summary.counts.get(condition, 0))
    ]
    about = "" if summary.is_complete else "about "
    seen = f"{summary.seen} of {about}{summary.branches} branches seen" if summary.branches else ""
    some = f"{summary.branches - summary.left_out} of " if summary.left_out else ""
    right = f"{some}{summary.branches} branches" if summary.is_all_seen else seen
    pieces: list[Piece] = []
    left = width - width_of(right) - _GAP
    for part in parts:
        needed = width_of(text_of(part)) + (_GAP if pieces else 0)
        if needed > left:
            break
        left -= needed
        pieces += [*([(" " * _GAP, "")] if pieces else []), *part]
    return [*pieces, (" " * max(left + _GAP, 1), ""), (right, "dim" if summary.is_all_seen else "warning")]
