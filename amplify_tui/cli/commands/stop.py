"""``amplify-tui stop``: stops a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.places import find_app, find_branch
from amplify_tui.cli.values import read_job_id
from amplify_tui.cli.writing import Plan, carry_out, check_write, describe_job
from amplify_tui.model.keys import JobKey
from amplify_tui.services.errors import RefusedError

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey

_LOOKED_AT: Final = 10


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    check_write(request, surroundings)
    return run_headless(request, surroundings, _stop)


async def _stop(session: Session) -> Exit:
    app = await find_app(session, is_for_write=True)
    branch = await find_branch(session, app)
    job = await _find_going(session, branch.key)
    plan = Plan(
        verb="stop",
        app=app,
        branch=branch.key,
        subject=describe_job(job),
        send=lambda writes: writes.stop(job.key),
        done="was asked to stop",
    )
    return await carry_out(session, plan)


async def _find_going(session: Session, branch: BranchKey) -> Job:
    gateway = await session.gateway(branch.app.target)
    job_id = read_job_id(session.request)
    if job_id is not None:
        job = (await gateway.get_job(JobKey(branch, job_id))).job
        if job.is_over:
            raise RefusedError(
                "JobOver", f"Job {job_id} is over already: {job.status}.", "There is nothing left to stop."
            )
        return job
    page = await gateway.list_jobs(branch, limit=_LOOKED_AT)
    going = [job for job in page.items if job.is_going]
    if not going:
        raise RefusedError("NothingGoing", "No job is going on, so there is nothing to stop.")
    if len(going) > 1:
        ids = ", ".join(str(job.key.job_id) for job in going)
        raise UsageError(f"{len(going)} jobs are going on: {ids}.", "Name one with --job.")
    return going[0]
