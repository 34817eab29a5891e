"""``amplify-tui backend-jobs``: the backend jobs of an Amplify Studio environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.json_shapes import backend_job_shape, backend_time_text
from amplify_tui.cli.places import find_app
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.cli.values import read_limit
from amplify_tui.model.backend_jobs import BackendJobFilter
from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import NotFoundError
from amplify_tui.ui.wording import status_mark

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.apps import App
    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.model.keys import EnvironmentKey

_PAGE: Final = 25
_COLUMNS: Final = (
    Column("STATUS"),
    Column("JOB"),
    Column("OPERATION", is_flexible=True),
    Column("CREATED"),
    Column("UPDATED"),
    Column("ERROR", is_flexible=True),
)


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    read_limit(request)
    return run_headless(request, surroundings, _list)


async def _list(session: Session) -> Exit:
    app = await find_app(session)
    environment = await _find_environment(session, app)
    jobs = await _first_jobs(session, environment, read_limit(session.request))
    if session.output.is_json:
        session.output.json([backend_job_shape(job, app.name) for job in jobs])
        return Exit.DONE
    session.output.table(_COLUMNS, [_row(job) for job in jobs])
    if not jobs:
        session.output.note(f"No backend jobs in {environment.name}.")
    return Exit.DONE


async def _find_environment(session: Session, app: App) -> EnvironmentKey:
    gateway = await session.gateway(app.key.target)
    found = [each.key for each in await gateway.list_environments(app.key)]
    names = [key.name for key in found]
    listed = ", ".join(clean_line(name, 80) for name in names)
    wanted = session.request.text("env")
    if not found:
        raise NotFoundError(
            "NotFoundException",
            f"{clean_line(app.name, 80)} has no backend environment.",
            "Only Amplify Studio backends (Gen 1) have some.",
        )
    if not wanted and len(found) > 1:
        raise UsageError("Which backend environment?", f"Name it with --env. There are: {listed}.")
    chosen = [key for key in found if not wanted or key.name == wanted]
    if not chosen:
        near = near_matches(wanted, names, 1)
        raise NotFoundError(
            "NotFoundException",
            f"{clean_line(app.name, 80)} has no backend environment {clean_line(wanted, 80)}.",
            f"Did you mean {clean_line(near[0], 80)}?" if near else f"There are: {listed}.",
        )
    return chosen[0]


async def _first_jobs(session: Session, environment: EnvironmentKey, limit: int) -> list[BackendJob]:
    gateway = await session.gateway(environment.app.target)
    filters = BackendJobFilter(job_id=session.request.text("job"))
    jobs: dict[str, BackendJob] = {}
    token: str | None = None
    while len(jobs) < limit:
        page = await gateway.list_backend_jobs(
            environment, filters, limit=min(limit - len(jobs), _PAGE), token=token
        )
        jobs.update({job.key.job_id: job for job in page.items})
        token = page.next_token
        if token is None:
            break
    return list(jobs.values())[:limit]


def _row(job: BackendJob) -> tuple[Cell, ...]:
    mark = status_mark(job.status)
    return (
        Cell(job.status or "", f"{mark.glyph} {mark.word}", mark.tone),
        Cell(job.key.job_id),
        Cell(job.operation or ""),
        Cell(backend_time_text(job.created) or ""),
        Cell(backend_time_text(job.updated) or ""),
        Cell(job.error or ""),
    )
