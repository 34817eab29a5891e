"""Keeps the bytes of a log: in memory while it is small, in a file without a name when it is not."""

from __future__ import annotations

import errno
import os
import tempfile
from threading import Lock
from typing import TYPE_CHECKING, Final

from amplify_tui.services.errors import StorageError

if TYPE_CHECKING:
    from typing import BinaryIO

THRESHOLD: Final = 64 * 1_048_576
BLOCK: Final = 1_048_576
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_AT_A_TIME: Final = 4
"""Blocks that one call moves to disk, so that no call takes long."""


class LogText:
    """Append-only bytes; see ``ports.LogText``.

    Up to the threshold they stay in memory, in blocks that are never copied
    to grow. Above it, the oldest move to a temporary file that has no name,
    can be read by nobody else and is gone with the process. One thread may
    add while others read.
    """

    def __init__(self, threshold: int = THRESHOLD) -> None:
        """Start empty.

        Args:
            threshold: Most bytes that are kept in memory, give or take a few blocks.
        """
        self._threshold = threshold
        self._blocks: list[bytearray] = []
        self._moved = 0
        self._size = 0
        self._file: BinaryIO | None = None
        self._is_closed = False
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._size

    @property
    def is_on_disk(self) -> bool:
        """Whether some of the bytes are in the temporary file."""
        return self._moved > 0

    def append(self, chunk: bytes) -> None:
        """Add the bytes that follow.

        Raises:
            StorageError: The disk is full or gone; nothing was added.
        """
        with self._lock:
            if self._is_closed:
                return
            if self._size - self._moved + len(chunk) > self._threshold:
                self._move(len(chunk) // BLOCK + _AT_A_TIME)
            position = 0
            while position < len(chunk):
                within = self._size % BLOCK
                if within == 0:
                    self._blocks.append(bytearray(BLOCK))
                part = chunk[position : position + BLOCK - within]
                self._blocks[-1][within : within + len(part)] = part
                position += len(part)
                self._size += len(part)

    def read(self, first: int, last: int) -> bytes:
        """Return the bytes from ``first`` to ``last``, the latter excluded, as far as there are any.

        Raises:
            StorageError: The disk that holds them is gone.
        """
        with self._lock:
            first, last = max(first, 0), min(last, self._size)
            parts: list[bytes | memoryview] = []
            if first < self._moved and first < last:
                parts.append(self._read_file(first, min(last, self._moved)))
                first = self._moved
            while first < last:
                place, within = divmod(first - self._moved, BLOCK)
                until = min(BLOCK, within + last - first)
                parts.append(memoryview(self._blocks[place])[within:until])
                first += until - within
            return b"".join(parts)

    def clear(self) -> None:
        """Forget all bytes."""
        with self._lock:
            self._blocks.clear()
            self._size = self._moved = 0
            if self._file is not None:
                self._file.close()
                self._file = None

    def close(self) -> None:
        """Give memory and disk back; what comes later is dropped, and doing so twice does no harm."""
        self._is_closed = True
        self.clear()

    def _move(self, most: int) -> None:
        """Move full blocks from memory to disk, oldest first."""
        full = min(most, (self._size - self._moved) // BLOCK)
        if not full:
            return
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - open as long as the log is
            for _ in range(full):
                _write(self._file.fileno(), self._blocks[0], self._moved)
                del self._blocks[0]
                self._moved += BLOCK
        except OSError as error:
            raise StorageError(
                "DiskFull" if error.errno in _FULL else "NoStorage",
                f"The log is too large for memory, and the temporary folder has no room: {error.strerror}.",
                "Free some space there, or set TMPDIR to a folder that has some.",
            ) from error

    def _read_file(self, first: int, last: int) -> bytes:
        parts = []
        while first < last and self._file is not None:
            part = os.pread(self._file.fileno(), last - first, first)
            if not part:
                raise StorageError("NoStorage", "The temporary file of the log is damaged.")
            parts.append(part)
            first += len(part)
        return b"".join(parts)


def _write(file: int, block: bytearray, position: int) -> None:
    view = memoryview(block)
    while view:
        done = os.pwrite(file, view, position)
        view, position = view[done:], position + done
