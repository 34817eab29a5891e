"""One target's Amplify and AmplifyBackend as one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.services.amplify import AmplifyCalls
from amplify_tui.services.backend import BackendCalls

if TYPE_CHECKING:
    from amplify_tui.model.keys import Target


class AwsGateway(AmplifyCalls, BackendCalls):
    """Amplify and AmplifyBackend of one target; implements ``services.ports.Gateway``."""

    @property
    def target(self) -> Target:
        """The account and region asked."""
        return self._caller.target

    @property
    def endpoint(self) -> str | None:
        """Address of the Amplify endpoint where it is not AWS's own; else None."""
        return self._caller.endpoint or None
