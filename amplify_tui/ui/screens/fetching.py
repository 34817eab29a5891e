"""Downloads from the dashboard: the screen that starts them, and word when they have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.ui.screens.dashboard import Dashboard

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.downloads import Download


class FetchActions(Dashboard):
    """What the dashboard has to do with files of jobs."""

    def __init__(self) -> None:
        super().__init__()
        self._ended: list[Download] = []
        self._stop_news: Callable[[], None] | None = None

    def on_mount(self) -> None:
        """Listen for downloads, whichever screen began them; the first picture does not wait for that."""
        self.call_after_refresh(self._listen)

    def on_unmount(self) -> None:
        """Stop listening."""
        if self._stop_news is not None:
            self._stop_news()

    def action_download(self) -> None:
        """Show the files of the selected job, to download some."""
        from amplify_tui.ui.screens.downloads import DownloadsScreen

        job = self.situation().job
        if job is not None:
            self.app.push_screen(DownloadsScreen(job, self.app_label()))

    def _listen(self) -> None:
        if self._stop_news is None:
            self._stop_news = self.wiring.downloads.subscribe(self._note)

    def _note(self, download: Download) -> None:
        """Tell of downloads once all of those that went on together are over."""
        if not download.is_over:
            return
        self._ended.append(download)
        if self.wiring.downloads.under_way():
            return
        from amplify_tui.ui.download_words import news
        from amplify_tui.ui.screens.downloads import DownloadsScreen

        text, severity = news(self._ended)
        seen = self.app.screen
        if isinstance(seen, DownloadsScreen) and all(each.file.job == seen.job.key for each in self._ended):
            # It stands on the screen already, and a toast would cover it.
            self.wiring.messages.add(self.wiring.clock.now(), text, severity)
        else:
            self.amplify.tell(text, severity)
        self._ended = []
