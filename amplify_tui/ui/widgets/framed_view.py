"""A scrolling view that does not frame a line again whose content is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

if TYPE_CHECKING:
    from typing import Self

    from textual.strip import Strip

_KEPT = 400


class FramedView(ScrollView):
    """Lines whose ``render_line`` gives the very same strip for the same content.

    Textual puts border and background around every line anew at every step of a
    scroll, which takes longer than all the rest.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._framed: LRUCache[int, tuple[Strip, Strip]] = LRUCache(_KEPT)
        self._framed_size = Size(0, 0)
        self._painted: dict[int, Strip] = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines with their frame, each from the last time where its content is the same strip.

        The frame of a line does not depend on where it stands, and making it is
        what costs most of the time of a scroll.
        """
        if self._framed_size != self.region.size:
            self._framed_size = self.region.size
            self._framed.clear()
            self._painted.clear()
        if self._painted or self._framed:
            strips = [self._painted.get(y) or self._paint(y) for y in crop.line_range]
        else:
            strips = self._paint_all(crop)
        left, right = crop.column_span
        return (
            strips
            if (left, right) == (0, self.region.width)
            else [strip.crop(left, right) for strip in strips]
        )

    def _paint_all(self, crop: Region) -> list[Strip]:
        """Paint lines of which none is known, in one go: that is what the first picture waits for."""
        strips = super().render_lines(Region(0, crop.y, self.region.width, crop.height))
        self._painted.update(zip(crop.line_range, strips, strict=True))
        return strips

    def _paint(self, y: int) -> Strip:
        """Paint one line with its frame, y counted from the frame's top."""
        whole = Region(0, y, self.region.width, 1)
        top = self.gutter.top
        if not top <= y < self.region.height - self.gutter.bottom:
            strip = super().render_lines(whole)[0]
        else:
            content = self.render_line(y - top)
            kept = self._framed.get(id(content))
            if kept is None or kept[0] is not content:
                kept = (content, super().render_lines(whole)[0])
                # Textual's cache leaves a value as it is that it has already.
                self._framed.discard(id(content))
                self._framed[id(content)] = kept
            strip = kept[1]
        self._painted[y] = strip
        return strip

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint again what lies in the regions, or everything."""
        if repaint:
            if not regions:
                self._framed.clear()
                self._painted.clear()
            for region in regions:
                for y in region.line_range:
                    self._painted.pop(y + self.gutter.top, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Paint with the new styles."""
        super().notify_style_update()
        self._framed.clear()
        self._painted.clear()
