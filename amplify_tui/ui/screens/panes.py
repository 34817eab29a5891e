"""The dashboard's panes: where each part of the picture is drawn."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from amplify_tui.model.estimate import typical_duration
from amplify_tui.model.jobs import JobList
from amplify_tui.model.steps import JobDetail
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.placeholders import apps_placeholder, jobs_placeholder, problem_text
from amplify_tui.ui.widgets.branch_list import BranchList
from amplify_tui.ui.widgets.job_table import JobTable
from amplify_tui.ui.widgets.step_pane import StepPane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.focus import Focus
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import AppKey, BranchKey
    from amplify_tui.store.store import Kept, Store
    from amplify_tui.ui.narrowing import Narrowing

    FindState = Callable[[BranchKey], BranchState | None]


_READ: Final = 50
"""Newest jobs among which those that are going are looked for."""
_OLD: Final = timedelta(minutes=3)
"""From when on the overview says how long ago a branch was asked about."""


class Panes(Widget):
    """Apps beside jobs above steps; narrow screens fold the apps into one line."""

    def __init__(self) -> None:
        super().__init__(id="panes")
        self.apps = BranchList(id="apps")
        self.jobs = JobTable(id="jobs")
        self.steps = StepPane(id="steps")
        self.folded = Static("", id="folded", markup=False)
        self.jobs.follow = False
        self.find_state: FindState | None = None
        self._list = JobList()
        self._kept: Kept | None = None
        self._notes: Mapping[int, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        yield self.folded
        with Horizontal(id="beside"):
            yield self.apps
            with Container(id="work"):
                yield self.jobs
                yield self.steps

    def on_mount(self) -> None:
        """Name the panes."""
        self.apps.border_title = "1 Apps"
        self.jobs.border_title = "2 Jobs"
        self.steps.border_title = "3 Steps"

    # --- the picture ------------------------------------------------------

    def show_apps(self, apps: tuple[App, ...]) -> None:
        """Show the apps."""
        self.apps.set_apps(apps)

    def show_branches(self, app: AppKey, branches: tuple[Branch, ...]) -> None:
        """Show the branches of an app."""
        self.apps.set_branches(app, branches)

    def show_newest(self, branch: BranchKey, job: Job | None) -> None:
        """Show how a branch is doing."""
        self.apps.set_newest(branch, job)

    def show_jobs(self, jobs: JobList, store: Store, now: datetime) -> None:
        """Show the jobs of the open branch."""
        self._list = jobs
        self._kept = store.kept(topics.JobsOf(jobs.jobs[0].key.branch)) if jobs.jobs else None
        self._notes = self._notes_at(now)
        branch = jobs.jobs[0].key.branch if jobs.jobs else None
        active = None
        if branch is not None:
            known = store.get(topics.BranchesOf(branch.app)) or ()
            active = next((each.active_job_id for each in known if each.key == branch), None)
            self.apps.set_newest(branch, jobs.jobs[0])
        self.jobs.show_jobs(
            jobs.jobs,
            active_job_id=active,
            typical=typical_duration(jobs.jobs),
            find_cause=lambda key: store.get(topics.CauseOf(key)),
            notes=self._notes,
        )

    def _notes_at(self, now: datetime) -> Mapping[int, str]:
        """Say what is the matter with the jobs that are going; costs nothing where none is."""
        jobs = self._list.jobs
        if not any(job.is_going for job in jobs[:_READ]):
            return {}
        from amplify_tui.model.conditions import known_until
        from amplify_tui.ui.job_notes import job_notes

        state = None if self.find_state is None else self.find_state(jobs[0].key.branch)
        seen_at = None if self._kept is None else self._kept.seen_at
        return job_notes(jobs, state, known_until(seen_at, now))

    def show_steps(self, job: Job | None, store: Store) -> None:
        """Show a job with its steps, or what is known before these are."""
        title = "3 Steps" if job is None else f"3 Steps · job {job.key.job_id}"
        if title != self.steps.border_title:  # Textual paints all of it again for the same title, too.
            self.steps.border_title = title
        if job is None:
            self.steps.show(None)
            return
        detail = store.get(topics.DetailOf(job.key))
        problem = store.get(topics.ProblemWith(topics.DetailOf(job.key)))
        row = self.jobs.row_at_cursor
        self.steps.show(
            detail or JobDetail(job),
            artifacts=store.get(topics.ArtifactsOf(job.key)),
            typical=row.typical if row is not None else None,
            is_live=row is not None and row.is_live and row.job.key == job.key,
            cause=row.cause if row is not None and row.job.key == job.key else None,
            tail=store.get(topics.TailOf(job.key)),
            problem="" if detail or problem is None else problem_text(problem),
            is_loading=detail is None and problem is None,
        )

    def show_selection(self, name: str, focus: Focus, *, is_following: bool) -> None:
        """Say what is open, in the list of apps, the titles and the folded line."""
        self.apps.set_open(focus.app, focus.branch)
        branch = plain(focus.branch.name, 255) if focus.branch is not None else ""
        place = " / ".join(part for part in (name, branch) if part)
        follows = " · following the newest" if is_following else ""
        self.jobs.border_title = Content(f"2 Jobs · {place}{follows}" if place else "2 Jobs")
        self.folded.update(f"{place or wording.NOTHING}  [a] [b]")

    def show_view(self, name: str, narrowing: Narrowing | None) -> None:
        """Show in the list of apps only what a view names.

        Args:
            name: Of the view; empty for everything.
            narrowing: What passes; None for everything.
        """
        self.apps.border_title = Content(f"1 Apps · view {plain(name, 60)}" if name else "1 Apps")
        self.apps.border_subtitle = "esc shows all" if name else ""
        self.apps.set_narrowing(narrowing)

    def show_placeholders(self, store: Store, focus: Focus, *, is_read_only: bool) -> None:
        """Say in each empty pane why it is empty."""
        self.apps.placeholder = apps_placeholder(store, focus)
        self.jobs.placeholder = jobs_placeholder(store, focus, is_read_only=is_read_only)
        self.steps.placeholder = "No job is selected." if focus.branch is not None else ""

    def show_setup_problem(self, text: str) -> None:
        """Say why there is no account to ask at all."""
        self.apps.placeholder = text
        self.jobs.placeholder = text

    # --- emptying, time ---------------------------------------------------

    def clear(self) -> None:
        """Forget another account's picture."""
        self.apps.clear()
        self.clear_jobs()

    def clear_jobs(self) -> None:
        """Forget another branch's jobs."""
        self._list = JobList()
        self.jobs.show_jobs(())
        self.steps.show(None)

    def set_now(self, now: datetime, store: Store) -> None:
        """Let time pass."""
        self.apps.set_old(old_marks(self.apps.shown_branches, store, now))
        self.apps.set_now(now)
        self.jobs.set_now(now)
        if self._notes_at(now) != self._notes:
            self.show_jobs(self._list, store, now)
        self.steps.set_now(now)


def old_marks(branches: Sequence[BranchKey], store: Store, now: datetime) -> dict[BranchKey, str]:
    """Tell how long ago branches were asked about, where that is long.

    Args:
        branches: Those that are shown.
        store: The picture.
        now: The present moment, aware UTC.
    """
    seen = ((branch, store.seen_at(topics.NewestOf(branch))) for branch in branches)
    return {branch: wording.age(at, now) for branch, at in seen if at is not None and now - at >= _OLD}
