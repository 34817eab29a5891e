"""Hands the terminal to the dashboard and takes it back."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.model.matching import near_matches
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.settings import Settings
    from amplify_tui.ui.wiring import Wiring

_START_SECONDS: Final = 2.0
"""Until the first jobs stand; what is loaded by then stays, and to look for garbage in it only costs."""
_COLLECT_AFTER: Final = (5_000, 20, 20)
"""New objects before the young are looked at, and how often that is done before the older ones are."""


def run_dashboard(build: Callable[[], Wiring], settings: Settings) -> int:
    """Run the dashboard until its user leaves.

    Args:
        build: Puts the parts together; called on the event loop.
        settings: The settings in force.

    Raises:
        UsageError: There is no terminal, or no such theme.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "The dashboard needs a terminal for input, output and errors.",
            "For scripts there are apps, branches, jobs and job.",
        )
    if settings.no_color:
        # Textual looks for it when an app is made, whatever flag or file asked for it.
        os.environ["NO_COLOR"] = "1"
    gc.disable()
    try:
        return asyncio.run(_run(build))
    finally:
        gc.enable()


def collect_garbage() -> None:
    """Look for garbage from now on, among what comes from now on, and seldom in all of it.

    With ten thousand jobs one look at everything takes as long as ten keys.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    gc.enable()


async def _run(build: Callable[[], Wiring]) -> int:
    from amplify_tui.ui.app import AmplifyApp
    from amplify_tui.ui.themes import THEMES

    wiring = build()
    app = AmplifyApp(wiring)
    _check_theme(wiring.settings, {*app.theme_names(), *(theme.name for theme in THEMES)})
    # A terminal that is gone ends the program at once, whatever its parent had set.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, app.exit)
    loop.call_later(_START_SECONDS, collect_garbage)
    try:
        await app.run_async()
    finally:
        await wiring.downloads.close()
        await wiring.pictures.close()
        await wiring.objects.close()
        await wiring.connector.close()
    return app.return_code or Exit.DONE


def _check_theme(settings: Settings, names: set[str]) -> None:
    if settings.theme and settings.theme not in names:
        near = near_matches(settings.theme, sorted(names), 1)
        source = settings.sources.get("theme", "--theme")
        raise UsageError(
            f"{source}: there is no theme {clean_line(settings.theme, 60)}.",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(names))}.",
        )
