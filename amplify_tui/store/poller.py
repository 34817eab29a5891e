"""Keeps the picture of what somebody is looking at current."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.backend_jobs import BackendJobFilter
    from amplify_tui.model.focus import Focus
    from amplify_tui.model.keys import BranchKey, EnvironmentKey, JobKey
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.ports import CallLog, Clock, Connector
    from amplify_tui.store.store import Store


class Poller:
    """SKETCH of the interface; the store's owner fills it in and may split it."""

    def __init__(
        self, connector: Connector, store: Store, calls: CallLog, clock: Clock, settings: Settings
    ) -> None:
        raise NotImplementedError

    def look_at(self, focus: Focus | None) -> None:
        """Say what is on screen now; wakes ``run`` where that changes what is due. Returns at once."""

    def refresh(self) -> None:
        """Ask about everything on screen as soon as the pacer lets us (``ctrl+r``). Returns at once."""

    async def tick(self) -> float:
        """Ask about all that is due, hand the answers to the store, return seconds until the next tick."""
        raise NotImplementedError

    async def run(self) -> None:
        """Tick for ever; wakes early on look_at and refresh; the one supervisor of unexpected errors."""

    async def load_older_jobs(self, branch: BranchKey) -> bool:
        """Append the next older page to JobsOf; False when there is none; concurrent calls share it."""
        raise NotImplementedError

    async def load_more_backend_jobs(self, environment: EnvironmentKey, filters: BackendJobFilter) -> bool:
        """Append the next page to BackendJobsOf; False when there is none."""
        raise NotImplementedError

    async def load_artifacts(self, job: JobKey) -> None:
        """Put ArtifactsOf(job) (or ProblemWith it) once."""
