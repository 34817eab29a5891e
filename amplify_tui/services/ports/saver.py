"""What may be asked of whoever writes text that is on screen to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Saver(Protocol):
    """Writes new files; what is there already is never overwritten."""

    async def save(self, name: str, parts: Iterator[bytes]) -> str:
        """Write a file that only its owner can read.

        Args:
            name: Safe name; where it is taken, a number is added.
            parts: What to write; read away from the event loop.

        Returns:
            Where it is.

        Raises:
            DiskError: It cannot be written; nothing is left behind.
        """
        ...
