"""Turns strings from outside into text that a terminal can only show, not obey."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

# Patterns are compiled at their first use: most text is plain and needs none.
_ESCAPES: Final = r"""(?x)
    (?:\x1b\]|\x9d)[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)?      # OSC: title, links, clipboard
  | (?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]{0,4096}(?:\x1b\\|\x9c)?   # DCS, SOS, PM, APC
  | (?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?                       # CSI: colours, cursor
  | \x1b[ -/]{0,8}[0-~]?                                             # other escapes
    """
_CONTROLS: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANKS: Final = r"[ \t\r\n\v\f\u0085\u2028\u2029]+"


def clean_line(text: str, limit: int = 2_000) -> str:
    """Make one safe line: no escape, no control, no direction mark, blanks folded.

    Args:
        text: Anything from outside.
        limit: Most characters that are looked at; the rest is cut off with ``…``.
    """
    cut = text if len(text) <= limit else text[:limit] + "…"
    if cut.isascii() and cut.isprintable() and "  " not in cut:
        return cut.strip()
    spaced = _compiled(_BLANKS).sub(" ", _compiled(_ESCAPES).sub("", cut))
    # A control between two blanks leaves both.
    return _compiled(_BLANKS).sub(" ", _compiled(_CONTROLS).sub("", spaced)).strip()


def clean_block(text: str, limit: int = 20_000) -> str:
    """Make safe text of several lines: as ``clean_line``, but line ends and tabs stay.

    Args:
        text: Anything from outside.
        limit: Most characters that are looked at; the rest is cut off with ``…``.
    """
    cut = text if len(text) <= limit else text[:limit] + "…"
    unified = _compiled(_ESCAPES).sub("", cut).replace("\r\n", "\n").replace("\r", "\n")
    return _compiled(_CONTROLS).sub("", unified).expandtabs(4).strip("\n")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
