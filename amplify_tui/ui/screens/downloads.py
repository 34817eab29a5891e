"""The screen that downloads what a job left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.file_columns import kind_word
from amplify_tui.ui.screens.file_list import FileList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.job_files import JobFile


class DownloadsScreen(FileList):
    """What there is to download of one job; leaving the screen stops no download.

    Args:
        job: The job.
        app_name: Its app, in words.
    """

    PLACE: ClassVar = Place.DOWNLOADS
    BINDINGS: ClassVar = bindings_at(Place.DOWNLOADS)

    def action_refresh(self) -> None:
        """Ask Amplify now what there is."""
        self.ask()
        self.amplify.action_refresh()

    def on_line_table_chosen(self) -> None:
        """Download what is marked, else what the cursor stands on."""
        self.action_fetch()

    def action_choose_file(self) -> None:
        """Mark the file under the cursor, or no longer; then go to the next."""
        row = self.table.row_at_cursor
        if row is not None:
            self.chosen ^= {row.key}
            self.show_rows()
            self.table.action_cursor_move(1)

    def action_choose_files(self) -> None:
        """Mark all files; where all are marked, none."""
        everything = {file.key for file in self.files}
        self.chosen = set() if self.chosen >= everything else everything
        self.show_rows()

    def action_fetch(self) -> None:
        """Download what is marked, else what the cursor stands on."""
        row = self.table.row_at_cursor
        chosen: Sequence[JobFile] = [file for file in self.files if file.key in self.chosen]
        if not chosen and row is not None:
            if row.download is not None and row.download.path:
                self.amplify.tell(
                    f"It is saved already: {plain(row.download.path, 300)}. space marks it to save it again."
                )
                return
            chosen = [row.file]
        self.chosen = set()
        self.wiring.downloads.start(chosen, self.folder_name)
        self.show_rows()

    def action_cancel_download(self) -> None:
        """Give up the download of the file under the cursor."""
        row = self.table.row_at_cursor
        if row is not None and not self.wiring.downloads.cancel(row.file):
            self.amplify.tell("This file is not on its way, so there is nothing to give up.", "warning")

    def action_copy_id(self) -> None:
        """Copy the path of a file that is saved, else the file's name."""
        row = self.table.row_at_cursor
        if row is None:
            return
        if row.download is not None and row.download.path:
            self.copy(row.download.path, f"the path of {plain(row.file.name, 120)}")
        else:
            self.copy(plain(row.file.name), "the name; the path is there once the file is saved")

    def action_copy_row(self) -> None:
        """Copy the line's text."""
        row = self.table.row_at_cursor
        if row is not None:
            path = "" if row.download is None else row.download.path
            parts = (row.file.name, kind_word(row.file), row.file.step_name or "", path)
            self.copy("  ".join(plain(part) for part in parts if part), "the line")
