"""Searching in a log: while typing, off the event loop, and never longer than two seconds."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from amplify_tui.ui.cell_text import width_of
from amplify_tui.ui.screens.log_taking import LogTaking

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widgets import Input

    from amplify_tui.model.logs.query import Query
    from amplify_tui.model.logs.search import Hits
    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.logs.painting import ShownLine
    from amplify_tui.ui.screens.log_frame import LogTarget

PAUSE_SECONDS: Final = 0.12
"""How long nothing must be typed before a search begins."""


class LogSearch(LogTaking):
    """Search field, hits, the way from one to the next.

    Args:
        target: Whose log to open.
    """

    def __init__(self, target: LogTarget) -> None:
        super().__init__(target)
        self.is_regex = False
        self.query_now: Query | None = None
        self.hits: Hits | None = None
        self._origin = 1
        self._typed: Timer | None = None
        self._is_searching = False
        self._complaint = ""

    # --- typing -----------------------------------------------------------

    def action_search(self) -> None:
        """Type what to look for."""
        self._origin = self.view.cursor
        self.search_bar.show(is_there=True)
        self.set_focus(self.search_bar.field)
        self._say()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search soon, once nothing more is typed."""
        event.stop()
        if self._typed is not None:
            self._typed.stop()
        self._typed = self.set_timer(PAUSE_SECONDS, self._seek)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the hits; without words, end the search."""
        event.stop()
        if not event.value:
            self.end_search()
            return
        self.set_focus(self.view)
        if self._typed is not None:
            self._typed.stop()
            self._typed = None
            if self.query_now is None or self.query_now.text != event.value:
                self._seek()
        self._say()

    def action_regex(self) -> None:
        """Take what is sought as a regular expression, or as it stands."""
        self.is_regex = not self.is_regex
        if self.search_bar.field.value:
            self._seek()
        else:
            self.amplify.tell(f"Searches are {'regular expressions' if self.is_regex else 'literal'} now.")
        self._say()

    def end_search(self) -> bool:
        """Forget what was sought.

        Returns:
            Whether there was anything to forget.
        """
        was_open = self.search_bar.is_open
        if not was_open:
            return False
        was_typing = self.search_bar.field.has_focus
        self.set_focus(self.view)
        self._stop_search()
        with self.search_bar.field.prevent(type(self.search_bar.field).Changed):
            self.search_bar.field.value = ""
        self.search_bar.show(is_there=False)
        if was_typing and self.view.cursor != self._origin and len(self.view.rows):
            self.view.jump_to(self._origin)
        return True

    # --- searching --------------------------------------------------------

    def _seek(self) -> None:
        """Search for what stands in the field."""
        from amplify_tui.model.logs.query import QueryError, compile_query

        text = self.search_bar.field.value
        self._stop_search()
        if not text:
            self._say()
            return
        try:
            self.query_now = compile_query(text, is_regex=self.is_regex)
        except QueryError as error:
            self._complaint = str(error)
            self._say()
            return
        self.run_worker(self._search(self.query_now), name="search", group="search", exclusive=True)

    def _stop_search(self) -> None:
        if self._typed is not None:
            self._typed.stop()
            self._typed = None
        self.workers.cancel_group(self, "search")
        self.query_now = self.hits = None
        self._is_searching, self._complaint = False, ""
        self._show_hits()

    async def _search(self, query: Query) -> None:
        """Search what there is of the log, then go to the nearest hit."""
        from amplify_tui.model.logs.search import search

        log = self.parsed
        if log is None:
            return
        self._is_searching = True
        self._say()
        hits = await asyncio.to_thread(
            search,
            log,
            query,
            clock=self.wiring.clock.monotonic,
            is_wanted=lambda: self.query_now is query and self.parsed is log,
        )
        if self.query_now is not query:
            return
        self._is_searching = False
        if self.parsed is not log:
            self._seek()
            return
        self.hits = hits
        self._show_hits()
        if hits.numbers:
            at = bisect_left(hits.numbers, self._origin)
            self._go_to_hit(hits.numbers[at % len(hits.numbers)])
        elif self.search_bar.field.has_focus and self.view.cursor != self._origin:
            self.view.jump_to(self._origin)
        self._say()

    async def _search_growth(self, query: Query, hits: Hits) -> None:
        """Search what came since."""
        from amplify_tui.model.logs.search import search

        log = self.parsed
        if log is None:
            return
        self._is_searching = True
        more = await asyncio.to_thread(
            search, log, query, clock=self.wiring.clock.monotonic, first=hits.last + 1
        )
        self._is_searching = False
        if self.hits is hits and self.parsed is log:
            hits.numbers.extend(more.numbers)
            hits.last, hits.problem = more.last, more.problem
            self._show_hits()
            self._say()

    def clear_lines(self) -> None:
        """Forget the hits in the log before; what is sought is sought in the next one too."""
        super().clear_lines()
        self.hits, self.view.hits_in = None, None
        self.view.current_hit = (0, -1)

    def after_growth(self) -> None:
        """Search what came since."""
        query, hits, log = self.query_now, self.hits, self.parsed
        if query is None or self._is_searching or log is None:
            return
        if hits is None or hits.last > log.line_count:
            self._seek()
        elif hits.last < log.line_count and not hits.problem:
            self.run_worker(self._search_growth(query, hits), name="search", group="search")

    # --- showing ----------------------------------------------------------

    def _show_hits(self) -> None:
        """Highlight the hits, and draw them on the ruler."""
        hits, query = self.hits, self.query_now
        self.hit_lines = hits.numbers if hits is not None else ()
        self.view.current_hit = (0, -1)
        if hits is None or query is None:
            self.view.hits_in = None
        else:
            numbers = hits.numbers

            def hits_in(line: ShownLine) -> tuple[tuple[int, int], ...]:
                at = bisect_left(numbers, line.number)
                is_hit = at < len(numbers) and numbers[at] == line.number
                return query.columns(line.text) if is_hit else ()

            self.view.hits_in = hits_in
        self.view.forget()
        self.show_facts()

    def action_next_hit(self) -> None:
        """Go to the next line that holds what is sought; from the last one to the first."""
        self._step(1)

    def action_previous_hit(self) -> None:
        """Go to the hit before; from the first one to the last."""
        self._step(-1)

    def _step(self, by: int) -> None:
        numbers = self.hits.numbers if self.hits is not None else ()
        if not numbers:
            self.amplify.tell(
                "The search still goes on." if self._is_searching else "Nothing is found: / searches."
            )
            return
        cursor = self.view.cursor
        at = bisect_right(numbers, cursor) if by > 0 else bisect_left(numbers, cursor) - 1
        if not 0 <= at < len(numbers):
            at %= len(numbers)
            self.amplify.tell("From the top again." if by > 0 else "From the bottom again.")
        self._go_to_hit(numbers[at])
        self._say()

    def _go_to_hit(self, line: int) -> None:
        view = self.view
        view.current_hit = (line, 0)
        self.go_to(line)
        if view.source is not None and view.hits_in is not None:
            shown = view.source.line(line)
            if spans := view.hits_in(shown):
                first, last = spans[0]
                view.show_cells(width_of(shown.text[:first]), width_of(shown.text[:last]))

    def _say(self) -> None:
        """Say how the search goes."""
        kind: list[Piece] = [("regex", "accent")] if self.is_regex else []
        self.search_bar.say([*self._result(), (" " if kind else "", ""), *kind, ("  alt+r", "dim")])

    def _result(self) -> list[Piece]:
        hits = self.hits
        if self._complaint:
            return [(self._complaint, "warning")]
        if self._is_searching:
            return [("searching…", "dim")]
        if hits is None:
            return []
        if hits.problem:
            return [(hits.problem, "warning")]
        if not hits.numbers:
            return [("not found", "warning")]
        at = bisect_right(hits.numbers, self.view.cursor)
        return [(f"{at:,} of {len(hits.numbers):,}", "")]
