"""What is selected on the dashboard: app, branch, job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.jobs import JobList
from amplify_tui.store import topics
from amplify_tui.ui.naming import app_label
from amplify_tui.ui.screens.live_screen import LiveScreen
from amplify_tui.ui.screens.panes import Panes
from amplify_tui.ui.situation import Situation

if TYPE_CHECKING:
    from amplify_tui.model.apps import App
    from amplify_tui.model.focus import Focus
    from amplify_tui.model.jobs import Job
    from amplify_tui.ui.questions import Scene


class Selection(LiveScreen):
    """Tells what is selected; what is known of it comes from the store, frozen or not."""

    def __init__(self) -> None:
        super().__init__()
        self.panes = Panes()
        self.table = self.panes.jobs
        self.looking: Focus | None = None

    def open_app_now(self) -> App | None:
        """Return the open app, if it is known."""
        if self.looking is None or self.looking.app is None:
            return None
        apps = self.wiring.store.get(topics.AppsOf(self.looking.target)) or ()
        return next((app for app in apps if app.key == self.looking.app), None)

    def app_label(self) -> str:
        """Name the open app so that it is told apart from its namesakes; empty where none is open."""
        if self.looking is None or self.looking.app is None:
            return ""
        app = self.open_app_now()
        apps = self.wiring.store.get(topics.AppsOf(self.looking.target)) or ()
        return app_label(app, apps) if app is not None else self.looking.app.app_id

    def jobs_now(self) -> tuple[Job, ...]:
        """Return the jobs of the open branch as they are known now, frozen or not."""
        if self.looking is None or self.looking.branch is None:
            return ()
        return (self.wiring.store.get(topics.JobsOf(self.looking.branch)) or JobList()).jobs

    def selected_job(self) -> Job | None:
        """Return the job under the cursor as it is known now, frozen or not."""
        key = self.panes.jobs.job_key
        return next((job for job in self.jobs_now() if job.key == key), None)

    def situation(self) -> Situation:
        """Tell what is selected."""
        job = self.selected_job()
        return Situation(
            app=self.open_app_now(),
            branch=self.looking.branch if self.looking else None,
            job=job,
            going=next((each for each in self.jobs_now() if each.is_going), None),
            has_row=job is not None,
            shots=self._count_shots(job),
            is_connected=self.looking is not None,
        )

    def _count_shots(self, job: Job | None) -> int | None:
        detail = None if job is None else self.wiring.store.get(topics.DetailOf(job.key))
        return None if detail is None else sum(len(step.screenshots) for step in detail.steps)

    def scene(self) -> Scene:
        """Tell where a write would happen."""
        from amplify_tui.ui.questions import Scene

        looking = self.looking
        if looking is None or looking.app is None:
            raise LookupError("a write was asked for with no app open")
        return Scene(self.app_label(), looking.target, self.wiring.is_demo)
