"""A file under a provisional name, which gets its own once it is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from itertools import islice
from typing import TYPE_CHECKING, Final

from amplify_tui.model.downloads import size_text
from amplify_tui.model.file_names import variants
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import DiskError
from amplify_tui.services.paths import PRIVATE_FILE, PRIVATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENDING: Final = ".part"
SPARE: Final = 16_000_000
"""Bytes that stay free on the disk for everybody else."""
_LOOK_EVERY: Final = 16_000_000
_MOST_NAMES: Final = 1_000
_NO_LINKS: Final = frozenset(
    {errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
)
"""What file systems without hard links say, such as those of memory cards."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


def free_bytes(descriptor: int) -> int:
    """Return how many bytes may still be written where an open folder is.

    Args:
        descriptor: Of the folder.
    """
    found = os.fstatvfs(descriptor)
    return found.f_bavail * found.f_frsize


class PartFile:
    """One file while it is written; every method but the first blocks on the disk.

    What is there already is neither overwritten nor followed where it is a link.
    Methods may be called from different threads; after ``discard`` all of them
    refuse, so that a thread that comes late leaves nothing behind.

    Args:
        folder: Where the user wants the file; made where it is missing, links in it are the user's own.
        inner: Name of a folder within, made where it is missing; empty for none.
        name: Safe name that the file shall have in the end.
        free: Tells how many bytes may be written where an open folder is.
    """

    _folders: Final = threading.Lock()

    def __init__(self, folder: Path, inner: str, name: str, free: Callable[[int], int] = free_bytes) -> None:
        self._path = folder
        self._inner = inner
        self._name = name
        self._free = free
        self._lock = threading.Lock()
        self._descriptors: list[int] = []
        self._part = ""
        self._is_inner_mine = False
        self._is_over = False
        self._looked_at = 0
        self.size = 0

    def open(self) -> None:
        """Make the file under its provisional name.

        Raises:
            DiskError: It cannot be made.
        """
        with self._lock, self._folders, self._told():
            self._check()
            folder = self._open_folder()
            for name in islice(variants(self._name), _MOST_NAMES):
                with contextlib.suppress(FileExistsError):
                    self._descriptors.append(os.open(name + ENDING, _NEW, PRIVATE_FILE, dir_fd=folder))
                    self._part = name + ENDING
                    return
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def make_room(self, total: int | None) -> None:
        """See to it that there is room for what is still to come.

        Args:
            total: Bytes of the whole file; None where unknown.

        Raises:
            DiskError: There is not.
        """
        with self._lock, self._told():
            self._check()
            needed = max((total or 0) - self.size, 0)
            free = max(self._free(self._descriptors[-2]) - SPARE, 0)
            if needed > free or not free:
                raise _full(self._shown, free, needed)

    def write(self, data: bytes) -> None:
        """Append bytes.

        Raises:
            DiskError: They cannot be written.
        """
        if self.size - self._looked_at >= _LOOK_EVERY:
            self._looked_at = self.size
            self.make_room(None)
        with self._lock, self._told():
            self._check()
            view = memoryview(data)
            while view:
                count = os.write(self._descriptors[-1], view)
                self.size += count
                view = view[count:]

    def start_over(self) -> None:
        """Forget what was written.

        Raises:
            DiskError: The disk refuses.
        """
        with self._lock, self._told():
            self._check()
            os.ftruncate(self._descriptors[-1], 0)
            os.lseek(self._descriptors[-1], 0, os.SEEK_SET)
            self.size = self._looked_at = 0

    def finish(self) -> str:
        """Give the file its own name, or the next free one with a number.

        Returns:
            Where it is.

        Raises:
            DiskError: The disk refuses; ``discard`` removes what there is.
        """
        with self._lock, self._told():
            self._check()
            os.fsync(self._descriptors[-1])
            for name in islice(variants(self._name), _MOST_NAMES):
                if self._take(name):
                    self._close()
                    return str(self._path / self._inner / name)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    def discard(self) -> None:
        """Remove what was written, unless it has its own name already."""
        with self._lock, self._folders:
            if self._is_over:
                return
            if self._part:
                with contextlib.suppress(OSError):
                    os.unlink(self._part, dir_fd=self._descriptors[-2])
            if self._is_inner_mine:
                with contextlib.suppress(OSError):
                    os.rmdir(self._inner, dir_fd=self._descriptors[0])
            self._close()

    @property
    def _shown(self) -> str:
        return clean_line(str(self._path / self._inner), 300)

    def _open_folder(self) -> int:
        self._path.mkdir(parents=True, exist_ok=True)
        self._descriptors.append(os.open(self._path, _FOLDER))
        if self._inner:
            with contextlib.suppress(FileExistsError):
                os.mkdir(self._inner, PRIVATE_FOLDER, dir_fd=self._descriptors[0])
                self._is_inner_mine = True
            self._descriptors.append(
                os.open(self._inner, _FOLDER | os.O_NOFOLLOW, dir_fd=self._descriptors[0])
            )
        return self._descriptors[-1]

    def _take(self, name: str) -> bool:
        """Move the part to a name if that is free, so that no race can overwrite anything."""
        folder = self._descriptors[-2]
        try:
            os.link(self._part, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return self._take_by_reserving(folder, name)
        os.unlink(self._part, dir_fd=folder)
        return True

    def _take_by_reserving(self, folder: int, name: str) -> bool:
        try:
            os.close(os.open(name, _NEW, PRIVATE_FILE, dir_fd=folder))
        except FileExistsError:
            return False
        try:
            os.replace(self._part, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.unlink(name, dir_fd=folder)
            raise
        return True

    def _check(self) -> None:
        if self._is_over:
            raise DiskError("Closed", "The download was given up.")

    def _close(self) -> None:
        self._is_over = True
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._descriptors.clear()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _explain(error, self._shown) from None


def _full(folder: str, free: int, needed: int) -> DiskError:
    room = f"{size_text(free)} are left" if free else "no room is left"
    wanted = f"{size_text(needed)} are needed and " if needed else ""
    return DiskError(
        "DiskFull", f"The disk is full: {wanted}{room} in {folder}.", "Make room, or choose another folder."
    )


def _explain(error: OSError, folder: str) -> DiskError:
    """Say in one line what the disk refused; no path but the folder's."""
    number = error.errno or 0
    code = errno.errorcode.get(number, "OSError")
    if number in _FULL:
        return _full(folder, 0, 0)
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        message, hint = f"{folder} may not be written to.", "Choose another folder."
    elif number in {errno.ELOOP, errno.ENOTDIR, errno.EEXIST}:
        message, hint = f"{folder}: something else of that name is in the way.", "Choose another folder."
    elif number == errno.ENOENT:
        message, hint = f"{folder} is not there.", "Choose another folder."
    else:
        message, hint = f"{folder} cannot be written to: {clean_line(error.strerror or code, 100)}.", ""
    return DiskError(code, message, hint)
