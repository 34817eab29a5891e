"""Stops jobs that a newer commit of their branch waits behind, one after the other."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from amplify_tui.model.branch_news import read_news
from amplify_tui.model.conditions import superseded_jobs
from amplify_tui.model.jobs import JobStatus
from amplify_tui.services.errors import ApiError, NotFoundError, RefusedError
from amplify_tui.store.topics import JobsOf, NewsOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from amplify_tui.model.branch_news import BranchNews
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.health import Problem
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.store import Store
    from amplify_tui.store.writes import Writes

Ending = Literal["stopped", "over", "kept", "refused", "failed"]
"""What became of the wish to stop a job.

``stopped``: Amplify stops it, or did so already; ``over``: it came to its end meanwhile, or is
gone; ``kept``: no newer job waits behind it any more, so it was left alone; ``refused``: read-only,
or the same stop is under way; ``failed``: anything else, which ``problem`` tells.
"""

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StopOutcome:
    """What became of one job.

    Attributes:
        job: The job as it was when it was chosen.
        ending: What became of it.
        problem: Why it was refused or failed; None otherwise.
    """

    job: Job
    ending: Ending
    problem: Problem | None = None


def drop_twins(states: Iterable[BranchState]) -> tuple[BranchState, ...]:
    """Leave out branches that another profile of the same account shows already.

    Args:
        states: Branches, in the order in which they are wanted.
    """
    found: dict[tuple[str, str, str], BranchState] = {}
    for state in states:
        app = state.branch.app
        found.setdefault((app.target.region, app.app_id, state.branch.name), state)
    return tuple(found.values())


def find_superseded(states: Iterable[BranchState]) -> tuple[Job, ...]:
    """Gather the superseded jobs of some branches, each job once though two profiles may see it.

    Args:
        states: Branches, in the order in which the jobs are wanted.
    """
    return tuple(job for state in drop_twins(states) for job in state.superseded)


async def stop_superseded(
    writes: Writes,
    store: Store,
    clock: Clock,
    jobs: Sequence[Job],
    note: Callable[[StopOutcome], None] | None = None,
) -> tuple[StopOutcome, ...]:
    """Stop jobs that were found superseded, one after the other; one that fails holds up no other.

    Each is looked at again just before its turn: one that became the newest of its
    branch, as the newer one was stopped while a dialog stood open, is left alone.

    Args:
        writes: Sends the stops.
        store: The picture.
        clock: The source of time.
        jobs: The jobs, captured before anybody was asked.
        note: Called with each outcome as soon as it is there; None for nobody.

    Returns:
        One outcome for each job, in their order.
    """
    outcomes = []
    for job in jobs:
        outcome = _foresee(job, _news_of(job.key.branch, store, clock)) or await _stop(writes, job)
        outcomes.append(outcome)
        if note is not None:
            note(outcome)
    return tuple(outcomes)


def _foresee(job: Job, news: BranchNews | None) -> StopOutcome | None:
    """Return the outcome of a stop that must not or need not be sent; None where it must."""
    if news is None:
        return StopOutcome(job, "kept")
    if job.key in {other.key for other in superseded_jobs(news)}:
        return None
    known = next((other for other in news.going if other.key == job.key), None)
    if known is None:
        return StopOutcome(job, "over")
    return StopOutcome(job, "stopped" if known.status == JobStatus.CANCELLING else "kept")


async def _stop(writes: Writes, job: Job) -> StopOutcome:
    try:
        await writes.stop(job.key)
    except NotFoundError:
        return StopOutcome(job, "over")
    except RefusedError as error:
        if error.code == "JobOver":
            return StopOutcome(job, "over")
        return StopOutcome(job, "refused", error.problem)
    except ApiError as error:
        _LOG.warning("A superseded job was not stopped: %s", error.code)
        return StopOutcome(job, "failed", error.problem)
    return StopOutcome(job, "stopped")


def _news_of(branch: BranchKey, store: Store, clock: Clock) -> BranchNews | None:
    """Return what was learned last of a branch, whoever asked."""
    news, jobs = store.get(NewsOf(branch)), store.get(JobsOf(branch))
    news_at, jobs_at = store.seen_at(NewsOf(branch)), store.seen_at(JobsOf(branch))
    if jobs is None or jobs_at is None or (news_at is not None and news_at > jobs_at):
        return news
    return read_news(jobs.jobs, news, clock.now(), is_whole=True)
