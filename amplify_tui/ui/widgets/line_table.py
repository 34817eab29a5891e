"""A table of keyed rows that paints only the lines that changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Generic, TypeAlias, TypedDict, TypeVar

from textual.geometry import Region
from textual.reactive import reactive

from amplify_tui.ui.widgets import row_messages
from amplify_tui.ui.widgets.cursor_view import CursorView
from amplify_tui.ui.widgets.row_order import RowOrder, SortState
from amplify_tui.ui.widgets.row_painter import CURSOR, PLACEHOLDER, RowPainter, Tones, placeholder_line

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from rich.text import Text
    from textual import events
    from textual.strip import Strip

    from amplify_tui.ui.columns import Column, Footnote

R = TypeVar("R")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEAR_END = 10


class TableOptions(TypedDict, total=False):
    """What whoever places a table may say of it.

    Attributes:
        placeholder: What is said while there are no rows.
        id: Name for the stylesheet.
        classes: Classes for the stylesheet.
    """

    placeholder: str | Text
    id: str | None
    classes: str | None


class LineTable(CursorView, Generic[R]):
    """Rows by key under a heading that does not scroll.

    The cursor stands on a row, not on a line: whatever is sorted, filtered or
    added, it stays with its row for as long as that is there.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-table--heading", CURSOR, PLACEHOLDER}

    heading_lines = 1

    cursor_key: reactive[Hashable | None] = reactive(None, repaint=False, init=False)
    """Key of the row under the cursor; None while there are no rows. Set it with ``move_to``."""

    placeholder: reactive[str | Text] = reactive("", init=False)
    """What is said while there are no rows."""

    filter_text: reactive[str] = reactive("", repaint=False, init=False)
    """Words that a row must have, each somewhere in its columns."""

    follow = False
    """Whether a cursor on the first row stays on the first row when newer rows come."""

    Highlighted: TypeAlias = row_messages.Highlighted
    Chosen: TypeAlias = row_messages.Chosen
    NearEnd: TypeAlias = row_messages.NearEnd
    HeaderClicked: TypeAlias = row_messages.HeaderClicked

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        footnote: Footnote[R] | None = None,
        placeholder: str | Text = "",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.key = key
        self.footnote = footnote
        self.set_reactive(LineTable.placeholder, placeholder)
        self._order: RowOrder[R] = RowOrder(self.columns, key)
        self.heights = self._order.heights
        self._tones = Tones(self)
        self._painter: RowPainter[R] = RowPainter(self.columns, self._tones)
        self._now = _EPOCH
        self._asked_at_count = -1

    @property
    def line_count(self) -> int:
        """How many rows are shown."""
        return len(self._order)

    @property
    def row_at_cursor(self) -> R | None:
        """The row under the cursor; None while there are no rows."""
        return self._order[self.cursor_line] if self.line_count else None

    @property
    def sort_state(self) -> SortState | None:
        """What the rows are sorted by; None for their own order."""
        return self._order.sort

    def set_rows(self, rows: Sequence[R], *, changed: Sequence[int] | None = None) -> None:
        """Show these rows; only lines that look different are painted.

        Args:
            rows: In their natural order, no key twice. Not to be changed afterwards.
            changed: Places of those that are not the same as before, where it is known
                that all others are; else None.
        """
        stays_on_top = self.follow and self.cursor_line == 0 and self.sort_state is None
        self._rearrange(lambda: self._order.replace(rows, self._now, changed), stays_on_top=stays_on_top)

    def set_now(self, now: datetime) -> None:
        """Let time pass: paint the visible lines that it changes.

        Args:
            now: The present moment, aware UTC.
        """
        is_new_day = now.astimezone().date() != self._now.astimezone().date()
        self._now = now
        if is_new_day:
            self._painter.forget()
            self.refresh()
            return
        for line in self.lines_on_screen():
            component = CURSOR if line == self.cursor_line else ""
            for left, width in self._painter.stale_cells(self._order[line], now, component):
                self.repaint_line(line, left, width)

    def move_to(self, key: Hashable) -> bool:
        """Put the cursor on a row.

        Args:
            key: Key of the row.

        Returns:
            Whether the row is shown.
        """
        line = self._order.find(key, self.cursor_line)
        if line is not None:
            self.put_cursor(line)
        return line is not None

    def sort_by(self, column_id: str | None, *, reverse: bool = False) -> None:
        """Sort the rows; the cursor stays on its row.

        Args:
            column_id: Column to sort by; None, or one that cannot sort, for the rows' own order.
            reverse: Whether the largest stands first.
        """
        can_sort = any(column.id == column_id and column.sort_key for column in self.columns)
        self._order.sort = SortState(column_id, reverse) if can_sort and column_id else None
        self._rearrange(lambda: self._order.arrange(self._now))
        self.refresh()

    def next_sort(self) -> None:
        """Sort by the next column, again reverses; after the last column the rows' own order returns."""
        following = self._order.next_sort()
        if following is None:
            self.sort_by(None)
        else:
            self.sort_by(following.column_id, reverse=following.is_reverse)

    def cursor_moved(self) -> None:
        """Tell which row the cursor stands on now."""
        row = self.row_at_cursor
        key = None if row is None else self.key(row)
        if key != self.cursor_key:
            self.cursor_key = key
            self.post_message(self.Highlighted(self, row))
        self.tell_seen(is_pushed=self.line_count > 0 and self.cursor_line == self.line_count - 1)

    def action_choose(self) -> None:
        """Take the row under the cursor."""
        if (row := self.row_at_cursor) is not None:
            self.post_message(self.Chosen(self, row))

    def watch_filter_text(self, text: str) -> None:
        """Show only the rows that have every word."""
        self._order.words = tuple(text.casefold().split())
        self._rearrange(lambda: self._order.arrange(self._now))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more rows when the end comes near."""
        super().watch_scroll_y(old_value, new_value)
        self.tell_seen(is_pushed=False)

    def notify_style_update(self) -> None:
        """Paint with the new styles."""
        super().notify_style_update()
        self._painter.forget()

    def on_resize(self) -> None:
        """Make room for second lines or take it back; keep the cursor on screen."""
        note = self.footnote
        if note is not None and not note.fits(self.scrollable_content_region.width, self.page_lines):
            note = None
        if note is not self._painter.footnote:
            self._painter.footnote = note
            self._painter.forget()
            self._order.set_tall(None if note is None else note.is_there)
            self.refresh()
        self.set_extent()
        self.reveal(self.cursor_line)
        self.tell_seen(is_pushed=False)

    def on_click(self, event: events.Click) -> None:
        """Sort by the column whose heading was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y >= self.heading_lines:
            return
        column = self._painter.column_at(offset.x)
        if column is not None and column.sort_key is not None:
            event.stop()
            state = self.sort_state
            is_same = state is not None and state.column_id == column.id
            self.sort_by(column.id, reverse=is_same and state is not None and not state.is_reverse)
            self.post_message(self.HeaderClicked(self, column))

    def render_line(self, y: int) -> Strip:
        """Paint one line of the content."""
        width = self.scrollable_content_region.width
        self._painter.set_width(width)
        if y < self.heading_lines:
            return self._painter.heading(self.sort_state)
        line, part = self.heights.row_at(y - self.heading_lines + self.scroll_offset.y)
        if line < self.line_count:
            component = CURSOR if line == self.cursor_line else ""
            paint = self._painter.below if part else self._painter.row
            return paint(self._order[line], self._now, component)
        if self.line_count:
            return self._tones.strip([], width)
        is_filtered = len(self._order.rows) > 0 and self.filter_text
        words = (
            f"Nothing here has “{self.filter_text}”. esc clears the filter."
            if is_filtered
            else str(self.placeholder)
        )
        return placeholder_line(self._tones, words, y - self.heading_lines, width, self.page_lines)

    def _rearrange(self, change: Callable[[], None], *, stays_on_top: bool = False) -> None:
        """Change what is shown, keep the cursor on its row, paint the lines that differ."""
        before, old_count = self._order.seen(self.scroll_offset.y, self.page_lines), self.line_count
        old_line, old_place = self.cursor_line, self.heights.place_of(self.cursor_line)
        is_seen = old_line in self.lines_on_screen()
        change()
        found = None
        if self.cursor_key is not None and not stays_on_top:
            found = self._order.find(self.cursor_key, min(old_line, max(self.line_count - 1, 0)))
        fallback = 0 if stays_on_top else max(min(old_line, self.line_count - 1), 0)
        self.cursor_line = fallback if found is None else found
        self.set_extent()
        moved = self.heights.place_of(self.cursor_line) - old_place
        if moved and self.scroll_offset.y and is_seen:
            self.jump(max(self.scroll_offset.y + moved, 0))
        if is_seen:
            self.reveal(self.cursor_line)
        if not self.line_count or not old_count:
            self.refresh()
        after = self._order.seen(self.scroll_offset.y, self.page_lines)
        cursors = (old_line, self.cursor_line)
        for y in self._painter.differing(before, after, cursors):
            self.refresh(Region(0, y + self.heading_lines, self.size.width, 1))
        self.cursor_moved()

    def tell_seen(self, *, is_pushed: bool) -> None:
        """Tell what follows from the rows that are on screen now: whether the last ones are near.

        Args:
            is_pushed: Whether the cursor pushes on at the end; else it is told once for each number of rows.
        """
        count = self.line_count
        is_near = count > 0 and self.top_line + self.page_lines >= count - _NEAR_END
        if is_near and self.is_attached and (is_pushed or self._asked_at_count != count):
            self._asked_at_count = count
            self.post_message(self.NearEnd(self, self._order[count - 1]))
