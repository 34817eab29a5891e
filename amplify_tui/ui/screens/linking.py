"""Pages that the dashboard opens, and what it copies."""

from __future__ import annotations

from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_text, has_words
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.screens.dashboard import Dashboard


class LinkActions(Dashboard):
    """Browser and clipboard."""

    def action_console(self) -> None:
        """Open the AWS console's page of the selected job, else of the branch."""
        from amplify_tui.model.links import console_url

        situation = self.situation()
        if situation.branch is not None:
            job = situation.job
            self._open(console_url(job.key if job is not None else situation.branch), "the console page")

    def action_site(self) -> None:
        """Open the branch's site."""
        from amplify_tui.model.links import site_url

        situation = self.situation()
        if situation.app is not None and situation.branch is not None:
            self._open(site_url(situation.app, situation.branch), "the site")

    def action_commit_page(self) -> None:
        """Open the selected job's commit at the repository's host."""
        from amplify_tui.model.links import commit_url

        situation = self.situation()
        if situation.app is not None and situation.job is not None:
            self._open(commit_url(situation.app, situation.job), "the commit's page")

    def _open(self, url: str | None, what: str) -> None:
        if url is None:
            self.amplify.tell(f"There is no address for {what}.", "warning")
        elif self.wiring.browser.open(url):
            self.amplify.tell(f"Opened {what}: {plain(url, 300)}")
        else:
            self.copy(url, f"the address of {what}, as no browser could be opened: {plain(url, 300)}")

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
