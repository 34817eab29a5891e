"""The log: lines with a cursor, moved with the keys of every list, following the end where wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from amplify_tui.ui.widgets.sliding_lines import SlidingLines

if TYPE_CHECKING:
    from textual import events

    from amplify_tui.ui.logs.rows import Outline, Rows

WHEEL_LINES = 3
JUMP_SHARE = 0.33
MARGIN = 3
"""Lines that a jump leaves above and below where it goes, where there are any."""


class LogView(SlidingLines, can_focus=True):
    """A log that a user walks through.

    Moving away from the end stops following it; moving there begins anew.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "walk(-1)", "Up", show=False),
        Binding("down,j", "walk(1)", "Down", show=False),
        Binding("home,g", "walk_to_start", "First", show=False),
        Binding("end,G,shift+g", "walk_to_end", "Last", show=False),
        Binding("pageup", "walk_page(-1.0)", "Page up", show=False),
        Binding("pagedown", "walk_page(1.0)", "Page down", show=False),
        Binding("ctrl+u", "walk_page(-0.5)", "Half a page up", show=False),
        Binding("ctrl+d", "walk_page(0.5)", "Half a page down", show=False),
        Binding("left", "slide(-1)", "Left", show=False),
        Binding("right", "slide(1)", "Right", show=False),
    ]

    can_follow = False
    """Whether the log may still grow."""

    is_following = False
    """Whether its end is kept in view."""

    is_touched = False
    """Whether the user has moved; nothing moves the cursor away from where they are then."""

    class Moved(Message):
        """The cursor or the view is elsewhere, or following began or ended."""

        def __init__(self, view: LogView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> LogView:
            """The view."""
            return self.view

    # --- from outside -----------------------------------------------------

    def show_growth(self, rows: Rows, outline: Outline) -> None:
        """Show other rows, at the end of which the cursor stays while following."""
        self.show_rows(rows, outline)
        if self.is_following:
            self._to_end()
        self.refit()
        self.post_message(self.Moved(self))

    def clear(self, placeholder: str) -> None:
        """Show no log, of which the user saw nothing yet."""
        self.is_touched = self.is_following = self.can_follow = False
        super().clear(placeholder)

    def may_follow(self, *, is_live: bool) -> None:
        """Say whether the log may still grow; then its end is kept in view unless the user left it."""
        began = is_live and not self.can_follow
        self.can_follow = is_live
        self.is_following = is_live and (self.is_following or (began and not self.is_touched))

    def jump_to(self, line: int, *, is_afresh: bool = False) -> None:
        """Put the cursor on a line; where that is not on screen, with what is around it.

        Args:
            line: From 1.
            is_afresh: Whether the view moves even where the line can be seen already.
        """
        self.cursor = max(line, 1)
        row = self.cursor_row
        first, last = self.view
        margin = min(MARGIN, self.page // 4)
        if is_afresh or not first + margin <= row < last - margin:
            self.viewport.show_at(row, JUMP_SHARE)
        self.viewport.reveal(row)
        self._moved()

    def set_following(self, *, wanted: bool) -> None:
        """Keep the end in view, or no longer."""
        self.is_following = wanted and self.can_follow
        if self.is_following:
            self._to_end()
        self._moved()

    # --- moving -----------------------------------------------------------

    def action_walk(self, lines: int) -> None:
        """Move the cursor by lines."""
        self._walk(self.cursor_row + lines)

    def action_walk_page(self, pages: float) -> None:
        """Move view and cursor by pages or parts of one."""
        lines = max(int(self.page * abs(pages)) - (abs(pages) == 1), 1)
        by = lines if pages > 0 else -lines
        if self.look.is_wrapped:
            self.viewport.scroll(by)
            first, last = self.view
            self._walk(last - 1 if by > 0 and last >= len(self.rows) else first)
            return
        row = self.cursor_row
        self.viewport.scroll(by)
        self._walk(row + by)

    def action_walk_to_start(self) -> None:
        """Move the cursor to the first line."""
        self._walk(0)

    def action_walk_to_end(self) -> None:
        """Move the cursor to the last line, and follow the end where the log grows."""
        self.is_touched = True
        self.is_following = self.can_follow
        self._to_end()
        self._moved()

    def _walk(self, row: int) -> None:
        """Go where the user sends the cursor."""
        if not len(self.rows):
            return
        self.is_touched = True
        last = len(self.rows) - 1
        target = max(min(row, last), 0)
        self.is_following = self.is_following and row >= last
        self.cursor = self.rows.line_at(target)
        self.viewport.reveal(target)
        self._moved()

    def _to_end(self) -> None:
        if len(self.rows):
            self.cursor = self.rows.line_at(len(self.rows) - 1)
            self.viewport.to_end()

    def resized(self) -> None:
        """Keep the end in view where that is wanted; at the cause what follows it, until the user moves."""
        if self.is_following:
            self._to_end()
        elif len(self.rows) and self.cursor == self.cause and not self.is_touched:
            self.viewport.show_at(self.cursor_row, JUMP_SHARE)
        self._moved()

    def _moved(self) -> None:
        self.refit()
        self.post_message(self.Moved(self))

    # --- mouse ------------------------------------------------------------

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down; the cursor stays on screen."""
        event.stop()
        event.prevent_default()
        self._wheel(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up; the cursor stays on screen."""
        event.stop()
        event.prevent_default()
        self._wheel(-WHEEL_LINES)

    def _wheel(self, lines: int) -> None:
        self.viewport.scroll(lines)
        first, last = self.view
        if last > first:
            self._walk_within(max(min(self.cursor_row, last - 1), first))

    def _walk_within(self, row: int) -> None:
        """Leave the view where it is; follow the end again where that is in it."""
        self.is_touched = True
        at_end = self.view[1] >= len(self.rows)
        self.is_following = self.can_follow and at_end
        self.cursor = self.rows.line_at(len(self.rows) - 1 if self.is_following else row)
        self._moved()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points."""
        offset = event.get_content_offset(self)
        seen = self.viewport.lines()
        if offset is not None and 0 <= offset.y < len(seen):
            event.stop()
            self._walk_within(seen[offset.y][0])
