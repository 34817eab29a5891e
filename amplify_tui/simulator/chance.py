"""Chance without a generator: every draw is a function of its names, so the order of questions is free."""

from __future__ import annotations

import struct
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

DRAWS: Final = 8
_UNIT: Final = struct.Struct(f"<{DRAWS}Q")
_SPAN: Final = float(1 << 64)


def _digest(parts: tuple[object, ...], size: int) -> bytes:
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=size).digest()


def fractions(*parts: object) -> tuple[float, ...]:
    """Draw eight numbers in [0, 1) that belong to these names.

    Args:
        parts: What the draw is for, such as a seed, a branch and a job id.
    """
    return tuple(number / _SPAN for number in _UNIT.unpack(_digest(parts, 64)))


def fraction(*parts: object) -> float:
    """Draw one number in [0, 1).

    Args:
        parts: What the draw is for.
    """
    return int.from_bytes(_digest(parts, 8), "little") / _SPAN


def pick(options: Sequence[T], *parts: object) -> T:
    """Draw one of several.

    Args:
        options: At least one.
        parts: What the draw is for.
    """
    return options[int(fraction(*parts) * len(options))]


def sha(*parts: object) -> str:
    """Draw a commit's forty hexadecimal digits.

    Args:
        parts: What the draw is for.
    """
    return _digest(parts, 20).hex()


def app_id(*parts: object) -> str:
    """Draw an app id as Amplify makes them: ``d`` and thirteen letters and digits.

    Args:
        parts: What the draw is for.
    """
    alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
    return "d" + "".join(alphabet[byte % 36] for byte in _digest(parts, 13))
