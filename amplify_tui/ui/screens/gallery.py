"""The gallery of a job's screenshots, and what can be done with them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from amplify_tui.model.job_files import folder_name
from amplify_tui.services.errors import ApiError
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.shots import ShotScreen

if TYPE_CHECKING:
    from amplify_tui.model.job_files import JobFile


class GalleryScreen(ShotScreen):
    """Screenshots, one at a time; keys go from one to the next and hand them on."""

    PLACE: ClassVar = Place.GALLERY
    BINDINGS: ClassVar = bindings_at(Place.GALLERY)

    def action_next_shot(self) -> None:
        """Show the next picture."""
        self.shots.go_to(self.shots.number + 1)

    def action_previous_shot(self) -> None:
        """Show the picture before."""
        self.shots.go_to(self.shots.number - 1)

    def action_first_shot(self) -> None:
        """Show the first picture."""
        self.shots.go_to(0)

    def action_last_shot(self) -> None:
        """Show the last picture."""
        self.shots.go_to(len(self.files) - 1)

    def action_full_size(self) -> None:
        """Give the picture the whole screen, or the list its place back."""
        self.toggle_class("-full")
        self.call_after_refresh(self.show_shot)

    def action_back(self) -> None:
        """Leave the full size first, then the gallery."""
        if self.has_class("-full"):
            self.action_full_size()
        else:
            self.dismiss()

    def action_refresh(self) -> None:
        """Read the picture anew."""
        self.wiring.pictures.forget()
        self.amplify.action_refresh()
        self.show_shot()

    def action_open_shot(self) -> None:
        """Open the picture in a viewer."""
        if (file := self.file) is not None:
            self.run_worker(self._open(file), group="viewer")

    async def _open(self, file: JobFile) -> None:
        try:
            path = await self.wiring.pictures.keep(file, await self.wiring.pictures.fetch(file))
        except ApiError as error:
            self.amplify.tell(f"Could not open it: {problem_text(error.problem)}", "error")
        except OSError as error:
            self.amplify.tell(f"Could not open it: {error.strerror or 'it cannot be written'}.", "error")
        else:
            if await asyncio.to_thread(self.wiring.browser.open_file, path):
                self.amplify.tell(
                    f"Opened {plain(file.name, 80)} in its viewer; the file goes when this ends."
                )
            else:
                self.amplify.tell(
                    f"No viewer could be opened. Until this ends the picture is {path}", "warning"
                )

    def action_save_shot(self) -> None:
        """Save the picture to the folder for downloads."""
        if (file := self.file) is not None:
            self.wiring.downloads.start([file], folder_name(self.app_name, self.job))

    def action_copy_id(self) -> None:
        """Copy an address that works now."""
        if (file := self.file) is not None:
            self.run_worker(self._copy(file), group="address")

    async def _copy(self, file: JobFile) -> None:
        try:
            address = await self.wiring.pictures.find_address(file)
        except ApiError as error:
            self.amplify.tell(f"No address: {problem_text(error.problem)}", "error")
        else:
            self.app.copy_to_clipboard(address)
            self.amplify.tell("Copied a fresh address of the picture; it holds a session token.")
