"""``amplify-tui branches``: the branches of an app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit
from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.json_shapes import branch_shape
from amplify_tui.cli.places import find_app
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.cli.values import read_limit

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.apps import Branch

_COLUMNS: Final = (
    Column("BRANCH", is_flexible=True),
    Column("STAGE"),
    Column("LIVE JOB", is_right=True),
    Column("AUTO BUILD"),
    Column("BACKEND"),
    Column("FRAMEWORK", is_flexible=True),
)


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    read_limit(request)
    return run_headless(request, surroundings, _list)


async def _list(session: Session) -> Exit:
    app = await find_app(session)
    gateway = await session.gateway(app.key.target)
    branches = (await gateway.list_branches(app.key))[: read_limit(session.request)]
    if session.output.is_json:
        session.output.json([branch_shape(branch, app.name) for branch in branches])
        return Exit.DONE
    session.output.table(_COLUMNS, [_row(branch) for branch in branches])
    if not branches:
        session.output.note(f"{app.name} has no branches.")
    return Exit.DONE


def _row(branch: Branch) -> tuple[Cell, ...]:
    auto_build = "" if branch.auto_build is None else str(branch.auto_build).lower()
    return (
        Cell(branch.key.name),
        Cell(branch.stage or ""),
        Cell("" if branch.active_job_id is None else str(branch.active_job_id)),
        Cell(auto_build, {"true": "yes", "false": "no"}.get(auto_build, "")),
        Cell(branch.environment_name or ""),
        Cell(branch.framework or ""),
    )
