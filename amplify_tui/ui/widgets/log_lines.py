"""The lines of a log as they stand on screen; only those that look different are painted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from textual.cache import LRUCache
from textual.geometry import Region

from amplify_tui.ui.logs.look import Look
from amplify_tui.ui.logs.painting import Notes, line_rows, row_count
from amplify_tui.ui.logs.rows import Outline, Rows
from amplify_tui.ui.logs.viewport import Viewport
from amplify_tui.ui.widgets.framed_view import FramedView
from amplify_tui.ui.widgets.inks import Inks
from amplify_tui.ui.widgets.row_painter import CURSOR, PLACEHOLDER, placeholder_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.strip import Strip

    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.logs.painting import ShownLine

MARKED_LINE = "log--marked"
_KEPT = 1_000

Hits = tuple[tuple[int, int], ...]


class LineSource(Protocol):
    """Where the lines come from."""

    def line(self, number: int) -> ShownLine:
        """Return a line, from 1."""
        ...


class LogLines(FramedView):
    """A window on the rows of a log.

    What stands in each screen line is told by a key that holds all its look
    depends on; a line whose key is the same is not painted again.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {CURSOR, PLACEHOLDER, MARKED_LINE}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.source: LineSource | None = None
        self.rows = Rows()
        self.outline = Outline()
        self.look = Look(0)
        self.cursor = 1
        self.marked: tuple[int, int] | None = None
        self.cause = 0
        self.placeholder = ""
        self.log_size = 0
        self.hits_in: Callable[[ShownLine], Hits] | None = None
        self.current_hit: tuple[int, int] = (0, -1)
        self.viewport = Viewport(self._height_of)
        self._version = 0
        self._keys: list[tuple[Any, ...]] = []
        self._strips: LRUCache[tuple[Any, ...], Strip] = LRUCache(_KEPT)
        self._inks = Inks(self)

    # --- what is shown ----------------------------------------------------

    def show_rows(self, rows: Rows, outline: Outline) -> None:
        """Show other rows; the cursor stays on its line, or goes to the fold that hides it."""
        self.rows, self.outline = rows, outline
        self.look = replace(self.look, last_number=_rounded(rows.line_count))
        self.viewport.set_extent(len(rows), self.page)
        self.refit()

    def change_look(self, **changes: Any) -> None:
        """Show all lines in another way; the top line stays where it is."""
        changed = replace(self.look, **changes)
        if changed != self.look:
            self.look = changed
            self.viewport.skipped = 0
            self.viewport.set_extent(len(self.rows), self.page)
            self.forget()

    def clear(self, placeholder: str) -> None:
        """Show no log.

        Args:
            placeholder: What is said instead.
        """
        self.source, self.cause, self.cursor, self.marked = None, 0, 1, None
        self.placeholder = placeholder
        self.look = replace(self.look, start=None, offset=0)
        self.show_rows(Rows(), Outline())
        self.forget()

    def forget(self) -> None:
        """Lay out every line anew, as their look or their text is another."""
        self._version += 1
        self.refit()

    @property
    def page(self) -> int:
        """How many lines are on screen."""
        return max(self.content_size.height, 0)

    @property
    def view(self) -> tuple[int, int]:
        """First row on screen and the one after the last."""
        seen = self.viewport.lines()
        return (seen[0][0], seen[-1][0] + 1) if seen else (0, 0)

    @property
    def cursor_row(self) -> int:
        """The row that the cursor stands on."""
        return self.rows.row_of(self.cursor)

    def notes_of(self, number: int, line: ShownLine | None) -> Notes:
        """Gather what is said of a line besides its text.

        Args:
            number: Which line.
            line: The line, for its hits; None where those do not matter.
        """
        head = self.outline.head_at(number)
        marked = self.marked
        hits = self.hits_in(line) if line is not None and self.hits_in is not None else ()
        return Notes(
            is_cause=number == self.cause,
            is_marked=marked is not None and min(marked) <= number <= max(marked),
            head=head,
            is_folded=head is not None and self.outline.is_folded(head),
            hits=hits,
            current=self.current_hit[1] if self.current_hit[0] == number else -1,
        )

    # --- painting ---------------------------------------------------------

    def refit(self) -> None:
        """Find out what stands where now, and paint the lines that look different."""
        before = self._keys
        self._keys = self._keys_now()
        changed = [
            y
            for y in range(max(len(before), len(self._keys)))
            if y >= len(before) or y >= len(self._keys) or before[y] != self._keys[y]
        ]
        if len(changed) > self.page // 2:
            self.refresh(self.size.region)
        elif changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _keys_now(self) -> list[tuple[Any, ...]]:
        if not len(self.rows):
            return [("", self.placeholder, self.page, y) for y in range(self.page)]
        row = self.cursor_row
        return [self._key(each, part, is_cursor=each == row) for each, part in self.viewport.lines()]

    def _key(self, row: int, part: int, *, is_cursor: bool) -> tuple[Any, ...]:
        number = self.rows.line_at(row)
        notes = self.notes_of(number, None)
        # The last line may have gone on meanwhile.
        size = self.log_size if number == self.rows.line_count else 0
        return number, part, is_cursor, notes, self._version, size

    def on_resize(self) -> None:
        """Lay out for the new size."""
        self._fit_size()
        self.refit()
        self.resized()

    def resized(self) -> None:
        """For heirs that tell others of it."""

    def _fit_size(self) -> None:
        if self.look.width != self.content_size.width:
            self.look = replace(self.look, width=self.content_size.width)
            self._version += 1
        was_seen = self.viewport.is_seen(self.cursor_row)
        self.viewport.set_extent(len(self.rows), self.page)
        if was_seen:
            self.viewport.reveal(self.cursor_row)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the content."""
        width = self.content_size.width
        if self.look.width != width or self.viewport.page != self.page:
            # The first picture is painted before any Resize is heard.
            self._fit_size()
            self._keys = self._keys_now()
        if not len(self.rows):
            return placeholder_line(self._inks, self.placeholder, y, width, self.page)
        if y >= len(self._keys):
            return self._inks.strip([], width)
        key = self._keys[y]
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._paint_key(key)
        return strip

    def _paint_key(self, key: tuple[Any, ...]) -> Strip:
        number, part, is_cursor, notes, *_ = key
        component = CURSOR if is_cursor else MARKED_LINE if notes.is_marked else ""
        rows: list[list[Piece]] = [[]]
        if self.source is not None:
            line = self.source.line(number)
            rows = line_rows(line, self.look, self.notes_of(number, line))
        return self._inks.strip(rows[part] if part < len(rows) else [], self.look.width, component)

    def _height_of(self, row: int) -> int:
        if not self.look.is_wrapped or self.source is None or not 0 <= row < len(self.rows):
            return 1
        number = self.rows.line_at(row)
        return row_count(self.source.line(number), self.look, self.notes_of(number, None))

    def notify_style_update(self) -> None:
        """Paint with the new styles."""
        super().notify_style_update()
        self._inks.forget()
        self._strips.clear()


def _rounded(count: int) -> int:
    """Return the highest number of as many digits, so that the column keeps its width while a log grows."""
    return int("9" * max(len(str(count)), 3))
