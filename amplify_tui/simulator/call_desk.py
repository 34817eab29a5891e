"""What a signed call gets: route, limits, checks, the world, an answer or AWS's error."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from aiohttp import web

from amplify_tui.simulator.answers import Writer, name_for_stage, write_fault
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.delivery import befall, damage
from amplify_tui.simulator.identity import identify
from amplify_tui.simulator.mishaps import EARLY, spoil_answer
from amplify_tui.simulator.queue_wire import QUEUES, QueueRouter, write_queue_error
from amplify_tui.simulator.routes import Match, Router
from amplify_tui.simulator.throttle import Throttle
from amplify_tui.simulator.validation import Received, read_parameters
from amplify_tui.simulator.wire import load_operations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from amplify_tui.simulator.contract import Script
    from amplify_tui.simulator.identity import Identity
    from amplify_tui.simulator.journal import Recorded
    from amplify_tui.simulator.mishaps import Mishaps
    from amplify_tui.simulator.orders import Orders
    from amplify_tui.simulator.presign import Signer

BACKEND: Final = "amplifybackend"
STAGE: Final = "/prod/"
LOOKING_SECONDS: Final = 0.05
"""Real seconds between two looks into a queue on which somebody waits."""


class CallDesk:
    """Answers the calls of every service.

    Args:
        script: The world.
        now: Its present moment.
        signer: Knows the addresses of stored objects and of the server itself.
        mishaps: Accidents that a test ordered.
        orders: How the server behaves.
    """

    def __init__(
        self,
        script: Script,
        now: Callable[[], datetime],
        signer: Signer,
        mishaps: Mishaps,
        orders: Orders,
    ) -> None:
        operations = load_operations()
        self._script = script
        self._now = now
        self._mishaps = mishaps
        self._orders = orders
        self._throttles: dict[tuple[str, str], Throttle] = {}
        self._writer = Writer(operations, signer.sign, signer.locate)
        self._queues = QueueRouter([operation for operation in operations if operation.service == QUEUES])
        self._routers = {
            service: Router([operation for operation in operations if operation.service == service])
            for service in {operation.service for operation in operations} - {QUEUES}
        }

    async def answer(
        self, request: web.BaseRequest, recorded: Recorded, raw_query: str
    ) -> web.StreamResponse:
        """Answer one call, and note in the journal what it was."""
        try:
            caller = identify(request.headers.get("Authorization", ""))
            recorded.account, recorded.region, recorded.service = (
                caller.account,
                caller.region,
                caller.service,
            )
            self._check_credentials(caller)
            match = self._find(request, recorded)
            recorded.operation = match.operation.name
            mishap = await self._mishaps.take(match.operation.name)
            if mishap is not None and mishap in EARLY:
                return await befall(request, mishap)
            self._check_pace(caller, match.operation.name)
            query = dict(parse_qsl(raw_query, keep_blank_values=True))
            received = Received(match.labels, query, request.headers, await _read_body(request))
            parameters = read_parameters(match.operation, received)
            recorded.parameters = parameters
            answer = await self._ask(caller, match.operation.name, parameters)
        except Fault as fault:
            return _write_error_of(fault, recorded)
        body = self._writer.write(match.operation, spoil_answer(mishap, match.operation, parameters, answer))
        response = web.Response(body=body, headers=write_headers(recorded.service))
        return await damage(request, response, mishap)

    def _find(self, request: web.BaseRequest, recorded: Recorded) -> Match:
        if recorded.service == QUEUES:
            return Match(self._queues.find(request.headers.get("X-Amz-Target", "")), {})
        path = recorded.path
        if recorded.service == BACKEND and path.startswith(STAGE):
            path = path[len(STAGE) - 1 :]
        router = self._routers.get(recorded.service)
        match = router.find(recorded.method, path) if router is not None else None
        if match is None:
            raise Fault("UnknownOperationException", "The requested operation is not known", 404)
        return match

    def _check_credentials(self, caller: Identity) -> None:
        if self._orders.of(caller.account).is_expired:
            raise Fault("ExpiredTokenException", "The security token included in the request is expired", 403)

    def _check_pace(self, caller: Identity, operation: str) -> None:
        """Refuse a call of Amplify's that is one too many; a queue takes as many as come."""
        if caller.service != QUEUES:
            throttle = self._throttles.setdefault((caller.account, caller.region), Throttle())
            throttle.check(operation, self._now(), self._orders.of(caller.account).calls_per_second)

    async def _ask(
        self, caller: Identity, operation: str, parameters: Mapping[str, object]
    ) -> Mapping[str, object]:
        """Ask the world; a long poll asks again until there is something, or its real seconds are over."""
        wait = parameters.get("WaitTimeSeconds") if operation == "ReceiveMessage" else None
        end = asyncio.get_running_loop().time() + (wait if isinstance(wait, int) else 0)
        while True:
            answer = self._script.call(
                caller.service, operation, parameters, self._now(), caller.region, account=caller.account
            )
            if answer.get("Messages") or asyncio.get_running_loop().time() >= end:
                return answer
            await asyncio.sleep(LOOKING_SECONDS)


def _write_error_of(fault: Fault, recorded: Recorded) -> web.Response:
    if recorded.service == QUEUES:
        return write_queue_error(fault, write_headers(QUEUES))
    return write_error(name_for_stage(fault) if recorded.path.startswith(STAGE) else fault)


def write_error(fault: Fault) -> web.Response:
    """Answer an error of a rest-json service."""
    headers = write_headers() | {"x-amzn-ErrorType": fault.code}
    return web.Response(status=fault.status, body=write_fault(fault), headers=headers)


def write_headers(service: str = "") -> dict[str, str]:
    """Return the headers of every answer to a call."""
    return {
        "Content-Type": "application/x-amz-json-1.0" if service == QUEUES else "application/json",
        "x-amzn-RequestId": str(uuid.uuid4()),
        "Access-Control-Allow-Origin": "*",
    }


async def _read_body(request: web.BaseRequest) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Fault("RequestEntityTooLargeException", "The request is too large", 413) from None
