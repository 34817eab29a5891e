"""The jobs of one branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.estimate import typical_duration
from amplify_tui.ui.job_columns import JOB_COLUMNS, JobRow
from amplify_tui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from rich.text import Text

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import JobKey

__all__ = ["JobRow", "JobTable"]


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
        usual = typical or typical_duration(jobs)
        known = {id(row.job): row for row in self._order.rows}
        rows: list[JobRow] = []
        for job in jobs:
            is_live = job.key.job_id == active_job_id
            expected = usual if job.is_going else None
            row = known.get(id(job))
            if row is None or row.is_live != is_live or row.typical != expected:
                row = JobRow(job, is_live, expected)
            rows.append(row)
        self.set_rows(rows)
