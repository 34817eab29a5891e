"""The screenshots of one job: their names beside the picture of one of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from amplify_tui.model.downloads import size_text
from amplify_tui.model.job_files import SCREENSHOT, files_of, folder_name
from amplify_tui.services.errors import ApiError
from amplify_tui.store.topics import DetailOf
from amplify_tui.ui.cell_text import cut, plain
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.picture_way import objection
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.command_screen import CommandScreen
from amplify_tui.ui.screens.drawing import Drawing
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.key_bar import KeyBar
from amplify_tui.ui.widgets.picture import Picture
from amplify_tui.ui.widgets.shot_list import ShotList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from amplify_tui.model.job_files import JobFile
    from amplify_tui.model.pictures import PictureFile
    from amplify_tui.model.steps import JobDetail

RESIZE_SECONDS: Final = 0.1
"""How long a size must last before the picture is drawn for it."""


class GalleryScreen(CommandScreen[None]):
    """Screenshots, one at a time.

    Args:
        detail: The job with its steps.
        app_name: Name of the app, in words.
    """

    PLACE: ClassVar = Place.GALLERY
    BINDINGS: ClassVar = bindings_at(Place.GALLERY)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012 - an instance variable of Screen

    def __init__(self, detail: JobDetail, app_name: str) -> None:
        super().__init__()
        self.job = detail.job.key
        self.files = screenshots_of(detail)
        self._app_name = app_name
        self.shots = ShotList(id="shots")
        self.picture = Picture(id="picture")
        self._note = Static("", id="shot-note", markup=False)
        self._caption = Static("", id="shot-caption", markup=False)
        self._frame = Container(self._note, self.picture, id="shot-frame")
        self._shown: PictureFile | None = None
        self._end: Callable[[], None] | None = None
        self.drawing: Drawing

    def compose(self) -> ComposeResult:
        """Lay out names and picture."""
        with Horizontal(id="gallery") as box:
            place = f"{self._app_name} / {plain(self.job.branch.name, 255)}"
            name = f"Screenshots · {place} · job {self.job.job_id}"
            box.border_title = Content(name)
            yield self.shots
            with Vertical(id="shot"):
                yield self._frame
                yield self._caption
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first picture, and hear of others."""
        self.drawing = Drawing(self.wiring, self.amplify, self.picture)
        self.shots.set_files(self.files, 0)
        self._end = self.wiring.store.subscribe(DetailOf(self.job), self._hear)
        self.update_hints()

    def on_unmount(self) -> None:
        """Stop listening."""
        if self._end is not None:
            self._end()

    def on_resize(self) -> None:
        """Draw the picture for the room there is; at the beginning too."""
        self.call_after_refresh(self._show, RESIZE_SECONDS if self._shown is not None else 0.0)

    def on_shot_list_moved(self) -> None:
        """Show the picture under the cursor."""
        self._show()

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """Hear what the terminal answers."""
        self.drawing.hear(event.x, event.y)

    def situation(self) -> Situation:
        """Tell which picture is shown."""
        return Situation(has_row=self.file is not None)

    @property
    def file(self) -> JobFile | None:
        """The screenshot under the cursor."""
        number = self.shots.number
        return self.files[number] if 0 <= number < len(self.files) else None

    # --- showing ----------------------------------------------------------

    def _hear(self, detail: JobDetail | None) -> None:
        """Take over what GetJob says now."""
        files = () if detail is None else screenshots_of(detail)
        if files and [file.key for file in files] != [file.key for file in self.files]:
            before = self.file
            self.files = files
            same = (at for at, file in enumerate(files) if before is not None and file.key == before.key)
            self.shots.set_files(files, next(same, 0))
            self._show()

    def _show(self, after: float = 0.0) -> None:
        file = self.file
        if file is not None:
            self.run_worker(self._draw(file, after), group="picture", exclusive=True)

    async def _draw(self, file: JobFile, after: float) -> None:
        """Fetch and draw one picture, then fetch the next."""
        if after:
            await self.wiring.clock.sleep(after)
        self._tell(file, "" if self.picture.art else "Reading the picture…")
        try:
            picture = await self.wiring.pictures.fetch(file)
            self._shown = picture
            room = self._frame.content_region.size
            art = await self.drawing.draw(picture, room)
        except ApiError as error:
            self._shown = None
            self.picture.show(None)
            self._tell(file, problem_text(error.problem))
            return
        self.picture.show(art)
        self._tell(file, "" if art else f"{objection(self.wiring.settings)} o opens it, d saves it.")
        await self._prefetch()

    async def _prefetch(self) -> None:
        """Fetch the picture that is likely to be looked at next."""
        following = self.shots.number + 1
        if following < len(self.files):
            try:
                await self.wiring.pictures.fetch(self.files[following])
            except ApiError:
                return  # it is told when that picture is looked at

    def _tell(self, file: JobFile, note: str) -> None:
        """Say what there is to say beside the picture."""
        self._note.update(note)
        self._note.display = bool(note)
        shown = self._shown if not note or self.picture.art is None else None
        parts = [f"{self.shots.number + 1} of {len(self.files)}", plain(file.name, 200) or "(no name)"]
        if shown is not None:
            parts += [f"{shown.width} \u00d7 {shown.height}", shown.kind, size_text(shown.size)]
        self._caption.update(cut("  ".join(parts), max(self._frame.size.width, 20)))

    # --- keys -------------------------------------------------------------

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
        self.call_after_refresh(self._show)

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
        self._show()

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
            self.wiring.downloads.start([file], folder_name(self._app_name, self.job))

    def action_copy_id(self) -> None:
        """Copy an address that works now."""
        if (file := self.file) is not None:
            self.run_worker(self._copy(file), group="address", exclusive=True)

    async def _copy(self, file: JobFile) -> None:
        try:
            address = await self.wiring.pictures.find_address(file)
        except ApiError as error:
            self.amplify.tell(f"No address: {problem_text(error.problem)}", "error")
        else:
            self.app.copy_to_clipboard(address)
            self.amplify.tell("Copied a fresh address of the picture; it holds a session token.")


def screenshots_of(detail: JobDetail) -> tuple[JobFile, ...]:
    """List a job's screenshots, in the order of its steps.

    Args:
        detail: The job with its steps.
    """
    return tuple(file for file in files_of(detail, ()) if file.kind == SCREENSHOT)
