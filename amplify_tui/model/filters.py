"""Which jobs of a list are shown, and in which order."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime, timedelta

    from amplify_tui.model.jobs import Job


class JobColumn(StrEnum):
    """What a list of jobs can be sorted by."""

    JOB = "job"
    STATUS = "status"
    TYPE = "type"
    COMMIT = "commit"
    MESSAGE = "message"
    AGE = "age"
    DURATION = "duration"


def is_match(text: str, query: str) -> bool:
    """Tell whether a text holds every word of a query; a word behind ``!`` must be missing.

    Args:
        text: What is searched; case does not matter.
        query: Words between blanks; none match everything.
    """
    folded = text.casefold()
    return all(
        (word[1:] not in folded) if word.startswith("!") and len(word) > 1 else (word in folded)
        for word in query.casefold().split()
    )


def filter_jobs(jobs: Iterable[Job], query: str) -> tuple[Job, ...]:
    """Keep the jobs whose id, status, type, commit or message match, in the order given.

    Args:
        jobs: The jobs.
        query: As in ``is_match``; ``#57`` is job 57 and no other.
    """
    words = query.split()
    exact = {word for word in words if re.fullmatch("#[0-9]+", word)}
    rest = " ".join(word for word in words if word not in exact)
    return tuple(job for job in jobs if exact <= {f"#{job.key.job_id}"} and is_match(_text_of(job), rest))


def sort_jobs(
    jobs: Iterable[Job], column: JobColumn, now: datetime, *, is_reversed: bool = False
) -> tuple[Job, ...]:
    """Sort jobs by a column; what has no value there stays last, ties stand newest first.

    Args:
        jobs: The jobs.
        column: What to sort by; ids and times begin with the newest, durations with the longest.
        now: The present moment, aware UTC, for the durations of going jobs.
        is_reversed: Whether to turn the order round.
    """
    read = _readers(now)[column]
    newest_first = sorted(jobs, key=lambda job: job.key.job_id, reverse=True)
    known = [(value, job) for job in newest_first if (value := read(job)) is not None]
    unknown = tuple(job for job in newest_first if read(job) is None)
    is_descending = (column in {JobColumn.JOB, JobColumn.AGE, JobColumn.DURATION}) != is_reversed
    ordered = sorted(known, key=lambda pair: pair[0], reverse=is_descending)
    return (*(job for _, job in ordered), *unknown)


def _text_of(job: Job) -> str:
    parts = (str(job.key.job_id), job.status, job.job_type, job.commit_id, job.commit_message)
    return "\n".join(part for part in parts if part)


def _readers(now: datetime) -> dict[JobColumn, Callable[[Job], str | int | datetime | timedelta | None]]:
    return {
        JobColumn.JOB: lambda job: job.key.job_id,
        JobColumn.STATUS: lambda job: job.status,
        JobColumn.TYPE: lambda job: job.job_type,
        JobColumn.COMMIT: lambda job: job.commit_id,
        JobColumn.MESSAGE: lambda job: job.commit_message and job.commit_message.casefold(),
        JobColumn.AGE: lambda job: job.started_at,
        JobColumn.DURATION: lambda job: job.duration(now),
    }
