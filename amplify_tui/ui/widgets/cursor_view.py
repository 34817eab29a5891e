"""Lines with a cursor: moving, scrolling and clicking, with nothing repainted but what changed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size

from amplify_tui.ui.widgets.framed_view import FramedView
from amplify_tui.ui.widgets.heights import Heights

if TYPE_CHECKING:
    from textual import events

DOUBLE = 2


class CursorView(FramedView, can_focus=True):
    """A column of lines below a fixed heading, one of which the cursor stands on.

    Where ``heights`` says so a line takes two rows of the screen; everything else
    counts such a line as one.

    Everything is painted line by line. Nothing is animated: a scroll that slides
    repaints the whole view at every frame.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "cursor_move(-1)", "Up", show=False),
        Binding("down,j", "cursor_move(1)", "Down", show=False),
        Binding("home,g", "cursor_first", "First", show=False),
        Binding("end,G,shift+g", "cursor_last", "Last", show=False),
        Binding("pageup", "cursor_page(-1.0)", "Page up", show=False),
        Binding("pagedown", "cursor_page(1.0)", "Page down", show=False),
        Binding("ctrl+u", "cursor_page(-0.5)", "Half a page up", show=False),
        Binding("ctrl+d", "cursor_page(0.5)", "Half a page down", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    heading_lines = 0
    """Lines at the top that do not scroll."""

    cursor_line = 0
    """The line that the cursor stands on, counted from 0 without the heading."""

    heights: Heights = Heights()
    """Which lines take two rows of the screen; none unless an heir brings its own."""

    @property
    @abstractmethod
    def line_count(self) -> int:
        """How many lines there are, without the heading."""

    @abstractmethod
    def cursor_moved(self) -> None:
        """Say what it means that the cursor stands on another line now."""

    @abstractmethod
    def action_choose(self) -> None:
        """Take the line under the cursor."""

    @property
    def page_lines(self) -> int:
        """How many rows of the screen there are for lines, without the heading."""
        return max(self.scrollable_content_region.height - self.heading_lines, 0)

    @property
    def top_line(self) -> int:
        """The first line on screen, of which perhaps only the second row is."""
        return self.heights.row_at(self.scroll_offset.y)[0]

    def lines_on_screen(self) -> range:
        """Return the lines that can be seen, be it in part."""
        end = self.heights.row_at(self.scroll_offset.y + self.page_lines - 1)[0] + 1
        return range(self.top_line, min(end, self.line_count))

    def line_at(self, y: int) -> int | None:
        """Return the line that is painted at a row of the content, None for the heading and below the end.

        Args:
            y: Row of the content, counted from 0.
        """
        line, _ = self.heights.row_at(y - self.heading_lines + self.scroll_offset.y)
        return line if y >= self.heading_lines and line < self.line_count else None

    def set_extent(self) -> None:
        """Fit the scrollable height to the number of lines."""
        height = self.line_count + self.heights.extra + self.heading_lines
        size = Size(self.scrollable_content_region.width, height)
        if size != self.virtual_size:
            self.virtual_size = size

    def repaint_line(self, line: int, left: int = 0, width: int | None = None) -> None:
        """Paint one line again, if it can be seen.

        Args:
            line: Counted from 0 without the heading.
            left: First cell that changed.
            width: How many cells of its first row did; None for the rest of the line.
        """
        first = self.heights.place_of(line) - self.scroll_offset.y
        for place in range(first, first + (self.heights.height_of(line) if width is None else 1)):
            if 0 <= place < self.size.height - self.heading_lines:
                size = self.size.width - left if width is None else width
                self.refresh(Region(left, place + self.heading_lines, size, 1))

    def put_cursor(self, line: int) -> None:
        """Move the cursor to a line and bring that on screen.

        Args:
            line: Where to; what lies outside counts as the nearer end.
        """
        target = max(min(line, self.line_count - 1), 0)
        if target != self.cursor_line:
            old, self.cursor_line = self.cursor_line, target
            self.repaint_line(old)
            self.repaint_line(target)
        self.reveal(target)
        self.cursor_moved()

    def reveal(self, line: int) -> None:
        """Scroll no further than needed to have a line on screen.

        Args:
            line: Counted from 0 without the heading.
        """
        page, top = self.page_lines, self.scroll_offset.y
        if page <= 0:
            return
        first = self.heights.place_of(line)
        end = first + self.heights.height_of(line)
        if first < top:
            self.jump(first)
        elif end > top + page:
            self.jump(min(end - page, first))

    def jump(self, place: int) -> None:
        """Scroll so that a row of the screen is the first one below the heading, at once.

        Args:
            place: Counted from 0 at the first line; the same as the line where all take one row.
        """
        self.scroll_to(y=place, animate=False, force=True)

    def action_cursor_move(self, lines: int) -> None:
        """Move the cursor up or down by lines."""
        self.put_cursor(self.cursor_line + lines)

    def action_cursor_page(self, pages: float) -> None:
        """Move the cursor up or down by pages or parts of one."""
        rows, sign = max(int(self.page_lines * abs(pages)), 1), 1 if pages > 0 else -1
        there = self.heights.row_at(max(self.heights.place_of(self.cursor_line) + sign * rows, 0))[0]
        self.put_cursor(there if there != self.cursor_line else self.cursor_line + sign)

    def action_cursor_first(self) -> None:
        """Move the cursor to the first line."""
        self.put_cursor(0)

    def action_cursor_last(self) -> None:
        """Move the cursor to the last line."""
        self.put_cursor(self.line_count - 1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a double click chooses."""
        offset = event.get_content_offset(self)
        line = None if offset is None else self.line_at(offset.y)
        if line is None:
            return
        event.stop()
        self.put_cursor(line)
        if event.chain == DOUBLE:
            self.action_choose()
