"""The embedded simulator: a road to Amplify that needs neither account nor network."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.cli.exits import UsageError
from amplify_tui.cli.values import read_seed
from amplify_tui.model.budget import Budget
from amplify_tui.model.keys import Target
from amplify_tui.model.text import clean_line
from amplify_tui.services.connector import ISOLATED_TARGET, AwsConnector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.cli.parser import Request
    from amplify_tui.model.settings import Settings
    from amplify_tui.model.views import View
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import Clock, EventQueue, Gateway

DEMO_TARGET: Final = ISOLATED_TARGET
STAGING_PROFILE: Final = "staging"
DEMO_TARGETS: Final = (
    DEMO_TARGET,
    Target(DEMO_TARGET.profile, "us-east-1"),
    Target(STAGING_PROFILE, "eu-west-1"),
)
USUAL: Final = "busy"
"""The scenario that nobody has to name; written here, so that the first paint need not import them all."""
HUGE: Final = "huge"
HUGE_TARGETS: Final = (*DEMO_TARGETS, Target(STAGING_PROFILE, "us-east-1"))
"""The largest scenario fills every region of both accounts."""


@dataclass(frozen=True, slots=True)
class Script:
    """Which world the simulator plays.

    Attributes:
        scenario: Name of the scenario.
        seed: Decides on everything that is left to chance.
    """

    scenario: str
    seed: int

    @property
    def targets(self) -> tuple[Target, ...]:
        """Accounts and regions that have apps, the default first."""
        return HUGE_TARGETS if self.scenario == HUGE else DEMO_TARGETS


def demo_views() -> tuple[View, ...]:
    """Return saved views that show something of the simulated accounts; those of the user need not."""
    from amplify_tui.model.views import View

    return (
        View("production", branches=("main", "master", "production")),
        View("trouble", statuses=("failed", "stuck", "queued")),
        View("storefront", apps=("storefront",)),
    )


class EmbeddedConnector:
    """Starts the simulator when something is first asked of it; implements ``ports.Connector``.

    The server runs on the asking event loop and on a port of its own choosing,
    so that nothing of it is loaded before the first paint.

    Args:
        script: What the simulator plays.
        settings: The settings in force.
        calls: Where every call is noted.
        clock: The time of the simulated world, and of everybody who looks at it.
    """

    def __init__(self, script: Script, settings: Settings, calls: CallJournal, clock: Clock) -> None:
        self._script = script
        self._settings = settings
        self._calls = calls
        self._clock = clock
        self._stack = AsyncExitStack()
        self._lock = asyncio.Lock()
        self._connector: AwsConnector | None = None
        self._event_urls: tuple[str, ...] = ()

    async def connect(self, target: Target) -> Gateway:
        """Return the gateway of a target, the same one for the same target."""
        return await (await self._open()).connect(target)

    async def profiles(self) -> tuple[str, ...]:
        """Name the demo's profiles: each leads to an account of its own."""
        return (DEMO_TARGET.profile, STAGING_PROFILE)

    async def regions(self) -> tuple[str, ...]:
        """Name the regions that have Amplify, sorted."""
        return await (await self._open()).regions()

    async def default_target(self) -> Target:
        """Return the demo's own account and region."""
        return DEMO_TARGET

    async def targets(self) -> tuple[Target, ...]:
        """Return the accounts and regions that have apps, the default first."""
        return self._script.targets

    async def event_urls(self) -> tuple[str, ...]:
        """Return the addresses of the simulator's queues, one for each account and region."""
        await self._open()
        return self._event_urls

    async def open_queue(self, url: str, targets: Sequence[Target]) -> EventQueue:
        """Open a queue with the profile of the account that owns it; nothing is asked of it yet."""
        connector = await self._open()
        owners = [target for target in targets if f"/{account_of(target)}/" in url]
        return await connector.open_queue(url, owners or targets)

    def budget(self, target: Target) -> Budget:
        """Tell how many calls a target may be asked now; costs nothing."""
        if self._connector is not None:
            return self._connector.budget(target)
        pace, burst = self._settings.calls_per_second, float(self._settings.calls_burst)
        return Budget(pace, pace, burst, burst)

    async def close(self) -> None:
        """Close every connection, and the simulator behind them."""
        connector, self._connector = self._connector, None
        if connector is not None:
            await connector.close()
        await self._stack.aclose()

    async def _open(self) -> AwsConnector:
        async with self._lock:
            if self._connector is None:
                self._connector = await self._start()
            return self._connector

    async def _start(self) -> AwsConnector:
        server, world = await asyncio.to_thread(_load)
        script = world.World(self._script.scenario, self._script.seed, self._clock.now())
        simulator = await self._stack.enter_async_context(server.serve(script, self._clock.now))
        self._event_urls = tuple(
            simulator.queue_url(account_of(target), target.region) for target in self._script.targets
        )
        settings = replace(self._settings, endpoint_url=simulator.url)
        return AwsConnector(settings, self._calls, self._clock, is_isolated=True)


def account_of(target: Target) -> str:
    """Return the account that the simulator plays for a target's profile."""
    from amplify_tui.services.isolation import fake_keys
    from amplify_tui.simulator.accounts import find_account

    return find_account(fake_keys(target.profile)[0])


def _load() -> tuple[Any, Any]:
    """Import the simulator away from the event loop: it brings the service models along."""
    return import_module("amplify_tui.simulator.server"), import_module("amplify_tui.simulator.world")


def read_script(request: Request) -> Script:
    """Return which world ``--scenario`` and ``--seed`` name.

    Raises:
        UsageError: There is no such scenario, or the seed is no number.
    """
    name = request.text("scenario")
    if not name:
        return Script(USUAL, read_seed(request))
    from amplify_tui.simulator.scenarios import SCENARIOS

    if name not in SCENARIOS:
        raise UsageError(
            f"There is no scenario {clean_line(name, 60)}.", f"There are: {', '.join(SCENARIOS)}."
        )
    return Script(name, read_seed(request))
