"""The jobs of one branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.estimate import typical_duration
from amplify_tui.ui.job_columns import JOB_COLUMNS, JobRow
from amplify_tui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from rich.text import Text

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import JobKey

__all__ = ["JobRow", "JobTable"]


_BLOCK = 128
_NEWEST = 100
"""Jobs that tell how long one usually takes; more would cost time at every answer."""


class JobTable(LineTable[JobRow]):
    """Jobs with their status, commit, age and duration, keyed by ``JobKey``."""

    def __init__(
        self,
        *,
        placeholder: str | Text = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(
            JOB_COLUMNS, lambda row: row.job.key, placeholder=placeholder, id=id, classes=classes
        )
        self._jobs: tuple[Job, ...] = ()
        self._setting: tuple[int | None, timedelta | None] = (None, None)

    @property
    def job_at_cursor(self) -> Job | None:
        """The job under the cursor; None while there are none."""
        row = self.row_at_cursor
        return None if row is None else row.job

    @property
    def job_key(self) -> JobKey | None:
        """Address of the job under the cursor; None while there are none."""
        job = self.job_at_cursor
        return None if job is None else job.key

    def show_jobs(
        self, jobs: Sequence[Job], *, active_job_id: int | None = None, typical: timedelta | None = None
    ) -> None:
        """Show jobs, newest first; rows of jobs that are the same stay the same.

        Args:
            jobs: Newest first, none twice.
            active_job_id: The job that is live now; None where unknown.
            typical: How long jobs of this branch usually take; None to find out from the jobs.
        """
        jobs = tuple(jobs)
        setting = (active_job_id, typical or typical_duration(jobs[:_NEWEST]))
        if setting == self._setting and len(jobs) == len(self._jobs):
            rows = list(self._order.rows)
            for at in _changed(self._jobs, jobs):
                rows[at] = _row(jobs[at], *setting)
        else:
            known = {id(row.job): row for row in self._order.rows}
            rows = [_same_or_new(known.get(id(job)), job, *setting) for job in jobs]
        self._jobs, self._setting = jobs, setting
        self.set_rows(rows)


def _changed(old: Sequence[Job], new: Sequence[Job]) -> Iterator[int]:
    """Yield the places that changed; blocks in which nothing did are passed over at once."""
    for first in range(0, len(new), _BLOCK):
        last = first + _BLOCK
        if old[first:last] != new[first:last]:
            for at, (was, now) in enumerate(zip(old[first:last], new[first:last], strict=True), first):
                if was is not now:
                    yield at


def _row(job: Job, active_job_id: int | None, usual: timedelta | None) -> JobRow:
    return JobRow(job, job.key.job_id == active_job_id, usual if job.is_going else None)


def _same_or_new(row: JobRow | None, job: Job, active_job_id: int | None, usual: timedelta | None) -> JobRow:
    """Keep a row that says the same, so that it need not be painted again."""
    new = _row(job, active_job_id, usual)
    return row if row is not None and row == new else new
