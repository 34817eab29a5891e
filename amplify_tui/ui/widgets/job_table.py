"""The jobs of one branch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from textual.message import Message

from amplify_tui.model.causes.job_cause import UNREAD
from amplify_tui.model.estimate import typical_duration
from amplify_tui.model.jobs import JobStatus
from amplify_tui.ui.job_columns import CAUSE_BELOW, JOB_COLUMNS, JobRow
from amplify_tui.ui.widgets.line_table import LineTable, TableOptions
from amplify_tui.ui.widgets.row_order import changed_places

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import timedelta

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import JobKey

    FindCause = Callable[[JobKey], JobCause | None]
    _Setting = tuple[int | None, timedelta | None, bool, Mapping[int, str]]

__all__ = ["JobRow", "JobTable"]


_NEWEST = 100
"""Jobs that tell how long one usually takes; more would cost time at every answer."""


class JobTable(LineTable[JobRow]):
    """Jobs with their status, commit, age and duration, keyed by ``JobKey``; below failed ones why."""

    class FailuresSeen(Message):
        """Other failed jobs than before are on screen."""

        def __init__(self, table: JobTable, jobs: tuple[Job, ...]) -> None:
            super().__init__()
            self.table = table
            self.jobs = jobs

    def __init__(self, **options: Unpack[TableOptions]) -> None:
        super().__init__(
            JOB_COLUMNS,
            lambda row: row.job.key,
            footnote=CAUSE_BELOW,
            **options,
        )
        self._jobs: tuple[Job, ...] = ()
        self._setting: _Setting = (None, None, False, {})
        self._find_cause: FindCause | None = None
        self._told: tuple[Job, ...] = ()

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
        self,
        jobs: Sequence[Job],
        *,
        active_job_id: int | None = None,
        typical: timedelta | None = None,
        find_cause: FindCause | None = None,
        notes: Mapping[int, str] | None = None,
    ) -> None:
        """Show jobs, newest first; rows of jobs that are the same stay the same.

        Args:
            jobs: Newest first, none twice.
            active_job_id: The job that is live now; None where unknown.
            typical: How long jobs of this branch usually take; None to find out from the jobs.
            find_cause: Looks up why a job failed; None to say nothing of causes.
            notes: What is the matter with jobs that are going, by number; None for nothing.
        """
        jobs = tuple(jobs)
        usual = typical or typical_duration(jobs[:_NEWEST])
        setting = (active_job_id, usual, find_cause is not None, notes or {})
        self._find_cause = find_cause
        if setting == self._setting and len(jobs) == len(self._jobs):
            rows, changed = list(self._order.rows), tuple(changed_places(self._jobs, jobs))
            for at in changed:
                rows[at] = self._row(jobs[at], setting)
        else:
            changed = None
            known = {id(row.job): row for row in self._order.rows}
            rows = [_same_or_new(known.get(id(job)), self._row(job, setting)) for job in jobs]
        self._jobs, self._setting = jobs, setting
        self.set_rows(rows, changed=changed)

    def set_cause(self, key: JobKey, cause: JobCause) -> None:
        """Say why a job failed.

        Args:
            key: The job; one that is not shown, or not as failed, is passed over.
            cause: What is known.
        """
        rows = list(self._order.rows)
        for at, row in enumerate(rows):
            if row.job.key.job_id == key.job_id and row.job.key == key and row.cause is not None:
                rows[at] = replace(row, cause=cause)
                self.set_rows(rows, changed=(at,))
                return

    def tell_seen(self, *, is_pushed: bool) -> None:
        """Tell which failed jobs are on screen, too."""
        super().tell_seen(is_pushed=is_pushed)
        rows = (self._order[line] for line in self.lines_on_screen())
        seen = tuple(row.job for row in rows if row.cause is not None)
        if seen != self._told and self.is_attached:
            self._told = seen
            self.post_message(self.FailuresSeen(self, seen))

    def _row(self, job: Job, setting: _Setting) -> JobRow:
        active_job_id, usual, _, notes = setting
        cause = None
        if self._find_cause is not None and job.status == JobStatus.FAILED:
            cause = self._find_cause(job.key) or UNREAD
        note = notes.get(job.key.job_id, "") if job.is_going else ""
        return JobRow(job, job.key.job_id == active_job_id, usual if job.is_going else None, cause, note)


def _same_or_new(row: JobRow | None, new: JobRow) -> JobRow:
    """Keep a row that says the same, so that it need not be painted again."""
    return row if row is not None and row == new else new
