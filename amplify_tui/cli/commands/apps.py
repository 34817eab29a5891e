"""``amplify-tui apps``: the apps of every account and region that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.cli.headless import run_headless
from amplify_tui.cli.json_shapes import app_shape
from amplify_tui.cli.places import describe, list_all_apps
from amplify_tui.cli.tables import Cell, Column
from amplify_tui.cli.values import read_limit

if TYPE_CHECKING:
    from amplify_tui.cli.exits import Exit
    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.apps import App

_COLUMNS: Final = (
    Column("ID"),
    Column("NAME", is_flexible=True),
    Column("PROFILE"),
    Column("REGION"),
    Column("PLATFORM"),
    Column("REPOSITORY", is_flexible=True),
)


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    read_limit(request)
    return run_headless(request, surroundings, _list)


async def _list(session: Session) -> Exit:
    listing = await list_all_apps(session)
    apps = listing.apps[: read_limit(session.request)]
    if session.output.is_json:
        session.output.json([app_shape(app) for app in apps])
    else:
        session.output.table(_COLUMNS, [_row(app) for app in apps])
        failed = {target for target, _ in listing.failures}
        places = ", ".join(describe(target) for target in session.targets if target not in failed)
        if places and not apps:
            session.output.note(f"No apps in {places}. Another place: --profile, --region.")
    listing.complain(session)
    return listing.exit_code


def _row(app: App) -> tuple[Cell, ...]:
    return (
        Cell(app.key.app_id),
        Cell(app.name),
        Cell(app.key.target.profile),
        Cell(app.key.target.region),
        Cell(app.platform or ""),
        Cell(app.repository or ""),
    )
