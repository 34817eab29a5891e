"""Colours of a log line as plain data."""

from __future__ import annotations

from dataclasses import dataclass


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


def spans_of(raw: bytes) -> tuple[Span, ...]:
    """Split a line's text by its colours.

    Args:
        raw: The line without its prefix (``ParsedLog.spans`` cuts it).

    Returns:
        Spans whose texts joined are the clean text.
    """
    from amplify_tui.model.logs.lines import text_of

    text = text_of(raw)
    return (Span(text),) if text else ()
