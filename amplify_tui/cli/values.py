"""Checks the values of a command's own options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import UsageError
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from amplify_tui.cli.parser import Request

LIMIT: Final = 20
_LONGEST_ID: Final = 255
_HIGHEST_PORT: Final = 65_535
_FASTEST: Final = 1_000.0
_SLOWEST: Final = 0.01
_TIME: Final = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,6})?)(?P<unit>ms|s|m|h|)")
_UNITS: Final = {"ms": 0.001, "s": 1.0, "": 1.0, "m": 60.0, "h": 3600.0}


def read_limit(request: Request) -> int:
    """Return how many to list at most.

    Raises:
        UsageError: It is no whole number from 1 on.
    """
    text = request.text("limit") or str(LIMIT)
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise _wrong("limit", text, "is not a whole number from 1 on")
    return int(text)


def read_job_id(request: Request) -> int | None:
    """Return the job that was named; None for none. Zeros before it do not matter.

    Raises:
        UsageError: It is no number that Amplify could have counted to.
    """
    if not request.has("job"):
        return None
    text = request.text("job").strip()
    if not re.fullmatch(r"[0-9]+", text) or len(text) > _LONGEST_ID or int(text) < 1:
        raise _wrong("job", text, "is not a job id; those are numbers such as 57")
    return int(text)


def read_timeout(request: Request) -> float | None:
    """Return the seconds after which to give up; None for never.

    Raises:
        UsageError: It is no time.
    """
    if not request.has("timeout"):
        return None
    text = request.text("timeout").strip()
    found = _TIME.fullmatch(text)
    seconds = float(found["number"]) * _UNITS[found["unit"]] if found else 0.0
    if seconds <= 0:
        raise _wrong("timeout", text, "is not a time such as 90s, 15m or 1h")
    return seconds


def read_speed(request: Request) -> float:
    """Return how much faster than real time the simulator goes.

    Raises:
        UsageError: It is no number, or out of bounds.
    """
    text = request.text("speed") or "1"
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not _SLOWEST <= speed <= _FASTEST:
        raise _wrong("speed", text, f"is not a number from {_SLOWEST:g} to {_FASTEST:g}")
    return speed


def read_seed(request: Request) -> int:
    """Return the number that decides on everything left to chance in the simulator.

    Raises:
        UsageError: It is no whole number.
    """
    text = request.text("seed") or "1"
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise _wrong("seed", text, "is not a whole number")
    return int(text)


def read_port(request: Request) -> int:
    """Return the port to listen on; 0 for any free one.

    Raises:
        UsageError: It is no port.
    """
    text = request.text("port") or "0"
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > _HIGHEST_PORT:
        raise _wrong("port", text, f"is not a number from 0 to {_HIGHEST_PORT}")
    return int(text)


def _wrong(name: str, text: str, why: str) -> UsageError:
    return UsageError(f"--{name}: “{clean_line(text, 60)}” {why}.")
