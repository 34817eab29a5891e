"""The simulator with one log in the place of every other: a large one, or one that grows."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from amplify_tui.simulator.accounts import ACCOUNT
from amplify_tui.simulator.contract import Behaviour, StoredObject
from amplify_tui.simulator.server import serve
from amplify_tui.simulator.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXT = "text/plain; charset=utf-8"
_LOG = "/log.txt"


def growing_line(number: int) -> bytes:
    """Write one line of the log that grows.

    Args:
        number: From 1.
    """
    at = datetime.fromtimestamp(1_790_000_000 + number / 100, UTC)
    stamp = at.isoformat(timespec="milliseconds")[:-6]
    return f"{stamp}Z [INFO]: transforming module number {number:07} of the shop\n".encode()


class LogScript:
    """A world whose every log is the bench's own; implements ``simulator.contract.Script``.

    Args:
        world: Says all the rest.
        log: The log; None for one that grows.
        pace: Lines a second that a growing one gets.
        stamp: File to write the moment into at which the log was last asked for, monotonic seconds.
    """

    def __init__(self, world: World, log: Path | None, pace: float, stamp: Path | None) -> None:
        self._world = world
        self._log = b"" if log is None else log.read_bytes()
        self._is_growing = log is None
        self._pace = pace
        self._stamp = stamp
        self._began = time.monotonic()
        self._lines = 0

    @property
    def behaviour(self) -> Behaviour:
        """Let through what comes."""
        return Behaviour()

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, object],
        now: datetime,
        region: str,
        *,
        account: str = ACCOUNT,
    ) -> Mapping[str, object]:
        """Answer as the world does."""
        return self._world.call(service, operation, parameters, now, region, account=account)

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        """Serve the log for every log, and the rest as the world does."""
        if not path.endswith(_LOG):
            return self._world.fetch(path, now)
        if self._is_growing:
            self._grow()
        if self._stamp is not None:
            self._stamp.write_text(str(time.monotonic()))
        return StoredObject(self._log, TEXT)

    def _grow(self) -> None:
        wanted = int((time.monotonic() - self._began) * self._pace)
        self._log += b"".join(growing_line(number) for number in range(self._lines + 1, wanted + 1))
        self._lines = wanted


async def _serve(options: argparse.Namespace) -> None:
    script = LogScript(
        World(options.scenario, 1, datetime.now(UTC)), options.log, options.pace, options.stamp
    )
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with serve(script, lambda: datetime.now(UTC), port=options.port):
        await ended.wait()


def main() -> None:
    """Serve until the process is told to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--scenario", default="calm")
    parser.add_argument("--log", type=Path)
    parser.add_argument("--pace", type=float, default=100.0)
    parser.add_argument("--stamp", type=Path)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
