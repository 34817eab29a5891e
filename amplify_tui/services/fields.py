"""Takes single fields out of a raw answer: what is missing is None, what is of the wrong kind is an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from amplify_tui.services.errors import BadAnswerError

Raw: TypeAlias = Mapping[str, Any]

DIGITS_LIMIT: Final = 255


def bad_answer(what: str) -> BadAnswerError:
    """Make the error for an answer that is not one.

    Args:
        what: What is wrong, as the end of the sentence "Amplify's answer …".
    """
    return BadAnswerError(
        "BadAnswer",
        f"Amplify's answer {what}.",
        "Look whether a proxy or a captive portal stands between here and AWS, else ask again.",
    )


def read_text(raw: Raw, name: str) -> str | None:
    """Read a text; a number where a text should be is taken as one.

    Raises:
        BadAnswerError: It is neither.
    """
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise bad_answer(f"has no text in {name}")


def require_text(raw: Raw, name: str) -> str:
    """Read a text without which nothing can be done.

    Raises:
        BadAnswerError: It is missing, empty or no text.
    """
    if not (text := read_text(raw, name)):
        raise bad_answer(f"lacks {name}")
    return text


def read_number(raw: Raw, name: str) -> int | None:
    """Read a job's number, padded or not; None for what is none."""
    value = raw.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= DIGITS_LIMIT:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def require_number(raw: Raw, name: str) -> int:
    """Read a job's number.

    Raises:
        BadAnswerError: It is missing or no number.
    """
    if (number := read_number(raw, name)) is None:
        raise bad_answer(f"lacks {name}" if raw.get(name) is None else f"has no number in {name}")
    return number


def read_flag(raw: Raw, name: str) -> bool | None:
    """Read a truth value; None for what is none."""
    value = raw.get(name)
    return value if isinstance(value, bool) else None


def read_moment(raw: Raw, name: str) -> datetime | None:
    """Read a time, which the client's own parser has already made aware UTC or None."""
    value = raw.get(name)
    return value if isinstance(value, datetime) else None


def read_member(raw: Raw, name: str) -> Raw:
    """Read a structure without which the answer is none.

    Raises:
        BadAnswerError: It is missing or no structure.
    """
    value = raw.get(name)
    if not isinstance(value, Mapping):
        raise bad_answer(f"lacks {name}" if value is None else f"has no structure in {name}")
    return value


def read_items(raw: Raw, name: str) -> list[Raw]:
    """Read a list of structures without which the answer is none; it may be empty.

    Raises:
        BadAnswerError: It is missing, no list, or holds something else.
    """
    value = raw.get(name)
    if not isinstance(value, list):
        raise bad_answer(f"lacks {name}" if value is None else f"has no list in {name}")
    for item in value:
        if not isinstance(item, Mapping):
            raise bad_answer(f"has something else than structures in {name}")
    return value
