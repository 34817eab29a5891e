"""Opens gateways, and the AWS libraries only when the first one is wanted."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from importlib import import_module
from typing import TYPE_CHECKING, Final

from amplify_tui.model.keys import Target
from amplify_tui.services.errors import SetupError
from amplify_tui.services.pacer import Pacers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.budget import Budget
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import Clock, EventQueue, Gateway
    from amplify_tui.services.stack import AwsStack

ISOLATED_TARGET: Final = Target("demo", "eu-west-1")
PROFILE_VARIABLES: Final = ("AWS_DEFAULT_PROFILE", "AWS_PROFILE")
"""In the order in which the client library looks for them."""


class AwsConnector:
    """The road to AWS; implements ``services.ports.Connector``.

    Importing this module costs next to nothing: the AWS libraries are imported
    in a thread, after the first paint, when something is first asked of them.

    Args:
        settings: Profile, region, endpoint and pace that flags and files name.
        journal: Where every call is noted.
        clock: The source of time.
        is_isolated: Whether the user's AWS world (profiles, files, environment,
            proxies, CA bundles) must not be looked at; needs ``settings.endpoint_url``.
        pauses: Seconds before each further try of a read that the service was asked for too often;
            none where whoever asks waits by himself.
    """

    def __init__(
        self,
        settings: Settings,
        journal: CallJournal,
        clock: Clock,
        *,
        is_isolated: bool = False,
        pauses: Sequence[float] = (),
    ) -> None:
        self._settings = settings
        self._journal = journal
        self._clock = clock
        self._is_isolated = is_isolated
        self._pauses = pauses
        self._pacers = Pacers(clock, settings.calls_per_second, settings.calls_burst)
        self._stack: AwsStack | None = None
        self._gateways: dict[Target, Gateway] = {}
        self._building = asyncio.Lock()
        # One for each target: credentials that do not come must not hold up another profile.
        self._connecting: defaultdict[Target, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def connect(self, target: Target) -> Gateway:
        """Return the gateway of a target, the same one for the same target.

        Raises:
            SetupError: The profile, region or configuration cannot be used.
            CredentialsError: Credentials could not be read.
        """
        stack = await self._open()
        if not target.region:
            await asyncio.to_thread(stack.read_region, target.profile)
        async with self._connecting[target]:
            if target not in self._gateways:
                self._gateways[target] = await stack.connect(target)
            return self._gateways[target]

    async def open_queue(self, url: str, targets: Sequence[Target]) -> EventQueue:
        """Open a queue; nothing is asked of it yet.

        Args:
            url: Address of the queue.
            targets: What the dashboard watches; the first of the queue's region reads it, else the first.

        Raises:
            SetupError: The address is none of a queue, or there is no profile to read it with.
        """
        stack = await self._open()
        return await stack.queues.open_queue(url, targets)

    async def profiles(self) -> tuple[str, ...]:
        """Name the AWS profiles that the user has, in the file's order.

        Raises:
            SetupError: The files cannot be read.
        """
        stack = await self._open()
        return await asyncio.to_thread(stack.read_profiles)

    async def regions(self) -> tuple[str, ...]:
        """Name the regions that have Amplify, sorted."""
        stack = await self._open()
        return await asyncio.to_thread(stack.read_regions)

    async def default_target(self) -> Target:
        """Return the profile and region to open first.

        Raises:
            SetupError: No region is configured, or the profile does not exist.
        """
        return (await self.targets())[0]

    async def targets(self) -> tuple[Target, ...]:
        """Return every account and region that settings and environment name, at least one.

        The first is the default. A profile that names no region, or does not exist,
        comes last and without one as long as another target can be named: whoever
        connects to it learns what is wrong.

        Raises:
            SetupError: No target can be named.
        """
        named = tuple(target for each in self._settings.targets_in_force for target in each.targets)
        if named:
            return named
        default = ISOLATED_TARGET if self._is_isolated else Target(_profile_of_environment(), "")
        regions = self._settings.region or ((default.region,) if default.region else ())
        found = [
            await self._read_region(profile) if not regions else Target(profile, region)
            for profile in self._settings.profile or (default.profile,)
            for region in regions or ("",)
        ]
        good = [each for each in found if isinstance(each, Target)]
        problems = [each for each in found if not isinstance(each, Target)]
        if not good:
            raise problems[0][1]
        return tuple(dict.fromkeys((*good, *(target for target, _ in problems))))

    async def event_urls(self) -> tuple[str, ...]:
        """Return the address of every queue to read."""
        return self._settings.event_urls()

    async def _read_region(self, profile: str) -> Target | tuple[Target, SetupError]:
        stack = await self._open()
        try:
            return Target(profile, await asyncio.to_thread(stack.read_region, profile))
        except SetupError as error:
            return Target(profile, ""), error

    def budget(self, target: Target) -> Budget:
        """Tell how many calls a target may be asked now; costs nothing."""
        return self._pacers.of(target).budget()

    async def close(self) -> None:
        """Close every connection."""
        stack, self._stack = self._stack, None
        self._gateways.clear()
        if stack is not None:
            await stack.close()

    async def _open(self) -> AwsStack:
        async with self._building:
            if self._stack is None:
                self._stack = await self._build()
            return self._stack

    async def _build(self) -> AwsStack:
        world_room = await asyncio.to_thread(import_module, "amplify_tui.services.world")
        stack = await asyncio.to_thread(import_module, "amplify_tui.services.stack")
        world = world_room.World(endpoint_url=self._settings.endpoint_url, is_isolated=self._is_isolated)
        built: AwsStack = stack.AwsStack(world, self._pacers, self._journal, self._clock, pauses=self._pauses)
        return built


def _profile_of_environment() -> str:
    """Name the environment's profile; keys beside it go first, and then nothing comes from the profile."""
    if os.environ.get("AWS_ACCESS_KEY_ID"):
        return ""
    return next((name for variable in PROFILE_VARIABLES if (name := os.environ.get(variable))), "")
