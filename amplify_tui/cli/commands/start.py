"""``amplify-tui start``: starts a RELEASE of a branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.places import find_app, find_branch
from amplify_tui.cli.writing import Plan, carry_out, check_write
from amplify_tui.model.orders import StartOrder

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    check_write(request, surroundings)
    read_order(request)
    return run_headless(request, surroundings, _start)


def read_order(request: Request) -> StartOrder:
    """Return what to release.

    Raises:
        UsageError: A limit of Amplify's is broken.
    """
    order = StartOrder(request.text("commit"), request.text("message"), request.text("reason"))
    problems = order.problems()
    if problems:
        raise UsageError(" ".join(problems.values()))
    return order


async def _start(session: Session) -> Exit:
    app = await find_app(session, is_for_write=True)
    branch = await find_branch(session, app)
    order = read_order(session.request)
    plan = Plan(
        verb="start",
        app=app,
        branch=branch.key,
        subject=f"RELEASE of commit {order.commit_id or 'HEAD, the newest one when it clones'}",
        send=lambda writes: writes.start(branch.key, order),
        done="started",
    )
    return await carry_out(session, plan)
