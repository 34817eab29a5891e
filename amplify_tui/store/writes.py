"""Starts, retries and stops; settles the doubt that a lost answer leaves."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from amplify_tui.model.jobs import HEAD, JobStatus, JobType
from amplify_tui.model.orders import StartOrder
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    DeniedError,
    RefusedError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Coroutine, Hashable

    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BackendJobKey, BranchKey, JobKey
    from amplify_tui.services.ports import Clock, Connector, Gateway

T = TypeVar("T")

PAUSES: Final = (0.0, 1.0, 2.0, 4.0)
"""Seconds before each look for what came of a write whose answer was lost."""
LOOKED_AT: Final = 10
"""How many of the newest jobs are searched for one that was started."""

_LOST: Final = (UnreachableError, BadAnswerError)
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a write.

    Attributes:
        job: The job that was started or stopped, as far as known.
        settled: True where Amplify's answer came; False where the answer was lost
            and a look at the job list was what told us.
    """

    job: Job
    settled: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a job must be to have come from a write whose answer was lost.

    Attributes:
        branch: Where to look.
        before: The newest id before the write; None where the list may not be read.
        kind: The type it has, where Amplify tells.
        commit: The commit it builds, where Amplify tells; empty for any.
    """

    branch: BranchKey
    before: int | None
    kind: JobType
    commit: str = ""

    def is_met_by(self, job: Job) -> bool:
        """Tell whether a job can be the one; Amplify may leave out its type and commit."""
        is_new = self.before is not None and job.key.job_id > self.before
        is_commit = not self.commit or job.commit_id in {None, HEAD, self.commit}
        return is_new and is_commit and job.job_type in {None, self.kind}


class Writes:
    """Sends every write once. Raises subclasses of ``ApiError`` only.

    A write goes on when its caller is cancelled, as it cannot be called back;
    ``drain`` waits for it.
    """

    def __init__(self, connector: Connector, clock: Clock, *, read_only: bool) -> None:
        self._connector = connector
        self._clock = clock
        self._read_only = read_only
        self._under_way: dict[Hashable, asyncio.Task[Any]] = {}

    async def start(self, branch: BranchKey, order: StartOrder) -> Outcome:
        """Start a RELEASE. A lost answer is settled with ListJobs, never by sending again.

        Raises:
            RefusedError: Read-only, a limit is broken, another start is under way, or Amplify says no.
            BusyBranchError: The branch has a pending or running job.
            ApiError: Anything else that kept it from being started; the hint says so
                where that is not certain.
        """
        self._check(order)
        return await self._once(("start", branch), self._start(branch, order))

    async def retry(self, key: JobKey, reason: str = "") -> Outcome:
        """Start a RETRY of a job; as ``start``."""
        self._check(StartOrder(job_reason=reason))
        return await self._once(("start", key.branch), self._retry(key, reason))

    async def stop(self, key: JobKey) -> Outcome:
        """Ask a job to stop. A lost answer is settled with GetJob.

        Raises:
            RefusedError: Read-only, the job is over, or the same stop is under way.
            ApiError: Anything else; the hint says so where it is not certain.
        """
        self._check()
        return await self._once(("stop", key), self._stop(key))

    async def update_backend_job(self, key: BackendJobKey, *, operation: str, status: str) -> BackendJob:
        """Edit a backend job's record. A lost answer is settled with GetBackendJob."""
        self._check()
        return await self._once(("update", key), self._update(key, operation, status))

    async def drain(self, seconds: float) -> None:
        """Wait for the answer of a write under way, at most so long."""
        waiting = [task for task in self._under_way.values() if not task.done()]
        if not waiting:
            return
        is_done = asyncio.Event()
        everything = asyncio.gather(*waiting, return_exceptions=True)
        everything.add_done_callback(lambda _: is_done.set())
        await self._clock.wait(is_done, seconds)

    def _check(self, order: StartOrder | None = None) -> None:
        if self._read_only:
            raise RefusedError(
                "ReadOnly", "Read-only: nothing was sent.", "Start without --read-only to write."
            )
        problems = () if order is None else tuple(order.problems().values())
        if problems:
            raise RefusedError("InvalidOrder", " ".join(problems), "Nothing was sent.")

    async def _once(self, what: Hashable, work: Coroutine[Any, Any, T]) -> T:
        if what in self._under_way:
            work.close()
            raise RefusedError("UnderWay", "The same is under way already.", "Wait for its answer.")
        task = asyncio.create_task(work)
        self._under_way[what] = task
        task.add_done_callback(lambda _: self._end(what, task))
        return await asyncio.shield(task)

    def _end(self, what: Hashable, task: asyncio.Task[Any]) -> None:
        del self._under_way[what]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            _LOG.warning("A write was not done: %s", getattr(error, "code", type(error).__name__))

    async def _start(self, branch: BranchKey, order: StartOrder) -> Outcome:
        gateway = await self._connector.connect(branch.app.target)
        before = await _newest_id(gateway, branch)
        try:
            return Outcome(await gateway.start_job(branch, order), settled=True)
        except _LOST as error:
            return await self._find(gateway, _Wanted(branch, before, JobType.RELEASE, order.commit_id), error)

    async def _retry(self, key: JobKey, reason: str) -> Outcome:
        gateway = await self._connector.connect(key.target)
        before = await _newest_id(gateway, key.branch)
        try:
            return Outcome(await gateway.retry_job(key, reason), settled=True)
        except _LOST as error:
            return await self._find(gateway, _Wanted(key.branch, before, JobType.RETRY), error)

    async def _find(self, gateway: Gateway, wanted: _Wanted, lost: ApiError) -> Outcome:
        """Look for the job that a lost answer may have been about; the oldest new one that fits."""
        for pause in PAUSES if wanted.before is not None else ():
            await self._clock.sleep(pause)
            try:
                page = await gateway.list_jobs(wanted.branch, limit=LOOKED_AT)
            except ApiError as error:
                _LOG.warning("A lost answer is not settled yet: %s", error.code)
                continue
            fitting = [job for job in page.items if wanted.is_met_by(job)]
            if fitting:
                return Outcome(min(fitting, key=lambda job: job.key.job_id), settled=False)
        raise _doubtful(
            lost, "It is not known whether the job started: look at the list before trying again."
        )

    async def _stop(self, key: JobKey) -> Outcome:
        gateway = await self._connector.connect(key.target)
        try:
            _refuse_if_over((await gateway.get_job(key)).job)
        except DeniedError:
            _LOG.info("GetJob is denied; whether the job is over is left to StopJob")
        try:
            return Outcome(await gateway.stop_job(key), settled=True)
        except _LOST as error:
            lost = error
        for pause in PAUSES:
            await self._clock.sleep(pause)
            try:
                job = (await gateway.get_job(key)).job
            except ApiError as error:
                _LOG.warning("A lost answer is not settled yet: %s", error.code)
                continue
            if job.status in {JobStatus.CANCELLING, JobStatus.CANCELLED}:
                return Outcome(job, settled=False)
            _refuse_if_over(job)
        raise _doubtful(
            lost, "It is not known whether Amplify heard it: look at the job before trying again."
        )

    async def _update(self, key: BackendJobKey, operation: str, status: str) -> BackendJob:
        gateway = await self._connector.connect(key.environment.app.target)
        try:
            return await gateway.update_backend_job(key, operation=operation, status=status)
        except _LOST as error:
            lost = error
        for pause in PAUSES:
            await self._clock.sleep(pause)
            try:
                job = await gateway.get_backend_job(key)
            except ApiError as error:
                _LOG.warning("A lost answer is not settled yet: %s", error.code)
                continue
            if job.status == status:
                return job
        raise _doubtful(lost, "It is not known whether the record was changed: look at the job again.")


async def _newest_id(gateway: Gateway, branch: BranchKey) -> int | None:
    """Return the newest job's id, 0 for none, None where the list may not be read."""
    try:
        page = await gateway.list_jobs(branch, limit=1)
    except DeniedError:
        return None
    return max((job.key.job_id for job in page.items), default=0)


def _refuse_if_over(job: Job) -> None:
    if job.is_over:
        raise RefusedError(
            "JobOver",
            f"Job {job.key.job_id} is over already: {job.status}.",
            "There is nothing left to stop.",
        )


def _doubtful(lost: ApiError, hint: str) -> ApiError:
    """Return the same error with a hint that nothing is certain."""
    return type(lost)(lost.code, lost.message, hint)
