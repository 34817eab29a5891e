"""Shows the screenshots of one job: their names beside the picture of one of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, cast

from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from amplify_tui.model.downloads import size_text
from amplify_tui.model.job_files import SCREENSHOT, files_of
from amplify_tui.services.errors import ApiError
from amplify_tui.store.topics import DetailOf
from amplify_tui.ui.cell_text import cut, plain
from amplify_tui.ui.picture_way import QUESTION, objection
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

PATIENCE_SECONDS: Final = 0.2
"""How long the last picture stays while the next one is on its way."""
RESIZE_SECONDS: Final = 0.1
"""How long a size must last before the picture is drawn for it."""


class ShotScreen(CommandScreen[None]):
    """Screenshots, one at a time.

    Args:
        detail: The job with its steps.
        app_name: Name of the app, in words.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012 - an instance variable of Screen

    def __init__(self, detail: JobDetail, app_name: str) -> None:
        super().__init__()
        self.job = detail.job.key
        self.files = screenshots_of(detail)
        self.app_name = app_name
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
            place = f"{self.app_name} / {plain(self.job.branch.name, 255)}"
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
        self.call_after_refresh(self.show_shot, RESIZE_SECONDS if self._shown is not None else 0.0)

    def on_shot_list_moved(self) -> None:
        """Show the picture under the cursor."""
        self.show_shot()

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
            self.show_shot()

    def show_shot(self, after: float = 0.0) -> None:
        """Fetch and draw the picture under the cursor.

        Args:
            after: Seconds to wait before that.
        """
        file = self.file
        if file is None:
            return

        # No coroutine yet: one that is replaced before it began would never have been awaited.
        async def draw() -> None:
            await self._draw(file, after)

        self.run_worker(cast("Any", draw), group="picture", exclusive=True)

    async def _draw(self, file: JobFile, after: float) -> None:
        """Fetch and draw one picture, then fetch the next."""
        if after:
            await self.wiring.clock.sleep(after)
        # Most pictures are there at once: only for one that is not the last one has to go before.
        patience = asyncio.ensure_future(self._lose_patience(file))
        try:
            picture = await self.wiring.pictures.fetch(file)
            art = await self.drawing.draw(picture, self._frame.content_region.size)
        except ApiError as error:
            self._tell(file, None, problem_text(error.problem))
            self.picture.show(None)
            return
        finally:
            patience.cancel()
        note = "" if art else f"{objection(self.wiring.settings)} o opens it, d saves it."
        self._tell(file, picture, note)
        self.picture.show(art)
        await self._prefetch()

    async def _lose_patience(self, file: JobFile) -> None:
        """Say that a picture is on its way, where it does not come at once."""
        await self.wiring.clock.sleep(PATIENCE_SECONDS)
        self._tell(file, None, "Reading the picture…")
        if self.picture.art is not QUESTION:
            self.picture.show(None)

    async def _prefetch(self) -> None:
        """Fetch the picture that is likely to be looked at next."""
        following = self.shots.number + 1
        if following < len(self.files):
            try:
                await self.wiring.pictures.fetch(self.files[following])
            except ApiError:
                return  # it is told when that picture is looked at

    def _tell(self, file: JobFile, picture: PictureFile | None, note: str) -> None:
        """Say what there is to say in place of the picture, and below it."""
        self._shown = picture
        self._note.update(note)
        self._note.display = bool(note)
        which = f"{self.shots.number + 1} of {len(self.files)}  "
        facts = "" if picture is None else _facts(picture)
        room = self._frame.size.width - len(which) - len(facts)
        self._caption.update(f"{which}{cut(plain(file.name, 200) or '(no name)', max(room, 8))}{facts}")


def _facts(picture: PictureFile) -> str:
    return f"  {picture.width} \u00d7 {picture.height}  {picture.kind}  {size_text(picture.size)}"


def screenshots_of(detail: JobDetail) -> tuple[JobFile, ...]:
    """List a job's screenshots, in the order of its steps.

    Args:
        detail: The job with its steps.
    """
    return tuple(file for file in files_of(detail, ()) if file.kind == SCREENSHOT)
