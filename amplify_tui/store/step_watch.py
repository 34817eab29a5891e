"""Knows where the log of a step is and whether the step is going."""

from __future__ import annotations

from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, Final

from amplify_tui.model.jobs import OVER
from amplify_tui.services.errors import ApiError
from amplify_tui.services.log_follower import Sighting
from amplify_tui.store.topics import DetailOf

if TYPE_CHECKING:
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import JobDetail
    from amplify_tui.services.ports import Clock, Connector
    from amplify_tui.store.store import Store

SLACK: Final = timedelta(seconds=1.5)
"""How much later than due an answer of the poller may come before somebody else asks."""

FIRST_REST: Final = 4.0
"""Seconds without a question after Amplify failed to answer one; doubled at every further failure."""
LONGEST_REST: Final = 60.0


class StepWatch:
    """Finds a step's log in the store, and asks Amplify only where nobody else does; a ``Locator``.

    Args:
        job: The job.
        step: Name of the step.
        connector: Opens the gateway.
        store: What the poller learned; what is asked here goes there too.
        clock: The source of time.
        pace: Seconds between two questions about a job that is going.
    """

    def __init__(
        self, job: JobKey, step: str, connector: Connector, store: Store, clock: Clock, *, pace: float
    ) -> None:
        self._job = job
        self._step = step
        self._connector = connector
        self._store = store
        self._clock = clock
        self._patience = timedelta(seconds=pace) + SLACK
        self._failures = 0
        self._failed_at = -inf

    async def locate(self, *, is_renewal: bool) -> Sighting:
        """Return where the log is; see ``services.log_follower.Locator``."""
        topic = DetailOf(self._job)
        detail = None if is_renewal else self._store.get(topic)
        if detail is None or (self._is_old(detail) and not self._is_resting()):
            detail = await self._ask()
            self._store.put(topic, detail, self._clock.now())
        return self._see(detail)

    async def _ask(self) -> JobDetail:
        try:
            gateway = await self._connector.connect(self._job.target)
            detail = await gateway.get_job(self._job)
        except ApiError:
            self._failures += 1
            self._failed_at = self._clock.monotonic()
            raise
        self._failures = 0
        return detail

    def _is_resting(self) -> bool:
        """Whether Amplify failed to answer so lately that what is known must do."""
        rest = min(FIRST_REST * 2.0 ** min(self._failures - 1, 10), LONGEST_REST)
        return self._failures > 0 and self._clock.monotonic() - self._failed_at < rest

    def _is_old(self, detail: JobDetail) -> bool:
        if not detail.job.is_going and not self._see(detail).is_going:
            return False
        seen_at = self._store.seen_at(DetailOf(self._job))
        return seen_at is None or self._clock.now() - seen_at > self._patience

    def _see(self, detail: JobDetail) -> Sighting:
        """Read of a job's detail what matters for the log.

        A step that waits for its turn is going; so is one that is not named yet.
        """
        step = next((step for step in detail.steps if step.name == self._step), None)
        if step is None:
            return Sighting(None, detail.job.is_going)
        is_over = step.status in OVER or step.ended_at is not None
        return Sighting(step.log_url, detail.job.is_going and not is_over)
