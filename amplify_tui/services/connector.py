"""Opens gateways, and the AWS libraries only when the first one is wanted."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from importlib import import_module
from typing import TYPE_CHECKING, Final

from amplify_tui.model.keys import Target
from amplify_tui.services.pacer import Pacers

if TYPE_CHECKING:
    from amplify_tui.model.budget import Budget
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import Clock, Gateway
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
    """

    def __init__(
        self, settings: Settings, journal: CallJournal, clock: Clock, *, is_isolated: bool = False
    ) -> None:
        self._settings = settings
        self._journal = journal
        self._clock = clock
        self._is_isolated = is_isolated
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
        async with self._connecting[target]:
            if target not in self._gateways:
                self._gateways[target] = await stack.connect(target)
            return self._gateways[target]

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
        """Return the profile and region that flags and environment name.

        Raises:
            SetupError: No region is configured, or the profile does not exist.
        """
        default = ISOLATED_TARGET if self._is_isolated else Target(_profile_of_environment(), "")
        profile = next(iter(self._settings.profile), default.profile)
        region = next(iter(self._settings.region), default.region)
        if not region:
            stack = await self._open()
            region = await asyncio.to_thread(stack.read_region, profile)
        return Target(profile, region)

    async def targets(self) -> tuple[Target, ...]:
        """Return every account and region that flags and environment name, at least one.

        Raises:
            SetupError: A profile does not exist, or no region is configured for it.
        """
        default = await self.default_target()
        found: list[Target] = []
        for profile in self._settings.profile or (default.profile,):
            regions = self._settings.region
            if not regions:
                stack = await self._open()
                regions = (await asyncio.to_thread(stack.read_region, profile),)
            found.extend(Target(profile, region) for region in regions)
        return tuple(dict.fromkeys((default, *found)))

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
        aws = await asyncio.to_thread(import_module, "amplify_tui.services.aws")
        stack = await asyncio.to_thread(import_module, "amplify_tui.services.stack")
        world = aws.World(endpoint_url=self._settings.endpoint_url, is_isolated=self._is_isolated)
        built: AwsStack = stack.AwsStack(world, self._pacers, self._journal, self._clock)
        return built


def _profile_of_environment() -> str:
    """Name the environment's profile; keys beside it go first, and then nothing comes from the profile."""
    if os.environ.get("AWS_ACCESS_KEY_ID"):
        return ""
    return next((name for variable in PROFILE_VARIABLES if (name := os.environ.get(variable))), "")
