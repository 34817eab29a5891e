"""Opens logs from the dashboard; their screen is imported when the first one is opened."""

from __future__ import annotations

from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.screens.dashboard import Dashboard


class LogActions(Dashboard):
    """Logs of the selected job."""

    def action_log(self) -> None:
        """Open the log of the failed, else the running, else the last step."""
        self.open_log()

    def open_log(self, step: str = "") -> None:
        """Open the log of a step of the selected job.

        Args:
            step: Name of the step; empty for the one that matters most.
        """
        situation = self.situation()
        job = situation.job
        if job is None:
            return
        from amplify_tui.ui.screens.log import LogScreen
        from amplify_tui.ui.screens.log_frame import LogTarget

        names = (plain(self.app_label(), 80), plain(job.key.branch.name, 255), str(job.key.job_id))
        self.app.push_screen(LogScreen(LogTarget(job, situation.app, " / ".join(names), step)))
