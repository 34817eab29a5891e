"""The names of a job's screenshots, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from amplify_tui.ui.cell_text import fit, plain
from amplify_tui.ui.widgets.cursor_view import CursorView
from amplify_tui.ui.widgets.row_painter import CURSOR, Tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from amplify_tui.model.job_files import JobFile


class ShotList(CursorView, can_focus=False):
    """Names under the headings of their steps; the cursor goes from name to name.

    The screen has the keys, so that they work while the list is folded away too.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {CURSOR}

    class Moved(Message):
        """The cursor stands on another screenshot now."""

        def __init__(self, shots: ShotList, number: int) -> None:
            super().__init__()
            self.shots = shots
            self.number = number

        @property
        def control(self) -> ShotList:
            """The list."""
            return self.shots

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._lines: tuple[str | int, ...] = ()
        self._files: tuple[JobFile, ...] = ()
        self._tones = Tones(self)

    @property
    def line_count(self) -> int:
        """How many lines there are, headings among them."""
        return len(self._lines)

    @property
    def number(self) -> int:
        """Which screenshot the cursor stands on, from 0; -1 for none."""
        line = self._lines[self.cursor_line] if self.cursor_line < len(self._lines) else ""
        return line if isinstance(line, int) else -1

    def set_files(self, files: Sequence[JobFile], number: int) -> None:
        """Show these screenshots.

        Args:
            files: In the order of their steps.
            number: Which of them the cursor shall stand on, from 0.
        """
        self._files = tuple(files)
        lines: list[str | int] = []
        step = None
        for at, file in enumerate(files):
            if file.step_name != step:
                step = file.step_name
                lines.append(plain(step or "", 60))
            lines.append(at)
        self._lines = tuple(lines)
        self.cursor_line = self._lines.index(number) if number in self._lines else 0
        self.set_extent()
        self.reveal(self.cursor_line)
        self.refresh()

    def go_to(self, number: int) -> None:
        """Put the cursor on a screenshot; what lies outside counts as the nearer end.

        Args:
            number: Which, from 0.
        """
        target = max(min(number, len(self._files) - 1), 0)
        if target in self._lines:
            self.put_cursor(self._lines.index(target))

    def put_cursor(self, line: int) -> None:
        """Move the cursor to a line; from a heading to the first name below it."""
        if 0 <= line < len(self._lines) and isinstance(self._lines[line], str):
            line += 1
        if line != self.cursor_line:
            super().put_cursor(line)

    def cursor_moved(self) -> None:
        """Tell the screen which picture to show."""
        self.post_message(self.Moved(self, self.number))

    def action_choose(self) -> None:
        """Nothing more than the cursor's move follows a double click."""

    def on_resize(self) -> None:
        """Keep the cursor on screen."""
        self.set_extent()
        self.reveal(self.cursor_line)
        self.refresh()

    def notify_style_update(self) -> None:
        """Paint with the new styles."""
        super().notify_style_update()
        self._tones.forget()

    def render_line(self, y: int) -> Strip:
        """Paint one line of the content."""
        width = self.scrollable_content_region.width
        at = self.line_at(y)
        if at is None:
            return self._tones.strip([], width)
        line = self._lines[at]
        if isinstance(line, str):
            return self._tones.strip(fit(((line, "dim"),), width), width)
        name = plain(self._files[line].name, 200) or "(no name)"
        is_cursor = at == self.cursor_line
        mark = "▸" if is_cursor else " "
        return self._tones.strip(fit(f"{mark} {name}", width), width, CURSOR if is_cursor else "")
