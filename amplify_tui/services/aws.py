"""Sessions and clients of aiobotocore: credentials and regions."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from amplify_tui.model.queue_address import AWS_DOMAINS
from amplify_tui.services.errors import CredentialsError, SetupError, UnreachableError
from amplify_tui.services.processes import CredentialProcesses
from amplify_tui.services.question import Question
from amplify_tui.services.translate import RAISED, translate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from botocore.loaders import Loader

    from amplify_tui.model.keys import Target
    from amplify_tui.services.world import World

QUEUES: Final = "sqs"
MODELS: Final = ("service-2", "endpoint-rule-set-1")
SHARED_DATA: Final = ("_retry", "endpoints", "partitions", "sdk-default-configuration")


class AccountSession:
    """One session of one profile with its clients; retired as a whole when its credentials fail.

    Args:
        world: Which AWS it belongs to.
        profile: Name of the profile; empty for what the environment says.
        loader: The loader of service models that all sessions share.
    """

    def __init__(self, world: World, profile: str, loader: Loader) -> None:
        self._world = world
        self._session = world.open_session(profile)
        self._session.register_component("data_loader", loader)
        self._loader = loader
        self._clients: dict[tuple[str, str, bool, str], Any] = {}
        self._stack = AsyncExitStack()
        self._processes = CredentialProcesses()
        self._lock = asyncio.Lock()
        self._users = 0
        self._is_retired = False

    @asynccontextmanager
    async def use(self, target: Target, service: str, *, is_write: bool, origin: str) -> AsyncIterator[Any]:
        """Lend the client of a service; a retired session closes when the last one is given back.

        Args:
            target: Account and region.
            service: ``amplify``, ``amplifybackend`` or ``sqs``.
            is_write: Whether its calls change something.
            origin: Address to ask where no other is configured; empty for AWS's own.
        """
        self._users += 1
        try:
            client = self._clients.get((target.region, service, is_write, origin))
            yield client or await self._open(target, service, is_write=is_write, origin=origin)
        finally:
            self._users -= 1
            if self._is_retired and not self._users:
                await self._stack.aclose()

    async def retire(self) -> None:
        """Close as soon as nobody uses it any more."""
        self._is_retired = True
        if not self._users:
            await self._stack.aclose()

    async def close(self) -> None:
        """Close every connection now."""
        await self._stack.aclose()
        await self._processes.end()

    async def _open(self, target: Target, service: str, *, is_write: bool, origin: str) -> Any:
        async with self._lock:
            key = (target.region, service, is_write, origin)
            if key not in self._clients:
                await asyncio.to_thread(_load_models, self._loader, service)
                await self._find_credentials(target)
                self._clients[key] = await self._create_before(origin, target, service, is_write=is_write)
            return self._clients[key]

    async def _find_credentials(self, target: Target) -> None:
        question = Question(target, endpoint=self._world.endpoint_url, is_about_credentials=True)
        try:
            self._session.set_config_variable("region", target.region)
            self._processes.adopt(self._session.get_component("credential_provider"))
            async with asyncio.timeout(self._world.patience.credentials):
                await self._session.get_credentials()
        except RAISED as error:
            await self._processes.end()
            raise translate(error, question) from None

    async def _create_before(self, origin: str, target: Target, service: str, *, is_write: bool) -> Any:
        """Create a client; only what leads to AWS's own address is pointed at another origin."""
        client = await self._create(target, service, is_write=is_write)
        if not origin or endpoint_of(client):
            return client
        return await self._create(target, service, is_write=is_write, endpoint_url=origin)

    async def _create(self, target: Target, service: str, *, is_write: bool, endpoint_url: str = "") -> Any:
        world = self._world
        is_queue = service == QUEUES
        config = world.configure_queues() if is_queue else world.configure(is_write=is_write)
        endpoint = endpoint_url or world.endpoint_url
        try:
            return await self._stack.enter_async_context(
                self._session.create_client(
                    service,
                    region_name=target.region or None,
                    endpoint_url=endpoint or None,
                    verify=False if world.is_isolated else None,
                    config=config,
                )
            )
        except RAISED as error:
            raise translate(error, Question(target, endpoint=endpoint, service=service)) from None


class Sessions:
    """One session for each profile, all on one copy of the service models.

    A session whose credentials failed is given up; the next use opens a new one.

    Args:
        world: Which AWS they belong to.
    """

    def __init__(self, world: World) -> None:
        if world.is_isolated and not world.endpoint_url:
            raise SetupError("NoEndpoint", "A session without an AWS account needs an endpoint.")
        self.world = world
        self._loader: Loader | None = None
        self._of_profile: dict[str, AccountSession] = {}
        self._is_closed = False

    @asynccontextmanager
    async def use(
        self, target: Target, service: str, *, is_write: bool = False, origin: str = ""
    ) -> AsyncIterator[Any]:
        """Lend the client of a service.

        Args:
            target: Account and region.
            service: ``amplify``, ``amplifybackend`` or ``sqs``.
            is_write: Whether its calls change something.
            origin: Address to ask where no other is configured; empty for AWS's own.

        Raises:
            ApiError: The profile, region, configuration or credentials cannot be used.
        """
        session = self._current(target)
        try:
            async with session.use(target, service, is_write=is_write, origin=origin) as client:
                yield client
        except CredentialsError:
            # Rotated key files and changed profiles are read by new sessions only.
            if self._of_profile.get(target.profile) is session:
                del self._of_profile[target.profile]
            await session.retire()
            raise

    async def close(self) -> None:
        """Close every connection."""
        self._is_closed = True
        for session in self._of_profile.values():
            await session.close()
        self._of_profile.clear()

    def _current(self, target: Target) -> AccountSession:
        if self._is_closed:
            raise UnreachableError("Closed", "The connections to AWS are closed.")
        session = self._of_profile.get(target.profile)
        if session is None:
            try:
                self._loader = self._loader or self.world.open_loader()
                session = AccountSession(self.world, target.profile, self._loader)
            except RAISED as error:
                raise translate(error, Question(target, endpoint=self.world.endpoint_url)) from None
            self._of_profile[target.profile] = session
        return session


def endpoint_of(client: Any) -> str:
    """Return the address a client asks where it is not AWS's own; else an empty string."""
    url = str(client.meta.endpoint_url)
    host = urlsplit(url).hostname or ""
    return "" if any(host.endswith(f".{domain}") for domain in AWS_DOMAINS) else url


def _load_models(loader: Loader, service: str) -> None:
    """Read what a client is made of; run in a thread, since it takes longer than a frame."""
    for name in SHARED_DATA:
        loader.load_data_with_path(name)
    for kind in MODELS:
        loader.load_service_model(service, type_name=kind)
