"""Causes of failures, found through the real client over HTTP in logs that a test writes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.model.causes.job_cause import CauseState
from amplify_tui.model.health import Health, Problem
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import JobKey
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.simulator.contract import Fault, Presigned, StoredObject
from amplify_tui.store import cause_reading
from amplify_tui.store.causes import AT_ONCE, BETWEEN, SETTLE, Causes
from amplify_tui.store.topics import CauseOf, DetailOf, HealthOf
from tests.store.ledger import BEGAN, MAIN, TARGET, Ledger

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from datetime import datetime

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock

LINE = "2026-11-21T11:01:0{second}.000Z [{level}]: {text}\n"


def log(*records: tuple[str, str]) -> bytes:
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
    seconds: int = 3600
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
            "logUrl": Presigned(f"/d1shop/{job_id:>010}/BUILD/log.txt", self.seconds),
        }
        return {"job": {"summary": job, "steps": self.steps.get(job_id, [build])}}


def job_of(made: Mapping[str, Any]) -> Job:
    return Job(
        JobKey(MAIN, int(made["jobId"])),
        str(made["status"]),
        started_at=made["startTime"],
        ended_at=made.get("endTime"),
    )


@pytest.fixture
def ledger() -> FailureBook:
    return FailureBook()


@pytest.fixture
async def objects() -> AsyncIterator[HttpObjects]:
    made = HttpObjects(is_isolated=True)
    yield made
    await made.close()


@pytest.fixture
async def causes(
    connector: AwsConnector, objects: HttpObjects, store: Store, clock: ManualClock
) -> AsyncIterator[Causes]:
    made = Causes(connector, objects, store, clock, jitter=lambda: 0.0)
    task = asyncio.create_task(made.run())
    yield made
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def settle(store: Store, clock: ManualClock) -> Settle:
    return Settle(store, clock)


@dataclass
class Settle:
    """Lets time pass until the causes are known."""

    store: Store
    clock: ManualClock
    passed: float = 0.0

    def of(self, job: Job) -> JobCause | None:
        return self.store.get(CauseOf(job.key))

    async def until(self, condition: Callable[[], object], *, within: float = 60.0) -> None:
        """Move the time on by tenths of a second, with real time for the network in between."""
        end = self.passed + within
        while not condition():
            assert self.passed < end, "in vain"
            await self.idle(0.1)
            for _ in range(200):
                if condition():
                    return
                await asyncio.sleep(0.0005)

    async def idle(self, seconds: float) -> None:
        for _ in range(round(seconds * 10)):
            self.clock.advance(0.1)
            self.passed += 0.1
            for _ in range(20):
                await asyncio.sleep(0.0005)

    async def all(self, *jobs: Job, within: float = 60.0) -> list[CauseState]:
        def is_settled() -> bool:
            return all((cause := self.of(job)) is not None and cause.is_settled for job in jobs)

        await self.until(is_settled, within=within)
        return [cause.state for job in jobs if (cause := self.of(job)) is not None]


async def test_a_failed_job_on_screen_gets_its_cause(
    causes: Causes, ledger: FailureBook, settle: Settle, simulator: Simulator
) -> None:
    job = ledger.fail()
    causes.look_at([job])
    assert await settle.all(job) == [CauseState.FOUND]
    cause = settle.of(job)
    assert cause is not None
    assert cause.step == "BUILD"
    assert cause.cause is not None
    assert cause.cause.text == "Type error: Property 'titel' does not exist on type 'Post'."
    assert (simulator.count("GetJob"), simulator.count("GetObject")) == (1, 1)
