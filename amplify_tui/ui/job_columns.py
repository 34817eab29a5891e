"""The columns of the jobs table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_cell, cause_text, has_words
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.columns import CellContext, Column, Footnote

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.jobs import Job
    from amplify_tui.ui.cell_text import Cell

_BAR: Final = 5
_WITH_BAR: Final = 13
_BRIEF: Final = 31


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job in the table.

    Attributes:
        job: The job.
        is_live: Whether it is what visitors of the site get now.
        typical: How long jobs of this branch usually take; None where unknown.
        cause: Why it failed, as far as known; None for a job that did not fail.
        note: What is the matter with one that is going, such as ``stuck``; empty for nothing.
    """

    job: Job
    is_live: bool = False
    typical: timedelta | None = None
    cause: JobCause | None = None
    note: str = ""


def first_line(message: str | None) -> str:
    """Return the subject of a commit message, safe to show; empty where there is none.

    Args:
        message: As committed; None where Amplify left it out.
    """
    return plain(message.lstrip()[:2_000].split("\n", 1)[0]) if message else ""


def status_cell(status: str | None) -> Cell:
    """Show a status as glyph and word.

    Args:
        status: As Amplify says it; None where it left it out.
    """
    mark = wording.status_mark(status)
    return [(f"{mark.glyph} {mark.word}", mark.tone)]


def _job_id(row: JobRow, context: CellContext) -> Cell:
    number = str(row.job.key.job_id)
    if row.is_live and len(number) < context.width:
        return [(wording.LIVE_MARK, "succeed"), (number.rjust(context.width - 1), "")]
    return number


def _message(row: JobRow, context: CellContext) -> Cell:
    """Say what was committed, or why it failed where that has no line of its own."""
    if row.cause is not None and not context.is_tall and has_words(row.cause):
        return cause_cell(row.cause, context.width)
    message = first_line(row.job.commit_message)
    if row.note:
        return [(row.note, "warning"), (f" · {message}" if message else "", "")]
    return message or wording.NOTHING


def _searched(row: JobRow) -> str:
    message = f"{row.note}\n{row.job.commit_message or ''}"
    return message if row.cause is None else f"{message}\n{cause_text(row.cause)}"


def _footnote(row: JobRow, context: CellContext) -> Cell:
    return () if row.cause is None else cause_cell(row.cause, context.width)


def _age(row: JobRow, context: CellContext) -> Cell:
    return wording.age(row.job.started_at or row.job.ended_at, context.now)


def _duration(row: JobRow, context: CellContext) -> Cell:
    length = row.job.duration(context.now)
    words = wording.duration(length)
    if not row.job.is_going or length is None or context.width < _WITH_BAR:
        return words
    tone = wording.status_mark(row.job.status).tone
    if not row.typical:
        return [(words, tone)]
    return [(wording.bar(length / row.typical, _BAR), tone), (f" {words}", "")]


def _order_of_duration(row: JobRow) -> timedelta | None:
    if row.job.started_at is None:
        return None
    return timedelta.max if row.job.is_going else row.job.duration(row.job.started_at)


def _moment(at: datetime | None, context: CellContext) -> Cell:
    return [(wording.local_day_time(at, context.now), "dim")]


def _brief(row: JobRow, context: CellContext) -> Cell:
    """Tell of a job where there is no room for columns."""
    mark = wording.status_mark(row.job.status)
    length = wording.duration(row.job.duration(context.now)).replace(" ", "")
    return [(f"{mark.glyph} {mark.word}", mark.tone), (f" {row.job.key.job_id} {length}", "")]


JOB_COLUMNS: Final[tuple[Column[JobRow], ...]] = (
    Column(
        "brief",
        "STATUS JOB",
        _brief,
        width=_BRIEF,
        minimum=1,
        is_flexible=True,
        priority=100,
        until_width=_BRIEF,
        ticks="second",
        search=lambda _: "",
    ),
    Column(
        "status",
        "STATUS",
        lambda row, _: status_cell(row.job.status),
        width=14,
        from_width=_BRIEF + 1,
        priority=100,
        sort_key=lambda row: row.job.status,
        search=lambda row: row.job.status,
    ),
    Column(
        "job",
        "JOB",
        _job_id,
        width=6,
        from_width=_BRIEF + 1,
        priority=99,
        align="right",
        sort_key=lambda row: row.job.key.job_id,
        search=lambda row: str(row.job.key.job_id),
    ),
    Column(
        "type",
        "TYPE",
        lambda row, _: [(plain(row.job.job_type or wording.NOTHING, 40), "dim")],
        width=8,
        from_width=_BRIEF + 1,
        priority=30,
        sort_key=lambda row: row.job.job_type,
        search=lambda row: row.job.job_type or "",
    ),
    Column(
        "commit",
        "COMMIT",
        lambda row, _: [(wording.commit(row.job.commit_id), "dim")],
        width=7,
        from_width=_BRIEF + 1,
        priority=40,
        sort_key=lambda row: row.job.commit_id,
        search=lambda row: row.job.commit_id or "",
    ),
    Column(
        "message",
        "MESSAGE",
        _message,
        width=23,
        minimum=8,
        is_flexible=True,
        from_width=_BRIEF + 1,
        priority=80,
        sort_key=lambda row: first_line(row.job.commit_message).casefold() or None,
        search=_searched,
    ),
    Column(
        "age",
        "AGE",
        _age,
        width=4,
        from_width=_BRIEF + 1,
        priority=90,
        align="right",
        sort_key=lambda row: row.job.started_at,
        ticks="minute",
    ),
    Column(
        "duration",
        "DURATION",
        _duration,
        width=13,
        minimum=8,
        from_width=_BRIEF + 1,
        priority=95,
        sort_key=_order_of_duration,
        ticks="second",
    ),
    Column(
        "started",
        "STARTED",
        lambda row, context: _moment(row.job.started_at, context),
        width=12,
        priority=20,
        from_width=108,
        search=lambda _: "",
    ),
    Column(
        "ended",
        "ENDED",
        lambda row, _: [(wording.local_time(row.job.ended_at), "dim")],
        width=8,
        priority=15,
        from_width=120,
        search=lambda _: "",
        sort_key=lambda row: row.job.ended_at,
    ),
    Column(
        "committed",
        "COMMITTED",
        lambda row, context: _moment(row.job.committed_at, context),
        width=12,
        priority=10,
        from_width=148,
        search=lambda _: "",
        sort_key=lambda row: row.job.committed_at,
    ),
    Column(
        "source",
        "SOURCE",
        lambda row, _: [(plain(row.job.source_url or wording.NOTHING, 400), "dim")],
        width=24,
        priority=5,
        from_width=168,
        search=lambda row: row.job.source_url or "",
    ),
)

CAUSE_BELOW: Final[Footnote[JobRow]] = Footnote(
    is_there=lambda row: row.cause is not None,
    render=_footnote,
    above=lambda row: (row.job, row.is_live, row.typical, row.note),
    below="status",
    from_width=60,
    from_height=8,
)
"""Why a job failed, below its row; in a table with no room for that, in place of its commit message."""
