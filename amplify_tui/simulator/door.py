"""What one HTTP request means and what it gets: identity, route, limits, checks, the world, an answer."""

from __future__ import annotations

import asyncio
import re
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from amplify_tui.simulator.answers import Writer, name_for_stage, write_fault
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.delivery import DroppedResponse, befall, damage, drip, repeat
from amplify_tui.simulator.mishaps import EARLY, spoil_answer
from amplify_tui.simulator.object_mishaps import spoil_stored
from amplify_tui.simulator.objects import serve_fault, serve_object
from amplify_tui.simulator.presign import PREFIX
from amplify_tui.simulator.routes import Router
from amplify_tui.simulator.throttle import Throttle
from amplify_tui.simulator.validation import Received, read_parameters
from amplify_tui.simulator.wire import load_operations

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from amplify_tui.simulator.contract import Behaviour, Script, StoredObject
    from amplify_tui.simulator.mishaps import Mishaps
    from amplify_tui.simulator.presign import Signer
    from amplify_tui.simulator.routes import Match

BACKEND: Final = "amplifybackend"
STAGE: Final = "/prod/"
_SCOPE: Final = re.compile(r"Credential=[^/,\s]+/\d{8}/([^/,\s]+)/([^/,\s]+)/aws4_request\b")
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET,POST,DELETE,HEAD,OPTIONS",
    "Access-Control-Allow-Headers": "Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token,Range",
    "Access-Control-Max-Age": "86400",
}


@dataclass(slots=True)
class Recorded:
    """One request in the journal.

    Attributes:
        method: HTTP method.
        path: Raw path, without its query.
        service: Service that it was signed for; ``s3`` for presigned addresses.
        region: Region that it was signed for.
        operation: Name of the operation; empty where the path meant none.
        parameters: As validated.
        status: HTTP status of the answer; None while there is none, and where the connection was dropped.
    """

    method: str
    path: str
    service: str = ""
    region: str = ""
    operation: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    status: int | None = None


