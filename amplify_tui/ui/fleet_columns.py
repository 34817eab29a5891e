"""The columns of the table of every branch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_cell, cause_text, has_words
from amplify_tui.ui.cell_text import cut, cut_middle, plain, width_of
from amplify_tui.ui.columns import CellContext, Column
from amplify_tui.ui.condition_words import MARKS, state_mark
from amplify_tui.ui.job_columns import first_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.ui.cell_text import Cell

    FindSeen = Callable[[BranchKey], datetime | None]

OLD: Final = timedelta(minutes=3)
"""From when on a row says how long ago its branch was asked about."""

_BAR: Final = 5
_TAIL: Final = " …"
_LEAST_NAME: Final = 4
_WITH_BAR: Final = 13
_ORDER: Final = {condition: place for place, condition in enumerate(Condition)}
_DIRECTIONS: Final = re.compile("north|south|east|west|central")


@dataclass(frozen=True, slots=True)
class FleetRow:
    """One branch in the table.

    Attributes:
        state: How it is doing; not for ``seen_at``, which ages without the row changing.
        name: Its app, told apart from namesakes, safe to show.
        cause: Why its newest job failed, as far as known; None for one that did not fail.
        is_stale: Whether its account and region gives no answers, so that nothing passes for fresh.
    """

    state: BranchState
    name: str
    cause: JobCause | None = None
    is_stale: bool = False

    @property
    def target(self) -> Target:
        """The account and region it lives in."""
        return self.state.branch.app.target


def short_region(region: str) -> str:
    """Tell a region as availability zones do, such as ``euw1`` for ``eu-west-1``.

    Args:
        region: Name of the region; what is no such name stays as it is.
    """
    *parts, number = region.split("-")
    if not parts or not number.isdigit():
        return region
    area, *rest = parts
    return area + "".join(_initials(part) for part in rest) + number


def _initials(part: str) -> str:
    found = _DIRECTIONS.findall(part)
    return "".join(each[0] for each in found) or part[:1]


def _toned(row: FleetRow, text: str, tone: str = "") -> Cell:
    return [(text, "faint" if row.is_stale else tone)]


def _status(row: FleetRow, context: CellContext) -> Cell:
    del context
    mark = state_mark(row.state)
    return _toned(row, f"{mark.glyph} {mark.word}", mark.tone)


def _app(row: FleetRow, context: CellContext) -> Cell:
    return _toned(row, cut_name(row.name, context.width))


def cut_name(name: str, width: int) -> str:
    """Shorten an app's name; the end of the id that tells it from namesakes is kept.

    Args:
        name: As ``Fleet.name_of`` gives it.
        width: Cells there are.
    """
    head, mark, tail = name.rpartition(_TAIL)
    room = width - width_of(_TAIL + tail)
    return f"{cut(head, room)}{_TAIL}{tail}" if mark and room >= _LEAST_NAME else cut_middle(name, width)


def _branch(row: FleetRow, context: CellContext) -> Cell:
    return _toned(row, cut_middle(plain(row.state.branch.name), context.width), "strong")


def _job(row: FleetRow, context: CellContext) -> Cell:
    del context
    job = row.state.speaker
    return _toned(row, str(job.key.job_id) if job is not None else wording.NOTHING, "dim")


def _profile(row: FleetRow, context: CellContext) -> Cell:
    return _toned(row, cut_middle(plain(row.target.profile, 60) or wording.NOTHING, context.width), "dim")


def _region(row: FleetRow, context: CellContext) -> Cell:
    name = plain(row.target.region, 40)
    return _toned(row, name if len(name) <= context.width else short_region(name), "dim")


def notes_of(state: BranchState) -> tuple[str, ...]:
    """Say what the status does not: what is usual of a stuck job, which jobs are superseded."""
    typical = state.news.typical
    is_stuck = state.condition is Condition.STUCK and typical is not None
    numbers = ", ".join(str(job.key.job_id) for job in state.superseded)
    return tuple(
        note
        for note in (
            f"usually {wording.duration(typical)}" if is_stuck else "",
            f"job {numbers} superseded" if numbers else "",
        )
        if note
    )


def _message(row: FleetRow, context: CellContext) -> Cell:
    """Say what was committed, or why it failed; what needs attention stands before."""
    if row.cause is not None and has_words(row.cause):
        if row.is_stale:
            return _toned(row, cause_text(row.cause))
        return cause_cell(row.cause, context.width)
    job = row.state.speaker
    message = first_line(job.commit_message) if job is not None else ""
    notes = " · ".join(notes_of(row.state))
    if row.is_stale or not notes:
        return _toned(row, " · ".join(part for part in (notes, message) if part) or wording.NOTHING)
    return [(notes, "warning"), (f" · {message}" if message else "", "")]


def _age(row: FleetRow, context: CellContext) -> Cell:
    return _toned(row, wording.age(_started(row), context.now))


def _duration(row: FleetRow, context: CellContext) -> Cell:
    job, typical = row.state.speaker, row.state.news.typical
    length = None if job is None else job.duration(context.now)
    words = wording.duration(length)
    if job is None or not job.is_going or length is None or row.is_stale:
        return _toned(row, words)
    tone = state_mark(row.state).tone
    if not typical or context.width < _WITH_BAR:
        return [(words, tone)]
    return [(wording.bar(length / typical, _BAR), tone), (f" {words}", "")]


def _order_of_duration(row: FleetRow) -> timedelta | None:
    job = row.state.speaker
    if job is None or job.started_at is None:
        return None
    return timedelta.max if job.is_going else job.duration(job.started_at)


def _seen(row: FleetRow, at: datetime | None, context: CellContext) -> Cell:
    """Say how old the row is, where that is old."""
    if at is None or context.now - at < OLD:
        return ""
    return [(wording.age(at, context.now), "warning" if row.is_stale else "dim")]


def searched_text(state: BranchState, cause: JobCause | None) -> str:
    """Say in one piece all that a filter looks in: thousands of branches are searched at every letter.

    Args:
        state: The branch.
        cause: Why its newest job failed, as far as known; None for one that did not fail.
    """
    job, target = state.speaker, state.branch.app.target
    message = "" if job is None else f"{job.key.job_id}\n{(job.commit_message or '')[:200]}\n{job.status}"
    why = "" if cause is None else cause_text(cause)
    words = f"{MARKS[state.condition].word}\n{state.app_name}\n{state.branch.name}"
    return f"{words}\n{target.profile}\n{target.region}\n{message}\n{why}"


def _searched(row: FleetRow) -> str:
    return searched_text(row.state, row.cause)


def _unsearched(row: FleetRow) -> str:
    del row
    return ""


def _started(row: FleetRow) -> datetime | None:
    job = row.state.speaker
    return None if job is None else job.started_at or job.ended_at


_PROFILE: Final[Column[FleetRow]] = Column(
    "profile", "PROFILE", _profile, width=12, minimum=7, priority=84,
    sort_key=lambda row: row.target.profile, search=_unsearched,
)  # fmt: skip
_REGION: Final[Column[FleetRow]] = Column(
    "region", "REGION", _region, width=14, minimum=6, priority=84,
    sort_key=lambda row: row.target.region, search=_unsearched,
)  # fmt: skip
_BEFORE: Final[tuple[Column[FleetRow], ...]] = (
    Column("status", "STATUS", _status, width=12, priority=100,
           sort_key=lambda row: _ORDER[row.state.condition], search=_searched),
    Column("app", "APP", _app, width=16, minimum=10, priority=98,
           sort_key=lambda row: (row.state.app_name.casefold(), row.state.branch), search=_unsearched),
    Column("branch", "BRANCH", _branch, width=22, minimum=10, priority=97,
           sort_key=lambda row: row.state.branch.name.casefold(), search=_unsearched),
    Column("job", "JOB", _job, width=5, priority=70, align="right",
           sort_key=lambda row: job.key.job_id if (job := row.state.speaker) else None,
           search=_unsearched),
)  # fmt: skip
_AFTER: Final[tuple[Column[FleetRow], ...]] = (
    Column("message", "MESSAGE", _message, width=20, minimum=8, is_flexible=True, priority=80,
           search=_unsearched),
    Column("age", "AGE", _age, width=4, priority=90, align="right", ticks="minute",
           sort_key=_started, search=_unsearched),
    Column("duration", "DURATION", _duration, width=13, minimum=8, priority=75, ticks="second",
           sort_key=_order_of_duration, search=_unsearched),
)  # fmt: skip


def _column_of_age(find_seen: FindSeen) -> Column[FleetRow]:
    return Column(
        "seen",
        "SEEN",
        lambda row, context: _seen(row, find_seen(row.state.branch), context),
        width=4,
        priority=60,
        align="right",
        ticks="minute",
        sort_key=lambda row: find_seen(row.state.branch),
        search=_unsearched,
    )


def fleet_columns(targets: Sequence[Target], find_seen: FindSeen) -> tuple[Column[FleetRow], ...]:
    """Return the columns for these accounts and regions: what is the same in all rows is left out.

    Args:
        targets: All that are shown.
        find_seen: Looks up when a branch was last asked about, UTC; None for never.
    """
    profiles = (_PROFILE,) if len({each.profile for each in targets}) > 1 else ()
    regions = (_REGION,) if len({each.region for each in targets}) > 1 else ()
    return (*_BEFORE, *profiles, *regions, *_AFTER, _column_of_age(find_seen))
