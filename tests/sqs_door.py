"""A door before moto's queues that can be shut for single operations, as a policy does, or altogether."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_KEPT = ("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date", "x-amzn-query-mode")


@dataclass
class SqsDoor:
    """What it lets through.

    Attributes:
        behind: Address of moto's server.
        session: How that is asked.
        port: Where the door listens.
        shut: Error codes by operation.
        keys: Error codes by access key.
        page: Whether everything is answered with a page.
        is_silent: Whether nothing is ever answered.
        is_hasty: Whether nobody who asks for messages has to wait, and there are none.
        passed: Operations that were let through, in order.
    """

    behind: str
    session: aiohttp.ClientSession
    port: int = 0
    shut: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    page: bool = False
    is_silent: bool = False
    is_hasty: bool = False
    passed: list[str] = field(default_factory=list)

    def url(self, queue: str) -> str:
        """Return the address of a queue of moto's, before the door."""
        return queue.replace(self.behind, f"http://127.0.0.1:{self.port}")

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        operation = request.headers.get("X-Amz-Target", "").rpartition(".")[2]
        key = request.headers.get("Authorization", "").partition("Credential=")[2].partition("/")[0]
        if self.is_silent:
            await asyncio.Event().wait()
        if self.page:
            return web.Response(text="<html>Welcome</html>", content_type="text/html")
        if code := self.shut.get(operation) or self.keys.get(key):
            said = {"__type": f"com.amazonaws.sqs#{code}", "message": f"no {operation} for you"}
            return web.Response(text=json.dumps(said), status=403, content_type="application/x-amz-json-1.0")
        if self.is_hasty and operation == "ReceiveMessage":
            return web.Response(text="{}", content_type="application/x-amz-json-1.0")
        self.passed.append(operation)
        headers = {name: request.headers[name] for name in _KEPT if name in request.headers}
        body = (await request.text()).replace(f"http://127.0.0.1:{self.port}", self.behind)
        async with self.session.post(self.behind, data=body, headers=headers) as told:
            text = (await told.text()).replace(self.behind, f"http://127.0.0.1:{self.port}")
            return web.Response(text=text, status=told.status, content_type="application/x-amz-json-1.0")


@asynccontextmanager
async def serve_door(behind: str) -> AsyncIterator[SqsDoor]:
    async with aiohttp.ClientSession() as session:
        door = SqsDoor(behind, session)
        runner = web.ServerRunner(
            web.Server(door.answer, access_log=None, handler_cancellation=True), shutdown_timeout=0.1
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        door.port = runner.addresses[0][1]
        try:
            yield door
        finally:
            await runner.cleanup()
