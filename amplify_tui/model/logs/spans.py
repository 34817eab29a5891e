"""Colours of a log line as plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.logs.escapes import ESCAPES, wash

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line in one style.

    Attributes:
        text: Clean; never empty.
        fg: ``red``, ``bright_red`` … or ``#rrggbb``; empty for the default.
        bg: As ``fg``.
        bold: SGR 1.
        dim: SGR 2.
        italic: SGR 3.
        underline: SGR 4.
        reverse: SGR 7.
        strike: SGR 9.
    """

    text: str
    fg: str = ""
    bg: str = ""
    bold: bool = False
    dim: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False
    strike: bool = False


NAMES: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_PLAIN: Final = Span("")
_SGR: Final = re.compile(r"(?:\x1b\[|\x9b)([0-9;:]*)m")
_SET: Final[dict[int, dict[str, Any]]] = {
    1: {"bold": True},
    2: {"dim": True},
    3: {"italic": True},
    4: {"underline": True},
    7: {"reverse": True},
    9: {"strike": True},
    21: {"underline": True},
    22: {"bold": False, "dim": False},
    23: {"italic": False},
    24: {"underline": False},
    27: {"reverse": False},
    29: {"strike": False},
    39: {"fg": ""},
    49: {"bg": ""},
    **{30 + unit: {"fg": name} for unit, name in enumerate(NAMES)},
    **{40 + unit: {"bg": name} for unit, name in enumerate(NAMES)},
    **{90 + unit: {"fg": f"bright_{name}"} for unit, name in enumerate(NAMES)},
    **{100 + unit: {"bg": f"bright_{name}"} for unit, name in enumerate(NAMES)},
}
_EXTENDED: Final = {38: "fg", 48: "bg"}
_STEPS: Final = (0, 95, 135, 175, 215, 255)
_MOST: Final = 64
"""Parameters of one sequence that are looked at."""


def spans_of(content: bytes) -> tuple[Span, ...]:
    """Split a line's text by its colours.

    Concealed and blinking text is shown like other text. Everything but
    colour has no effect at all.

    Args:
        content: The line without its prefix, as ``lines.content_of`` cuts it.

    Returns:
        Spans whose texts joined are the clean text; neighbours differ in style.
    """
    text = content.decode("utf-8", "replace")
    if "\x1b" not in text and "\x9b" not in text:
        clean = wash(ESCAPES.sub("", text))
        return (Span(clean),) if clean else ()
    return _fit(_pieces(text), wash(ESCAPES.sub("", text)))


def _pieces(text: str) -> Iterator[tuple[str, Span]]:
    """Yield text between escapes, and the style that it stands in."""
    style, begin = _PLAIN, 0
    for escape in ESCAPES.finditer(text):
        if escape.start() > begin:
            yield text[begin : escape.start()], style
        begin = escape.end()
        colour = _SGR.fullmatch(escape[0])
        if colour is not None:
            style = _apply(style, colour[1])
    if begin < len(text):
        yield text[begin:], style


def _fit(pieces: Iterator[tuple[str, Span]], clean: str) -> tuple[Span, ...]:
    """Wash each piece, and join neighbours of one style."""
    spans: list[Span] = []
    parts: list[str] = []
    style = _PLAIN
    for text, next_style in pieces:
        if next_style != style:
            _add(spans, parts, style)
            style = next_style
        parts.append(text)
    _add(spans, parts, style)
    if "".join(span.text for span in spans) != clean:  # combining marks that a colour came between
        return (Span(clean),) if clean else ()
    return tuple(spans)


def _add(spans: list[Span], parts: list[str], style: Span) -> None:
    text = wash("".join(parts))
    parts.clear()
    if text:
        spans.append(replace(style, text=text))


@lru_cache(maxsize=1_024)
def _apply(style: Span, parameters: str) -> Span:
    """Change a style as one SGR sequence says."""
    codes = [code for part in parameters.split(";", _MOST)[:_MOST] for code in _codes(part)]
    place = 0
    while place < len(codes):
        code = codes[place]
        if code in _EXTENDED:
            name, taken = _extended(codes[place + 1 :])
            change: dict[str, Any] = {_EXTENDED[code]: name} if name else {}
            style = replace(style, **change)
            place += taken
        else:
            style = replace(style, **_SET.get(code, {})) if code else _PLAIN
        place += 1
    return style


def _codes(part: str) -> list[int]:
    """Read one parameter; what colons part off counts for colours only, and their space does not."""
    codes = [_number(each) for each in part.split(":", _MOST)[:_MOST]]
    if codes[0] not in _EXTENDED:
        return codes[:1]
    return codes[:2] + codes[3:] if len(codes) > len(("38", "2", "red", "green", "blue")) else codes


def _extended(codes: list[int]) -> tuple[str, int]:
    """Read a colour of the palette or of three parts; tell how many codes it took."""
    match codes:
        case [5, number, *_]:
            return _palette(number), 2
        case [2, red, green, blue, *_] if max(red, green, blue) < 256:  # noqa: PLR2004 - a byte
            return f"#{red:02x}{green:02x}{blue:02x}", 4
        case [2, *rest]:
            return "", 1 + min(len(rest), 3)
    return "", min(len(codes), 1)


def _palette(number: int) -> str:
    """Name one of the 256 colours of xterm's palette."""
    if number < 2 * len(NAMES):
        name = NAMES[number % len(NAMES)]
        return name if number < len(NAMES) else f"bright_{name}"
    if number < 232:  # noqa: PLR2004 - the cube of 6 x 6 x 6 comes before the greys
        number -= 16
        red, green, blue = (_STEPS[number // step % 6] for step in (36, 6, 1))
        return f"#{red:02x}{green:02x}{blue:02x}"
    if number < 256:  # noqa: PLR2004 - the palette's end
        return "#" + f"{8 + 10 * (number - 232):02x}" * 3
    return ""


def _number(part: str) -> int:
    return int(part) if part.isdigit() and len(part) <= 3 else 0 if not part else -1  # noqa: PLR2004 - digits
