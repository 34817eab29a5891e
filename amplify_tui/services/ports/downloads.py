"""What may be asked of whoever brings files to the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amplify_tui.model.downloads import Download
    from amplify_tui.model.job_files import JobFile


class Downloads(Protocol):
    """Downloads files of jobs, a few at a time, and knows what became of each."""

    @property
    def folder(self) -> str:
        """Where files go: the folder above those of the jobs."""
        ...

    def start(self, files: Sequence[JobFile], folder_name: str = "") -> None:
        """Begin to download files; one that is on its way already is left alone.

        Args:
            files: What to download.
            folder_name: Name of a folder within ``folder`` that they go to, made where
                it is missing; a safe name. Empty for ``folder`` itself.
        """
        ...

    def cancel(self, file: JobFile) -> bool:
        """Give a download up, and remove what came of it; False where it is not on its way."""
        ...

    def find(self, file: JobFile) -> Download | None:
        """Return the latest download of a file; None where there was none."""
        ...

    def under_way(self) -> Sequence[Download]:
        """Return the downloads that are not over, the oldest first."""
        ...

    def subscribe(self, callback: Callable[[Download], None]) -> Callable[[], None]:
        """Call back at every change, of progress a few times a second; returns how to stop that."""
        ...

    async def close(self) -> None:
        """Give up what is under way, and leave nothing half-written behind."""
        ...
