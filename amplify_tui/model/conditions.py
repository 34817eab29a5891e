"""How a branch is doing: failed, stuck, running, queued, or nothing to worry about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.jobs import GOING, HEAD, OVER, JobStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey


class Condition(StrEnum):
    """What a branch's newest job says of it, the worst first."""

    FAILED = "failed"
    STUCK = "stuck"
    RUNNING = "building"
    QUEUED = "queued"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    OK = "ok"
    EMPTY = "no jobs"
    UNSEEN = "not seen yet"


LOUD: Final = frozenset(
    {Condition.FAILED, Condition.STUCK, Condition.RUNNING, Condition.QUEUED, Condition.UNKNOWN}
)
"""What somebody may want to look at; all else is quiet."""

BUILD_LIMIT: Final = timedelta(minutes=30)
"""Amplify ends a build after so long, unless the app sets another limit (5 to 120 minutes)."""
PENDING_LIMIT: Final = timedelta(minutes=5)
PROVISIONING_LIMIT: Final = timedelta(minutes=10)
CANCELLING_LIMIT: Final = timedelta(minutes=10)
BLIND_LIMIT: Final = timedelta(minutes=30)
"""How long a job may wait while it cannot be told whether others are before it."""
GRACE: Final = timedelta(minutes=1)
"""How long a job is taken to go on as Amplify last said; longer than between two questions as a rule."""
_END_OF_TIME: Final = datetime.max.replace(tzinfo=UTC)
MARGIN: Final = 1.25
LEAST_MARGIN: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class BranchState:
    """One branch as the fleet's screens show it.

    Attributes:
        branch: Address of the branch.
        app_name: Name of its app, as Amplify gives it.
        condition: How it is doing.
        news: What that was read from.
        place: Its place among the queued jobs of its account and region, and how many there
            are, such as (2, 3); None where it is not queued, or nobody is before it.
        superseded: Going jobs that a newer commit of the branch waits behind, newest first.
        changed_at: When the condition became what it is, UTC; None while unseen or without a job.
        seen_at: When Amplify last confirmed the news, UTC; None while unseen.
    """

    branch: BranchKey
    app_name: str
    condition: Condition = Condition.UNSEEN
    news: BranchNews = field(default_factory=BranchNews)
    place: tuple[int, int] | None = None
    superseded: tuple[Job, ...] = ()
    changed_at: datetime | None = None
    seen_at: datetime | None = None

    @property
    def speaker(self) -> Job | None:
        """The job that the condition is of: an older one that goes on where the newest is over and well."""
        news = self.news
        is_over = news.newest is not None and news.newest.is_over and self.condition is not Condition.FAILED
        return news.going[0] if is_over and news.going else news.newest


@dataclass(frozen=True, slots=True)
class FleetSummary:
    """The fleet, or what a view shows of it, in figures.

    Attributes:
        counts: How many branches are in each condition; conditions of none are left out.
        seen: Branches that were asked about at least once; where a view names statuses, those
            that it does not show for theirs count too.
        branches: Branches there are, of which a view may show fewer; a guess while
            ``is_complete`` is False.
        left_out: Branches that a view of statuses does not show for theirs, or not before they are seen;
            those that a filter hides, too.
        is_complete: Whether every app's branches are listed.
        oldest_at: When the branch asked about longest ago was seen, UTC; None while none was.
        newest_failure: The branch that failed last; None where none is failed.
    """

    counts: Mapping[Condition, int]
    seen: int = 0
    branches: int = 0
    left_out: int = 0
    is_complete: bool = False
    oldest_at: datetime | None = None
    newest_failure: BranchState | None = None

    @property
    def is_all_seen(self) -> bool:
        """Whether every branch that there is was asked about."""
        return self.is_complete and self.seen >= self.branches


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a waiting job has before it.

    Attributes:
        is_blocked: Whether it waits behind others: the account builds as many as it may,
            or the branch itself is being built.
        free_since: When it last ceased to be so, UTC; None where it never was.
        is_known: Whether all branches of the account and region were seen, so that
            nobody unseen can be before it.
    """

    is_blocked: bool = False
    free_since: datetime | None = None
    is_known: bool = True


NOBODY: Final = Ahead()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``judge`` found.

    Attributes:
        condition: How the branch is doing.
        changed_at: When that became so, UTC; None where the branch has no job or is unseen.
        until: When the passing of time alone changes it, UTC, if it is still so then; None for never.
    """

    condition: Condition
    changed_at: datetime | None = None
    until: datetime | None = None


_OF_OVER: Final[Mapping[str, Condition]] = {
    JobStatus.FAILED: Condition.FAILED,
    JobStatus.SUCCEED: Condition.OK,
    JobStatus.CANCELLED: Condition.CANCELLED,
}


