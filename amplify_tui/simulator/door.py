"""What one HTTP request means and who answers it: stored objects, calls, the control door."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from aiohttp import web

from amplify_tui.simulator.call_desk import CallDesk, write_error
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.control import CONTROL, control
from amplify_tui.simulator.delivery import DroppedResponse, befall, damage, drip, repeat
from amplify_tui.simulator.identity import guess_account
from amplify_tui.simulator.journal import Recorded
from amplify_tui.simulator.mishaps import EARLY
from amplify_tui.simulator.object_mishaps import spoil_stored
from amplify_tui.simulator.objects import serve_fault, serve_object
from amplify_tui.simulator.orders import Orders
from amplify_tui.simulator.presign import PREFIX

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable
    from datetime import datetime

    from amplify_tui.simulator.contract import Script, StoredObject
    from amplify_tui.simulator.mishaps import Mishaps
    from amplify_tui.simulator.presign import Signer

_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET,POST,DELETE,HEAD,OPTIONS",
    "Access-Control-Allow-Headers": "Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token,Range",
    "Access-Control-Max-Age": "86400",
}


class Door:
    """Answers every request of the server.

    Attributes:
        orders: How the server behaves.
        is_controlled: Whether whoever sits at this machine may change that by a request.

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
        self.orders = Orders(script)
        self.is_controlled = False
        self._script = script
        self._now = now
        self._signer = signer
        self._mishaps = mishaps
        self._journal = journal
        self._calls = CallDesk(script, now, signer, mishaps, self.orders)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        target = request.raw_path
        if not target.startswith("/"):
            target = "/" + target.partition("://")[2].partition("/")[2]
        raw_path, _, raw_query = target.partition("?")
        recorded = Recorded(request.method, raw_path)
        self._journal.append(recorded)
        if self.is_controlled and raw_path == CONTROL:
            return await control(request, self.orders)
        behaviour = self.orders.of(guess_account(request.headers.get("Authorization", "")))
        if behaviour.latency:
            await asyncio.sleep(behaviour.latency)
        if request.method == "OPTIONS":
            response: web.StreamResponse = web.Response(headers=_CORS)
        elif not _is_text(target):
            response = write_error(Fault("BadRequestException", "The request's address is not UTF-8", 400))
        elif raw_path.startswith(PREFIX + "/"):
            response = await self._answer_object(request, recorded, raw_query)
        else:
            response = await self._calls.answer(request, recorded, raw_query)
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


def _is_text(target: str) -> bool:
    """Tell whether an address is UTF-8, quoted bytes and all; aiohttp lets other bytes through."""
    try:
        target.encode()
        unquote(target, errors="strict")
    except UnicodeError:
        return False
    return True
