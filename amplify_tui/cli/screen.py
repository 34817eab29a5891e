"""Hands the terminal to the dashboard and takes it back."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from amplify_tui.cli.exits import Exit, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.ui.wiring import Wiring


def run_dashboard(build: Callable[[], Wiring]) -> int:
    """Run the dashboard until its user leaves.

    Args:
        build: Puts the parts together; called on the event loop.

    Raises:
        UsageError: There is no terminal.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "The dashboard needs a terminal for input, output and errors.",
            "For scripts there are apps, branches, jobs and job.",
        )
    return asyncio.run(_run(build))


async def _run(build: Callable[[], Wiring]) -> int:
    from amplify_tui.ui.app import AmplifyApp

    wiring = build()
    app = AmplifyApp(wiring)
    # A terminal that is gone ends the program at once, whatever its parent had set.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.exit)
    try:
        await app.run_async()
    finally:
        await wiring.connector.close()
    return app.return_code or Exit.DONE
