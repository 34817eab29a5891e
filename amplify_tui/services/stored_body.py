"""The bytes of one answer, and what its head says of them."""

from __future__ import annotations

import asyncio
import re
import zlib
from typing import TYPE_CHECKING, Final

from amplify_tui.services.errors import BadAnswerError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from aiohttp import ClientResponse

PIECE: Final = 256 * 1024
"""Most bytes that unpacking yields at a time, however much a few packed ones hold."""
_SPAN: Final = re.compile(r"bytes\s+(?:([0-9]{1,18})-[0-9]{1,18}|\*)/([0-9]{1,18}|\*)", re.IGNORECASE)
_PLAIN: Final = frozenset({"", "identity", "aws-chunked"})
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_DAMAGED: Final = "Ask again; if it stays so, the store's copy is damaged."
_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})


class HttpBody:
    """One answer; implements ``services.ports.StoredBody``.

    Args:
        response: Whose head has come; status 200 or 206.

    Raises:
        BadAnswerError: The head is not what was asked for.
    """

    def __init__(self, response: ClientResponse) -> None:
        headers = response.headers
        self._response = response
        self.tag: str = headers.get("ETag", "")
        self.content_type = _media_type(headers)
        self.is_encoded = is_encoded(headers)
        self.first = 0
        self.total: int | None = response.content_length
        if response.status == 206:  # noqa: PLR2004 - HTTP's own number
            first, self.total = read_span(headers.get("Content-Range", ""))
            if first is None:
                raise BadAnswerError("ContentRange", "A part came without a word on which part it is.")
            self.first = first
        if self.is_encoded:
            self.total = None
            if _encoding(headers) not in _GZIP:
                raise BadAnswerError("ContentEncoding", "It came packed in a way that is not known here.")

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the bytes as they come, content encoding undone; see ``ports.StoredBody``."""
        packed = self._packed()
        async for chunk in _unpack(packed) if self.is_encoded else packed:
            yield chunk

    async def _packed(self) -> AsyncIterator[bytes]:
        from amplify_tui.services.object_road import RAISED, translate

        content = self._response.content
        while True:
            try:
                chunk = await content.readany()
            except RAISED as error:
                raise translate(error) from None
            if not chunk:
                return
            yield chunk


async def _unpack(packed: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Undo gzip, member by member.

    Raises:
        BadAnswerError: It is no gzip, or breaks off; after all that could be read.
    """
    engine = zlib.decompressobj(wbits=31)
    is_begun = False
    async for chunk in packed:
        rest = chunk
        while rest:
            if engine.eof:
                engine = zlib.decompressobj(wbits=31)
            try:
                piece = engine.decompress(rest, PIECE)
            except zlib.error:
                raise BadAnswerError("Gzip", "What came is no proper gzip.", _DAMAGED) from None
            is_begun = True
            rest = engine.unused_data if engine.eof else engine.unconsumed_tail
            if piece:
                yield piece
                await asyncio.sleep(0)
    if is_begun and not engine.eof:
        raise BadAnswerError("Gzip", "What came breaks off in the middle of the gzip.", _DAMAGED)


def read_span(content_range: str) -> tuple[int | None, int | None]:
    """Return where a part begins and how large the whole is, each None where not said.

    Args:
        content_range: The header of that name; empty for none.
    """
    match = _SPAN.fullmatch(content_range.strip())
    if match is None:
        return None, None
    first, total = match.groups()
    return None if first is None else int(first), None if total == "*" else int(total)


def is_encoded(headers: Mapping[str, str]) -> bool:
    """Tell whether the bytes are not those of the object itself."""
    return _encoding(headers) not in _PLAIN


def is_strange_page(headers: Mapping[str, str], address: str) -> bool:
    """Tell whether a web page came where none was asked for.

    S3 marks its answers with a request id, and may hold web pages of its own,
    such as test reports.
    """
    if _media_type(headers) not in _HTML or "x-amz-request-id" in headers:
        return False
    return not address.lower().endswith((".html", ".htm"))


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _encoding(headers: Mapping[str, str]) -> str:
    parts = (part.strip().lower() for part in headers.get("Content-Encoding", "").split(","))
    return ",".join(part for part in parts if part not in _PLAIN)
