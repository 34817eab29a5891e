"""The last step of an answer: onto the connection, whole, damaged or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from aiohttp import web

from amplify_tui.simulator.mishaps import Mishap

if TYPE_CHECKING:
    from amplify_tui.simulator.contract import StoredObject

_PORTAL: Final = "<!doctype html><title>Sign in</title><p>Please accept the terms of this network."
_BUSY: Final = "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>"


class DroppedResponse(web.Response):
    """Stands for no answer: its connection is already closed."""


async def befall(request: web.BaseRequest, mishap: Mishap) -> web.StreamResponse:
    """Answer a call to which an accident happens before anything is done."""
    if mishap is Mishap.CRASH:
        raise RuntimeError("the simulator was told to crash")
    if mishap is Mishap.HTML:
        return web.Response(text=_PORTAL, content_type="text/html")
    if mishap is Mishap.UNAVAILABLE:
        return web.Response(status=503, text=_BUSY, content_type="text/html")
    if mishap is Mishap.HANG:
        await asyncio.Event().wait()
    return drop(request)


async def damage(
    request: web.BaseRequest, response: web.Response, mishap: Mishap | None
) -> web.StreamResponse:
    """Return the answer of a call that was carried out, as the accident leaves it."""
    body = response.body if isinstance(response.body, bytes) else b""
    if mishap is Mishap.DROP_AFTER:
        return drop(request)
    if mishap is Mishap.HANG_AFTER:
        await asyncio.Event().wait()
    if mishap is Mishap.TRUNCATED:
        response.body = body[: len(body) // 2]
    elif mishap is Mishap.EMPTY:
        response.body = b""
    elif mishap is Mishap.CUT:
        return await _cut(request, response, body)
    return response


async def drip(request: web.BaseRequest, whole: web.Response, pause: float) -> web.StreamResponse:
    """Send an answer in ten parts with a pause before each."""
    body = whole.body if isinstance(whole.body, bytes) else b""
    response = web.StreamResponse(status=whole.status, headers=whole.headers)
    response.content_length = len(body)
    await response.prepare(request)
    step = max(1, -(-len(body) // 10))
    for first in range(0, len(body), step):
        await asyncio.sleep(pause)
        await response.write(body[first : first + step])
    return response


async def repeat(request: web.BaseRequest, stored: StoredObject) -> web.StreamResponse:
    """Send an object again and again until nobody listens any more."""
    response = web.StreamResponse(headers={"Content-Type": stored.content_type})
    await response.prepare(request)
    while request.transport is not None and not request.transport.is_closing():
        await response.write(stored.body or b"\n")
        await asyncio.sleep(0)
    return response


def drop(request: web.BaseRequest) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.close()
    return DroppedResponse()


async def _cut(request: web.BaseRequest, whole: web.Response, body: bytes) -> web.StreamResponse:
    """Promise the whole body, send half of it and close."""
    response = web.StreamResponse(status=whole.status, headers=whole.headers)
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
