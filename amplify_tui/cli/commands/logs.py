"""``amplify-tui logs``: prints a job's log."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.explanation import explain_lines
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.json_shapes import finding_shape
from amplify_tui.cli.log_following import JobLog
from amplify_tui.cli.log_ink import coloured_text, plain_text
from amplify_tui.cli.log_papers import PrintedLog, SearchedLog
from amplify_tui.cli.log_reading import Snapshot, absence_text, find_step, read_log
from amplify_tui.cli.places import find_app, find_branch, find_job
from amplify_tui.cli.values import read_job_id, read_timeout
from amplify_tui.model.causes.finder import find_cause
from amplify_tui.model.causes.finding import Finding, Outcome
from amplify_tui.model.causes.job_cause import failed_step
from amplify_tui.model.jobs import JobStatus
from amplify_tui.services.errors import NotFoundError
from amplify_tui.ui.logs.steps import step_to_open

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.output import Output
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.logs.parsed import ParsedLog
    from amplify_tui.model.steps import JobDetail, Step

_NO_LOG: Final = "NoSuchLog"
_UNBOUNDED: Final = 100_000


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    read_job_id(request)
    read_timeout(request)
    if request.has("json") and not request.has("failed"):
        raise UsageError("logs takes --json only with --failed.", "A log is text, not JSON.")
    if request.has("raw") and request.has("failed"):
        raise UsageError("--raw and --failed exclude each other.", "Take one of them.")
    return run_headless(request, surroundings, _show)


async def _show(session: Session) -> Exit:
    app = await find_app(session)
    branch = await find_branch(session, app)
    key = await find_job(session, branch)
    if session.request.has("follow"):
        return await _follow(session, key)
    gateway = await session.gateway(key.target)
    detail = await gateway.get_job(key)
    if session.request.has("failed"):
        await _explain(session, detail)
    else:
        await _print(session, detail)
    return Exit.DONE


async def _follow(session: Session, key: JobKey) -> Exit:
    job_log = JobLog(session, key, lambda: open_paper(session))
    if session.request.has("failed"):
        detail = await job_log.wait()
        try:
            await _explain(session, detail)
        except NotFoundError as error:
            # That there is no log must not hide how the job ended.
            session.output.error(error.code, error.message, error.hint)
    else:
        detail = await job_log.print()
    return job_log.result(detail)


def open_paper(session: Session) -> PrintedLog:
    """Return what prints a log the way that was asked for."""
    if session.request.has("raw"):
        return PrintedLog(session.output, None)
    return PrintedLog(session.output, coloured_text if session.output.has_color else plain_text)


async def _print(session: Session, detail: JobDetail) -> None:
    name = session.request.text("step")
    step = find_step(detail, name) if name else step_to_open(detail.steps)
    if step is None:
        raise NotFoundError(_NO_LOG, f"Job {detail.job.key.job_id} has no log yet: no step has begun.")
    gateway = await session.gateway(detail.job.key.target)
    paper = open_paper(session)
    try:
        standing = await read_log(session, Snapshot(gateway, detail.job.key, step), paper)
    finally:
        paper.close()
    if standing.absence == "empty":
        session.output.note("amplify-tui: " + absence_text(detail, step, "empty"))
    elif standing.absence:
        raise NotFoundError(_NO_LOG, absence_text(detail, step, standing.absence))


async def _explain(session: Session, detail: JobDetail) -> None:
    """Print why the job failed."""
    name = session.request.text("step")
    if not name and detail.job.status == JobStatus.SUCCEED:
        _conclude(session, Finding(Outcome.SUCCEEDED), f"Job {detail.job.key.job_id} did not fail.")
        return
    if not name and detail.job.is_going:
        _conclude(session, Finding(Outcome.UNKNOWN), f"Job {detail.job.key.job_id} is still going on.")
        return
    step = find_step(detail, name) if name else failed_step(detail.steps)
    if step is None:
        raise NotFoundError(_NO_LOG, f"Job {detail.job.key.job_id} has no log.")
    await _explain_step(session, detail, step)


async def _explain_step(session: Session, detail: JobDetail, step: Step) -> None:
    gateway = await session.gateway(detail.job.key.target)
    paper = SearchedLog()
    try:
        standing = await read_log(session, Snapshot(gateway, detail.job.key, step), paper)
        if standing.absence:
            raise NotFoundError(_NO_LOG, absence_text(detail, step, standing.absence))
        finding = await asyncio.to_thread(find_cause, paper.parsed, step=step.name)
        if session.output.is_json:
            session.output.json(finding_shape(finding))
        else:
            _write(session.output, finding, paper.parsed)
    finally:
        paper.close()


def _write(output: Output, finding: Finding, log: ParsedLog) -> None:
    width = shutil.get_terminal_size().columns if output.is_terminal else _UNBOUNDED
    for line in explain_lines(finding, log, width, with_color=output.has_color):
        output.text(line + "\n")


def _conclude(session: Session, finding: Finding, note: str) -> None:
    if session.output.is_json:
        session.output.json(finding_shape(finding))
    else:
        session.output.note(f"amplify-tui: {note}")
