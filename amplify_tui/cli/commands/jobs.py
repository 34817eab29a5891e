"""``amplify-tui jobs``: the jobs of a branch, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.json_shapes import job_shape, time_text
from amplify_tui.cli.places import find_app, find_branch
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.cli.values import read_limit
from amplify_tui.ui.wording import age, commit, duration, status_mark

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey

_PAGE: Final = 50
_COLUMNS: Final = (
    Column("STATUS"),
    Column("JOB", is_right=True),
    Column("TYPE"),
    Column("COMMIT"),
    Column("MESSAGE", is_flexible=True),
    Column("AGE", is_right=True),
    Column("DURATION", is_right=True),
)


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    read_limit(request)
    return run_headless(request, surroundings, _list)


async def _list(session: Session) -> Exit:
    app = await find_app(session)
    branch = await find_branch(session, app)
    jobs = await _first_jobs(session, branch.key, read_limit(session.request))
    if session.output.is_json:
        session.output.json([job_shape(job, app.name) for job in jobs])
        return Exit.DONE
    now = session.clock.now()
    rows = [_shown(job, now) if session.output.is_terminal else _piped(job) for job in jobs]
    session.output.table(_COLUMNS, rows)
    if not jobs:
        session.output.note(f"No jobs on {branch.key.name} yet. `amplify-tui start` starts one.")
    return Exit.DONE


async def _first_jobs(session: Session, branch: BranchKey, limit: int) -> list[Job]:
    gateway = await session.gateway(branch.app.target)
    jobs: dict[int, Job] = {}
    token: str | None = None
    while len(jobs) < limit:
        page = await gateway.list_jobs(branch, limit=min(limit - len(jobs), _PAGE), token=token)
        jobs.update({job.key.job_id: job for job in page.items})
        token = page.next_token
        if token is None:
            break
    return list(jobs.values())[:limit]


def _shown(job: Job, now: datetime) -> tuple[Cell, ...]:
    mark = status_mark(job.status)
    return (
        Cell(job.status, f"{mark.glyph} {mark.word}", mark.tone),
        Cell(str(job.key.job_id)),
        Cell(job.job_type or ""),
        Cell(commit(job.commit_id)),
        Cell(job.commit_message or ""),
        Cell(age(job.started_at, now)),
        Cell(duration(job.duration(now))),
    )


def _piped(job: Job) -> tuple[Cell, ...]:
    return (
        Cell(job.status),
        Cell(str(job.key.job_id)),
        Cell(job.job_type or ""),
        Cell(job.commit_id or ""),
        Cell(job.commit_message or ""),
        Cell(time_text(job.started_at) or ""),
        Cell(time_text(job.ended_at) or ""),
    )
