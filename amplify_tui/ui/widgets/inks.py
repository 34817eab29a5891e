"""Tones with attributes, as build tools write in colour: ``red+bold``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from amplify_tui.ui.widgets.row_painter import Tones

if TYPE_CHECKING:
    from textual.widget import Widget


class Inks(Tones):
    """Looks up tones that may have attributes of ``rich.style.Style`` behind a plus sign."""

    def __init__(self, widget: Widget) -> None:
        super().__init__(widget)
        self._inks: dict[tuple[str, str], Style] = {}

    def forget(self) -> None:
        """Look everything up again, as after a change of theme."""
        super().forget()
        self._inks.clear()

    def style(self, tone: str, component: str = "") -> Style:
        """Return the style of a tone.

        Args:
            tone: Name of the tone, and attributes such as ``bold``, joined by plus signs.
            component: Component class that lies below it; empty for none.
        """
        found = self._inks.get((tone, component))
        if found is None:
            name, *attributes = tone.split("+")
            found = super().style(name, component)
            for attribute in attributes:
                found += Style.parse(attribute)
            self._inks[tone, component] = found
        return found