class Door:
    """Answers every request of the server.

    Attributes:
        ordered_behaviour: Stands before the script's own behaviour; None to follow the script.

    Args:
        script: The world.
        now: Its present moment.
        signer: Signs and checks presigned addresses.
        mishaps: Accidents that a test ordered.
        journal: Where requests are noted.
    """

    def __init__(
        self,
        script: Script,
        now: Callable[[], datetime],
        signer: Signer,
        mishaps: Mishaps,
        journal: deque[Recorded],
    ) -> None:
        operations = load_operations()
        self.ordered_behaviour: Behaviour | None = None
        self._script = script
        self._now = now
        self._signer = signer
        self._mishaps = mishaps
        self._journal = journal
        self._throttle = Throttle()
        self._writer = Writer(operations, signer.sign)
        self._routers = {
            service: Router([operation for operation in operations if operation.service == service])
            for service in {operation.service for operation in operations}
        }

    @property
    def behaviour(self) -> Behaviour:
        """How the server behaves now: as the script says, unless a test ordered otherwise."""
        return self.ordered_behaviour or self._script.behaviour

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        target = request.raw_path
        if not target.startswith("/"):
            target = "/" + target.partition("://")[2].partition("/")[2]
        raw_path, _, raw_query = target.partition("?")
        recorded = Recorded(request.method, raw_path)
        self._journal.append(recorded)
        if self.behaviour.latency:
            await asyncio.sleep(self.behaviour.latency)
        if request.method == "OPTIONS":
            response: web.StreamResponse = web.Response(headers=_CORS)
        elif not _is_text(target):
            response = write_error(Fault("BadRequestException", "The request's address is not UTF-8", 400))
        elif raw_path.startswith(PREFIX + "/"):
            response = await self._answer_object(request, recorded, raw_query)
        else:
            response = await self._answer_call(request, recorded, raw_query)
        recorded.status = None if isinstance(response, DroppedResponse) else response.status
        return response

    async def _answer_object(
        self, request: web.BaseRequest, recorded: Recorded, raw_query: str
    ) -> web.StreamResponse:
        recorded.service, recorded.operation = "s3", "GetObject"
        try:
            mishap = await self._mishaps.take("GetObject")
            if mishap is not None and mishap in EARLY:
                return await befall(request, mishap)
            stored = self._fetch(request.method, recorded.path, raw_query)
            if mishap is not None:
                stored = spoil_stored(mishap.value, stored)
        except Fault as fault:
            return serve_fault(fault)
        if stored.is_endless:
            return await repeat(request, stored)
        response = serve_object(stored, request.headers)
        if stored.pause:
            return await drip(request, response, stored.pause)
        return await damage(request, response, mishap)

    def _fetch(self, method: str, raw_path: str, raw_query: str) -> StoredObject:
        if method not in ("GET", "HEAD"):
            raise Fault("MethodNotAllowed", "The specified method is not allowed.", 405)
        path = self._signer.check(raw_path, raw_query)
        stored = self._script.fetch(path, self._now())
        if stored is None:
            raise Fault("NoSuchKey", "The specified key does not exist.", 404)
        return stored

    async def _answer_call(
        self, request: web.BaseRequest, recorded: Recorded, raw_query: str
    ) -> web.StreamResponse:
        is_staged = recorded.path.startswith(STAGE)
        try:
            recorded.region, recorded.service = self._identify(request)
            match = self._find(recorded)
            recorded.operation = match.operation.name
            mishap = await self._mishaps.take(match.operation.name)
            if mishap is not None and mishap in EARLY:
                return await befall(request, mishap)
            self._throttle.check(match.operation.name, self._now(), self.behaviour.calls_per_second)
            query = dict(parse_qsl(raw_query, keep_blank_values=True))
            received = Received(match.labels, query, request.headers, await _read_body(request))
            parameters = read_parameters(match.operation, received)
            recorded.parameters = parameters
            answer = self._script.call(
                recorded.service, match.operation.name, parameters, self._now(), recorded.region
            )
        except Fault as fault:
            return write_error(name_for_stage(fault) if is_staged else fault)
        body = self._writer.write(match.operation, spoil_answer(mishap, match.operation, parameters, answer))
        response = web.Response(body=body, headers=_write_headers())
        return await damage(request, response, mishap)

    def _identify(self, request: web.BaseRequest) -> tuple[str, str]:
        """Return region and service of the signature's scope.

        Raises:
            Fault: The request is unsigned, or signed with credentials that are over.
        """
        authorization = request.headers.get("Authorization", "")
        if not authorization:
            raise Fault("MissingAuthenticationTokenException", "Missing Authentication Token", 403)
        scope = _SCOPE.search(authorization)
        if scope is None:
            raise Fault(
                "IncompleteSignatureException",
                "Authorization header requires existence of a 'Credential' parameter with a full scope.",
                403,
            )
        if self.behaviour.is_expired:
            raise Fault("ExpiredTokenException", "The security token included in the request is expired", 403)
        return scope.group(1), scope.group(2)

    def _find(self, recorded: Recorded) -> Match:
        path = recorded.path
        if recorded.service == BACKEND and path.startswith(STAGE):
            path = path[len(STAGE) - 1 :]
        router = self._routers.get(recorded.service)
        match = router.find(recorded.method, path) if router is not None else None
        if match is None:
            raise Fault("UnknownOperationException", "The requested operation is not known", 404)
        return match


def _is_text(target: str) -> bool:
    """Tell whether an address is UTF-8, quoted bytes and all; aiohttp lets other bytes through."""
    try:
        target.encode()
        unquote(target, errors="strict")
    except UnicodeError:
        return False
    return True


def write_error(fault: Fault) -> web.Response:
    """Answer an error of a rest-json service."""
    headers = _write_headers() | {"x-amzn-ErrorType": fault.code}
    return web.Response(status=fault.status, body=write_fault(fault), headers=headers)


def _write_headers() -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "x-amzn-RequestId": str(uuid.uuid4()),
        "Access-Control-Allow-Origin": "*",
    }


async def _read_body(request: web.BaseRequest) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Fault("RequestEntityTooLargeException", "The request is too large", 413) from None
