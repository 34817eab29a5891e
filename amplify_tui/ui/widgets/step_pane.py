"""Pane 3: one job with its steps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.reactive import reactive

from amplify_tui.ui.cell_text import fit
from amplify_tui.ui.step_lines import JobView, PaneLine, step_lines
from amplify_tui.ui.tail_lines import tail_lines
from amplify_tui.ui.widgets.cursor_view import CursorView
from amplify_tui.ui.widgets.row_painter import CURSOR, PLACEHOLDER, Tones, placeholder_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from textual.strip import Strip

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.logs.tail import LogTail
    from amplify_tui.model.steps import Artifact, JobDetail, Step

_COMPACT_UNTIL = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class StepPane(CursorView):
    """The job's head, its steps and their addresses; the cursor goes from step to step.

    Where it is low the steps come first and everything else is shortened.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {CURSOR, PLACEHOLDER}

    placeholder: reactive[str] = reactive("", init=False)
    """What is said while there is no job to tell of."""

    class StepChosen(Message):
        """A step was taken with enter or a double click."""

        def __init__(self, pane: StepPane, step: Step) -> None:
            super().__init__()
            self.pane = pane
            self.step = step

        @property
        def control(self) -> StepPane:
            """The pane."""
            return self.pane

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, classes=classes)
        self._view: JobView | None = None
        self._lines: tuple[PaneLine, ...] = ()
        self._now = _EPOCH
        self._free = 0
        self._tones = Tones(self)

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @property
    def detail(self) -> JobDetail | None:
        """The job that is shown."""
        return None if self._view is None else self._view.detail

    @property
    def step_at_cursor(self) -> Step | None:
        """The step under the cursor; None where there are none."""
        if self._view is None or not 0 <= self.cursor_line < len(self._lines):
            return None
        position = self._lines[self.cursor_line].step
        return None if position is None else self._view.detail.steps[position]

    @property
    def has_room(self) -> bool:
        """Whether lines are left for the end of a log."""
        return self._view is not None and self._free > 0 and self.display

    def show(
        self,
        detail: JobDetail | None,
        *,
        artifacts: Sequence[Artifact] | None = None,
        typical: timedelta | None = None,
        is_live: bool = False,
        problem: str = "",
        is_loading: bool = False,
        cause: JobCause | None = None,
        tail: LogTail | None = None,
    ) -> None:
        """Show a job; only lines that look different are painted.

        Args:
            detail: The job and its steps; None for the placeholder.
            artifacts: What ListArtifacts named; None while it was not asked.
            typical: How long jobs of the branch usually take; None where unknown.
            is_live: Whether visitors of the site get this job now.
            problem: Why the steps could not be read; empty when they could.
            is_loading: Whether the steps were asked for and are not there yet.
            cause: Why the job failed, as far as known; None for one that did not.
            tail: How the log of the running step ends; None while that is not known.
        """
        before = self.detail
        is_other = detail is None or before is None or before.job.key != detail.job.key
        self._view = (
            None
            if detail is None
            else JobView(detail, artifacts, typical, is_live, problem, is_loading, cause, tail)
        )
        if is_other:
            self.scroll_to(y=0, animate=False, force=True)
        self._rebuild(keeps_step=not is_other)
        if (before is None) != (detail is None):
            self.refresh()

    def set_now(self, now: datetime) -> None:
        """Let time pass: paint the lines that it changes.

        Args:
            now: The present moment, aware UTC.
        """
        self._now = now
        self._rebuild(keeps_step=True)

    def put_cursor(self, line: int) -> None:
        """Move the cursor to the nearest step in the direction it was sent, and past the last one scroll."""
        steps = [at for at, each in enumerate(self._lines) if each.step is not None]
        if not steps:
            self.jump(max(min(line, self.line_count - self.page_lines), 0))
        elif line > self.cursor_line:
            ahead = [at for at in steps if at > self.cursor_line]
            near = [at for at in ahead if at <= line][-1:] or ahead[:1]
            self._go(near, line)
        elif line < self.cursor_line:
            behind = [at for at in steps if at < self.cursor_line]
            near = [at for at in behind if at >= line][:1] or behind[-1:]
            self._go(near, line)

    def cursor_moved(self) -> None:
        """Nothing follows the cursor of this pane."""

    def action_choose(self) -> None:
        """Take the step under the cursor."""
        if (step := self.step_at_cursor) is not None:
            self.post_message(self.StepChosen(self, step))

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._rebuild(keeps_step=True)
        self.refresh()

    def notify_style_update(self) -> None:
        """Paint with the new styles."""
        super().notify_style_update()
        self._tones.forget()

    def render_line(self, y: int) -> Strip:
        """Paint one line of the content."""
        width = self.scrollable_content_region.width
        if self._view is None:
            return placeholder_line(self._tones, self.placeholder, y, width, self.page_lines)
        line = self.line_at(y)
        if line is None:
            return self._tones.strip([], width)
        is_cursor = line == self.cursor_line and self._lines[line].step is not None
        pieces = fit(self._lines[line].pieces, width)
        return self._tones.strip(pieces, width, CURSOR if is_cursor else "")

    def _go(self, lines: Sequence[int], wanted: int) -> None:
        """Move to a step, or scroll by a line where there is none further on."""
        if lines:
            super().put_cursor(lines[0])
        else:
            by = 1 if wanted > self.cursor_line else -1
            self.jump(max(self.top_line + by, 0))

    def _rebuild(self, *, keeps_step: bool) -> None:
        """Make the lines anew, keep the cursor on its step, paint the lines that differ."""
        width = self.scrollable_content_region.width
        if self._view is None or not width:
            self._lines, self.cursor_line = (), 0
            self.set_extent()
            return
        before, old_cursor = self._lines, self.cursor_line
        step = before[old_cursor].step if keeps_step and old_cursor < len(before) else None
        is_compact = self.page_lines <= _COMPACT_UNTIL
        told = step_lines(self._view, self._now, width, is_compact=is_compact)
        self._free = self.page_lines - len(told)
        self._lines = told + tail_lines(self._view, width, self._free)
        spots = [at for at, line in enumerate(self._lines) if line.step is not None]
        same = [at for at in spots if self._lines[at].step == step]
        self.cursor_line = (same or spots or [0])[0]
        self.set_extent()
        for at in range(max(len(before), len(self._lines))):
            old = before[at] if at < len(before) else None
            new = self._lines[at] if at < len(self._lines) else None
            if old != new or (old_cursor != self.cursor_line and at in (old_cursor, self.cursor_line)):
                self.repaint_line(at)
