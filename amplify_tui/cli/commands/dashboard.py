"""``amplify-tui``: the dashboard, on the account that the AWS environment names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.cli.compose import wire
from amplify_tui.cli.exits import UsageError
from amplify_tui.cli.screen import run_dashboard
from amplify_tui.services.folder import read_checkout
from amplify_tui.services.log_file import start_log
from amplify_tui.ui.wiring import Start

if TYPE_CHECKING:
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    settings = surroundings.settings(request)
    if len(settings.profile) > 1 or len(settings.region) > 1:
        raise UsageError(
            "The dashboard shows one profile and one region at a time in this version.",
            "Name one of each; P and L switch.",
        )
    start_log(surroundings.log_path(settings, request), settings.log_level)
    checkout = read_checkout(surroundings.folder)
    start = Start(settings.app, settings.branch, checkout.repositories, checkout.branch)
    memory, folder = surroundings.paths(request).memory, surroundings.download_folder(settings)
    return run_dashboard(lambda: wire(settings, memory, start, downloads_to=folder), settings)
