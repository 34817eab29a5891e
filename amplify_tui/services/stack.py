"""Everything that needs the AWS libraries, behind one door that is opened after the first paint."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from amplify_tui.model.keys import Target
from amplify_tui.services.aws import Sessions
from amplify_tui.services.caller import Caller
from amplify_tui.services.errors import SetupError
from amplify_tui.services.event_queue import SqsQueues
from amplify_tui.services.gateway import AwsGateway
from amplify_tui.services.question import Question
from amplify_tui.services.regions import amplify_regions
from amplify_tui.services.translate import RAISED, translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.pacer import Pacers
    from amplify_tui.services.ports import Clock, Gateway
    from amplify_tui.services.world import World

REGION_VARIABLES: Final = ("AWS_REGION", "AWS_DEFAULT_REGION")
"""The first is what the AWS CLI and every newer SDK read; botocore itself knows the second only."""


class AwsStack:
    """Gateways, queues, profiles and regions of one AWS world.

    Args:
        world: Which AWS is asked.
        pacers: Where turns come from.
        journal: Where calls are noted.
        clock: The source of time.
        pauses: Seconds before each further try of a read that was asked for too often.

    Attributes:
        queues: Opens queues of events.
    """

    def __init__(
        self,
        world: World,
        pacers: Pacers,
        journal: CallJournal,
        clock: Clock,
        *,
        pauses: Sequence[float] = (),
    ) -> None:
        self._world = world
        self._sessions = Sessions(world)
        self._pacers = pacers
        self._journal = journal
        self._clock = clock
        self._pauses = pauses
        self.queues = SqsQueues(self._sessions, journal, clock)

    async def connect(self, target: Target) -> Gateway:
        """Open a gateway.

        Raises:
            SetupError: The profile, region or configuration cannot be used.
            CredentialsError: Credentials could not be read.
        """
        caller = Caller(target, self._sessions, self._pacers, self._journal, self._clock, pauses=self._pauses)
        await caller.open()
        return AwsGateway(caller)

    def read_profiles(self) -> tuple[str, ...]:
        """Read the names of the profiles from the files, anew at every call.

        Raises:
            SetupError: A file cannot be read.
        """
        try:
            return tuple(self._world.open_session("").available_profiles)
        except RAISED as error:
            raise translate(error, Question(Target("", ""))) from None

    def read_regions(self) -> tuple[str, ...]:
        """Read the names of the regions that have Amplify from the library's own table."""
        return amplify_regions()

    def read_region(self, profile: str) -> str:
        """Read the region of a profile; the environment's goes first.

        Raises:
            SetupError: No region is configured, or the profile does not exist.
        """
        question = Question(Target(profile, ""))
        try:
            session = self._world.open_session(profile)
            session.get_scoped_config()
            named = "" if self._world.is_isolated else _region_of_environment()
            region = named or session.get_config_variable("region")
        except RAISED as error:
            raise translate(error, question) from None
        if not region:
            command = question.command("configure set region REGION")
            raise SetupError(
                "NoRegion",
                f"{question.who} names no AWS region.",
                f"Name one by --region or AWS_REGION, or keep one with `{command}`.",
            )
        return str(region)

    async def close(self) -> None:
        """Close every connection."""
        await self._pacers.close()
        await self._sessions.close()


def _region_of_environment() -> str:
    return next((region for name in REGION_VARIABLES if (region := os.environ.get(name))), "")
