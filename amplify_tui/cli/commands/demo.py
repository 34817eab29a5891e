"""``amplify-tui demo``: the dashboard on an embedded Amplify simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.cli.compose import Road
from amplify_tui.cli.demo import DEMO_TARGET, EmbeddedConnector, read_script
from amplify_tui.cli.fast_clock import FastClock
from amplify_tui.cli.screen import run_dashboard
from amplify_tui.cli.values import read_speed
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.log_file import start_log
from amplify_tui.ui.wiring import Start

if TYPE_CHECKING:
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.services.ports import ObjectReader
    from amplify_tui.ui.wiring import Wiring


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command."""
    settings = surroundings.settings(request)
    script, speed = read_script(request), read_speed(request)
    is_wall = request.has("wall")
    start_log(surroundings.log_path(settings, request), settings.log_level)

    def build() -> Wiring:
        from amplify_tui.cli.assembly import assemble
        from amplify_tui.cli.deferred import defer

        clock = FastClock(speed)
        calls = CallJournal()
        connector = EmbeddedConnector(script, settings, calls, clock)
        start = Start(settings.app, settings.branch, is_wall=is_wall, view=settings.view)
        road = Road(connector, defer(_open_objects), calls, clock, DEMO_TARGET, is_demo=True)
        memory, folder = surroundings.paths(request).memory, surroundings.download_folder(settings)
        return assemble(settings, memory, start, road, downloads_to=folder)

    return run_dashboard(build, settings, needs_keyboard=not is_wall)


def _open_objects() -> ObjectReader:
    from amplify_tui.services.object_reader import HttpObjects

    return HttpObjects(is_isolated=True)
