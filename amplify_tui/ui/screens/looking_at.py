"""What the dashboard opens on what a job left behind: its screenshots."""

from __future__ import annotations

from amplify_tui.store import topics
from amplify_tui.ui.screens.dashboard import Dashboard


class LookActions(Dashboard):
    """Screens of one job, imported when they are opened: the first paint must not wait for them."""

    def action_screenshots(self) -> None:
        """Show the screenshots of the selected job."""
        from amplify_tui.ui.screens.gallery import GalleryScreen

        job = self.situation().job
        detail = None if job is None else self.wiring.store.get(topics.DetailOf(job.key))
        if job is not None and detail is not None:
            self.app.push_screen(GalleryScreen(detail, self.app_label()))
