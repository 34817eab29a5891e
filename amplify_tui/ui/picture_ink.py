"""Pictures as a terminal takes them: coloured half cells, Sixels, Kitty's placeholders.

Half cells are text like any other. Sixels are drawn over the cells at once, by
what is written before the first of them; the cells themselves are then skipped.
In Kitty the cells hold placeholders, each of which shows its part of a picture
that was sent before. So whatever lies above a picture covers it in all three.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import Console

    from amplify_tui.model.pictures import Fit, Pixels

HALF: Final = "▀"
BAND: Final = 6
"""Pixels that one line of Sixels is high."""
FULL_PALETTE: Final = 256
"""Colours that one picture of Sixels can have at most."""
_SIXEL_HEAD: Final = re.compile(r'\x1bP[0-9;]*q(?:"[0-9;]*)?')
_COLOUR: Final = re.compile(r"(#[0-9]+);2;[0-9]+;[0-9]+;[0-9]+")
_PIECE: Final = 4_096
_PLACE: Final = "\U0010eeee"
_KITTY_ID: Final = 0x41_4D_50
"""Number of the one picture that is with the terminal at a time; the colour of its placeholders tells it."""
_MARKS: Final = (
    "305 30D-30E 310 312 33D-33F 346 34A-34C 350-352 357 35B 363-36F 483-487 592-595 597-599 59C-5A1 5A8-5A9 "
    "5AB-5AC 5AF 5C4 610-617 657-65B 65D-65E 6D6-6DC 6DF-6E2 6E4 6E7-6E8 6EB-6EC 730 732-733 735-736 73A 73D "
    "73F-741 743 745 747 749-74A 7EB-7F1 7F3 816-819 81B-823 825-827 829-82D 951 953-954 F82-F83 F86-F87 "
    "135D-135F 17DD 193A 1A17 1A75-1A7C 1B6B 1B6D-1B73 1CD0-1CD2 1CDA-1CDB 1CE0 1DC0-1DC1 1DC3-1DC9 "
    "1DCB-1DCC 1DD1-1DE6 1DFE 20D0-20D1 20D4-20D7 20DB-20DC 20E1 20E7 20E9 20F0 2CEF-2CF1 2DE0-2DFF "
    "A66F A67C-A67D A6F0-A6F1 A8E0-A8F1 AAB0 AAB2-AAB3 AAB7-AAB8 AABE-AABF AAC1 FE20-FE26 10A0F 10A38 "
    "1D185-1D189 1D1AA-1D1AD 1D242-1D244"
)
"""Marks that stand for 0, 1, 2… as row or column of a placeholder, in Kitty's order.

Source:
    Kitty graphics protocol, Unicode placeholders.
