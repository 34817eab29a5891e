"""One backend job, live, with what can be done about it and what cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain, plain_block
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.following import Following
from amplify_tui.ui.screens.releasing import Releasing
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from amplify_tui.model.backend_jobs import BackendJob, BackendTime
    from amplify_tui.model.focus import Focus
    from amplify_tui.store.topics import Topic
    from amplify_tui.ui.questions import Scene

STUCK_AFTER: Final = timedelta(hours=1)
LEVER: Final = (
    "What UpdateBackendJob would do: set the status in this job's record to FAILED, so that the next push "
    "is no longer refused for a pending job.\n"
    "What it would not do: stop anything. Work that still runs goes on, and nothing is rolled back."
)


def time_line(time: BackendTime | None, now: datetime) -> str:
    """Write a time of AmplifyBackend's: local with its age, or as it came where it cannot be read."""
    if time is None:
        return wording.NOTHING
    if time.at is None:
        return plain(time.text, 80)
    return f"{wording.local_day_time(time.at, now)} ({wording.age(time.at, now)} ago)"


def stuck_line(job: BackendJob, now: datetime) -> str:
    """Say that a job blocks pushes, once it has gone on for an hour; empty before."""
    if not job.is_going or job.created is None or job.created.at is None:
        return ""
    passed = now - job.created.at
    return f"going on for {wording.duration(passed)}: it blocks pushes" if passed >= STUCK_AFTER else ""


def detail_text(job: BackendJob, now: datetime, *, is_read_only: bool) -> str:
    """Write all that is known of a backend job.

    Args:
        job: The job.
        now: The present moment, aware UTC.
        is_read_only: Whether the lever is taken away.
    """
    mark = wording.status_mark(job.status)
    lines = [
        f"status       {mark.glyph} {mark.word}",
        f"operation    {plain(job.operation or wording.NOTHING, 200)}",
        f"environment  {plain(job.key.environment.name, 80)}",
        f"job id       {plain(job.key.job_id, 200)}",
        f"created      {time_line(job.created, now)}",
        f"updated      {time_line(job.updated, now)}",
        f"error        {plain_block(job.error) if job.error else wording.NOTHING}",
    ]
    if stuck := stuck_line(job, now):
        lines += ["", f"! {stuck}", "", LEVER]
        lines += [] if is_read_only else ["", "U marks it as FAILED, after a confirmation."]
    return "\n".join(lines)


class BackendDetailScreen(Releasing):
    """Everything known of one backend job.

    Args:
        job: The job as the list knows it.
        focus: What the list looks at.
        scene: The app, in words.
    """

    PLACE: ClassVar = Place.BACKEND_JOB
    BINDINGS: ClassVar = bindings_at(Place.BACKEND_JOB)

    def __init__(self, job: BackendJob, focus: Focus, scene: Scene) -> None:
        super().__init__(scene)
        self.job = job
        self._focus = focus
        self._text = Static("", id="backend-job-text", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out header and text."""
        yield self.health_line
        yield self.banner
        with VerticalScroll(id="backend-job") as box:
            box.border_title = Content(f"Backend job · {plain(self.scene().app_name, 80)}")
            yield self._text
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        if self._focus.backend is not None:
            focus = replace(self._focus, backend=replace(self._focus.backend, job=self.job.key))
            self.wiring.poller.look_at(focus)
        target = self._focus.target
        self.health_line.set_facts(self.amplify.header_facts(target))
        self.following = Following(self.wiring.store, self.show)
        self.following.follow((topics.HealthOf(target), topics.BackendJobOf(self.job.key)))
        self.set_interval(1.0, self.tick)
        self.tick()
        self.query_one("#backend-job").focus()
        self.update_hints()

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Show the job as it is now, and how fresh that is."""
        if isinstance(topic, topics.HealthOf):
            self.show_health(value)
        else:
            self.job = value
        self.tick()
        self.update_hints()

    def tick(self) -> None:
        """Let a second pass."""
        now = self.wiring.clock.now()
        self.show_time(now)
        text = detail_text(self.job, now, is_read_only=self.wiring.settings.read_only)
        if str(self._text.content) != text:
            self._text.update(text)

    def situation(self) -> Situation:
        """Tell what is selected."""
        return Situation(environment=self.job.key.environment, backend_job=self.job, has_row=True)

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss()
