"""Opens the log of a step and keeps it current; goes to the cause once that is known."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.store import topics
from amplify_tui.ui.following import Following
from amplify_tui.ui.logs import steps
from amplify_tui.ui.logs.source import LineReader
from amplify_tui.ui.logs.tally import Tally
from amplify_tui.ui.screens.log_frame import LogFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.store.log_reading import LogReading, ReadingState
    from amplify_tui.store.topics import Topic
    from amplify_tui.ui.screens.log_frame import LogTarget

GROWTH_SECONDS = 0.1
"""How often a growing log is shown at most."""


class OpenLog(LogFrame):
    """A log that is read while it is looked at.

    Args:
        target: Whose log to open.
    """

    def __init__(self, target: LogTarget) -> None:
        super().__init__(target)
        self.reading: LogReading | None = None
        self._again = asyncio.Event()
        self._is_placed = False
        self._is_due = False
        self._absent_status: str | None = None
        self._end: Callable[[], None] | None = None

    def begin(self) -> None:
        """Follow the job, and open the log of its step."""
        self.view.clear("Opening the log…")
        if self.step_name:
            self.open_step(self.step_name)
        self.following = Following(self.wiring.store, self.show)
        detail = topics.DetailOf(self.target.job.key)
        self.following.follow((detail, topics.ProblemWith(detail)))

    def end(self) -> None:
        """Stop listening and reading."""
        self.following.stop()
        if self._end is not None:
            self._end()

    # --- which step -------------------------------------------------------

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Take what is known of the job by now."""
        if not isinstance(topic, topics.DetailOf):
            self.show_problem()
            return
        if self.reading is None:
            chosen = steps.step_to_open(value.steps)
            if chosen is not None:
                self.open_step(chosen.name)
            else:
                self.view.clear("No step has begun: the job waits.\nThe log opens here.")
        elif self.state is not None and self.state.phase == "absent" and self._absent_status != self.status:
            self.look_again()
        self.show_lines()
        self.show_facts()

    def open_step(self, name: str) -> None:
        """Open the log of a step instead of the present one.

        Args:
            name: Of the step.
        """
        if self._end is not None:
            self._end()
        self.step_name, self._is_placed, self.retry_at = name, False, None
        self.clear_lines()
        self.reading = self.wiring.logs.open(self.target.job.key, name)
        self._end = self.reading.subscribe(self._heard)
        # No coroutine yet: one that is replaced before it began would never have been awaited.
        read = cast("Any", partial(self._read, self.reading))
        self.run_worker(read, name="log", group="log", exclusive=True)
        self.show_problem()
        self.show_facts()

    async def _read(self, reading: LogReading) -> None:
        """Read until the log has ended, and again when that is asked for; it can be read all the while."""
        try:
            while True:
                self._again.clear()
                await reading.run()
                await self._again.wait()
        finally:
            await reading.close()

    def look_again(self) -> None:
        """Look at the log now, whether or not more of it was expected."""
        if self.reading is not None:
            self._again.set()
            self.reading.look_now()

    # --- the log ----------------------------------------------------------

    def _heard(self, state: ReadingState) -> None:
        """Take note of what is new, and show it soon: at once where nothing is shown yet."""
        before, self.state = self.state, state
        wait = state.retry_in
        self.retry_at = None if wait is None else self.wiring.clock.now() + timedelta(seconds=wait)
        is_rewritten = before is not None and before.generation != state.generation
        if is_rewritten:
            self.clear_lines()
            self.state, self._is_placed = state, False
            self.amplify.tell("The log was written anew: it is shown as it is now.", "warning")
        if before is None or is_rewritten or not len(self.view.rows):
            self._show_state()
        elif not self._is_due:
            self._is_due = True
            self.set_timer(GROWTH_SECONDS, self._show_state)

    def _show_state(self) -> None:
        """Show what has come by now."""
        self._is_due = False
        state, reading, view = self.state, self.reading, self.view
        if state is None or reading is None:
            return
        if self.parsed is None or self.tally is None:
            self.parsed = ParsedLog(reading.index, reading.text)
            self.tally = Tally(reading.index)
            self.tally.set_least(self.least)
            view.source = LineReader(self.parsed)
        self.tally.update()
        is_live = state.phase in {"opening", "reading", "following"} and steps.is_going(self.step)
        view.may_follow(is_live=is_live)
        self._absent_status = self.status if state.phase == "absent" else None
        view.cause = self.cause.line if self.cause is not None else 0
        if view.look.start is None and self.parsed.line_count:
            view.change_look(start=self.parsed.line(1).at)
        self.show_lines()
        self._go_to_cause()
        self.show_problem()
        self.after_growth()

    def _go_to_cause(self) -> None:
        """Go where the failure is explained, unless the user went elsewhere already."""
        cause = self.cause
        count = self.parsed.line_count if self.parsed is not None else 0
        if cause is None or self._is_placed or cause.line > count:
            return
        self._is_placed = True
        if self.view.is_touched:
            self.amplify.tell(f"The cause of the failure is line {cause.line:,}: e goes there.")
        else:
            self.folded |= self.outline.folded_before(cause.line).folded
            self.show_lines()
            self.view.jump_to(cause.line, is_afresh=True)

    def after_growth(self) -> None:
        """For heirs that have more to do when the log grew."""