"""


class InkStrip(Strip):
    """Cells that are written by other means than text; to everybody else they are blank.

    Args:
        width: How many cells.
        style: Of the blank.
        write: Called with the first cell, counted from the line's left, how many, and the console;
            returns what to send to the terminal, whose cursor stands on the first cell.
        first: The first cell.
    """

    def __init__(
        self, width: int, style: Style, write: Callable[[int, int, Console], str], first: int = 0
    ) -> None:
        super().__init__([Segment(" " * width, style)], width)
        self._style = style
        self._write = write
        self._first = first

    def divide(self, cuts: Iterable[int]) -> list[Strip]:
        """Part the cells."""
        ends = [cut for cut in cuts if cut <= self.cell_length]
        return [self.crop(start, end) for start, end in zip([0, *ends], ends, strict=False)]

    def crop(self, start: int, end: int | None = None) -> Strip:
        """Return some of the cells."""
        first, last = max(start, 0), self.cell_length if end is None else min(end, self.cell_length)
        if (first, last) == (0, self.cell_length):
            return self
        return InkStrip(max(last - first, 0), self._style, self._write, self._first + first)

    def render(self, console: Console) -> str:
        """Return what is sent to the terminal."""
        return self._write(self._first, self.cell_length, console) if self.cell_length else ""


@dataclass(frozen=True, slots=True, eq=False)
class Art:
    """A picture ready to be painted.

    Attributes:
        columns: Cells from left to right.
        rows: Cells from top to bottom.
        lines: One for each row where these are the picture; else empty.
        prelude: What is sent before the first cell; empty where the lines are enough.
        is_placed: Whether the cells hold Kitty's placeholders.
    """

    columns: int
    rows: int
    lines: tuple[Strip, ...] = ()
    prelude: str = field(default="", repr=False)
    is_placed: bool = False


def draw_half_cells(pixels: Pixels) -> Art:
    """Draw a picture of twice as many pixels as rows: each cell shows two, one above the other.

    Args:
        pixels: As wide as the columns and twice as high as the rows.
    """
    width, stride = pixels.width, 3 * pixels.width
    lines = []
    for top in range(0, pixels.height, 2):
        upper = pixels.rgb[top * stride : (top + 1) * stride]
        lower = pixels.rgb[(top + 1) * stride : (top + 2) * stride] or upper
        pairs = ((upper[at : at + 3], lower[at : at + 3]) for at in range(0, stride, 3))
        segments = [Segment(HALF * len(list(run)), _two_tone(*pair)) for pair, run in groupby(pairs)]
        lines.append(Strip(segments, width))
    return Art(width, len(lines), tuple(lines))


@lru_cache(maxsize=8_192)
def _two_tone(upper: bytes, lower: bytes) -> Style:
    return Style.from_color(Color.from_rgb(*upper), Color.from_rgb(*lower))


def draw_sixels(pixels: Pixels, fit: Fit, colors: int) -> Art:
    """Encode a picture as Sixels.

    Args:
        pixels: As many as ``fit`` says.
        fit: The cells that it covers.
        colors: Most colours that the terminal keeps apart.
    """
    # The package itself asks the terminal what it can when it is imported, and eats keys that are typed
    # meanwhile; its encoder, which is all that is wanted, does not. A test watches both.
    from PIL import Image
    from textual_image._sixel import image_to_sixels

    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb)
    if colors < FULL_PALETTE:
        palette = image.quantize(colors, Image.Quantize.MEDIANCUT, kmeans=1)
        image = image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)
    return Art(fit.columns, fit.rows, prelude=_name_colours_first(image_to_sixels(image)))


def _name_colours_first(sixels: str) -> str:
    """Put what says how the colours look before the first line: XTerm paints lines above it wrong."""
    head = _SIXEL_HEAD.match(sixels)
    if head is None:
        return sixels
    body = sixels[head.end() :]
    return head[0] + "".join(found[0] for found in _COLOUR.finditer(body)) + _COLOUR.sub(r"\1", body)


def draw_for_kitty(pixels: Pixels, fit: Fit) -> Art:
    """Encode a picture as Kitty takes it, to be shown by placeholders.

    Args:
        pixels: As many as ``fit`` says.
        fit: The cells that it covers.
    """
    body = b64encode(zlib.compress(pixels.rgb, 6)).decode()
    pieces = [body[at : at + _PIECE] for at in range(0, len(body), _PIECE)]
    head = (
        f"a=T,U=1,i={_KITTY_ID},q=2,f=24,o=z,s={pixels.width},v={pixels.height},c={fit.columns},r={fit.rows},"
    )
    sent = "".join(
        f"\x1b_G{'' if at else head}q=2,m={int(at < len(pieces) - 1)};{piece}\x1b\\"
        for at, piece in enumerate(pieces)
    )
    return Art(fit.columns, fit.rows, prelude=sent, is_placed=True)


def place(row: int, first: int, count: int) -> str:
    """Write placeholders of Kitty's; the first says which part of the picture it shows, the others follow.

    Args:
        row: Of the picture, from 0.
        first: Column of the picture, from 0.
        count: How many.
    """
    marks = _placeholder_marks()
    red, green, blue = _KITTY_ID >> 16, _KITTY_ID >> 8 & 255, _KITTY_ID & 255
    return f"\x1b[38;2;{red};{green};{blue}m{_PLACE}{marks[row]}{marks[first]}{_PLACE * (count - 1)}\x1b[39m"


@lru_cache(maxsize=1)
def _placeholder_marks() -> str:
    spans = (part.partition("-") for part in _MARKS.split())
    return "".join(
        chr(code) for low, _, high in spans for code in range(int(low, 16), int(high or low, 16) + 1)
    )


MOST_PLACES: Final = 297
"""Rows or columns that a placeholder can name."""
