"""How pictures can be drawn on this terminal, and the question that only the terminal answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from amplify_tui.ui.picture_ink import Art

if TYPE_CHECKING:
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.ports import Display

Way = Literal["none", "half-cells", "sixel", "kitty", "ask"]

COLOURS: Final = frozenset({"256", "truecolor"})
"""Names of the colour systems in which half cells look like anything."""
ANSWER_SECONDS: Final = 0.5
"""How long the terminal is waited for; the picture is on its way meanwhile."""
QUESTION: Final = Art(1, 1, prelude='\x1b[1;1H\x1bP0;1;0q"1;1;1;72' + "?-" * 12 + "\x1b\\\x1b[6n")
"""A picture of nothing, 72 pixels high, and the question where the cursor is then.

A terminal that draws Sixels has moved it on; every other one has not. The usual
question for the terminal's features has an answer that Textual takes for keys.
"""


def choose_way(settings: Settings, display: Display, color_system: str | None) -> Way:
    """Choose how to draw pictures; ``ask`` where the terminal must tell whether it knows Sixels.

    Args:
        settings: What the user wants.
        display: The terminal.
        color_system: Name of the colours that Textual uses.
    """
    wanted = settings.pictures
    if wanted == "none" or settings.no_color:
        return "none"
    if wanted in {"sixel", "kitty"}:
        return "sixel" if wanted == "sixel" else "kitty"
    half: Way = "half-cells" if color_system in COLOURS else "none"
    if wanted == "half-cells":
        return half
    graphics = display.graphics()
    if graphics == "none" or display.cell_pixels() is None:
        return half
    return "ask" if graphics == "unknown" else graphics


def way_without_sixels(color_system: str | None) -> Way:
    """Choose how to draw pictures once the terminal has told that it knows no Sixels.

    Args:
        color_system: Name of the colours that Textual uses.
    """
    return "half-cells" if color_system in COLOURS else "none"


def objection(settings: Settings) -> str:
    """Say why no picture is drawn.

    Args:
        settings: What the user wants.
    """
    if settings.pictures == "none":
        return "The setting pictures = none draws no pictures."
    if settings.no_color:
        return "Pictures need colour, and NO_COLOR or --no-color is set."
    return "Pictures need a terminal with 256 or more colours, or with Sixel or Kitty graphics."
