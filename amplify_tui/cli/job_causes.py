"""Why a job failed, as the command that shows one job tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.cli.json_shapes import Shape, cause_shape
from amplify_tui.model.causes.job_cause import CauseState, JobCause, failed_step
from amplify_tui.model.jobs import JobStatus
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import ApiError
from amplify_tui.store.cause_reading import CauseReader, DoubtfulError
from amplify_tui.store.store import Store
from amplify_tui.store.topics import DetailOf
from amplify_tui.ui.cause_words import cause_text

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.model.steps import JobDetail


async def read_cause(session: Session, detail: JobDetail) -> JobCause | None:
    """Find out why a job failed; what cannot be found out fails no command.

    Args:
        session: What the command works with.
        detail: The job and its steps.

    Returns:
        None for a job that did not fail.
    """
    if detail.job.status != JobStatus.FAILED:
        return None
    store = Store()
    store.put(DetailOf(detail.job.key), detail, session.clock.now())
    reader = CauseReader(session.connector, session.objects, store, session.clock)
    try:
        cause, _ = await reader.read(detail.job)
    except (ApiError, DoubtfulError):
        step = failed_step(detail.steps)
        if step is None:
            return JobCause(CauseState.UNREADABLE)
        return JobCause(CauseState.UNREADABLE, step.name, reason=step.status_reason or "")
    return cause


def job_cause_shape(cause: JobCause | None) -> Shape | None:
    """Return the cause; None where none was found.

    Of a log that was not read whole, lines cannot be counted: they are null then.
    """
    if cause is None or cause.cause is None:
        return None
    shape = cause_shape(cause.cause)
    return {**shape, "line": None, "excerpt": None} if cause.is_partial else shape


def cause_line(cause: JobCause) -> str:
    """Say in one line why the job failed, or why that is not known."""
    found = cause.cause
    line = "" if found is None or cause.is_partial else f"line {found.line}"
    place = "" if found is None or found.place in found.text else found.place
    where = ", ".join(filter(None, (clean_line(cause.step, 60), line, clean_line(place, 200))))
    return cause_text(cause) + (f" ({where})" if where else "")


def cause_cells(cause: JobCause) -> tuple[str, ...]:
    """Return the same for a pipe: the word CAUSE, step, line, kind and text."""
    found = cause.cause
    line = "" if found is None or cause.is_partial else str(found.line)
    kind = "" if found is None else found.kind
    return ("CAUSE", clean_line(cause.step, 60), line, kind, cause_text(cause))
