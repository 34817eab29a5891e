"""Reads the times that Amplify and AmplifyBackend send."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from amplify_tui.model.backend_jobs import BackendTime
from amplify_tui.model.text import clean_line

MILLISECONDS_FROM: Final = 100_000_000_000
"""A larger number counts milliseconds: as seconds it would lie beyond the year 5000."""

TEXT_LIMIT: Final = 64
"""No spelling of a time is longer; what is longer is not looked at."""


def read_time(value: object) -> datetime | None:
    """Read a time that came over the wire.

    Takes the place of botocore's own parser, which costs more than all the rest
    of a ListJobs answer and raises a plain ValueError on epoch milliseconds. A
    time nobody can read must not hide the job it belongs to, so it is None.

    Args:
        value: Epoch seconds or milliseconds as number or text, ISO 8601, or an RFC 822 date.

    Returns:
        Aware UTC; None for anything else, and for zero and less, which stand for "not yet".
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _read_epoch(value)
    if isinstance(value, str) and len(value) <= TEXT_LIMIT:
        return _read_text(value.strip())
    return None


def read_backend_time(value: object) -> BackendTime | None:
    """Read one of AmplifyBackend's times, which are texts of undocumented format.

    Args:
        value: As it came; a number is passed through by the client library.

    Returns:
        The text as it came beside the moment it names; None where nothing came.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = clean_line(str(value), TEXT_LIMIT)
    return BackendTime(text, read_time(value)) if text else None


def _read_epoch(number: float) -> datetime | None:
    try:
        seconds = number / 1000 if number >= MILLISECONDS_FROM else number
        if not math.isfinite(seconds) or seconds <= 0:
            return None
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _read_text(text: str) -> datetime | None:
    try:
        return _read_epoch(float(text))
    except ValueError:
        pass
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None
