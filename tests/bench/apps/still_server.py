"""The simulator's largest account, in which nothing happens by itself."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
from dataclasses import replace
from datetime import UTC, datetime

from amplify_tui.simulator.scenarios import SCENARIOS
from amplify_tui.simulator.server import serve
from amplify_tui.simulator.world import World


async def _serve(port: int) -> None:
    still = replace(SCENARIOS["huge"], push_seconds=None, preview_seconds=None, openings=())
    world = World(still, 1, datetime.now(UTC))
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with serve(world, lambda: datetime.now(UTC), port=port):
        await ended.wait()


def main() -> None:
    """Serve until the process is told to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
