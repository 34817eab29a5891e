"""A server that answers exactly what a test tells it to, wrong answers included."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back.

    Attributes:
        body: The bytes.
        status: HTTP status.
        headers: HTTP headers.
        sent: How many bytes go out before the connection is cut; None for all.
        is_late: Whether nothing ever comes.
    """

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    sent: int | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """What came in."""

    method: str
    path: str
    query: dict[str, str]
    body: str
    authorization: str


def tell(**members: Any) -> Reply:
    """Answer well, with these members."""
    return Reply(json.dumps(members).encode())


def fail(code: str, message: str = "no", status: int = 400) -> Reply:
    """Answer with an error as AWS sends it."""
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": f"{code}:http://internal/"}
    return Reply(json.dumps({"message": message}).encode(), status, headers)


def page_of_html(status: int = 200) -> Reply:
    """Answer as a captive portal or a load balancer does."""
    return Reply(b"<html><title>Welcome</title></html>", status, {"Content-Type": "text/html"})


class FaultyServer:
    """Gives the replies that are queued, in order; the last one again and again."""

    def __init__(self) -> None:
        self.port = 0
        self.received: list[Received] = []
        self._replies: deque[Reply] = deque()
        self._arrival = asyncio.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def has_received(self, count: int) -> None:
        """Return as soon as so many requests have come in."""
        while len(self.received) < count:
            self._arrival = asyncio.Event()
            await self._arrival.wait()

    def give(self, *replies: Reply) -> None:
        self._replies = deque(replies)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.received.append(
            Received(
                request.method,
                request.rel_url.raw_path,
                dict(request.query),
                await request.text(),
                request.headers.get("Authorization", ""),
            )
        )
        self._arrival.set()
        reply = self._replies.popleft() if len(self._replies) > 1 else self._replies[0]
        if reply.is_late:
            await asyncio.Event().wait()
        if reply.sent is None:
            return web.Response(body=reply.body, status=reply.status, headers=reply.headers)
        response = web.StreamResponse(status=reply.status, headers=reply.headers)
        response.content_length = len(reply.body)
        if reply.sent:
            await response.prepare(request)
            await response.write(reply.body[: reply.sent])
        if request.transport is not None:
            request.transport.abort()
        return response


class _Silent(AbstractAccessLogger):
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Say nothing."""


@asynccontextmanager
async def serve_faults() -> AsyncIterator[FaultyServer]:
    faulty = FaultyServer()
    server = web.Server(faulty.answer, access_log_class=_Silent, handler_cancellation=True)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    faulty.port = runner.addresses[0][1]
    try:
        yield faulty
    finally:
        await runner.cleanup()
