"""A large build log, the same every time."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES = 300_000
BYTES_A_LINE = 117
NEEDLE = "walnut-cabinet"
"""Words that stand in every thousandth line."""
WILD = r"(a|aa)+$"
"""A pattern that would take for ever on one line of the log."""
_TRAP = "a" * 60 + "!"
WORDS = "transformed module"
"""Words that stand in nearly every line."""
_BEGAN_AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
_WORDS = (
    *("basket", "price", "voucher", "checkout", "invoice", "stock", "shelf", "parcel", "courier"),
    *("return", "refund", "wishlist", "review", "banner", "search", "filter", "facet", "cache"),
    *("session", "token", "image", "thumbnail", "locale", "currency", "tax", "address"),
)
_FAILURE = (
    ("WARNING", "./src/pages/checkout.tsx:88:13"),
    ("WARNING", "Type error: Property 'voucher' is missing in type 'Basket' but required in type 'Order'."),
    ("WARNING", "Next.js build worker exited with code: 1 and signal: null"),
    ("ERROR", "!!! Build failed"),
    ("ERROR", "!!! Error: Command failed with exit code 1"),
    ("INFO", "# Starting environment caching..."),
    ("INFO", "# Environment caching completed"),
)


def write_log(path: Path, *, lines: int = LINES) -> None:
    """Write a log of a failing build.

    Args:
        path: Where to.
        lines: How many lines, at about 117 bytes each.
    """
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_write(at, level, text) for at, level, text in _records(lines))


def _records(lines: int) -> Iterator[tuple[datetime, str, str]]:
    at = _BEGAN_AT
    chance = random.Random(17)
    head = (
        "# Build environment configured with Standard build compute type: 8GiB Memory, 4vCPUs",
        "# Starting phase: build",
        "# Executing command: npm run build",
    )
    for text in (*head, _TRAP):
        yield at, "INFO", text
    for number in range(lines - len(head) - 1 - len(_FAILURE)):
        at += timedelta(milliseconds=4)
        level = "WARNING" if number % 500 == 0 else "INFO"
        name = NEEDLE if number % 1000 == 0 else f"{chance.choice(_WORDS)}-{chance.choice(_WORDS)}"
        text = f"{WORDS} {number:06} src/components/{name}/{number % 97:02}.tsx"
        yield at, level, text.ljust(BYTES_A_LINE - 33 - 15) + f" ({number % 41:2} ms) +{number % 9} k"
    for level, text in _FAILURE:
        at += timedelta(milliseconds=4)
        yield at, level, text


def _write(at: datetime, level: str, text: str) -> str:
    return f"{at.isoformat(timespec='milliseconds')[:-6]}Z [{level}]: {text}\n"
