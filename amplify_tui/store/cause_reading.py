"""Reads as much of a failed job's log as its cause is found by."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.job_cause import CauseState, JobCause, failed_step
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    DeniedError,
    ExpiredUrlError,
    NotFoundError,
    PastEndError,
    RefusedError,
)
from amplify_tui.store.backoff import FIRST_DELAY, UNREACHABLE_LIMIT, concerns_target
from amplify_tui.store.topics import DetailOf

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.causes.finding import Finding
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import JobDetail, PresignedUrl, Step
    from amplify_tui.services.ports import Clock, Connector, ObjectReader, StoredBody
    from amplify_tui.store.store import Store

WHOLE: Final = 4 * 1024 * 1024
"""Bytes up to which a log is read whole."""
HEAD: Final = 1024 * 1024
TAIL: Final = WHOLE - HEAD
"""Bytes of beginning and end that are read of a larger one: what was set up, and what failed."""
FRESH: Final = timedelta(minutes=2)
"""So long after a failure its log may still be on its way."""
LEAST_LEFT: Final = timedelta(seconds=60)
DENIED_DELAY: Final = 300.0
TRIES: Final = 3
"""How often an answer that is none is asked for."""


class DoubtfulError(Exception):
    """A log that could not be read; perhaps it can be later.

    Attributes:
        error: Why.
        step: Name of the step; empty where not known.
        reason: Amplify's own words on that step.
    """

    def __init__(self, error: ApiError, step: str = "", reason: str = "") -> None:
        super().__init__(error.message)
        self.error = error
        self.step = step
        self.reason = reason

    def seconds(self, tries: int) -> float | None:
        """Return the seconds to wait before the next try; None where none makes sense.

        Args:
            tries: How many were in vain before this one.
        """
        if isinstance(self.error, RefusedError) or (
            isinstance(self.error, BadAnswerError) and tries + 1 >= TRIES
        ):
            return None
        if isinstance(self.error, DeniedError):
            return DENIED_DELAY
        return min(FIRST_DELAY * 2.0 ** min(tries, 10), UNREACHABLE_LIMIT * 2)


class CauseReader:
    """Asks for a job's steps, reads the log of the one that failed, has the cause found."""

    def __init__(self, connector: Connector, objects: ObjectReader, store: Store, clock: Clock) -> None:
        self._connector = connector
        self._objects = objects
        self._store = store
        self._clock = clock

    async def read(self, job: Job, *, is_again: bool = False) -> tuple[JobCause, bool]:
        """Find out why a job failed.

        Args:
            job: One that FAILED.
            is_again: Whether it was read before, so that what is known of its steps will not do.

        Returns:
            What was found, and whether that is the last word: a log may come late.

        Raises:
            ApiError: Every other question to the account would fail too.
            DoubtfulError: The log could not be read.
        """
        now = self._clock.now()
        detail = None if is_again else self._known(job.key, now)
        try:
            cause = None if detail is None else await self._read_step(detail)
            if cause is None:
                detail = await self._ask(job.key)
                if detail.job.is_going:
                    return JobCause(CauseState.UNREAD), False
                cause = await self._read_step(detail)
        except NotFoundError:
            cause = JobCause(CauseState.GONE)
        cause = cause or self._gone(detail)
        is_fresh = job.ended_at is not None and now - job.ended_at < FRESH
        return cause, cause.state is CauseState.FOUND or not is_fresh

    def _known(self, key: JobKey, now: datetime) -> JobDetail | None:
        """Return the job's steps if they are known and their addresses still work."""
        detail = self._store.get(DetailOf(key))
        if detail is None or detail.job.is_going:
            return None
        step = failed_step(detail.steps)
        left = None if step is None or step.log_url is None else step.log_url.time_left(now)
        return detail if left is None or left > LEAST_LEFT else None

    async def _ask(self, key: JobKey) -> JobDetail:
        try:
            gateway = await self._connector.connect(key.target)
            return await gateway.get_job(key, is_idle=True)
        except NotFoundError:
            raise
        except ApiError as error:
            if concerns_target(error):
                raise
            raise DoubtfulError(error) from error

    async def _read_step(self, detail: JobDetail) -> JobCause | None:
        """Read the failed step's log; None where its address works no longer."""
        step = failed_step(detail.steps)
        if step is None or step.log_url is None:
            return _cause(CauseState.NO_LOG, step)
        try:
            data, is_whole = await self._fetch(step.log_url)
        except NotFoundError:
            return _cause(CauseState.GONE, step)
        except ExpiredUrlError:
            return None
        except ApiError as error:
            raise DoubtfulError(error, step.name, step.status_reason or "") from error
        if data is None:
            return _cause(CauseState.TOO_LARGE, step)
        if not data:
            return _cause(CauseState.EMPTY, step)
        finding = await asyncio.to_thread(_find, data, step.name)
        state = CauseState.FOUND if finding.cause is not None else CauseState.UNKNOWN
        if state is CauseState.UNKNOWN and not is_whole:
            state = CauseState.TOO_LARGE
        return _cause(state, step, finding, is_partial=not is_whole)

    async def _fetch(self, url: PresignedUrl) -> tuple[bytes | None, bool]:
        """Return the log, or its beginning and end, and whether it is whole; None for too much to read."""
        try:
            async with self._objects.open(url) as body:
                total = body.total
                is_large = total is not None and total > WHOLE
                data = await _take(body, HEAD if is_large else WHOLE + 1)
        except PastEndError:
            return b"", True
        if total is None or not is_large:
            return (data, True) if len(data) <= WHOLE else (None, False)
        first = total - TAIL
        async with self._objects.open(url, first=first) as body:
            if body.first != first:
                return None, False
            tail = await _take(body, TAIL)
        head = data[: data.rfind(b"\n") + 1]
        return head + tail[tail.find(b"\n") + 1 :], False

    def _gone(self, detail: JobDetail | None) -> JobCause:
        return _cause(CauseState.GONE, None if detail is None else failed_step(detail.steps))


def _cause(
    state: CauseState, step: Step | None, finding: Finding | None = None, *, is_partial: bool = False
) -> JobCause:
    if step is None:
        return JobCause(state, finding=finding, is_partial=is_partial)
    return JobCause(state, step.name, finding, step.status_reason or "", is_partial)


async def _take(body: StoredBody, most: int) -> bytes:
    """Read at most so many bytes."""
    data = bytearray()
    async for chunk in body.chunks():
        data += chunk
        if len(data) >= most:
            break
    return bytes(data[:most])


def _find(data: bytes, step: str) -> Finding:
    """Find the cause; for a thread, as a large log takes its time."""
    from amplify_tui.model.causes.finder import find_cause
    from amplify_tui.model.logs.parsed import ParsedLog

    return find_cause(ParsedLog.of(data), step=step)
