"""Failed jobs with logs that a test writes, and somebody who finds their causes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import JobKey
from amplify_tui.simulator.contract import Presigned, StoredObject
from amplify_tui.store.topics import CauseOf
from tests.store.ledger import MAIN, TARGET, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from amplify_tui.model.causes.job_cause import CauseState, JobCause
    from amplify_tui.model.steps import JobDetail
    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.causes import Causes
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock

LINE = "2026-11-21T11:01:0{second}.000Z [{level}]: {text}\n"
TENTH = 0.1


def log(*records: tuple[str, str]) -> bytes:
    """Write a build log of pairs of level and text."""
    lines = (LINE.format(second=at % 10, level=level, text=text) for at, (level, text) in enumerate(records))
    return "".join(lines).encode()


TYPE_ERROR = log(
    ("INFO", "# Starting phase: build"),
    ("INFO", "# Executing command: npm run build"),
    ("WARNING", "Failed to compile."),
    ("WARNING", "./src/app/page.tsx:14:7"),
    ("WARNING", "Type error: Property 'titel' does not exist on type 'Post'."),
    ("ERROR", "!!! Build failed"),
    ("ERROR", "!!! Error: Command failed with exit code 1"),
    ("INFO", "# Environment caching completed"),
)


@dataclass
class FailureBook(Ledger):
    """A ledger whose failed jobs have logs: by job id, None for one that is not there."""

    logs: dict[str, bytes | None] = field(default_factory=dict)
    steps: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def fail(self, body: bytes | None = TYPE_ERROR, **more: Any) -> Job:
        made = self.add("main", "FAILED", **more)
        self.logs[made["jobId"]] = body
        return job_of(made)

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        body = self.logs.get(path.split("/")[2].lstrip("0"))
        return None if body is None else StoredObject(body, "text/plain")

    def _get_job(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        job = self._job(given)
        job_id = job["jobId"]
        build = {
            "stepName": "BUILD",
            "status": job["status"],
            "startTime": job["startTime"],
            "endTime": job.get("endTime", job["startTime"]),
            "logUrl": Presigned(f"/d1shop/{job_id:>010}/BUILD/log.txt"),
        }
        return {"job": {"summary": job, "steps": self.steps.get(job_id, [build])}}


def job_of(made: Mapping[str, Any]) -> Job:
    """Return a job as the list would tell of it."""
    return Job(
        JobKey(MAIN, int(made["jobId"])),
        str(made["status"]),
        started_at=made["startTime"],
        ended_at=made.get("endTime"),
    )


@dataclass
class Scene:
    """Everything that finding a cause needs, and time that passes by tenths of a second.

    Attributes:
        is_held: Whether a question is kept waiting, so that nobody waits for its answer here.
    """

    causes: Causes
    ledger: FailureBook
    simulator: Simulator
    connector: AwsConnector
    store: Store
    clock: ManualClock
    passed: float = 0.0
    is_held: bool = False

    def of(self, job: Job) -> JobCause | None:
        """Return what is known of why a job failed."""
        return self.store.get(CauseOf(job.key))

    async def ask(self, job: Job) -> JobDetail:
        """Ask about a job as the poller would."""
        return await (await self.connector.connect(TARGET)).get_job(job.key)

    async def until(self, condition: Callable[[], object], *, within: float = 60.0) -> None:
        """Let time pass until something is so."""
        end = self.passed + within
        while not condition():
            assert self.passed < end, "in vain"
            await self.idle(TENTH)

    async def idle(self, seconds: float) -> None:
        """Let time pass; what is asked meanwhile is answered before more of it does."""
        for _ in range(round(seconds / TENTH)):
            self.clock.advance(TENTH)
            self.passed += TENTH
            await self._turn()
            while any(self.causes._errands) and not self.is_held:
                await self.causes._errands.settle()
                await self._turn()

    async def all(self, *jobs: Job, within: float = 60.0) -> list[CauseState]:
        """Let time pass until all that can be known of jobs is."""

        def is_settled() -> bool:
            return all((cause := self.of(job)) is not None and cause.is_settled for job in jobs)

        await self.until(is_settled, within=within)
        return [cause.state for job in jobs if (cause := self.of(job)) is not None]

    @staticmethod
    async def _turn() -> None:
        for _ in range(10):
            await asyncio.sleep(0)