def known_until(seen_at: datetime | None, now: datetime) -> datetime:
    """Return up to when it is known how a branch is doing, the moment to judge it at.

    A job of an account that does not answer may be over for long: it must not
    become stuck by nothing but the passing of time.

    Args:
        seen_at: When Amplify last confirmed what is known, aware UTC; None where that is not known.
        now: The present moment, aware UTC.
    """
    return now if seen_at is None else min(now, seen_at + GRACE)


def judge(news: BranchNews | None, now: datetime, ahead: Ahead = NOBODY) -> Verdict:
    """Tell how a branch is doing.

    The newest job speaks for its branch. Where it is over and did not fail, an
    older one that still goes speaks; and any going job of the branch that is
    stuck makes the branch stuck, as it holds up those behind it.

    Args:
        news: What is known of the branch; None while it was never asked about.
        now: The moment to judge it at, aware UTC; see ``known_until``.
        ahead: What stands before the branch's waiting job.
    """
    if news is None:
        return Verdict(Condition.UNSEEN)
    newest = news.newest
    if newest is None:
        return Verdict(Condition.EMPTY)
    if newest.is_over and (newest.status == JobStatus.FAILED or not news.going):
        return Verdict(_OF_OVER.get(newest.status, Condition.UNKNOWN), news.since)
    going = news.going or (newest,)
    limits = [limit for job in going if (limit := _stuck_at(job, news, ahead)) is not None]
    stuck_at = min(limits, default=None)
    if stuck_at is not None and stuck_at <= now:
        return Verdict(Condition.STUCK, stuck_at)
    subject = going[0]
    since = news.since if subject is newest else subject.started_at
    return Verdict(_going_condition(subject), since, stuck_at)


def _going_condition(job: Job) -> Condition:
    if job.status in {JobStatus.CREATED, JobStatus.PENDING}:
        return Condition.QUEUED
    return Condition.RUNNING if job.status in GOING else Condition.UNKNOWN


def _stuck_at(job: Job, news: BranchNews, ahead: Ahead) -> datetime | None:
    """Return from when on a going job counts as stuck; None where that cannot be told."""
    is_newest = news.newest is not None and job.key == news.newest.key
    since = news.since if is_newest else job.started_at if job.status == JobStatus.RUNNING else None
    if since is None:
        return None
    if job.status in {JobStatus.CREATED, JobStatus.PENDING}:
        if ahead.is_blocked:
            return None
        freed = since if ahead.free_since is None else max(since, ahead.free_since)
        return _after(freed, PENDING_LIMIT if ahead.is_known else BLIND_LIMIT)
    return _after(since, state_limit(job.status, news.longest))


def _after(at: datetime, length: timedelta) -> datetime | None:
    """Return a later moment; None where no date can tell it, as nobody lives to see that."""
    return at + length if length <= _END_OF_TIME - at else None


def state_limit(status: str, longest: timedelta | None) -> timedelta:
    """Tell how long a job may be in a state before it is called stuck.

    One healthy job in twenty takes longer than the 95th percentile: that is what
    a percentile is. So a running job gets a quarter more, and a minute at least,
    before anybody is alarmed; a build that uses to take a minute is then stuck
    after two, one that uses to take twenty after twenty-five. What a branch's own
    history cannot tell, as it holds whole durations alone, has a limit of its own.

    Args:
        status: A status of a job that is going.
        longest: 95th percentile of what the branch's successful jobs took; None where unknown.
    """
    if status == JobStatus.RUNNING and longest is not None:
        return max(longest * MARGIN, longest + LEAST_MARGIN)
    own = {
        JobStatus.CREATED: PENDING_LIMIT,
        JobStatus.PENDING: PENDING_LIMIT,
        JobStatus.PROVISIONING: PROVISIONING_LIMIT,
        JobStatus.CANCELLING: CANCELLING_LIMIT,
    }
    return next((limit for known, limit in own.items() if known == status), BUILD_LIMIT)


def superseded_jobs(news: BranchNews) -> tuple[Job, ...]:
    """Return the going jobs that a newer commit of their branch waits behind, newest first.

    ``HEAD`` is whatever is newest when the job begins, and a manual deployment
    names no commit: both count as another one. What is being cancelled already
    is left out, and the newest going job is never among them.

    Args:
        news: What is known of the branch.
    """
    if len(news.going) < 2:  # noqa: PLR2004 - one job has none beside it
        return ()
    newest, *older = news.going
    if newest.status == JobStatus.CANCELLING or newest.status in OVER:
        return ()
    return tuple(job for job in older if job.status != JobStatus.CANCELLING and _is_other_commit(job, newest))


def _is_other_commit(job: Job, newest: Job) -> bool:
    return job.commit_id in {None, HEAD} or job.commit_id != newest.commit_id
