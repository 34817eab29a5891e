"""Starts, retries and stops; settles the doubt that a lost answer leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BackendJobKey, BranchKey, JobKey
    from amplify_tui.model.orders import StartOrder
    from amplify_tui.services.ports import Clock, Connector


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


class Writes:
    """SKETCH of the interface; the store's owner fills it in. Raises ApiError subclasses only."""

    def __init__(self, connector: Connector, clock: Clock, *, read_only: bool) -> None:
        raise NotImplementedError

    async def start(self, branch: BranchKey, order: StartOrder) -> Outcome:
        """Start a RELEASE. A lost answer is settled with ListJobs, never by sending again."""
        raise NotImplementedError

    async def retry(self, key: JobKey, reason: str = "") -> Outcome:
        """Start a RETRY of a job."""
        raise NotImplementedError

    async def stop(self, key: JobKey) -> Outcome:
        """Ask a job to stop."""
        raise NotImplementedError

    async def update_backend_job(self, key: BackendJobKey, *, operation: str, status: str) -> BackendJob:
        """Edit a backend job's record."""
        raise NotImplementedError

    async def drain(self, seconds: float) -> None:
        """Wait for the answer of a write under way, at most so long."""
