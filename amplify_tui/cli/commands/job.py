"""``amplify-tui job``: one job and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.job_causes import cause_cells, cause_line, job_cause_shape, read_cause
from amplify_tui.cli.json_shapes import job_shape, step_shape, time_text, url_text
from amplify_tui.cli.places import find_app, find_branch, find_job
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.cli.values import read_job_id
from amplify_tui.ui.wording import duration, local_day_time, status_mark

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.steps import JobDetail, Step

_COLUMNS: Final = (
    Column("STEP"),
    Column("STATUS"),
    Column("STARTED", is_right=True),
    Column("DURATION", is_right=True),
    Column("REASON", is_flexible=True),
    Column("LOG", is_flexible=True),
)


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    read_job_id(request)
    return run_headless(request, surroundings, _show)


async def _show(session: Session) -> Exit:
    app = await find_app(session)
    branch = await find_branch(session, app)
    key = await find_job(session, branch)
    detail = await (await session.gateway(key.target)).get_job(key)
    cause = await read_cause(session, detail)
    with_queries = session.request.has("urls")
    if session.output.is_json:
        session.output.json(
            {
                "summary": job_shape(detail.job, app.name),
                "steps": [step_shape(step, with_queries=with_queries) for step in detail.steps],
                "cause": job_cause_shape(cause),
                "estimate": None,
            }
        )
        return Exit.DONE
    if session.output.is_terminal:
        _show_terminal(session, detail, app.name, with_queries=with_queries)
        if cause is not None:
            session.output.line(f"Why: {cause_line(cause)}")
    else:
        session.output.table((), [_piped_job(detail.job)])
        session.output.table((), [_piped_step(step, with_queries=with_queries) for step in detail.steps])
        if cause is not None:
            session.output.tabs(cause_cells(cause))
    return Exit.DONE


def _show_terminal(session: Session, detail: JobDetail, app_name: str, *, with_queries: bool) -> None:
    job, now = detail.job, session.clock.now()
    mark = status_mark(job.status)
    head = (
        Cell(job.status, f"{mark.glyph} {mark.word}", mark.tone),
        Cell(str(job.key.job_id)),
        Cell(f"{app_name} / {job.key.branch.name}"),
        Cell(job.job_type or ""),
        Cell(job.commit_id or ""),
        Cell("", duration(job.duration(now))),
    )
    columns = (
        Column("STATUS"),
        Column("JOB", is_right=True),
        Column("BRANCH", is_flexible=True),
        Column("TYPE"),
        Column("COMMIT", is_flexible=True),
        Column("DURATION"),
    )
    session.output.table(columns, [head])
    if job.commit_message:
        session.output.line(job.commit_message)
    if detail.steps:
        session.output.line("")
        session.output.table(_COLUMNS, [_shown_step(step, now) for step in detail.steps])
    if with_queries:
        for step in detail.steps:
            session.output.line(f"{step.name} {url_text(step.log_url, with_query=True) or '-'}", limit=10_000)


def _shown_step(step: Step, now: datetime) -> tuple[Cell, ...]:
    mark = status_mark(step.status)
    length = None if step.started_at is None else (step.ended_at or now) - step.started_at
    return (
        Cell(step.name),
        Cell(step.status, f"{mark.glyph} {mark.word}", mark.tone),
        Cell("", local_day_time(step.started_at, now)),
        Cell("", duration(length)),
        Cell(step.status_reason or ""),
        Cell(step.log_url.label if step.log_url else ""),
    )


def _piped_job(job: Job) -> tuple[Cell, ...]:
    return (
        Cell(job.status),
        Cell(str(job.key.job_id)),
        Cell(job.job_type or ""),
        Cell(job.commit_id or ""),
        Cell(job.commit_message or ""),
        Cell(time_text(job.started_at) or ""),
        Cell(time_text(job.ended_at) or ""),
    )


def _piped_step(step: Step, *, with_queries: bool) -> tuple[Cell, ...]:
    return (
        Cell(step.status),
        Cell(step.name),
        Cell(step.status_reason or ""),
        Cell(time_text(step.started_at) or ""),
        Cell(time_text(step.ended_at) or ""),
        Cell(url_text(step.log_url, with_query=with_queries) or ""),
    )
