"""Lines with a cursor: moving, scrolling and clicking, with nothing repainted but what changed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size

from amplify_tui.ui.widgets.framed_view import FramedView

if TYPE_CHECKING:
    from textual import events

DOUBLE = 2


class CursorView(FramedView, can_focus=True):
    """A column of lines below a fixed heading, one of which the cursor stands on.

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
        """How many lines are on screen, without the heading."""
        return max(self.scrollable_content_region.height - self.heading_lines, 0)

    @property
    def top_line(self) -> int:
        """The first line on screen."""
        return self.scroll_offset.y

    def lines_on_screen(self) -> range:
        """Return the lines that can be seen."""
        return range(self.top_line, min(self.top_line + self.page_lines, self.line_count))

    def line_at(self, y: int) -> int | None:
        """Return the line that is painted at a row of the content, None for the heading and below the end.

        Args:
            y: Row of the content, counted from 0.
        """
        line = y - self.heading_lines + self.top_line
        return line if y >= self.heading_lines and line < self.line_count else None

    def set_extent(self) -> None:
        """Fit the scrollable height to the number of lines."""
        size = Size(self.scrollable_content_region.width, self.line_count + self.heading_lines)
        if size != self.virtual_size:
            self.virtual_size = size

    def repaint_line(self, line: int, left: int = 0, width: int | None = None) -> None:
        """Paint one line again, if it can be seen.

        Args:
            line: Counted from 0 without the heading.
            left: First cell that changed.
            width: How many cells did; None for the rest of the line.
        """
        y = line - self.top_line + self.heading_lines
        if self.heading_lines <= y < self.size.height:
            self.refresh(Region(left, y, self.size.width - left if width is None else width, 1))

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
        page = self.page_lines
        if page <= 0:
            return
        if line < self.top_line:
            self.jump(line)
        elif line >= self.top_line + page:
            self.jump(line - page + 1)

    def jump(self, line: int) -> None:
        """Scroll so that a line is the first one on screen, at once.

        Args:
            line: Counted from 0 without the heading.
        """
        self.scroll_to(y=line, animate=False, force=True)

    def action_cursor_move(self, lines: int) -> None:
        """Move the cursor up or down by lines."""
        self.put_cursor(self.cursor_line + lines)

    def action_cursor_page(self, pages: float) -> None:
        """Move the cursor up or down by pages or parts of one."""
        lines = max(int(self.page_lines * abs(pages)), 1)
        self.put_cursor(self.cursor_line + (lines if pages > 0 else -lines))

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
