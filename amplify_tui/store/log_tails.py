"""Reads how the log of the selected job ends, while that job is going and somebody looks."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.tail import LogTail, last_lines
from amplify_tui.model.steps import logging_step
from amplify_tui.services.errors import (
    ApiError,
    ExpiredUrlError,
    NotFoundError,
    PastEndError,
    RefusedError,
    SetupError,
    UnchangedError,
)
from amplify_tui.store.errands import Errands
from amplify_tui.store.topics import DetailOf, HealthOf, TailOf

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import PresignedUrl, Step
    from amplify_tui.services.ports import Clock, ObjectReader
    from amplify_tui.store.store import Store

TAIL_BYTES: Final = 8 * 1024
"""What is read of a log at each look, however large it is."""
MOST_BYTES: Final = 256 * 1024
"""What is read at most of one that the server sends from its beginning every time."""
SETTLE: Final = 0.5
"""Seconds that a job is selected before anything is asked, so that moving past costs nothing."""
PACE: Final = 2.5
"""Seconds between two looks."""
WHOLE_PACE: Final = 4 * PACE
"""The same, at a log that comes whole every time."""
QUIET_AFTER: Final = 120.0
"""Seconds without a new byte after which the looks become fewer."""
QUIET_PACE: Final = 15.0
LONGEST_WAIT: Final = 60.0

_LOG: Final = logging.getLogger(__name__)


class LogTails:
    """Keeps ``TailOf`` the job that somebody looks at, as long as a step of it writes a log.

    Each look asks for the last bytes only, and for none where nothing changed;
    so the size of the log does not matter, nor that it was written anew. Where
    it is comes from ``DetailOf``, which the poller keeps current: nothing is
    asked of Amplify here. A failure is not told: the steps say enough.
    """

    def __init__(self, objects: ObjectReader, store: Store, clock: Clock) -> None:
        self._objects = objects
        self._store = store
        self._clock = clock
        self._wake = asyncio.Event()
        self._errands = Errands(self._wake.set)
        self._job: JobKey | None = None
        self._kept: JobKey | None = None
        self._end: Callable[[], None] | None = None
        self._due = 0.0
        self._address = ""
        self._forget("")

    def look_at(self, job: JobKey | None) -> None:
        """Say which job somebody looks at now; returns at once, and what was under way for another ends.

        Args:
            job: The job; None while nobody looks.
        """
        if job == self._job:
            return
        for topic in self._errands:
            self._errands.recall(topic)
        if self._end is not None:
            self._end()
            self._end = None
        self._job = job
        if job is not None:
            if self._kept is not None and self._kept != job:
                self._store.forget(TailOf(self._kept))
            self._kept = job
            self._forget("")
            self._due = self._clock.monotonic() + SETTLE
            self._end = self._store.subscribe(DetailOf(job), lambda _: self._wake.set())
        self._wake.set()

    async def run(self) -> None:
        """Look at what somebody looks at, for ever."""
        try:
            while True:
                self._wake.clear()
                for _, error in self._errands.collect()[1]:
                    _LOG.error("The end of a log could not be read after an internal error", exc_info=error)
                await self._clock.wait(self._wake, self._launch())
        finally:
            if self._end is not None:
                self._end()
                self._end = None
            await self._errands.abandon()

    def _forget(self, address: str) -> None:
        """Know nothing of the log at an address."""
        self._address = address
        self._tag = ""
        self._failures = 0
        self._refused = ""
        self._is_hopeless = False
        self._changed_at = self._clock.monotonic()

    def _launch(self) -> float:
        """Look if it is time to; return the seconds until it may be."""
        job = self._job
        if job is None or TailOf(job) in self._errands:
            return LONGEST_WAIT
        detail = self._store.get(DetailOf(job))
        step = None if detail is None else logging_step(detail)
        if step is None or step.log_url is None:
            return LONGEST_WAIT
        if step.log_url.address != self._address:
            self._forget(step.log_url.address)
        if self._is_hopeless:
            return LONGEST_WAIT
        now = self._clock.monotonic()
        if now < self._due:
            return self._due - now
        if step.log_url.reveal() == self._refused or not self._may_ask(job):
            return PACE
        self._due = now + PACE
        self._errands.send(TailOf(job), self._look(job, step, step.log_url))
        return LONGEST_WAIT

    def _may_ask(self, job: JobKey) -> bool:
        """Whether the poller is well: where it is not, nothing here would be current either."""
        health = self._store.get(HealthOf(job.target))
        return health is None or health.is_well(self._clock.now())

    async def _look(self, job: JobKey, step: Step, url: PresignedUrl) -> None:
        wait = PACE
        try:
            data, is_cut, comes_whole = await self._read(url)
            lines = await asyncio.to_thread(last_lines, data, is_cut=is_cut)
            wait = WHOLE_PACE if comes_whole else PACE
            self._store.put(TailOf(job), LogTail(step.name, lines), self._clock.now())
            self._failures, self._changed_at = 0, self._clock.monotonic()
        except UnchangedError:
            self._failures = 0
        except ExpiredUrlError:
            self._refused = url.reveal()
        except (NotFoundError, PastEndError):
            self._tag = ""
            self._store.put(TailOf(job), LogTail(step.name), self._clock.now())
        except (RefusedError, SetupError, _TooMuchError):
            self._is_hopeless = True
        except ApiError:
            self._failures += 1
            wait = min(PACE * 2.0 ** min(self._failures, 10), LONGEST_WAIT)
        now = self._clock.monotonic()
        is_quiet = now - self._changed_at > QUIET_AFTER
        self._due = now + max(wait, QUIET_PACE if is_quiet else 0.0)

    async def _read(self, url: PresignedUrl) -> tuple[bytes, bool, bool]:
        """Return the last bytes, whether others come before, and whether these were sent, too.

        Raises:
            ApiError: There is nothing, nothing new, or it could not be read.
        """
        data, came = bytearray(), 0
        async with self._objects.open(url, first=-TAIL_BYTES, unless=self._tag) as body:
            if not body.first and (body.total or 0) > MOST_BYTES:
                raise _TooMuchError
            async for chunk in body.chunks():
                came += len(chunk)
                if came > MOST_BYTES:
                    raise _TooMuchError
                data += chunk
                del data[:-TAIL_BYTES]
        self._tag = body.tag
        return bytes(data), body.first > 0 or came > TAIL_BYTES, came > TAIL_BYTES


class _TooMuchError(Exception):
    """The server sends a large log from its beginning."""
