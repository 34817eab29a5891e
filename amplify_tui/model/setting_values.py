"""Checks a setting's value, however it was written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from amplify_tui.model.settings import (
    FASTEST_PACE,
    LEAST_INTERVAL,
    LEVELS,
    LONGEST_SPELL,
    MOST_COUNTED,
    PICTURES,
    SLOWEST_PACE,
)
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amplify_tui.model.settings import Kind

LONGEST_TEXT: Final = 10_000
"""Characters of one text; twenty addresses of queues in one variable are not half as long."""
_SWITCH: Final = {"1": True, "true": True, "0": False, "false": False}


class ValueProblem(ValueError):  # noqa: N818 - it is told to the user as one
    """Says in one line what a value should be."""


def read_value(kind: Kind, raw: object) -> object:
    """Turn what was written into the setting's own type.

    Args:
        kind: How the setting is written.
        raw: Text from a flag or the environment, or a value from a settings file.

    Raises:
        ValueProblem: It is no such value.
    """
    return _READERS[kind](raw)


def _read_text(raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueProblem(f"{_show(raw)} is not a text.")
    if len(raw) > LONGEST_TEXT:
        raise ValueProblem(f"{_show(raw)} is too long: {LONGEST_TEXT:,} characters may be there.")
    if clean_line(raw, LONGEST_TEXT) != raw.strip():
        raise ValueProblem(f"{_show(raw)} has characters that no setting has.")
    return raw.strip()


def _read_address(raw: object) -> str:
    text = _read_text(raw)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        is_usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise ValueProblem(f"{_show_address(text)} is not an address such as https://host:port.")
    if parts.username or parts.password:
        raise ValueProblem("an address with a user name or password is not taken.")
    return text


def _read_names(raw: object) -> tuple[str, ...]:
    """Read names, none of them empty: an unset variable of a shell must not mean some other place."""
    names = _split(raw)
    if not all(names):
        text = raw if isinstance(raw, str) else ",".join(names)
        raise ValueProblem(f"{_show(text)} has an empty name in it; write a name, or leave it away.")
    return tuple(dict.fromkeys(names))


def _read_some_names(raw: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, _split(raw))))


def _split(raw: object) -> list[str]:
    parts = raw if isinstance(raw, (list, tuple)) else [raw]
    return [name.strip() for part in parts for name in _read_text(part).split(",")]


def _read_globs(raw: object) -> tuple[str, ...]:
    if not isinstance(raw, (list, tuple)):
        return _read_some_names(raw)
    return tuple(dict.fromkeys(_read_text(part) for part in raw))


def _read_queues(raw: object) -> tuple[str, ...]:
    urls = _read_some_names(raw)
    from amplify_tui.model.queue_address import read_queue_address  # not at the top: most have no queue

    for url in urls:
        if read_queue_address(url) is None:
            raise ValueProblem(
                f"{_show_address(url)} is not the address of an SQS queue, such as"
                " https://sqs.eu-west-1.amazonaws.com/123456789012/name."
            )
    return urls


def _read_number(raw: object, wanted: str = "above zero") -> float:
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        raise ValueProblem(f"{_show(raw)} is not a number.")
    try:
        number = float(raw)
    except (ValueError, OverflowError):
        raise ValueProblem(f"{_show(raw)} is not a number.") from None
    if not math.isfinite(number) or number <= 0:
        raise ValueProblem(f"{_show(raw)} is not a number {wanted}.")
    return number


def _read_pace(raw: object) -> float:
    number = _read_number(raw)
    if not SLOWEST_PACE <= number <= FASTEST_PACE:
        raise ValueProblem(f"{_show(raw)} is not from {SLOWEST_PACE:g} to {FASTEST_PACE:g} a second.")
    return number


def _read_seconds(raw: object) -> float:
    number = 0.0 if str(raw) == "0" else _read_number(raw)
    if number < LEAST_INTERVAL:
        raise ValueProblem(f"{_show(raw)} is too short; the least interval is {LEAST_INTERVAL:g} seconds.")
    if number > LONGEST_SPELL:
        raise ValueProblem(f"{_show(raw)} is longer than {LONGEST_SPELL:g} seconds.")
    return number


def _read_page(raw: object) -> float:
    number = _read_number(raw)
    if not LEAST_INTERVAL <= number <= LONGEST_SPELL:
        raise ValueProblem(f"{_show(raw)} is not from {LEAST_INTERVAL:g} to {LONGEST_SPELL:g} seconds.")
    return number


def _read_spell(raw: object) -> float:
    number = 0.0 if str(raw) in {"0", "0.0"} else _read_number(raw, "from 0 on")
    if number > LONGEST_SPELL:
        raise ValueProblem(f"{_show(raw)} is longer than {LONGEST_SPELL:g} seconds.")
    return number


def _read_count(raw: object) -> int:
    number = _read_number(raw)
    if number != int(number):
        raise ValueProblem(f"{_show(raw)} is not a whole number from 1 on.")
    if number > MOST_COUNTED:
        raise ValueProblem(f"{_show(raw)} is more than {MOST_COUNTED:,}.")
    return int(number)


def _read_switch(raw: object) -> bool:
    value = _SWITCH.get(str(raw).lower()) if isinstance(raw, (bool, int, str)) else None
    if value is None:
        raise ValueProblem(f"{_show(raw)} is none of 1, 0, true and false.")
    return value


def _read_level(raw: object) -> str:
    level = _read_text(raw).upper()
    if level not in LEVELS:
        raise ValueProblem(f"{_show(raw)} is none of {', '.join(LEVELS)}.")
    return level


def _read_pictures(raw: object) -> str:
    way = _read_text(raw).lower()
    if way not in PICTURES:
        raise ValueProblem(f"{_show(raw)} is none of {', '.join(PICTURES)}.")
    return way


def _read_table(raw: object) -> Mapping[str, str]:
    if not isinstance(raw, dict):
        raise ValueProblem(f'{_show(raw)} is not a table such as [keys] with lines like stop = "x".')
    return {_read_text(name): _read_text(value) for name, value in raw.items()}


def _show_address(text: str) -> str:
    """Show an address without what may open something: user, password and query."""
    bare = text.partition("?")[0].partition("#")[0]
    return _show(bare if "@" not in bare else f"…@{bare.rpartition('@')[2]}")


def _show(raw: object) -> str:
    return f"“{clean_line(str(raw), 60)}”"


_READERS: Final[Mapping[Kind, Callable[[object], object]]] = {
    "text": _read_text,
    "address": _read_address,
    "names": _read_names,
    "globs": _read_globs,
    "queues": _read_queues,
    "seconds": _read_seconds,
    "spell": _read_spell,
    "page": _read_page,
    "switch": _read_switch,
    "pace": _read_pace,
    "count": _read_count,
    "level": _read_level,
    "pictures": _read_pictures,
    "table": _read_table,
}
