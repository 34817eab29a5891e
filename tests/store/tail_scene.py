"""A running job whose log a test writes, and somebody who reads how it ends."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from amplify_tui.simulator.contract import Presigned, StoredObject
from amplify_tui.store.topics import DetailOf, TailOf
from tests.store.failure_book import FailureBook, job_of
from tests.store.ledger import BEGAN, TARGET

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.logs.tail import LogTail
    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.log_tails import LogTails
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock

TENTH = 0.1


@dataclass
class TailBook(FailureBook):
    """A ledger whose jobs are going; ``served`` says how their logs are."""

    served: dict[str, Any] = field(default_factory=dict)

    def run(self, body: bytes | None, *, step: str = "BUILD") -> Job:
        made = self.add("main", "RUNNING")
        self.logs[made["jobId"]] = body
        self.steps[made["jobId"]] = [self.step(made["jobId"], step)]
        return job_of(made)

    def step(self, job_id: str, name: str = "BUILD", status: str = "RUNNING") -> dict[str, Any]:
        step = {
            "stepName": name,
            "status": status,
            "startTime": BEGAN,
            "logUrl": Presigned(f"/d1shop/{job_id:>010}/{name}/log.txt"),
        }
        return step if status == "RUNNING" else {**step, "endTime": BEGAN}

    def write(self, job: Job, body: bytes | None) -> None:
        self.logs[str(job.key.job_id)] = body

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        body = self.logs.get(path.split("/")[2].lstrip("0"))
        return None if body is None else StoredObject(body, "text/plain", **self.served)


@dataclass
class TailScene:
    """Everything that reading the end of a log needs, and time that passes by tenths of a second."""

    tails: LogTails
    ledger: TailBook
    simulator: Simulator
    connector: AwsConnector
    store: Store
    clock: ManualClock

    async def learn(self, job: Job) -> None:
        """Let the steps of a job be known, as the poller would."""
        detail = await (await self.connector.connect(TARGET)).get_job(job.key)
        self.store.put(DetailOf(job.key), detail, self.clock.now())

    async def look(self, job: Job, seconds: float = 1.0) -> LogTail | None:
        """Look at a job for a while."""
        await self.learn(job)
        self.tails.look_at(job.key)
        await self.idle(seconds)
        return self.of(job.key)

    def of(self, job: JobKey) -> LogTail | None:
        return self.store.get(TailOf(job))

    def words(self, job: Job) -> list[str]:
        tail = self.of(job.key)
        assert tail is not None
        return [line.text for line in tail.lines]

    @property
    def answers(self) -> list[int | None]:
        """Status of what was answered to each question for the log."""
        return [each.status for each in self.simulator.requests if each.operation == "GetObject"]

    async def idle(self, seconds: float, *, is_held: bool = False) -> None:
        """Let time pass; what is asked meanwhile is answered before more of it does."""
        for _ in range(round(seconds / TENTH)):
            self.clock.advance(TENTH)
            await self._turn()
            while any(self.tails._errands) and not is_held:
                await self.tails._errands.settle()
                await self._turn()

    @staticmethod
    async def _turn() -> None:
        for _ in range(10):
            await asyncio.sleep(0)
