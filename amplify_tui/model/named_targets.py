"""Named targets: accounts and regions that the settings list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from amplify_tui.model.keys import Target

MOST_TARGETS: Final = 50
"""Accounts and regions that one process watches.

At two calls a second each they make a hundred requests a second, which is what one
core can do; more than that wants a second process, or events.
"""
MOST_QUEUES: Final = 20
"""Queues that one process reads; each holds a connection open, and one queue takes many rules' events."""


@dataclass(frozen=True, slots=True)
class NamedTarget:
    """One ``[[target]]`` of the settings.

    Attributes:
        name: How the user calls it.
        profile: Name of the AWS profile; empty for what the environment says.
        region: AWS regions, at least one.
        events_queue: Addresses of SQS queues that tell of its deployments; empty for none.
    """

    name: str
    profile: str
    region: tuple[str, ...]
    events_queue: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """Account and region, once for each region."""
        return tuple(Target(self.profile, region) for region in self.region)

    def label(self, target: Target) -> str:
        """Return what to call one of its targets; empty where it is none of them."""
        if target.profile != self.profile or target.region not in self.region:
            return ""
        return self.name if len(self.region) == 1 else f"{self.name} {target.region}"
