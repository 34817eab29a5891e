"""What the dashboard copies, and the pages that it opens."""

from __future__ import annotations

from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_text, has_words
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.screens.dashboard import Dashboard
from amplify_tui.ui.screens.page_opening import PageActions


class LinkActions(PageActions, Dashboard):
    """Browser and clipboard."""

    def action_copy_id(self) -> None:
        """Copy the job id; in the steps, the address that the cursor stands on."""
        pane = self.panes.steps
        step = pane.step_at_cursor if pane.has_focus else None
        if step is not None and step.log_url is not None:
            self.copy(step.log_url.reveal(), f"the address of {step.log_url.label}; it holds a session token")
            return
        job = self.situation().job
        if job is not None:
            self.copy(str(job.key.job_id), f"job id {job.key.job_id}")

    def _cause_parts(self) -> tuple[str, ...]:
        """Say why the selected job failed, and where; nothing of a job that did not or is not known to."""
        row = self.panes.jobs.row_at_cursor
        if row is None or row.cause is None or not has_words(row.cause):
            return ()
        found = row.cause.cause
        return (cause_text(row.cause), found.place if found is not None else "")

    def action_copy_row(self) -> None:
        """Copy the row's text."""
        job = self.situation().job
        if job is None:
            return
        now = self.wiring.clock.now()
        parts = (
            str(job.key.job_id),
            job.status,
            job.job_type or wording.NOTHING,
            wording.commit(job.commit_id),
            plain(job.commit_message or ""),
            wording.duration(job.duration(now)),
            *self._cause_parts(),
        )
        self.copy("  ".join(plain(part) for part in parts if part), "the row")
