"""What of a log's bytes may be shown: escapes leave, controls leave, words stay.

A line is decoded first and cleaned then, so that an escape cannot cut or
glue a character. Every pattern stops at the next introducer and at line
ends, which keeps the work linear and lines apart, whatever they hold.
"""

from __future__ import annotations

import re
from typing import Final

TAB: Final = "    "

ESCAPES: Final = re.compile(
    r"""
    (?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])         # OSC, DCS, SOS, PM, APC
    [^\x07\x1b\x80-\x9f\r\n]*(?:\x07|\x1b\\|\x9c)
  | (?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?            # CSI: colours, cursor, erase
  | \x1b[ -/]*[0-~]?                             # all others
    """,
    re.VERBOSE,
)
"""A string command that never ends loses its first two characters only: it must not swallow the line."""
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Zero-width characters, fillers, direction marks, variation selectors and tags."""
_CONTROLS: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_INVISIBLE}]")
_STACKED: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_COMBINING: Final = re.compile(f"([{_STACKED}]{{2}})[{_STACKED}]+")

_RAW_ESCAPES: Final = re.compile(
    rb"\x1b[\]PX^_][^\x07\x1b\r\n]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?"
)
_RAW_CONTROLS: Final = bytes((*range(9), *range(11, 32), 127))
_RAW_INVISIBLE: Final = re.compile(
    rb"\xc2\xad|\xcd\x8f|\xd8\x9c|\xe1(?:\x85[\x9f\xa0]|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f])"
    rb"|\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81[\xa0-\xaf])|\xe3\x85\xa4"
    rb"|\xef(?:\xb8[\x80-\x8f]|\xbb\xbf|\xbe\xa0|\xbf[\xb9-\xbb])|\xf3\xa0[\x80-\xbf]{2}"
)
_RAW_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
_RAW_STACKED: Final = re.compile(rb"[\xcc\xcd]|\xe1[\xaa\xab\xb7]|\xe2\x83|\xef\xb8")
_PLAIN: Final = bytes((10, *range(32, 127)))


def clean(text: str) -> str:
    """Take escapes, controls and invisible characters out; line ends stay, tabs become blanks.

    Args:
        text: Decoded, of any number of lines; a carriage return in it is a control like others.
    """
    if "\x1b" in text or not text.isascii():
        text = ESCAPES.sub("", text)
    return wash(text)


def wash(text: str) -> str:
    """Take controls and invisible characters out of text whose escapes are gone already."""
    if text.isascii() and text.isprintable():
        return text
    return _COMBINING.sub(r"\1", _CONTROLS.sub("", text).replace("\t", TAB))


def clean_bytes(block: bytes) -> bytes:
    """Do to the ASCII of many lines what ``clean`` does to text, at the speed of a copy.

    Args:
        block: Whole lines as they came.

    Returns:
        As many lines, in which every ASCII word of the clean text stands, and no other.
    """
    odd = block.translate(None, _PLAIN)
    if not odd:
        return block
    if _RAW_C1.search(odd):
        return clean(block.decode("utf-8", "replace")).encode()
    if b"\x1b" in odd:
        block = _RAW_ESCAPES.sub(b"", block)
    if _RAW_INVISIBLE.search(odd):
        block = _RAW_INVISIBLE.sub(b"", block)
    return block.translate(None, _RAW_CONTROLS).replace(b"\t", TAB.encode())


def clean_lines(block: bytes) -> str:
    """Decode and clean many lines at once, with the same result as line by line.

    Args:
        block: Texts of lines, parted by line feeds.
    """
    odd = block.translate(None, _PLAIN)
    if not odd:
        return block.decode("ascii")
    text = block.decode("utf-8", "replace")
    if odd.isascii() or not ("\ufffd" in text or _RAW_C1.search(odd) or _RAW_STACKED.search(odd)):
        return clean_bytes(block).decode()
    return clean(text)
