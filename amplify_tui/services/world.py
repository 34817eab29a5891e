"""Which AWS is asked, and how its clients are configured: endpoints, patience, retries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aiobotocore.config import AioConfig
from aiobotocore.httpsession import AIOHTTPSession
from aiobotocore.session import AioSession
from botocore.loaders import create_loader

from amplify_tui import __version__
from amplify_tui.services.isolation import ISOLATED_OPTIONS, build_isolated_loader, build_isolated_session
from amplify_tui.services.times import read_time

if TYPE_CHECKING:
    from botocore.loaders import Loader

LONGEST_POLL: Final = 20.0
"""Seconds that SQS waits for a message at most."""

POLL_MARGIN: Final = 10.0
"""Seconds beyond that before the connection is taken for dead: twice both is about a minute."""

QUEUE_CONNECTIONS: Final = 50


class OneShotTransport(AIOHTTPSession):  # type: ignore[misc] # aiobotocore ships no types
    """A transport that never sends a request twice by itself.

    aiohttp sends a DELETE again, which StopJob is, when a connection breaks
    before the answer; no public option turns that off.
    """

    async def _get_session(self, proxy_url: str | None) -> Any:
        session = await super()._get_session(proxy_url)
        session._retry_connection = False  # noqa: SLF001 - there is no other switch
        return session


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what, in seconds.

    Attributes:
        connect: For a connection.
        read: For the next bytes of an answer.
        credentials: For credentials; a ``credential_process`` has no limit of its own.
        call: For a call with all its tries.
    """

    connect: float = 5.0
    read: float = 20.0
    credentials: float = 30.0
    call: float = 60.0


@dataclass(frozen=True, slots=True)
class World:
    """Which AWS a session belongs to.

    Attributes:
        endpoint_url: Address to ask instead of what environment and profile say; empty for those.
        is_isolated: Whether nothing of the user's AWS world may be looked at.
        patience: How long to wait.
    """

    endpoint_url: str = ""
    is_isolated: bool = False
    patience: Patience = Patience()

    def open_session(self, profile: str) -> AioSession:
        """Open a session.

        Args:
            profile: Name of the profile; empty for what the environment says.
        """
        session = build_isolated_session(profile) if self.is_isolated else AioSession(profile=profile or None)
        session.user_agent_extra = f"{session.user_agent_extra} amplify-tui/{__version__}"
        session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=read_time)
        return session

    def open_loader(self) -> Loader:
        """Open the loader of service models that all sessions share."""
        if self.is_isolated:
            return build_isolated_loader()
        return create_loader(AioSession().get_config_variable("data_path"))

    def configure(self, *, is_write: bool) -> AioConfig:
        """Make a client's configuration.

        Args:
            is_write: Whether its calls change something: those are sent once,
                since after a lost answer nobody knows whether they worked.
        """
        options = dict(ISOLATED_OPTIONS) if self.is_isolated else {}
        if is_write:
            options["http_session_cls"] = OneShotTransport
        return AioConfig(
            connector_args={"keepalive_timeout": 60},
            connect_timeout=self.patience.connect,
            read_timeout=self.patience.read,
            retries={"mode": "standard", "total_max_attempts": 1 if is_write else 3},
            **options,
        )

    def configure_queues(self) -> AioConfig:
        """Make the configuration of a client that waits for messages.

        Its answers take as long as they are waited for, and each queue that is
        waited for holds a connection. It is tried once more at most: whoever reads
        a queue has a patience of its own, and wants to know at once that it is dead.
        """
        options = dict(ISOLATED_OPTIONS) if self.is_isolated else {}
        return AioConfig(
            connector_args={"keepalive_timeout": 15},
            connect_timeout=self.patience.connect,
            read_timeout=LONGEST_POLL + POLL_MARGIN,
            max_pool_connections=QUEUE_CONNECTIONS,
            retries={"mode": "standard", "total_max_attempts": 2},
            **options,
        )
