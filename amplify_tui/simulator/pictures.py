"""Real PNG pictures of pages, made of rectangles."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.chance import fractions

if TYPE_CHECKING:
    from collections.abc import Iterator

Colour = tuple[int, int, int]
PAPER: Final[Colour] = (252, 252, 250)
INK: Final[Colour] = (196, 198, 204)
SIZES: Final = {
    "thumbnail": (400, 300),
    "Desktop 1440x900": (1440, 900),
    "iPad Mini": (768, 1024),
    "iPhone X": (375, 812),
    "Galaxy S9+": (360, 740),
}
"""Width and height in pixels by device."""


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle.

    Attributes:
        left: First column.
        top: First line.
        right: Column behind the last.
        bottom: Line behind the last.
        colour: Red, green, blue.
    """

    left: int
    top: int
    right: int
    bottom: int
    colour: Colour


@lru_cache(maxsize=32)
def draw_page(device: str, mark: str) -> bytes:
    """Draw how a page looks on a device.

    Args:
        device: Name of the device; an unknown one gets a size of its own.
        mark: Whose page it is, which decides on the colours.

    Returns:
        A PNG file, eight bits a channel, without alpha.
    """
    luck = fractions(device, "size")
    width, height = SIZES.get(device, (320 + int(luck[0] * 480), 480 + int(luck[1] * 480)))
    return write_png(width, height, tuple(_lay_out(width, height, mark)))


def write_png(width: int, height: int, boxes: tuple[Box, ...]) -> bytes:
    """Write a picture of boxes on paper, the later over the earlier.

    Args:
        width: Pixels.
        height: Pixels.
        boxes: What to draw.
    """
    edges = sorted({0, height, *(min(max(y, 0), height) for box in boxes for y in (box.top, box.bottom))})
    rows = bytearray()
    for top, bottom in pairwise(edges):
        row = bytearray(bytes(PAPER) * width)
        for box in boxes:
            if box.top <= top < box.bottom:
                left, right = max(box.left, 0), min(box.right, width)
                row[3 * left : 3 * right] = bytes(box.colour) * max(right - left, 0)
        rows += (b"\x00" + row) * (bottom - top)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(rows), 6)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _lay_out(width: int, height: int, mark: str) -> Iterator[Box]:
    """Lay out a header, a hero, cards and lines of text."""
    luck = fractions(mark, "colours")
    main: Colour = (40 + int(luck[0] * 120), 40 + int(luck[1] * 120), 90 + int(luck[2] * 150))
    pale: Colour = (main[0] // 3 + 160, main[1] // 3 + 160, main[2] // 3 + 160)
    unit = max(width // 40, 8)
    yield Box(0, 0, width, 3 * unit, main)
    yield Box(unit, unit, 6 * unit, 2 * unit, PAPER)
    for n in range(3):
        yield Box(width - (n * 4 + 4) * unit, unit, width - (n * 4 + 1) * unit, 2 * unit, pale)
    yield Box(0, 3 * unit, width, 11 * unit, pale)
    yield Box(2 * unit, 5 * unit, width // 2, 7 * unit, main)
    yield Box(2 * unit, 8 * unit, width // 3, 9 * unit, PAPER)
    columns = 3 if width > height else 2 if width > 500 else 1  # noqa: PLR2004 - narrower is a telephone
    span = (width - 2 * unit) // columns
    top = 13 * unit
    while top < height - 8 * unit:
        for column in range(columns):
            left = unit + column * span
            yield Box(left, top, left + span - unit, top + 4 * unit, pale)
            for line in range(2):
                y = top + (5 + line) * unit
                yield Box(left, y, left + (span - unit) * (8 - 3 * line) // 10, y + unit // 2, INK)
        top += 8 * unit
