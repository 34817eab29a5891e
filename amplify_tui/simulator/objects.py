"""Stored objects over HTTP as S3 serves them: ranges, tags, errors in XML."""

from __future__ import annotations

import gzip
import hashlib
import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.contract import Fault, StoredObject

_RANGE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def serve_object(stored: StoredObject, headers: Mapping[str, str]) -> web.Response:
    """Answer a GET or HEAD of one object.

    Args:
        stored: What there is at this moment.
        headers: Of the request: Range, If-Range, If-None-Match and Accept-Encoding count.
    """
    body, size = stored.body, len(stored.body)
    if stored.location:
        return web.Response(status=302, headers={"Location": stored.location})
    tag = f'"{stored.tag or hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    answer = {"ETag": tag, "Accept-Ranges": "bytes", "Content-Type": stored.content_type}
    if stored.encoding:
        answer["Content-Encoding"] = stored.encoding
    if headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers=answer)
    is_part = stored.takes_ranges and headers.get("If-Range", tag) == tag
    wanted = headers.get("Range") if is_part else None
    span = None if wanted is None else _read_range(wanted)
    if span is not None:
        bounds = _cut_range(*span, size)
        if bounds is None:
            return _refuse_range(size)
        first, last = bounds
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
        return web.Response(status=206, body=body[first : last + 1], headers=answer)
    if not stored.encoding and "gzip" in headers.get("Accept-Encoding", "") and size:
        answer |= {"Content-Encoding": "gzip", "ETag": f"W/{tag}", "Vary": "Accept-Encoding"}
        return web.Response(body=gzip.compress(body, compresslevel=1, mtime=0), headers=answer)
    return web.Response(body=body, headers=answer)


def serve_fault(fault: Fault) -> web.Response:
    """Answer an error the way S3 does."""
    return _write_xml(fault.status, fault.code, fault.message, {})


def _read_range(wanted: str) -> tuple[int | None, int | None] | None:
    """Return the two numbers of a single range; None where there is none, which S3 ignores."""
    match = _RANGE.fullmatch(wanted.strip())
    if match is None or match.group() == "bytes=-":
        return None
    first, last = (int(digits) if digits else None for digits in match.groups())
    return None if first is not None and last is not None and last < first else (first, last)


def _cut_range(first: int | None, last: int | None, size: int) -> tuple[int, int] | None:
    """Return the first and last byte of a range; None where nothing of it exists."""
    if first is None:
        first, last = max(0, size - (last or 0)), size - 1
    end = size - 1 if last is None else min(last, size - 1)
    return (first, end) if first <= end else None


def _refuse_range(size: int) -> web.Response:
    headers = {"Content-Range": f"bytes */{size}"}
    return _write_xml(416, "InvalidRange", "The requested range is not satisfiable", headers)


def _write_xml(status: int, code: str, message: str, headers: Mapping[str, str]) -> web.Response:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
    )
    return web.Response(status=status, text=text, content_type="application/xml", headers=headers)
