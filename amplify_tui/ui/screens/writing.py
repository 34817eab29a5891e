"""Start, retry and stop: asked for with a key, confirmed in a dialog, sent once.

The dialogs are imported when they are opened, since the first paint must not wait for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.services.errors import ApiError
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.live_screen import LiveScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.orders import StartOrder
    from amplify_tui.store.writes import Outcome


class WriteActions(LiveScreen):
    """Writes of dashboard and wall; each acts on what was selected when its key was pressed."""

    def action_stop(self) -> None:
        """Stop the selected job."""
        from amplify_tui.ui.questions import stop_question
        from amplify_tui.ui.screens.confirm import ConfirmDialog

        job = self.situation().job
        if job is None:
            return
        question = stop_question(job, self.scene(), self.wiring.clock.now())
        self.app.push_screen(
            ConfirmDialog(question),
            lambda is_sure: (
                self._send(f"stop job {job.key.job_id}", self.wiring.writes.stop(job.key))
                if is_sure
                else None
            ),
        )

    def action_retry(self) -> None:
        """Retry the selected job."""
        from amplify_tui.ui.questions import retry_question
        from amplify_tui.ui.screens.confirm import ConfirmDialog

        job = self.situation().job
        if job is None:
            return
        self.app.push_screen(
            ConfirmDialog(retry_question(job, self.scene())),
            lambda is_sure: (
                self._send(f"retry job {job.key.job_id}", self.wiring.writes.retry(job.key))
                if is_sure
                else None
            ),
        )

    def action_start(self) -> None:
        """Start a release of the open branch."""
        from amplify_tui.ui.screens.forms import StartForm

        branch = self.situation().branch
        if branch is None:
            return

        def ordered(order: StartOrder | None) -> None:
            if order is not None:
                self._send("start a job", self.wiring.writes.start(branch, order))

        self.app.push_screen(StartForm(branch, self.scene()), ordered)

    def _send(self, what: str, write: Awaitable[Outcome]) -> None:
        self.app.run_worker(self._carry_out(what, write), name=what)

    async def _carry_out(self, what: str, write: Awaitable[Outcome]) -> None:
        self.amplify.tell(f"Asking Amplify to {what}…")
        try:
            outcome = await write
        except ApiError as error:
            self.amplify.tell(f"Could not {what}: {problem_text(error.problem)}", "error")
        else:
            doubt = "" if outcome.settled else " The answer was lost; the job list told."
            number = outcome.job.key.job_id
            self.amplify.tell(f"Amplify took it: job {number} is {outcome.job.status}.{doubt}")
            self.ask_about(outcome.job)
        self.wiring.poller.refresh(jobs_only=True)

    def ask_about(self, job: Job) -> None:
        """Ask soon what became of a job that was written to; the poller does where it is open."""
