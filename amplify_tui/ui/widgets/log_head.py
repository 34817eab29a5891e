"""The lines above a log; what ticks by the second stands in a narrow widget of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.logs.head import LogFacts, cause_lines, fact_pieces, no_cause_line, title_pieces
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.model.causes.finding import Cause

_LEAST_TITLE = 24
_GAP = 1
_WIDE = 200


class LogHead(Vertical):
    """Title, the step's duration, facts; below them the cause."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ToneLines(classes="log-head--title")
        self._ticking = ToneLines(classes="log-head--ticking")
        self._counts = ToneLines(classes="log-head--facts")
        self._cause_lines = ToneLines(classes="log-head--cause")
        self.facts = LogFacts()
        self.ticking = ""
        self.cause: Cause | None = None
        self.is_short = False
        self.is_unknown = False

    def compose(self) -> ComposeResult:
        """Lay out the first line above the cause."""
        with Horizontal():
            yield self._title
            yield self._ticking
            yield self._counts
        yield self._cause_lines

    def on_mount(self) -> None:
        """Take no room for what is not known."""
        self.lay_out()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.lay_out()

    def show(self, facts: LogFacts, cause: Cause | None, *, is_unknown: bool, is_short: bool) -> None:
        """Show these facts; only what changed is painted.

        Args:
            facts: What the first line says.
            cause: Why the job failed; None where that is not known.
            is_unknown: Whether the log was read in vain for it.
            is_short: Whether there is little height.
        """
        shown = (self.facts, self.cause, self.is_unknown, self.is_short)
        if (facts, cause, is_unknown, is_short) != shown:
            self.facts, self.cause, self.is_unknown, self.is_short = facts, cause, is_unknown, is_short
            self.lay_out()

    def show_time(self, ticking: str) -> None:
        """Show how long the step takes.

        Args:
            ticking: What changes by the second.
        """
        if ticking != self.ticking:
            is_wider = width_of(ticking) != width_of(self.ticking)
            self.ticking = ticking
            if is_wider:
                self.lay_out()
            else:
                self._ticking.set_lines([[(f" {ticking}", "")]])

    def lay_out(self) -> None:
        """Share the first line: title, duration, and as many facts as there is room for."""
        width = self.content_size.width or self.app.size.width
        least = width_of(text_of(title_pieces(replace(self.facts, place="", is_demo=False), _WIDE)))
        ticks = self.ticking if least + _GAP + width_of(self.ticking) <= width else ""
        tick_width = width_of(ticks) + _GAP if ticks else 0
        wanted = width_of(text_of(title_pieces(self.facts, max(width, 1))))
        room = max(width - tick_width - min(wanted, max(width * 2 // 3, _LEAST_TITLE)), 0)
        facts = fact_pieces(self.facts, room)
        facts_width = width_of(text_of(facts))
        title = title_pieces(self.facts, max(width - tick_width - facts_width, 1))
        title_width = min(width_of(text_of(title)), max(width - tick_width - facts_width, 1))
        self._ticking.styles.width = tick_width
        self._ticking.display = bool(tick_width)
        self._title.styles.width = title_width
        self._title.set_lines([title])
        self._ticking.set_lines([[(f" {ticks}", "")]])
        gap = max(width - title_width - tick_width - facts_width, 0)
        self._counts.set_lines([[(" " * gap, ""), *facts]])
        lines = cause_lines(self.cause, width, is_short=self.is_short)
        if self.is_unknown and not self.is_short:
            lines = [no_cause_line(self.facts)]
        self._cause_lines.display = bool(lines)
        self._cause_lines.styles.height = max(len(lines), 1)
        self._cause_lines.set_lines(lines)
