"""``amplify-tui retry``: builds a job again, as a new job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.cli.commands.start import read_order
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.places import find_app, find_branch, find_job
from amplify_tui.cli.writing import Plan, carry_out, check_write, describe_job

if TYPE_CHECKING:
    from amplify_tui.cli.exits import Exit
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    check_write(request, surroundings)
    read_order(request)
    return run_headless(request, surroundings, _retry)


async def _retry(session: Session) -> Exit:
    app = await find_app(session, is_for_write=True)
    branch = await find_branch(session, app)
    key = await find_job(session, branch)
    job = (await (await session.gateway(key.target)).get_job(key)).job
    plan = Plan(
        verb="retry",
        app=app,
        branch=branch.key,
        subject=describe_job(job),
        send=lambda writes: writes.retry(key, session.request.text("reason")),
        done=f"started as a retry of {key.job_id}",
        warning="Its commit is HEAD: the retry builds HEAD as it is today." if job.builds_head else "",
    )
    if plan.warning and session.request.has("yes"):
        session.output.note(plan.warning)
    return await carry_out(session, plan)
