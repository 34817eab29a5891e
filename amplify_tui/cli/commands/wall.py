"""``amplify-tui wall``: the wallboard, for a screen with no keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from amplify_tui.cli.commands.dashboard import open_dashboard

if TYPE_CHECKING:
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.settings import Settings


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    settings = restrict(surroundings.settings(request), request)
    return open_dashboard(request, surroundings, settings, is_wall=True)


def restrict(settings: Settings, request: Request) -> Settings:
    """Take writes away: whoever passes by a wall shall not stop a build without having been allowed to.

    Args:
        settings: The settings in force.
        request: What the user asked for.
    """
    if request.has("writes"):
        return settings
    sources = {**settings.sources, "read_only": "amplify-tui wall without --writes"}
    return replace(settings, read_only=True, sources=sources)
