"""Quiet branches as a dense grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut_middle, fit, plain, width_of
from amplify_tui.ui.condition_words import MARKS
from amplify_tui.ui.job_columns import first_line

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.conditions import BranchState
    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.wall.tile import Tile

_WITH_AGE: Final = 12


def quiet_lines(tile: Tile, width: int, height: int, now: datetime) -> tuple[tuple[Piece, ...], ...]:
    """Draw a quiet branch.

    Args:
        tile: What is shown.
        width: Cells of a line.
        height: Lines it has.
        now: The present moment, aware UTC.
    """
    state = tile.state
    mark = MARKS[state.condition]
    note = wording.age(state.changed_at, now) if state.condition is Condition.OK else mark.word
    if width < _WITH_AGE:
        note = ""
    name = f"{tile.app} {plain(state.branch.name, 255)}"
    room = max(width - 2 - (width_of(note) + 1 if note else 0), 0)
    tone = "accent+reverse" if tile.is_marked else "faint" if tile.is_stale else ""
    first: list[Piece] = [
        (f"{mark.glyph} ", tone or mark.tone),
        *fit([(cut_middle(name, room), tone)], room),
        (f" {note}" if note else "", tone or "dim"),
    ]
    lines = [tuple(fit(first, width))]
    if height > 1:
        job = state.news.newest
        message = first_line(job.commit_message) if job is not None else ""
        age = wording.age(state.changed_at, now) if state.changed_at is not None else ""
        words = " · ".join(
            part for part in (mark.word, _job(state), age if age != note else "", message) if part
        )
        lines.append(tuple(fit([(f"  {words}", "faint" if tile.is_stale else "dim")], width)))
    blank = (" " * width, "")
    return (*lines, *[(blank,)] * (height - len(lines)))


def quiet_moment(tile: Tile, now: datetime) -> object:
    """Return what of the time a quiet branch shows: where that is equal it looks the same.

    Args:
        tile: What is shown.
        now: The present moment, aware UTC.
    """
    return wording.age(tile.state.changed_at, now)


def _job(state: BranchState) -> str:
    job = state.news.newest
    return "" if job is None else f"job {job.key.job_id}"
