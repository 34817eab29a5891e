"""The half of reading objects that needs aiohttp: sessions, proxies, certificates, errors."""

from __future__ import annotations

import os
import ssl
from typing import TYPE_CHECKING, Final
from urllib.request import getproxies, proxy_bypass

import aiohttp
from botocore.httpsession import get_cert_path
from yarl import URL

from amplify_tui import __version__
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    RefusedError,
    SetupError,
    UnreachableError,
)
from amplify_tui.services.translate import RAISED as AWS_RAISED
from amplify_tui.services.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECTIONS: Final = 16
BUFFER: Final = 256 * 1024
RAISED: Final = (aiohttp.ClientError, OSError, TimeoutError, ValueError)
"""What aiohttp raises when an answer does not come or is none."""
_NETWORK_HINT: Final = "Check the network."
_DEFAULT_PORTS: Final[Mapping[str, int]] = {"http": 80, "https": 443}


def open_context(profile: str) -> ssl.SSLContext:
    """Read the certificate authorities that the AWS client would believe; blocks on files.

    Args:
        profile: Name of the profile; empty for what the environment says.

    Raises:
        SetupError: Their file cannot be read.
    """
    try:
        session = World().open_session(profile)
        named = session.get_config_variable("ca_bundle") or os.environ.get("REQUESTS_CA_BUNDLE")
    except AWS_RAISED:
        named = os.environ.get("AWS_CA_BUNDLE") or os.environ.get("REQUESTS_CA_BUNDLE")
    try:
        return ssl.create_default_context(cafile=str(named or get_cert_path(True)))
    except (OSError, ssl.SSLError):
        raise SetupError(
            "CaBundle",
            "The file of certificate authorities cannot be read.",
            "Look at AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE and at ca_bundle in ~/.aws/config.",
        ) from None


def open_session(context: ssl.SSLContext | None, connect: float, read: float) -> aiohttp.ClientSession:
    """Open a session that sends nothing but what it is told to.

    Args:
        context: Whose certificates are believed; None for aiohttp's own choice.
        connect: Seconds to wait for a connection.
        read: Seconds to wait for the next bytes.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS, ssl=context or True, keepalive_timeout=60),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=connect, sock_read=read),
        headers={"User-Agent": f"amplify-tui/{__version__}"},
        auto_decompress=False,
        trust_env=False,
        read_bufsize=BUFFER,
    )


def read_url(text: str) -> URL:
    """Read an address without changing a character of it, which would spoil its signature.

    Raises:
        RefusedError: It is not http or https, names no host, or has a user in it.
    """
    try:
        url = URL(text, encoded=True)
        is_good = url.scheme in _DEFAULT_PORTS and bool(url.host) and url.user is None and url.port
    except ValueError:
        is_good = None
    if not is_good:
        raise RefusedError(
            "UnfitAddress", "The address is not a plain http or https one, so it is not asked."
        )
    return url


def find_proxy(url: URL) -> URL | None:
    """Return the proxy that the environment names for an address, as botocore finds it."""
    if proxy_bypass(url.raw_authority.rpartition("@")[2]):
        return None
    found = getproxies().get(url.scheme)
    if not found:
        return None
    return URL(found if "://" in found else f"http://{found}")


def follow(url: URL, location: str) -> URL:
    """Return where a redirect leads.

    Raises:
        RefusedError: It leads to another host, or from https to http.
        BadAnswerError: It leads nowhere.
    """
    try:
        joined = url.join(URL(location, encoded=True)) if location else None
    except ValueError:
        joined = None
    if joined is None:
        raise BadAnswerError("BadRedirect", "The address leads elsewhere, but not to any place.")
    there = read_url(str(joined))
    is_same = there.scheme == url.scheme and there.port == url.port
    is_safer = (url.scheme, there.scheme) == ("http", "https")
    if there.host != url.host or not (is_same or is_safer):
        host = clean_line(there.host or "", 60)
        raise RefusedError(
            "OtherHost",
            f"The address leads to another server, {host}, which is not asked.",
            "A captive portal or proxy may ask for a login: open any web page and see.",
        )
    return there


def translate(error: Exception) -> ApiError:
    """Turn what aiohttp raised into one of ours; no text of its own, which may hold an address."""
    kind, message, hint = next(rule[1:] for rule in _RULES if isinstance(error, rule[0]))
    return kind(type(error).__name__, message, hint)


_RULES: Final[tuple[tuple[tuple[type[Exception], ...], type[ApiError], str, str], ...]] = (
    ((aiohttp.InvalidURL,), RefusedError, "The address cannot be used.", ""),
    (
        (aiohttp.ClientSSLError, ssl.SSLError),
        UnreachableError,
        "No trusted TLS connection to the store.",
        "Behind a company proxy set AWS_CA_BUNDLE to its certificate; check this machine's clock.",
    ),
    (
        (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError),
        UnreachableError,
        "The proxy cannot be reached or refuses.",
        "Look at HTTPS_PROXY, HTTP_PROXY and NO_PROXY.",
    ),
    ((TimeoutError,), UnreachableError, "The store did not answer in time.", _NETWORK_HINT),
    (
        (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, ConnectionResetError),
        UnreachableError,
        "The connection broke before all had come.",
        _NETWORK_HINT,
    ),
    ((aiohttp.ClientResponseError, ValueError), BadAnswerError, "The store's answer is no proper HTTP.", ""),
    ((Exception,), UnreachableError, "The store cannot be reached.", _NETWORK_HINT),
)
