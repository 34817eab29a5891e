"""What is said inside a tile, the most important first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.model.estimate import estimate
from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_lines
from amplify_tui.ui.cell_text import plain, text_of, width_of, wrap
from amplify_tui.ui.condition_words import queue_words, state_mark
from amplify_tui.ui.job_columns import first_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import Job
    from amplify_tui.ui.cell_text import Piece

    Lines = list[Sequence[Piece]]

_COMPACT: Final = 4
"""Rows below which a cause gets one line."""
_BAR: Final = 40
_LEAST_BAR: Final = 8
_TALL: Final = 7
_MESSAGE_LINES: Final = 3


def body_lines(
    state: BranchState, cause: JobCause | None, width: int, height: int, now: datetime
) -> Sequence[Sequence[Piece]]:
    """Say what is known of a branch.

    Args:
        state: The branch.
        cause: Why its newest job failed, as far as known; None for one that did not fail.
        width: Cells of a line.
        height: Most lines there may be.
        now: The present moment, aware UTC.
    """
    job = state.speaker
    lines: Lines = [_status(state, job, width, now)]
    if state.condition is Condition.FAILED and cause is not None:
        lines += cause_lines(cause, width, is_compact=height < _COMPACT)
    elif job is not None and job.is_going:
        lines += _progress(state, job, width, height, now)
    if job is not None:
        lines += _details(state, job, width)
    return lines[: max(height, 0)]


def _status(state: BranchState, job: Job | None, width: int, now: datetime) -> Sequence[Piece]:
    """Say how it is and for how long, then what else there is room for; nothing is cut."""
    mark = state_mark(state)
    number = f" · job {job.key.job_id}" if job is not None else ""
    begin: list[Piece] = [(mark.word, f"{mark.tone}+bold")]
    since = None if state.changed_at is None else now - state.changed_at
    length = "" if since is None else f" {wording.duration(since)}"
    match state.condition:
        case Condition.FAILED:
            more = [_ago(state, now), number, _type(job)]
        case Condition.STUCK:
            usual = state.news.typical
            begun = state.news.since if job is not None and job == state.news.newest else None
            waits = "" if begun is None else f" {wording.duration(now - begun)}"
            normal = f" · usually {wording.duration(usual)}" if usual is not None else ""
            more = [_length(job, now) or waits, f" in {_status_of(job)}", normal, number]
        case Condition.QUEUED if state.place is not None:
            begin = [(queue_words(state.place), f"{mark.tone}+bold")]
            more = [f" ·{length}", number]
        case Condition.UNKNOWN:
            begin.append((f": {_status_of(job)}", ""))
            more = [number]
        case Condition.RUNNING if job is not None and job.status != "RUNNING":
            more = [length, f" · {_status_of(job)}", number]
        case _:
            more = [_length(job, now) or length, number, _type(job)]
    return _fitting(begin, more, width)


def _fitting(begin: list[Piece], more: Sequence[str], width: int) -> list[Piece]:
    """Add as much as there is room for: half of a word tells nothing from afar."""
    left, said = width - width_of(text_of(begin)), ""
    for part in more:
        if width_of(said + part) > left:
            break
        said += part
    return [*begin, (said, "")]


def _ago(state: BranchState, now: datetime) -> str:
    age = wording.age(state.changed_at, now) if state.changed_at is not None else ""
    return f" {age} ago" if age and age != "now" else f" just {age}" if age else ""


def _status_of(job: Job | None) -> str:
    return plain(job.status, 40) if job is not None else "a status that is not known"


def _length(job: Job | None, now: datetime) -> str:
    length = None if job is None else job.duration(now)
    return "" if length is None else f" {wording.duration(length)}"


def _type(job: Job | None) -> str:
    return f" · {plain(job.job_type, 40)}" if job is not None and job.job_type else ""


def _progress(state: BranchState, job: Job, width: int, height: int, now: datetime) -> Lines:
    """Draw how far a job is, where that can be told."""
    found = estimate(job, state.news.typical, now) if job.status == "RUNNING" else None
    if found is None:
        return []
    left = f" ~{wording.duration(found.remaining)} left" if found.remaining else " longer than usual"
    cells = min(width - width_of(left), _BAR if height < _TALL else width)
    if cells < _LEAST_BAR:
        return [[(left.strip(), "")]]
    bar = wording.bar(found.progress, cells)
    tone = state_mark(state).tone
    return [[(bar, tone), (left, "")], *([[(bar, tone)]] if height >= _TALL else [])]


def _details(state: BranchState, job: Job, width: int) -> Lines:
    """Say what was built, and what else somebody may want to know of the branch."""
    lines: Lines = []
    message = first_line(job.commit_message)
    if message:
        lines += [[(text, "")] for text in wrap(message, max(width, 1))[:_MESSAGE_LINES]]
    if state.superseded:
        numbers = ", ".join(str(each.key.job_id) for each in state.superseded)
        lines.append([(f"» job {numbers} superseded", "warning")])
    if job.commit_id:
        lines.append([(f"commit {wording.commit(job.commit_id)}", "dim")])
    return lines
