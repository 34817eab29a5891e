"""What can be wrong with a stored object: logs that stall or lie, pictures that are none."""

from __future__ import annotations

import gzip
import struct
import zlib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.contract import Fault, StoredObject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ELSEWHERE: Final = "http://portal.invalid/login?session=4711"
PORTAL: Final = b"<!doctype html><title>Sign in</title><p>Please accept the terms of this network."
TEXT: Final = "text/plain; charset=utf-8"
LATE: Final = 20.0
"""Seconds after the start of its step before a late log can be read."""
STALL: Final = 15.0
"""Seconds between two growths of a log that stalls."""
SHRINK: Final = 6.0
"""Seconds for which a log that shrinks is whole, and then short."""
LONG_LINE: Final = 50_000_000
ESCAPES: Final = 1_000_000
BIG_LINES: Final = 300_000
BOMB_SIDE: Final = 60_000
_STAMP: Final = b"2026-11-21T11:00:00.000Z [INFO]: "


@lru_cache(maxsize=1)
def write_long_line() -> bytes:
    """Return a log of one line of 50 MB."""
    return _STAMP + b"0123456789" * (LONG_LINE // 10)


@lru_cache(maxsize=1)
def write_escapes() -> bytes:
    """Return a log of a million escapes, harmful ones among them."""
    some = b"\x1b[31m\x1b[1m\x1b[0m\x1b[2J\x1b[1A\x1b[2K\x1b]0;title\x07\x1b[?1049h\x1b[38;5;208m\x1b[6n"
    line = _STAMP + some * 10 + b"\n"
    return line * (ESCAPES // 100)


@lru_cache(maxsize=1)
def write_big() -> bytes:
    """Return a log of 35 MB that ends in a failure."""
    body = b"".join(
        b"%sasset %06d: chunks/app-%06d.js 118.4 kB, gzip 38.1 kB, emitted and compared\n" % (_STAMP, n, n)
        for n in range(BIG_LINES)
    )
    end = b"2026-11-21T11:09:00.000Z [ERROR]: !!! Error: Command failed with exit code 137\n"
    return body + end


@lru_cache(maxsize=1)
def write_bomb() -> bytes:
    """Return a small PNG file that claims 60,000 by 60,000 pixels."""
    header = struct.pack(">IIBBBBB", BOMB_SIDE, BOMB_SIDE, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(20_000_000), 1)
    parts = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _redirect(stored: StoredObject) -> StoredObject:
    return replace(stored, location=ELSEWHERE)


def _page(_stored: StoredObject) -> StoredObject:
    return StoredObject(PORTAL, "text/html")


def _pack(stored: StoredObject) -> StoredObject:
    return replace(stored, body=gzip.compress(stored.body, 1, mtime=0), encoding="gzip")


def _cut_packed(stored: StoredObject) -> StoredObject:
    packed = _pack(stored)
    return replace(packed, body=packed.body[: len(packed.body) * 2 // 3])


def _expire(_stored: StoredObject) -> StoredObject:
    raise Fault("AccessDenied", "Request has expired", 403)


def _drip(stored: StoredObject) -> StoredObject:
    return replace(stored, pause=0.5)


SPOILERS: Final[Mapping[str, Callable[[StoredObject], StoredObject]]] = {
    "redirect elsewhere": _redirect,
    "page": _page,
    "gzip": _pack,
    "gzip cut": _cut_packed,
    "expired": _expire,
    "slow drip": _drip,
    "range ignored": lambda stored: replace(stored, takes_ranges=False),
    "endless": lambda stored: replace(stored, is_endless=True),
    "png bomb": lambda _: StoredObject(write_bomb(), "image/png"),
    "long line": lambda _: StoredObject(write_long_line(), TEXT, tag="long-line"),
    "escapes": lambda _: StoredObject(write_escapes(), TEXT, tag="escapes"),
    "big": lambda _: StoredObject(write_big(), TEXT, tag="big"),
}
"""By name: what a test can order for the next objects, and what a branch plan can say of all."""


def spoil_stored(mishap: str, stored: StoredObject) -> StoredObject:
    """Return an object as a mishap leaves it.

    Args:
        mishap: A key of ``SPOILERS``; anything else leaves it alone.
        stored: What it should be.

    Raises:
        Fault: The answer is an error.
    """
    spoiler = SPOILERS.get(mishap)
    return stored if spoiler is None else spoiler(stored)


def spoil_growth(
    mishap: str, read: Callable[[float], bytes | None], began: float, ended: float, now: float
) -> bytes | None:
    """Return a log that does not grow as logs do; None for none yet.

    Args:
        mishap: ``late``, ``stalls``, ``shrinks`` or ``rewritten``; anything else leaves it alone.
        read: Returns the log at a moment, epoch seconds.
        began: When its step began, epoch seconds.
        ended: When its step ends, epoch seconds.
        now: Epoch seconds.
    """
    if mishap == "late" and now < min(began + LATE, ended):
        return None
    if mishap == "stalls" and now < ended:
        return read(began + (now - began) // STALL * STALL)
    log = read(now)
    if log and mishap == "shrinks" and now < ended and (now - began) // SHRINK % 2:
        return log[: log.rfind(b"\n", 0, len(log) // 2) + 1]
    if log and mishap == "rewritten" and now >= ended:
        return _STAMP + b"# Log collected anew\n" + log.replace(b"npm ", b"pnpm ")
    return log
