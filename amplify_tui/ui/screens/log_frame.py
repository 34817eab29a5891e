"""The log screen's frame: its widgets, and what they say of the log that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal

from amplify_tui.model.jobs import WAITING
from amplify_tui.model.logs.line import Level
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.logs import steps
from amplify_tui.ui.logs.head import LogFacts
from amplify_tui.ui.logs.rows import Outline, Rows
from amplify_tui.ui.logs.ruler import Landmarks
from amplify_tui.ui.screens.command_screen import CommandScreen
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.banner import Banner
from amplify_tui.ui.widgets.key_bar import KeyBar
from amplify_tui.ui.widgets.log_head import LogHead
from amplify_tui.ui.widgets.log_ruler import LogRuler
from amplify_tui.ui.widgets.log_search import LogSearchBar
from amplify_tui.ui.widgets.log_view import LogView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from amplify_tui.model.apps import App
    from amplify_tui.model.causes.finding import Cause
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.logs.line import Section
    from amplify_tui.model.logs.parsed import ParsedLog
    from amplify_tui.model.steps import JobDetail, Step
    from amplify_tui.store.log_reading import ReadingState
    from amplify_tui.ui.logs.rows import Fold
    from amplify_tui.ui.logs.tally import Tally

SHORT_HEIGHT = 14
"""Below it the head takes two lines at most."""


@dataclass(frozen=True, slots=True)
class LogTarget:
    """Whose log to open.

    Attributes:
        job: The job.
        app: Its app; None where that is not known yet.
        place: App, branch and job in words, safe to show.
        step: Name of the step; empty for the failed, else the running, else the last one.
    """

    job: Job
    app: App | None
    place: str
    step: str = ""


class LogFrame(CommandScreen[None]):
    """Shows a log and what is known about it; heirs open it and move in it.

    Args:
        target: Whose log it is.
    """

    def __init__(self, target: LogTarget) -> None:
        super().__init__()
        self.target = target
        self.step_name = target.step
        self.view = LogView(id="log")
        self.ruler = LogRuler()
        self.head = LogHead()
        self.banner = Banner()
        self.search_bar = LogSearchBar()
        self.search_bar.field.gives_to = self.view
        self.state: ReadingState | None = None
        self.parsed: ParsedLog | None = None
        self.tally: Tally | None = None
        self.folded: frozenset[Fold] = frozenset()
        self.least = Level.NONE
        self.hit_lines: Sequence[int] = ()
        self.retry_at: datetime | None = None
        self._rows_of: tuple[Any, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out head, log with ruler, search line and key bar."""
        yield self.head
        yield self.banner
        with Horizontal(id="log-body"):
            yield self.view
            yield self.ruler
        yield self.search_bar
        yield KeyBar()

    def situation(self) -> Situation:
        """Tell whose log this is."""
        job = self.target.job
        return Situation(
            app=self.target.app, branch=job.key.branch, job=job, has_row=bool(len(self.view.rows))
        )

    @property
    def detail(self) -> JobDetail | None:
        """The job with its steps; None where GetJob has not answered yet."""
        return self.wiring.store.get(topics.DetailOf(self.target.job.key))

    @property
    def step(self) -> Step | None:
        """The step whose log this is; None while it is not known."""
        detail = self.detail
        return next((step for step in detail.steps if step.name == self.step_name), None) if detail else None

    @property
    def status(self) -> str | None:
        """The step's status as Amplify says it; None while it is not known."""
        return self.step.status if self.step is not None else None

    @property
    def cause(self) -> Cause | None:
        """Why the job failed, as this log tells it, or told the dashboard before; None where not known."""
        if self.state is not None and self.state.finding is not None:
            return self.state.finding.cause
        known = self.wiring.store.get(topics.CauseOf(self.target.job.key))
        is_of_this = known is not None and known.step == self.step_name and not known.is_partial
        return known.cause if known is not None and is_of_this else None

    @property
    def outline(self) -> Outline:
        """Phases and commands of the log, and which of them are folded."""
        sections: Sequence[Section] = self.parsed.sections if self.parsed is not None else ()
        return Outline(sections, self.folded)

    # --- the log ----------------------------------------------------------

    def show_lines(self) -> None:
        """Show the lines there are, without what is folded or below the least level."""
        if self.parsed is None or self.tally is None:
            return
        outline, count = self.outline, self.parsed.line_count
        wanted = (count, self.folded, self.least, outline.sections if self.folded else len(outline.sections))
        self.view.log_size = self.parsed.index.size
        self.view.placeholder = self.placeholder()
        if wanted != self._rows_of:
            self._rows_of = wanted
            self.view.show_growth(Rows(count, outline.sections, self.folded, self.tally.picked), outline)
        else:
            self.view.outline = outline
            self.view.refit()
        self.show_facts()

    def clear_lines(self) -> None:
        """Show nothing of the log before; what the user set stays."""
        self.state = self.parsed = self.tally = None
        self.folded, self.hit_lines, self._rows_of = frozenset(), (), ()
        self.view.clear("Opening the log…")

    def placeholder(self) -> str:
        """Say why there is nothing to see."""
        state = self.state
        if state is None or self.parsed is None:
            return "Opening the log…"
        if self.parsed.line_count:
            return f"No line is {self.least.name.lower()} or worse.\nm shows more."
        is_waiting = state.phase == "opening" and self.status in WAITING
        if state.phase == "absent" or is_waiting:
            return steps.absence_text(self.step_name, self.step, state.absence)
        if state.problem is not None:
            return steps.problem_lines(state.problem, is_over=state.phase == "failed")
        return "The step runs; its log is still empty." if state.phase == "following" else "Opening the log…"

    def show_problem(self) -> None:
        """Say above the lines what keeps the log from going on; what stands in their place is said there."""
        state = self.state
        if state is not None and state.problem is not None:
            self.banner.show_problem(state.problem if len(self.view.rows) else None)
            return
        is_over = state is not None and state.phase == "ended"
        asked = topics.ProblemWith(topics.DetailOf(self.target.job.key))
        self.banner.show_problem(None if is_over else self.wiring.store.get(asked))

    # --- head, ruler, time ------------------------------------------------

    def show_facts(self) -> None:
        """Say in the head where this is, and draw the ruler."""
        tally, view = self.tally, self.view
        facts = LogFacts(
            place=self.target.place,
            step=self.step_name,
            status=self.status,
            line=view.cursor if len(view.rows) else 0,
            line_count=self.parsed.line_count if self.parsed is not None else 0,
            errors=len(tally.errors) if tally is not None else 0,
            warnings=tally.warnings if tally is not None else 0,
            follow=self._follow_words(),
            is_following=view.is_following,
            only="" if self.least is Level.NONE else f"only {self.least.name.lower()}s+",
            reading=self._reading_words(),
            is_demo=self.wiring.is_demo,
        )
        self.head.show(
            facts, self.cause, is_unknown=self._is_unexplained(), is_short=self.app.size.height < SHORT_HEIGHT
        )
        landmarks = Landmarks(view.cause, tally.errors if tally is not None else (), self.hit_lines)
        self.ruler.show(view.rows, landmarks, view.view)
        self.tick()

    def _is_unexplained(self) -> bool:
        """Whether the step failed and all of its log was read in vain."""
        has_failed = wording.status_mark(self.status).tone == "failed"
        return has_failed and self.state is not None and self.state.finding is not None and not self.cause

    def _follow_words(self) -> str:
        if not self.view.can_follow:
            return ""
        return "● follow on" if self.view.is_following else "follow off: s resumes"

    def _reading_words(self) -> str:
        state = self.state
        if state is None or state.phase != "reading":
            return ""
        return f"reading {100 * state.size // state.total}%" if state.total else "reading…"

    def tick(self) -> None:
        """Let a second pass."""
        now = self.wiring.clock.now()
        parts = [steps.length_text(self.step, now)]
        if self.retry_at is not None:
            parts.append(f"retry in {wording.duration(max(self.retry_at - now, timedelta(0)))}")
        self.head.show_time(" · ".join(part for part in parts if part))
