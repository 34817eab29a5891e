"""Pages of what is selected, opened in the browser."""

from __future__ import annotations

from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.screens.live_screen import LiveScreen


class PageActions(LiveScreen):
    """Opens the pages of the app, branch and job that ``situation`` names."""

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
