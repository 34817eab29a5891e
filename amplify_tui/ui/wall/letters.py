"""Letters and digits three rows high, made of half blocks, to be read from far away."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

ROWS: Final = 3
"""Rows of a line of large letters."""
_PIXELS: Final = 5
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}

_SHAPES: Final = {
    "0": "111 101 101 101 111", "1": "010 110 010 010 111", "2": "111 001 111 100 111",
    "3": "111 001 111 001 111", "4": "101 101 111 001 001", "5": "111 100 111 001 111",
    "6": "111 100 111 101 111", "7": "111 001 001 001 001", "8": "111 101 111 101 111",
    "9": "111 101 111 001 111", "A": "111 101 111 101 101", "B": "110 101 110 101 110",
    "C": "111 100 100 100 111", "D": "110 101 101 101 110", "E": "111 100 110 100 111",
    "F": "111 100 110 100 100", "G": "111 100 101 101 111", "H": "101 101 111 101 101",
    "I": "111 010 010 010 111", "J": "001 001 001 101 111", "K": "101 101 110 101 101",
    "L": "100 100 100 100 111", "M": "10001 11011 10101 10001 10001", "N": "1001 1101 1011 1001 1001",
    "O": "0110 1001 1001 1001 0110", "P": "111 101 111 100 100", "Q": "0110 1001 1001 1011 0111",
    "R": "110 101 110 101 101", "S": "011 100 010 001 110", "T": "111 010 010 010 010",
    "U": "101 101 101 101 111", "V": "101 101 101 101 010", "W": "10001 10101 10101 11011 10001",
    "X": "101 101 010 101 101", "Y": "101 101 010 010 010", "Z": "111 001 010 100 111",
    "-": "00 00 11 00 00", "_": "000 000 000 000 111", ".": "0 0 0 0 1", ":": "0 1 0 1 0",
    "/": "001 001 010 100 100", "+": "000 010 111 010 000", "%": "101 001 010 100 101",
    ",": "0 0 0 1 1", "#": "101 111 101 111 101", "@": "111 101 111 100 111", "!": "1 1 1 0 1",
    " ": "00 00 00 00 00",
}  # fmt: skip


@lru_cache(maxsize=512)
def large_width(text: str) -> int:
    """Return the cells that a text takes in large letters; 0 where a character has no shape.

    Args:
        text: One line.
    """
    shapes = [_SHAPES.get(character, "") for character in text.upper()]
    return sum(shape.index(" ") + 1 for shape in shapes) - 1 if shapes and all(shapes) else 0


@lru_cache(maxsize=512)
def large(text: str) -> tuple[str, str, str]:
    """Write a text in large letters, three rows of equal width.

    Args:
        text: One line; a character without a shape is left out.
    """
    shapes = [_SHAPES[character].split() for character in text.upper() if character in _SHAPES]
    pixels = ["0".join(shape[row] for shape in shapes) for row in range(_PIXELS)]
    pixels.append("0" * len(pixels[0]))
    first, second, third = (
        "".join(_HALVES[above == "1", below == "1"] for above, below in zip(*pair, strict=True))
        for pair in (pixels[0:2], pixels[2:4], pixels[4:6])
    )
    return first, second, third
