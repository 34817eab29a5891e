"""The one lever on a stuck backend job, shared by its list and its detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.services.errors import ApiError
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.questions import release_question
from amplify_tui.ui.screens.confirm import ConfirmDialog
from amplify_tui.ui.screens.live_screen import LiveScreen

if TYPE_CHECKING:
    from textual.await_complete import AwaitComplete

    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.ui.questions import Scene


class Releasing(LiveScreen):
    """A screen on which a backend job is selected.

    Args:
        scene: The app, in words.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self._scene = scene

    def scene(self) -> Scene:
        """Tell where a write would happen."""
        return self._scene

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave; nothing may be shown any more while the widgets go."""
        self.following.stop()
        return super().dismiss(result)

    def on_unmount(self) -> None:
        """Stop looking."""
        self.following.stop()

    def action_release(self) -> None:
        """Mark the selected job as FAILED, after a confirmation."""
        job = self.situation().backend_job
        if job is None or not job.operation:
            return
        question = release_question(job, self.scene(), self.wiring.clock.now())

        def answered(is_sure: bool | None) -> None:  # noqa: FBT001 - the shape of Textual's callback
            if is_sure:
                self.app.run_worker(self._mark(job), name="release")

        self.app.push_screen(ConfirmDialog(question), answered)

    async def _mark(self, job: BackendJob) -> None:
        try:
            answer = await self.wiring.writes.update_backend_job(
                job.key, operation=job.operation or "", status="FAILED"
            )
        except ApiError as error:
            self.amplify.tell(f"Could not mark the job as FAILED: {problem_text(error.problem)}", "error")
        else:
            self.amplify.tell(f"The job's record says {plain(answer.status or 'nothing', 40)} now.")
        self.wiring.poller.refresh(jobs_only=True)

    def action_copy_id(self) -> None:
        """Copy the selected job's id."""
        if (job := self.situation().backend_job) is not None:
            self.copy(job.key.job_id, "the job id")

    def action_copy_row(self) -> None:
        """Copy all that is known of the selected job."""
        if (job := self.situation().backend_job) is not None:
            times = (each.text if each else wording.NOTHING for each in (job.created, job.updated))
            parts = (job.key.environment.name, job.key.job_id, job.operation, job.status, *times, job.error)
            self.copy("  ".join(plain(part) for part in parts if part), "the row")
