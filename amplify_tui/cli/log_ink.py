"""What of a log's bytes is printed: words always, colours where somebody can see them, nothing else."""

from __future__ import annotations

import re
from typing import Final

from amplify_tui.model.logs.escapes import ESCAPES, clean_lines, wash

_ONE: Final = (
    r"(?:[0-479]|2[1-4]|27|29|3[0-7]|39|4[0-7]|49|9[0-7]|10[0-7]|[34]8;5;\d{1,3}|[34]8;2(?:;\d{1,3}){3}|)"
)
_COLOUR: Final = re.compile(rf"(?:\x1b\[|\x9b)((?:{_ONE};){{0,15}}{_ONE})m")
"""Colours and weights; blinking and concealed text is none of a log's business."""
_END: Final = "\x1b[0m"


def plain_text(block: bytes) -> str:
    """Return lines without any escape.

    Args:
        block: Whole lines as they came, parted by line feeds.
    """
    return clean_lines(block)


def coloured_text(block: bytes) -> str:
    """Return lines with their colours, none of which reaches into the next line.

    Args:
        block: Whole lines as they came, parted by line feeds.
    """
    text = block.decode("utf-8", "replace")
    if "\x1b" not in text and "\x9b" not in text:
        return clean_lines(block)
    return "\n".join(map(_paint, text.split("\n")))


def _paint(line: str) -> str:
    parts: list[str] = []
    begin, is_coloured = 0, False
    for escape in ESCAPES.finditer(line):
        parts.append(wash(line[begin : escape.start()]))
        begin = escape.end()
        colour = _COLOUR.fullmatch(escape[0])
        if colour is not None:
            parts.append(f"\x1b[{colour[1]}m")
            is_coloured = True
    parts.append(wash(line[begin:]))
    return "".join(parts) + (_END if is_coloured else "")
