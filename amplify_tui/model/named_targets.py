"""Named targets: accounts and regions that the settings list."""

from __future__ import annotations

from dataclasses import dataclass

from amplify_tui.model.keys import Target


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
