"""What may be asked of whoever reads pictures, and of the terminal that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from amplify_tui.model.job_files import JobFile
    from amplify_tui.model.pictures import PictureFile, Pixels

Graphics = Literal["none", "sixel", "kitty", "unknown"]
"""What a terminal draws beside text, as far as its surroundings tell; ``unknown`` must be asked."""


class Pictures(Protocol):
    """Reads pictures that jobs left behind; a few of them are kept."""

    async def fetch(self, file: JobFile) -> PictureFile:
        """Read a picture, and check by its first bytes that it is one.

        Args:
            file: Which; its address may have expired.

        Raises:
            ApiError: It could not be read, is no picture, or is too large.
        """
        ...

    async def scale(self, picture: PictureFile, width: int, height: int) -> Pixels:
        """Decode a picture in exactly this size; of one that moves its first frame.

        Raises:
            BadAnswerError: It is broken, or unpacks to more than can be.
        """
        ...

    async def keep(self, file: JobFile, picture: PictureFile) -> str:
        """Write a picture where only its owner reads it, until the program ends.

        Returns:
            The file's path.

        Raises:
            OSError: It cannot be written.
        """
        ...

    async def find_address(self, file: JobFile) -> str:
        """Ask for an address that works now, session token included: for the clipboard alone.

        Raises:
            ApiError: Amplify did not answer, or there is no such picture any more.
        """
        ...

    def forget(self) -> None:
        """Read every picture anew from now on."""
        ...

    async def close(self) -> None:
        """Remove what ``keep`` wrote."""
        ...


class Display(Protocol):
    """The terminal, beside what it writes."""

    def graphics(self) -> Graphics:
        """Tell what it can draw."""
        ...

    def cell_pixels(self) -> tuple[int, int] | None:
        """Return width and height of a cell at present; None where the terminal does not say."""
        ...
