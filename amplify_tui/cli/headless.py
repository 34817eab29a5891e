"""Runs a headless command: settings, connections, time limit."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.compose import open_connector, open_objects
from amplify_tui.cli.exits import Exit, OutOfTimeError
from amplify_tui.cli.output import Output
from amplify_tui.cli.values import read_timeout
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.folder import read_checkout
from amplify_tui.services.log_file import start_log
from amplify_tui.services.state_file import StateFile

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.keys import Target
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.folder import Checkout
    from amplify_tui.services.ports import Clock, Connector, Gateway, Memory, ObjectReader


PAUSES: Final = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try of a read that Amplify was asked for too often."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a headless command works with.

    Attributes:
        request: What was typed.
        settings: The settings in force.
        output: Where results go.
        connector: Opens gateways.
        objects: Reads what presigned addresses serve.
        targets: Accounts and regions that were named, never empty.
        memory: What the dashboard remembered.
        folder: The current folder.
        clock: The only source of time.
    """

    request: Request
    settings: Settings
    output: Output
    connector: Connector
    objects: ObjectReader
    targets: tuple[Target, ...]
    memory: Memory
    folder: Path
    clock: Clock

    async def gateway(self, target: Target) -> Gateway:
        """Return the gateway of a target."""
        return await self.connector.connect(target)

    def checkout(self) -> Checkout:
        """Read which repository and branch the current folder has."""
        return read_checkout(self.folder)


def run_headless(
    request: Request, surroundings: Surroundings, work: Callable[[Session], Awaitable[Exit]]
) -> Exit:
    """Run a headless command to its end.

    Args:
        request: What was typed.
        surroundings: What the process was started with.
        work: The command.

    Raises:
        UsageError: A value cannot be used.
        SettingsError: A setting cannot be used.
        ApiError: Amplify gave no usable answer.
        OutOfTimeError: ``--timeout`` has run out.
    """
    settings = surroundings.settings(request)
    timeout = None if request.has("watch") else read_timeout(request)
    start_log(surroundings.log_path(settings, request), settings.log_level)

    async def run() -> Exit:
        clock, calls = surroundings.clock, CallJournal()
        connector = open_connector(settings, calls, clock, pauses=PAUSES)
        objects = open_objects(settings)
        try:
            async with asyncio.timeout(timeout):
                return await work(
                    Session(
                        request=request,
                        settings=settings,
                        output=Output(is_json=request.has("json"), no_color=settings.no_color),
                        connector=connector,
                        objects=objects,
                        targets=await connector.targets(),
                        memory=StateFile(surroundings.paths(request).memory),
                        folder=surroundings.folder,
                        clock=clock,
                    )
                )
        except TimeoutError:
            raise OutOfTimeError from None
        finally:
            await objects.close()
            await connector.close()

    return asyncio.run(run())
