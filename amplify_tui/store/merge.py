"""Joins pages of a list that moves on while it is read (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.jobs import JobList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amplify_tui.model.backend_jobs import BackendJob, BackendJobList
    from amplify_tui.model.jobs import Job
    from amplify_tui.services.ports import Page


def merge_jobs(known: JobList | None, fresh: Page[Job]) -> JobList:
    """Lay a fresh first page over what was known.

    The page is the truth for every id from its lowest upwards, so a deleted job
    vanishes. Older jobs stay, with the token behind them, as long as the page
    reaches down to what was known; behind a gap they are dropped.

    Args:
        known: The list so far; None where there is none.
        fresh: The first page, in any order.

    Returns:
        Newest first, no job twice.
    """
    jobs = _newest_first(fresh.items)
    older: tuple[Job, ...] = ()
    if known is not None and fresh.next_token is not None:
        if not jobs:
            return known if known.jobs else JobList((), fresh.next_token)
        lowest = jobs[-1].key.job_id
        if any(job.key.job_id >= lowest for job in known.jobs):
            older = tuple(job for job in known.jobs if job.key.job_id < lowest)
    if older and known is not None:
        return JobList(jobs + older, known.next_token)
    return JobList(jobs, fresh.next_token)


def append_jobs(known: JobList, page: Page[Job]) -> JobList:
    """Lay an older page behind what is known.

    A page that hands out the token it was asked with would never end; it counts
    as the last one.

    Args:
        known: The list whose ``next_token`` the page was asked with.
        page: The answer.
    """
    token = None if page.next_token == known.next_token else page.next_token
    return JobList(_newest_first((*known.jobs, *page.items)), token)


def merge_backend_jobs(known: BackendJobList | None, fresh: Page[BackendJob]) -> BackendJobList:
    """Lay a fresh first page of backend jobs over what was known.

    Their ids are free text and tell no order, so what stood behind the last job
    that both have is kept, and nothing where they have none in common.
    """
    from amplify_tui.model.backend_jobs import BackendJobList  # not at the top: few look there

    jobs = _once(fresh.items)
    if known is None or fresh.next_token is None:
        return BackendJobList(jobs, fresh.next_token)
    if not jobs:
        return known if known.jobs else BackendJobList((), fresh.next_token)
    seen = {job.key for job in jobs}
    shared = [index for index, job in enumerate(known.jobs) if job.key in seen]
    behind = known.jobs[shared[-1] + 1 :] if shared else ()
    return BackendJobList(jobs + behind, known.next_token if behind else fresh.next_token)


def append_backend_jobs(known: BackendJobList, page: Page[BackendJob]) -> BackendJobList:
    """Lay a further page of backend jobs behind what is known; as ``append_jobs``."""
    from amplify_tui.model.backend_jobs import BackendJobList  # not at the top: few look there

    token = None if page.next_token == known.next_token else page.next_token
    return BackendJobList(_once((*known.jobs, *page.items)), token)


def _newest_first(jobs: Iterable[Job]) -> tuple[Job, ...]:
    by_id = {job.key.job_id: job for job in jobs}
    return tuple(by_id[job_id] for job_id in sorted(by_id, reverse=True))


def _once(jobs: Iterable[BackendJob]) -> tuple[BackendJob, ...]:
    by_key = {job.key: job for job in jobs}
    return tuple(by_key.values())
