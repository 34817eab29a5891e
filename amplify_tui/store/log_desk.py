"""Where the logs of steps are opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.keys import JobKey
    from amplify_tui.services.ports import Clock, Connector, ObjectReader
    from amplify_tui.store.log_reading import LogReading
    from amplify_tui.store.store import Store


class LogDesk:
    """Opens logs; what reads them is imported when the first is opened.

    Args:
        connector: Opens gateways.
        objects: Reads what presigned addresses serve.
        store: What is known of jobs.
        clock: The source of time.
        pace: Seconds between two questions about a job that is going.
    """

    def __init__(
        self, connector: Connector, objects: ObjectReader, store: Store, clock: Clock, *, pace: float = 3.0
    ) -> None:
        self._connector = connector
        self._objects = objects
        self._store = store
        self._clock = clock
        self._pace = pace

    def open(self, job: JobKey, step: str) -> LogReading:
        """Return the reading of a step's log, which begins when it is run.

        Args:
            job: The job.
            step: Name of the step.
        """
        from amplify_tui.store.log_reading import LogReading
        from amplify_tui.store.step_watch import StepWatch

        watch = StepWatch(job, step, self._connector, self._store, self._clock, pace=self._pace)
        return LogReading(watch, self._objects, self._clock, step=step)
