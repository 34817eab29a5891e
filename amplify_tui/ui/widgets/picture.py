"""A picture among the cells of the terminal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.control import Control
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from amplify_tui.ui.picture_ink import Art, InkStrip, place

if TYPE_CHECKING:
    from rich.console import Console
    from textual.geometry import Region

_SAVE, _RESTORE = "\x1b7", "\x1b8"


class Picture(Widget):
    """Shows one picture, and is as large as that.

    Sixels are drawn over all cells at once. So where something that lay above
    them goes away, the whole picture is drawn again.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._art: Art | None = None
        self._is_drawn = False
        self._is_torn = False
        self._is_mended = False

    @property
    def art(self) -> Art | None:
        """What is shown."""
        return self._art

    def show(self, art: Art | None) -> None:
        """Show a picture, or none.

        Args:
            art: The picture, ready to be painted.
        """
        self._art = art
        self._is_mended = False
        self.display = art is not None
        if art is not None:
            self.styles.width, self.styles.height = art.columns, art.rows
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines, or leave them to what draws over them."""
        art, style = self._art, self.rich_style
        if art is None or self._is_cut(art):
            return [Strip.blank(crop.width, style)] * crop.height
        lines = art.lines or tuple(
            InkStrip(art.columns, style, partial(self._write, art, row)) for row in range(art.rows)
        )
        return [lines[y].crop(crop.x, crop.right) for y in crop.line_range]

    def _is_cut(self, art: Art) -> bool:
        """Whether there is less room than the picture takes, as while the terminal is made smaller."""
        room = self.parent.region if isinstance(self.parent, Widget) else self.region
        return self.region.size != Size(art.columns, art.rows) or not room.contains_region(self.region)

    def _write(self, art: Art, row: int, first: int, count: int, console: Console) -> str:
        """Return what to send to the terminal for some cells of a row."""
        is_first = (row, first) == (0, 0)
        if art.is_placed:
            return (art.prelude if is_first else "") + place(row, first, count)
        skipped = f"\x1b[{count}C"
        if not (self._is_drawn or self._is_torn):
            self.call_later(self._mend)
        if not is_first:
            self._is_torn = True
            return skipped
        self._is_drawn = True
        blank = Strip.blank(art.columns, self.rich_style).render(console)
        x, y = self.region.offset
        rows = "".join(f"{_move(x, y + line)}{blank}" for line in range(art.rows))
        return f"{_SAVE}{rows}{_move(x, y)}{art.prelude}{_RESTORE}{skipped}"

    def _mend(self) -> None:
        """Draw the whole picture again where a part of it alone was to be painted."""
        is_hurt = self._is_torn and not self._is_drawn
        self._is_drawn = self._is_torn = False
        if is_hurt and not self._is_mended:
            self.refresh()
        # Once is enough: what still covers the first cell would have it drawn again for ever.
        self._is_mended = is_hurt


def _move(x: int, y: int) -> str:
    return Control.move_to(x, y).segment.text
