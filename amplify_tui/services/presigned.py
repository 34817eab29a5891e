"""Takes presigned addresses apart, so that their secret half stays out of sight."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from amplify_tui.model.steps import PresignedUrl

_URL: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
_DATE: Final = re.compile(r"(?:^|&)X-Amz-Date=([0-9]{8}T[0-9]{6})Z(?:&|$)", re.IGNORECASE)
_SECONDS: Final = re.compile(r"(?:^|&)X-Amz-Expires=([0-9]{1,7})(?:&|$)", re.IGNORECASE)


def read_presigned(value: object) -> PresignedUrl | None:
    """Read an address that works for whoever holds it until it expires.

    Args:
        value: As it came.

    Returns:
        None for what is no http or https address, or has a user in it.
    """
    if not isinstance(value, str) or not _URL.fullmatch(value):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if not parts.hostname or "@" in parts.netloc:
        return None
    return PresignedUrl(f"{parts.scheme}://{parts.netloc}{parts.path}", parts.query, _expiry(parts.query))


def strip_query(value: str | None) -> str | None:
    """Cut query and user off an address that is shown but never fetched."""
    if value is None:
        return None
    bare = value.partition("?")[0].partition("#")[0]
    scheme, colon, rest = bare.partition("://")
    return f"{scheme}{colon}{rest.rpartition('@')[2]}" if colon else bare


def _expiry(query: str) -> datetime | None:
    date, seconds = _DATE.search(query), _SECONDS.search(query)
    if date is None or seconds is None:
        return None
    try:
        signed_at = datetime.strptime(date[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        return signed_at + timedelta(seconds=int(seconds[1]))
    except (ValueError, OverflowError):
        return None
