"""``amplify-tui``: the dashboard, on the account that the AWS environment names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.cli.compose import wire
from amplify_tui.cli.screen import run_dashboard
from amplify_tui.services.folder import read_checkout
from amplify_tui.services.log_file import start_log
from amplify_tui.ui.wiring import Start

if TYPE_CHECKING:
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.settings import Settings


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    return open_dashboard(request, surroundings, surroundings.settings(request))


def open_dashboard(
    request: Request, surroundings: Surroundings, settings: Settings, *, is_wall: bool = False
) -> int:
    """Hand the terminal over until the user leaves.

    Args:
        request: What was typed.
        surroundings: What the process was started with.
        settings: The settings in force.
        is_wall: Whether to open on the wall, which needs no keyboard.
    """
    start_log(surroundings.log_path(settings, request), settings.log_level)
    checkout = read_checkout(surroundings.folder)
    start = Start(
        settings.app, settings.branch, checkout.repositories, checkout.branch, is_wall, settings.view
    )
    memory, folder = surroundings.paths(request).memory, surroundings.download_folder(settings)
    return run_dashboard(
        lambda: wire(settings, memory, start, downloads_to=folder), settings, needs_keyboard=not is_wall
    )
