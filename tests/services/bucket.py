"""One stored object that a test may write, spoil and hide; counts every byte that it sends."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

from amplify_tui.model.steps import PresignedUrl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

EXPIRES = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)
SECRET = "X-Amz-Security-Token=IQoSecret%2F%2B&X-Amz-Signature=abc"


@dataclass
class Bucket:
    """One object and how it is served.

    Attributes:
        body: Its bytes at present; None for none.
        tags: What ETags are: ``md5``, ``opaque`` (counted), ``weak`` or none.
        is_packed: Whether it is stored as gzip.
        takes_ranges: Whether parts can be asked for.
        knows_conditions: Whether If-None-Match is heeded.
        part: Most bytes of one answer to a Range request; None for all.
        shift: How far behind what was asked for a part begins.
        faults: What befalls the next requests: a status, or ``cut`` and how many bytes come before it.
        sent: Bytes of the object that were sent.
        asked: Headers of each request.
        paths: Raw paths of each request, with query.
    """

    body: bytes | None = b""
    tags: str = "md5"
    is_packed: bool = False
    takes_ranges: bool = True
    knows_conditions: bool = True
    part: int | None = None
    shift: int = 0
    faults: deque[int | tuple[str, int]] = field(default_factory=deque)
    headers: dict[str, str] = field(default_factory=dict)
    sent: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0
    _versions: dict[bytes, int] = field(default_factory=dict)

    def url(self, path: str = "/app/main%2Fx/0000000007/BUILD/log.txt", query: str = SECRET) -> PresignedUrl:
        return PresignedUrl(f"http://127.0.0.1:{self.port}{path}", query, EXPIRES)

    @property
    def tag(self) -> str:
        body = self.body or b""
        if self.tags == "md5":
            return f'"{hashlib.md5(body).hexdigest()}"'
        version = self._versions.setdefault(body, len(self._versions) + 1)
        return {"opaque": f'"v{version}-1"', "weak": f'W/"v{version}"', "": ""}[self.tags]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(dict(request.headers))
        self.paths.append(request.raw_path)
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, int):
            return _refuse(fault)
        if self.body is None:
            return _refuse(404)
        return await self._serve(request, None if fault is None else fault[1])

    async def _serve(self, request: web.BaseRequest, cut_after: int | None) -> web.StreamResponse:
        stored = gzip.compress(self.body or b"", 1, mtime=0) if self.is_packed else self.body or b""
        headers = {"Content-Type": "text/plain", **self.headers}
        headers |= {"ETag": self.tag} if self.tag else {}
        headers |= {"Content-Encoding": "gzip"} if self.is_packed else {}
        if self.knows_conditions and self.tag and request.headers.get("If-None-Match") == self.tag:
            return web.Response(status=304, headers=headers)
        status, part = 200, stored
        header = request.headers.get("Range", "bytes=0-" if self.shift else "")
        wanted = re.fullmatch(r"bytes=(\d+)-", header)
        is_same = request.headers.get("If-Range", self.tag) == self.tag
        if wanted and self.takes_ranges and is_same:
            first = int(wanted[1]) + self.shift
            if first >= len(stored):
                return web.Response(status=416, headers={"Content-Range": f"bytes */{len(stored)}"})
            status, part = 206, stored[first:][: self.part]
            headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(stored)}"
        if cut_after is None or cut_after >= len(part):
            self.sent += len(part)
            return web.Response(status=status, body=part, headers=headers)
        self.sent += cut_after
        response = web.StreamResponse(status=status, headers=headers)
        response.content_length = len(part)
        await response.prepare(request)
        await response.write(part[:cut_after])
        if request.transport is not None:
            request.transport.close()
        return response


def _refuse(status: int) -> web.Response:
    codes = {400: "ExpiredToken", 403: "AccessDenied", 404: "NoSuchKey", 503: "SlowDown"}
    text = f"<Error><Code>{codes.get(status, 'InternalError')}</Code><Message>no</Message></Error>"
    return web.Response(status=status, text=text, content_type="application/xml")


class _Silent(AbstractAccessLogger):
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """Say nothing."""


@asynccontextmanager
async def serve_bucket() -> AsyncIterator[Bucket]:
    bucket = Bucket()
    runner = web.ServerRunner(web.Server(bucket.answer, access_log_class=_Silent), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bucket.port = runner.addresses[0][1]
    try:
        yield bucket
    finally:
        await runner.cleanup()
