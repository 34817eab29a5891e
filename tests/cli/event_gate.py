"""A gate before moto's server that turns chosen calls away, as a policy or a bad day does."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import ClientSession, web
from aiohttp.abc import AbstractAccessLogger

from tests.services.faulty_server import Reply, tell

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_SCOPE = re.compile(r"Credential=(\w+)/\d+/([\w-]+)/")


def refuse(code: str, message: str = "no", status: int = 400) -> Reply:
    """Answer with an error as SQS and EventBridge send it."""
    return Reply(tell(__type=f"com.amazonaws#{code}", message=message).body, status)


DENIED = refuse("AccessDeniedException", "User is not authorized to perform: that")


class Gate:
    """Lets calls through to moto unless a test says otherwise.

    Attributes:
        url: Its address.
        replies: What is answered instead, by operation, or by operation and region.
        dropped: Operations that moto carries out and whose answer is lost.
        seen: Operations in the order they came, with their regions.
        times: When each came, in seconds.
        keys: Access keys that were signed with.
    """

    def __init__(self, behind: str) -> None:
        self.url = ""
        self.replies: dict[str, Reply] = {}
        self.dropped: set[str] = set()
        self.seen: list[tuple[str, str]] = []
        self.times: list[float] = []
        self.keys: set[str] = set()
        self._behind = behind
        self._arrival = asyncio.Event()

    async def has_seen(self, operation: str) -> None:
        """Return as soon as an operation has come in."""
        while operation not in self.operations:
            self._arrival.clear()
            await self._arrival.wait()

    @property
    def operations(self) -> list[str]:
        """What came, without regions."""
        return [operation for operation, _ in self.seen]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        action = re.search(rb"Action=(\w+)", body)
        target = request.headers.get("X-Amz-Target", "")
        operation = target.rsplit(".", 1)[-1] or (action[1].decode() if action else "")
        scope = _SCOPE.search(request.headers.get("Authorization", ""))
        key, region = (scope[1], scope[2]) if scope else ("", "")
        self.seen.append((operation, region))
        self.times.append(asyncio.get_running_loop().time())
        self.keys.add(key)
        reply = self.replies.get(operation) or self.replies.get(f"{operation} {region}")
        self._arrival.set()
        if reply is not None and reply.is_late:
            await asyncio.Event().wait()
        if reply is not None:
            return web.Response(body=reply.body, status=reply.status, headers=reply.headers)
        async with (
            ClientSession(auto_decompress=False) as client,
            client.request(
                request.method, self._behind + request.path_qs, headers=request.headers, data=body
            ) as told,
        ):
            answer = await told.read()
        if operation in self.dropped and request.transport is not None:
            request.transport.abort()
        kept = {
            name: text for name, text in told.headers.items() if name.lower().startswith(("content-t", "x-"))
        }
        return web.Response(body=answer, status=told.status, headers=kept)


class _Silent(AbstractAccessLogger):
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Say nothing."""


@asynccontextmanager
async def open_gate(behind: str) -> AsyncIterator[Gate]:
    """Run a gate until the block ends."""
    gate = Gate(behind)
    server = web.Server(gate.answer, access_log_class=_Silent, handler_cancellation=True)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    gate.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield gate
    finally:
        await runner.cleanup()
