"""A log's lines as they are painted: colours of a build tool become tones of the theme; pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from amplify_tui.ui.cell_text import Piece, harmless, plain_block
from amplify_tui.ui.logs.painting import ShownLine

if TYPE_CHECKING:
    from amplify_tui.model.logs.parsed import ParsedLog
    from amplify_tui.model.logs.spans import Span

MOST_BYTES: Final = 16_384
"""Of a line's text as it is shown; the rest is counted."""
_KEPT: Final = 2_000
_ATTRIBUTES: Final = ("bold", "dim", "italic", "underline", "strike")
_GREY_BELOW: Final = 48
_MIXED: Final = {
    "x--": "red",
    "-x-": "green",
    "--x": "blue",
    "xx-": "yellow",
    "-xx": "cyan",
    "x-x": "magenta",
}
"""Which of red, green and blue a colour has much of."""


class LineReader:
    """Reads the lines that are looked at, and keeps those seen last.

    Args:
        log: The log.
    """

    def __init__(self, log: ParsedLog) -> None:
        self.log = log
        self._line = lru_cache(maxsize=_KEPT)(self._read)

    def line(self, number: int) -> ShownLine:
        """Return a line; an empty one where there is none.

        Args:
            number: As in the file, from 1.
        """
        # The last line of a growing log may grow itself.
        return self._read(number) if number >= self.log.line_count else self._line(number)

    def forget(self) -> None:
        """Read every line anew, as they are others now."""
        self._line.cache_clear()

    def _read(self, number: int) -> ShownLine:
        log = self.log
        try:
            line = log.line(number)
            spans = log.spans(number)
            first, last = log.index.span(number)
        except (IndexError, ValueError):
            # The log was written anew and is shorter by now.
            from amplify_tui.model.logs.line import Level

            return ShownLine(number, Level.NONE, None, ())
        return ShownLine(
            line.number,
            line.level,
            line.at,
            tuple(map(piece_of, spans)),
            is_continuation=line.is_continuation,
            missing=max(last - first - MOST_BYTES, 0),
        )


def piece_of(span: Span) -> Piece:
    """Return the text of a span, and its tone with attributes such as ``red+bold``."""
    text = harmless(span.text) if span.text.isascii() else _kept_even(span.text)
    return text, tone_of(
        span.fg, span.bg, tuple(name for name in _ATTRIBUTES if getattr(span, name)), is_reversed=span.reverse
    )


def _kept_even(text: str) -> str:
    """Make the width of text certain; blanks at its ends stay."""
    return plain_block(text, len(text))


@lru_cache(maxsize=1_024)
def tone_of(fg: str, bg: str, attributes: tuple[str, ...], *, is_reversed: bool = False) -> str:
    """Name the tone that stands for a colour.

    What has a background is shown reversed in that colour: its own might be unreadable in the theme.

    Args:
        fg: ``red``, ``bright_red`` … or ``#rrggbb``; empty for the default.
        bg: As ``fg``.
        attributes: Names such as ``bold``.
        is_reversed: Whether foreground and background are exchanged.
    """
    below = colour_name(bg)
    name = below if below and below != "dim" else colour_name(fg)
    extra = [*attributes, *(["reverse"] if is_reversed or (below and below != "dim") else [])]
    return "+".join([name, *extra])


def colour_name(colour: str) -> str:
    """Return the tone nearest to a colour; empty for black, white and what is no colour.

    Args:
        colour: A name or ``#rrggbb``.
    """
    name = colour.removeprefix("bright_")
    if name in {"red", "green", "yellow", "blue", "magenta", "cyan"}:
        return name
    if colour == "bright_black":
        return "dim"
    if not colour.startswith("#"):
        return ""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    except ValueError:
        return ""
    highest, lowest = max(red, green, blue), min(red, green, blue)
    if highest - lowest < _GREY_BELOW:
        return "dim" if 64 <= highest < 176 else ""  # noqa: PLR2004 - neither black nor white
    strong = [part - lowest > (highest - lowest) / 2 for part in (red, green, blue)]
    return _MIXED["".join("x" if each else "-" for each in strong)]
