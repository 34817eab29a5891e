"""The simulator's HTTP server on 127.0.0.1: what any AWS client meets behind ``endpoint_url``."""

from __future__ import annotations

import logging
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

from amplify_tui.simulator.call_desk import write_error
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.door import Door
from amplify_tui.simulator.mishaps import Hold, Mishap, Mishaps
from amplify_tui.simulator.presign import Signer
from amplify_tui.simulator.queue_wire import queue_path

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from amplify_tui.simulator.contract import Behaviour, Script
    from amplify_tui.simulator.journal import Recorded

_log = logging.getLogger(__name__)
_JOURNAL_LENGTH = 10_000
_GRACE_SECONDS = 0.2


class Simulator:
    """A running server.

    Attributes:
        host: Address it listens on.
        port: Port it listens on.
        requests: What was asked, oldest first; only the newest 10,000.
    """

    def __init__(self, script: Script, now: Callable[[], datetime], host: str) -> None:
        self.host = host
        self.port = 0
        self.requests: deque[Recorded] = deque(maxlen=_JOURNAL_LENGTH)
        self._mishaps = Mishaps()
        signer = Signer(now, lambda: self.url)
        self._door = Door(script, now, signer, self._mishaps, self.requests)

    @property
    def url(self) -> str:
        """Base address, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    def queue_url(self, account: str, region: str) -> str:
        """Return the address of the queue of an account and region.

        Args:
            account: Twelve digits.
            region: Such as ``eu-west-1``.
        """
        return self.url + queue_path(account, region)

    def fail_next(self, operation: str, mode: Fault | Mishap | str, *, times: int = 1) -> None:
        """Let something befall the next calls of an operation.

        Args:
            operation: Name in the service model, or ``GetObject`` for presigned addresses.
            mode: An error answer, or one of ``Mishap`` by value.
            times: How many calls.
        """
        self._mishaps.order(operation, mode, times)

    def hold_next(self, operation: str) -> Hold:
        """Make the next call of an operation wait in the server until it is released."""
        return self._mishaps.hold(operation)

    def behave(self, behaviour: Behaviour | None, account: str = "") -> None:
        """Change the server's behaviour from now on.

        Args:
            behaviour: None gives it back to the script.
            account: Whose calls it is about; empty for everybody's.
        """
        self._door.orders.give(behaviour, account)

    def open_control(self) -> None:
        """Let whoever sits at this machine change the behaviour by ``POST /-/behaviour``."""
        self._door.is_controlled = True

    def count(self, operation: str) -> int:
        """Count the calls of an operation in the journal."""
        return sum(recorded.operation == operation for recorded in self.requests)

    async def start(self, port: int) -> web.ServerRunner:
        """Begin to listen."""
        server = _Server(self._door.answer)
        runner = web.ServerRunner(server, shutdown_timeout=_GRACE_SECONDS)
        await runner.setup()
        site = web.TCPSite(runner, self.host, port)
        await site.start()
        self.port = runner.addresses[0][1]
        return runner


@asynccontextmanager
async def serve(
    script: Script, now: Callable[[], datetime], *, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[Simulator]:
    """Serve a script until the block ends.

    Args:
        script: The world.
        now: Its present moment, aware UTC.
        host: Address to listen on.
        port: Port to listen on; 0 for any free one.

    Raises:
        OSError: The port is taken.
    """
    simulator = Simulator(script, now, host)
    runner = await simulator.start(port)
    try:
        yield simulator
    finally:
        await runner.cleanup()


class _Server(web.Server):
    """Hands every connection to a handler that keeps AWS's manners even when something breaks."""

    def __call__(self) -> web.RequestHandler:
        return _Handler(self, loop=self._loop, access_log_class=_NoAccessLog)


class _NoAccessLog(AbstractAccessLogger):
    """Logs no request: it would keep the signatures of presigned addresses."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Log nothing."""

    @property
    def enabled(self) -> bool:
        """Spares aiohttp the work."""
        return False


class _Handler(web.RequestHandler):
    """Answers what nobody foresaw with InternalFailureException instead of a traceback."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - the text of aiohttp, which is not AWS's
    ) -> web.StreamResponse:
        """Log an unforeseen error and answer as AWS would; malformed HTTP gets its 4xx."""
        if status < 500:  # noqa: PLR2004 - the class of HTTP errors that are the client's
            fault = Fault("BadRequestException", "The request is not well-formed HTTP", status)
        else:
            _log.error("%s failed", request.method, exc_info=exc)
            fault = Fault("InternalFailureException", "The service has encountered an unexpected error", 500)
        response = write_error(fault)
        response.force_close()
        return response
