"""``amplify-tui wall``: the wallboard, for a screen with no keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from amplify_tui.cli.commands.dashboard import open_dashboard

if TYPE_CHECKING:
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command; whoever passes by a wall shall not stop a build without having been allowed to."""
    settings = surroundings.settings(request)
    if not request.has("writes"):
        sources = {**settings.sources, "read_only": "amplify-tui wall without --writes"}
        settings = replace(settings, read_only=True, sources=sources)
    return open_dashboard(request, surroundings, settings, is_wall=True)
