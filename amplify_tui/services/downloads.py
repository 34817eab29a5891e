"""Downloads files of jobs, a few at a time."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from amplify_tui.model.downloads import Download, DownloadPhase
from amplify_tui.model.file_names import safe_name
from amplify_tui.model.health import Problem
from amplify_tui.services.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from pathlib import Path

    from amplify_tui.model.job_files import JobFile
    from amplify_tui.services.ports import Clock, Connector, ObjectReader

AT_ONCE: Final = 3
KEPT: Final = 500
"""How many downloads are remembered; the oldest that are over are forgotten first."""
MOST_UNTOLD: Final = 5_000_000_000
"""Bytes after which an answer that never told its size is taken for one without end."""
BUG: Final = Problem("Bug", "The download broke in an unexpected way; the log file has more.")
_LOG: Final = logging.getLogger(__name__)


class Downloader:
    """The downloads of one run; implements ``services.ports.Downloads``.

    A file is written under a provisional name beside its own, which it gets once
    it is whole. A download that fails or is given up leaves nothing behind, so
    what bears the mark of a part stems from a program that was killed; it is
    neither used nor touched.

    Args:
        connector: Signs addresses.
        objects: Reads what they serve.
        clock: The only source of time.
        folder: Where files go.
        at_once: How many come at the same time.
        free: Tells how many bytes may be written where an open folder is; None to ask the system.
        kept: How many downloads are remembered.
        most_untold: Bytes after which an answer that never told its size is taken for one without end.
    """

    def __init__(
        self,
        connector: Connector,
        objects: ObjectReader,
        clock: Clock,
        folder: Path,
        *,
        at_once: int = AT_ONCE,
        free: Callable[[int], int] | None = None,
        kept: int = KEPT,
        most_untold: int = MOST_UNTOLD,
    ) -> None:
        self._connector = connector
        self._objects = objects
        self._clock = clock
        self._folder = folder
        self._free = free
        self._kept = kept
        self._most_untold = most_untold
        self._turn = asyncio.Semaphore(at_once)
        self._known: dict[Hashable, Download] = {}
        self._tasks: dict[Hashable, asyncio.Task[Download]] = {}
        self._callbacks: list[Callable[[Download], None]] = []

    @property
    def folder(self) -> str:
        """Where files go."""
        return str(self._folder)

    def start(self, files: Sequence[JobFile], folder_name: str = "") -> None:
        """Begin to download files; see ``ports.Downloads``."""
        for file in files:
            if file.key not in self._tasks:
                self._known.pop(file.key, None)
                self._put(Download(file))
                task = asyncio.create_task(self._run(file, folder_name), name="download")
                self._tasks[file.key] = task
                task.add_done_callback(lambda done, file=file: self._end(file, done))  # type: ignore[misc]

    def cancel(self, file: JobFile) -> bool:
        """Give a download up; see ``ports.Downloads``."""
        task = self._tasks.get(file.key)
        return task is not None and task.cancel()

    def find(self, file: JobFile) -> Download | None:
        """Return the latest download of a file; None where there was none."""
        return self._known.get(file.key)

    def under_way(self) -> Sequence[Download]:
        """Return the downloads that are not over, the oldest first."""
        return tuple(each for each in self._known.values() if not each.is_over)

    def subscribe(self, callback: Callable[[Download], None]) -> Callable[[], None]:
        """Call back at every change; returns how to stop that."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            with suppress(ValueError):
                self._callbacks.remove(callback)

        return unsubscribe

    async def close(self) -> None:
        """Give up what is under way, and leave nothing half-written behind."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, file: JobFile, folder_name: str) -> Download:
        from amplify_tui.services.part_file import PartFile, free_bytes
        from amplify_tui.services.transfer import Transfer

        async with self._turn:
            name = safe_name(file.save_name or file.name)
            inner = safe_name(folder_name) if folder_name else ""
            part = PartFile(self._folder, inner, name, self._free or free_bytes)
            transfer = Transfer(
                file,
                part,
                self._connector,
                self._objects,
                self._clock,
                tell=self._put,
                most_untold=self._most_untold,
            )
            return await transfer.run()

    def _end(self, file: JobFile, task: asyncio.Task[Download]) -> None:
        """Tell what became of a download, once another of the same file may begin."""
        self._tasks.pop(file.key, None)
        before = replace(self._known.get(file.key, Download(file)), rate=0.0, problem=None)
        error = None if task.cancelled() else task.exception()
        if task.cancelled():
            self._put(replace(before, phase=DownloadPhase.CANCELLED))
        elif isinstance(error, ApiError):
            self._put(replace(before, phase=DownloadPhase.FAILED, problem=error.problem))
        elif error is not None:
            _LOG.error("a download broke", exc_info=error)
            self._put(replace(before, phase=DownloadPhase.FAILED, problem=BUG))
        else:
            self._put(task.result())

    def _put(self, download: Download) -> None:
        self._known[download.file.key] = download
        if len(self._known) > self._kept:
            oldest = next((key for key, each in self._known.items() if each.is_over), None)
            if oldest is not None:
                del self._known[oldest]
        for callback in tuple(self._callbacks):
            callback(download)
