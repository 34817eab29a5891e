"""Reads what presigned addresses serve: logs, pictures, archives."""

from __future__ import annotations

import asyncio
import re
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.services.errors import (
    BadAnswerError,
    ExpiredUrlError,
    NotFoundError,
    PastEndError,
    RefusedError,
    UnchangedError,
    UnreachableError,
)
from amplify_tui.services.stored_body import HttpBody, is_encoded, is_strange_page, read_span

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import ModuleType

    from aiohttp import ClientResponse, ClientSession
    from yarl import URL

    from amplify_tui.model.steps import PresignedUrl

REDIRECTS: Final = 3
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_ERROR_BYTES: Final = 4_096
_CODE: Final = re.compile(rb"<Code>([A-Za-z0-9.]{1,60})</Code>")
_STALE_TOKENS: Final = frozenset({"ExpiredToken", "InvalidToken", "TokenRefreshRequired", "RequestExpired"})
"""What S3 says, with status 400, when the session behind an address is over before the address is."""


@dataclass(frozen=True, slots=True)
class Silence:
    """How long to wait for what, in seconds.

    Attributes:
        connect: For a connection.
        read: For the next bytes of an answer.
    """

    connect: float = 5.0
    read: float = 20.0


class HttpObjects:
    """The road to S3; implements ``services.ports.ObjectReader``.

    Whoever holds a presigned address needs nothing else, so nothing else is
    sent: no AWS signature, no cookie, no password from a netrc file.
    Importing this module loads neither aiohttp nor the AWS libraries.

    Args:
        profile: AWS profile that may name a file of certificate authorities; empty for the environment's.
        is_isolated: Whether proxies and certificate authorities of the user's AWS
            world must not be looked at.
        silence: How long to wait.
    """

    def __init__(
        self, profile: str = "", *, is_isolated: bool = False, silence: Silence | None = None
    ) -> None:
        self._profile = profile
        self._is_isolated = is_isolated
        self._silence = silence or Silence()
        self._lock = asyncio.Lock()
        self._session: ClientSession | None = None
        self._road: ModuleType | None = None
        self._is_closed = False

    @asynccontextmanager
    async def open(
        self, url: PresignedUrl, *, first: int = 0, tag: str = "", unless: str = ""
    ) -> AsyncIterator[HttpBody]:
        """Ask for an object, or for what follows its first bytes; see ``ports.ObjectReader``."""
        response = await self._answer(url, _headers(first, tag, unless))
        try:
            yield HttpBody(response)
        finally:
            response.release()

    async def close(self) -> None:
        """Close every connection; what is asked afterwards fails."""
        self._is_closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _answer(self, url: PresignedUrl, headers: dict[str, str]) -> ClientResponse:
        """Return an answer that has the object, or part of it."""
        session, road = await self._open_session()
        address = road.read_url(url.reveal())
        try:
            response = await self._ask(session, road, address, headers)
            if response.status == 206 and is_encoded(response.headers):  # noqa: PLR2004 - HTTP's
                # Positions are of the encoded bytes then, which nobody here knows.
                response.close()
                response = await self._ask(session, road, address, _headers(0, "", ""))
            with ExitStack() as unless_good:
                unless_good.callback(response.close)
                await _check(response, url)
                unless_good.pop_all()
        except road.RAISED as error:
            raise road.translate(error) from None
        return response

    async def _open_session(self) -> tuple[ClientSession, Any]:
        async with self._lock:
            if self._is_closed:
                raise UnreachableError("Closed", "The connections are closed.")
            if self._session is None:
                road = await asyncio.to_thread(import_module, "amplify_tui.services.object_road")
                context = (
                    None if self._is_isolated else await asyncio.to_thread(road.open_context, self._profile)
                )
                self._road = road
                self._session = road.open_session(context, self._silence.connect, self._silence.read)
            return self._session, self._road

    async def _ask(
        self, session: ClientSession, road: Any, url: URL, headers: dict[str, str]
    ) -> ClientResponse:
        for _ in range(REDIRECTS + 1):
            proxy = None if self._is_isolated else road.find_proxy(url)
            response: ClientResponse = await session.get(
                url, headers=headers, allow_redirects=False, proxy=proxy
            )
            if response.status not in _MOVED:
                return response
            location = response.headers.get("Location", "")
            response.close()
            url = road.follow(url, location)
        raise BadAnswerError("TooManyRedirects", "The address leads from one place to the next without end.")


def _headers(first: int, tag: str, unless: str) -> dict[str, str]:
    headers = {"Accept-Encoding": "identity"}
    if first:
        headers["Range"] = f"bytes={first}-" if first > 0 else f"bytes={first}"
        if tag and not tag.startswith("W/"):
            headers["If-Range"] = tag
    if unless:
        headers["If-None-Match"] = unless
    return headers


async def _check(response: ClientResponse, url: PresignedUrl) -> None:
    """Raise what an answer without the object means."""
    status, headers = response.status, response.headers
    if status in (200, 206):
        if is_strange_page(headers, url.address):
            raise BadAnswerError(
                "HtmlPage",
                f"A web page came instead of {url.label}.",
                "A captive portal or proxy may ask for a login: open any web page and see.",
            )
        return
    if status == 304:  # noqa: PLR2004 - the numbers are HTTP's own
        raise UnchangedError
    if status == 416:  # noqa: PLR2004
        raise PastEndError(read_span(headers.get("Content-Range", ""))[1])
    code = await _read_code(response)
    if status == 403 and not code and is_strange_page(headers, ""):  # noqa: PLR2004
        hint = "A proxy or filter stands between: ask whoever runs this network to let S3 through."
        raise RefusedError("Forbidden", f"Something on the way to {url.label} refuses access.", hint)
    if status == 403 or (status == 400 and code in _STALE_TOKENS):  # noqa: PLR2004
        raise ExpiredUrlError(code or "AccessDenied", f"The address of {url.label} works no longer.")
    if status in (404, 410):
        raise NotFoundError(code or "NoSuchKey", f"There is no {url.label}.")
    if status == 407:  # noqa: PLR2004
        raise UnreachableError("ProxyAuthentication", "The proxy wants a login.", "Look at HTTPS_PROXY.")
    if status in (408, 429) or status >= 500:  # noqa: PLR2004
        message = f"The store of {url.label} answers {status} {code}".rstrip() + "."
        raise UnreachableError(code or str(status), message, "It may work again later.")
    message = f"The store of {url.label} answers {status} {code}".rstrip() + ", which is no answer."
    raise (RefusedError if status in (401, 451) else BadAnswerError)(code or str(status), message)


async def _read_code(response: ClientResponse) -> str:
    """Read the error code of S3's XML; empty where there is none."""
    found = _CODE.search(await response.content.read(_ERROR_BYTES))
    return found[1].decode() if found else ""
