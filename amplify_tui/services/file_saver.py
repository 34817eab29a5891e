"""Writes text that is on screen to new files."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from amplify_tui.services.part_file import PartFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class FileSaver:
    """Writes to one folder; see ``ports.Saver``.

    Args:
        folder: Where files go; made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def save(self, name: str, parts: Iterator[bytes]) -> str:
        """Write a file, whole or not at all.

        Args:
            name: Safe name; where it is taken, a number is added.
            parts: What to write; read away from the event loop.

        Returns:
            Where it is, absolute.

        Raises:
            DiskError: It cannot be written; nothing is left behind.
        """
        file = PartFile(self._folder.absolute(), "", name)
        try:
            return await asyncio.to_thread(_write, file, parts)
        finally:
            # Whoever gave up waiting shall find nothing; a file that is finished stays.
            await asyncio.to_thread(file.discard)


def _write(file: PartFile, parts: Iterator[bytes]) -> str:
    file.open()
    file.make_room(None)
    for part in parts:
        file.write(part)
    return file.finish()
