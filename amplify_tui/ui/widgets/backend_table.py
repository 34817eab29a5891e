"""The backend jobs of one environment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Unpack

from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.columns import CellContext, Column
from amplify_tui.ui.job_columns import status_cell
from amplify_tui.ui.widgets.line_table import LineTable, TableOptions

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.backend_jobs import BackendJob, BackendTime
    from amplify_tui.ui.cell_text import Cell


_UUID: Final = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def backend_moment(time: BackendTime | None, now: datetime) -> str:
    """Tell a time, or show it as AmplifyBackend wrote it where nobody knows what it means.

    Args:
        time: The time; None where left out.
        now: The present moment, aware UTC.
    """
    if time is None:
        return wording.NOTHING
    return plain(time.text, 60) if time.at is None else wording.local_day_time(time.at, now)


def short_id(job_id: str) -> str:
    """Tell a job by the first block of its id, where that is a UUID; the detail and ``y`` give it whole.

    Args:
        job_id: As AmplifyBackend says it.
    """
    return job_id.split("-", 1)[0] if _UUID.fullmatch(job_id) else plain(job_id, 200)


def _age(job: BackendJob, context: CellContext) -> Cell:
    return wording.age(None if job.created is None else job.created.at, context.now)


def _moment(time: BackendTime | None, context: CellContext) -> Cell:
    return [(backend_moment(time, context.now), "dim")]


BACKEND_COLUMNS: Final[tuple[Column[BackendJob], ...]] = (
    Column(
        "status",
        "STATUS",
        lambda job, _: status_cell(job.status),
        width=13,
        priority=100,
        sort_key=lambda job: job.status,
        search=lambda job: job.status or "",
    ),
    Column(
        "job",
        "JOB",
        lambda job, _: short_id(job.key.job_id),
        width=8,
        priority=90,
        sort_key=lambda job: job.key.job_id,
        search=lambda job: job.key.job_id,
    ),
    Column(
        "operation",
        "OPERATION",
        lambda job, _: plain(job.operation or wording.NOTHING, 200),
        width=24,
        minimum=16,
        priority=80,
        sort_key=lambda job: job.operation,
        search=lambda job: job.operation or "",
    ),
    Column("age", "AGE", _age, width=4, priority=45, align="right", ticks="minute"),
    Column(
        "created",
        "CREATED",
        lambda job, context: _moment(job.created, context),
        width=12,
        priority=50,
        search=lambda _: "",
        sort_key=lambda job: None if job.created is None else job.created.at,
    ),
    Column(
        "updated",
        "UPDATED",
        lambda job, context: _moment(job.updated, context),
        width=12,
        priority=30,
        search=lambda _: "",
        sort_key=lambda job: None if job.updated is None else job.updated.at,
    ),
    Column(
        "error",
        "ERROR",
        lambda job, _: [(plain(job.error or ""), "warning")],
        width=20,
        minimum=8,
        is_flexible=True,
        priority=70,
        search=lambda job: job.error or "",
    ),
)


class BackendTable(LineTable["BackendJob"]):
    """Backend jobs with operation, status, times and error, keyed by ``BackendJobKey``."""

    def __init__(self, **options: Unpack[TableOptions]) -> None:
        super().__init__(BACKEND_COLUMNS, lambda job: job.key, **options)
