"""Pictures: what kind of file one is, and how large it appears among a terminal's cells; pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

USUAL_CELL: Final = (10, 20)
"""Width and height of a cell in pixels, as a VT340 has it and most fonts nearly do."""
_HEAD: Final = 12


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it was stored, of which the head was checked.

    Attributes:
        kind: ``PNG``, ``JPEG``, ``GIF`` or ``WebP``.
        width: Pixels.
        height: Pixels.
        data: The whole file.
    """

    kind: str
    width: int
    height: int
    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.data)

    @property
    def ending(self) -> str:
        """How the names of such files end."""
        return ".jpg" if self.kind == "JPEG" else f".{self.kind.lower()}"


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture in memory, from left to right and top to bottom.

    Attributes:
        width: Pixels.
        height: Pixels.
        rgb: Three bytes a pixel: red, green, blue.
    """

    width: int
    height: int
    rgb: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fit:
    """How large a picture appears.

    Attributes:
        columns: Cells from left to right.
        rows: Cells from top to bottom.
        width: Pixels of the screen that it covers, no more than its cells have.
        height: The same from top to bottom.
    """

    columns: int
    rows: int
    width: int
    height: int


def kind_of(head: bytes) -> str:
    """Tell a picture's kind by its first bytes; empty for what is none that can be shown.

    Args:
        head: At least the first 12 bytes, or the whole of what is shorter.
    """
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith(b"RIFF") and head[8:_HEAD] == b"WEBP":
        return "WebP"
    return ""


def is_page(head: bytes) -> bool:
    """Whether bytes are the beginning of a web page or of an error in XML."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"<error", b"<head", b"<!--"))


def fit_into(picture: tuple[int, int], room: tuple[int, int], cell: tuple[int, int]) -> Fit:
    """Make a picture as large as the room allows without changing its shape.

    Args:
        picture: Its width and height in pixels, each at least 1.
        room: Columns and rows there are, each at least 1.
        cell: Width and height of a cell in pixels, each at least 1.
    """
    (width, height), (columns, rows), (across, down) = picture, room, cell
    scale = min(columns * across / width, rows * down / height)
    wide = max(min(round(width * scale), columns * across), 1)
    high = max(min(round(height * scale), rows * down), 1)
    return Fit(-(-wide // across), -(-high // down), wide, high)
