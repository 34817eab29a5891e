"""Which reader of queues this is: after a restart the same, so that it knows its own tag again."""

from __future__ import annotations

import logging
import os
import platform
import re
from typing import TYPE_CHECKING, Final

from amplify_tui.services.paths import PRIVATE_FILE, make_private

if TYPE_CHECKING:
    from pathlib import Path

MOST_READERS: Final = 8
"""Dashboards of one user on one machine whose ids are remembered."""
_LONGEST: Final = 400
_ID: Final = re.compile(r"[0-9a-f]{16}")
_LOG: Final = logging.getLogger(__name__)


def claim_reader_id(folder: Path) -> str:
    """Return an id that no other running reader has, until this process ends, however it ends.

    An id is remembered in a file that is locked while its reader runs; the machine's
    name stands beside it, as the file may be copied to another. Where nothing can be
    remembered or locked the id is random.

    Args:
        folder: Where the files are.
    """
    try:
        make_private(folder)
        for number in range(MOST_READERS):
            if found := _claim(folder / f"reader-{number}"):
                return found
    except (ImportError, OSError) as error:
        _LOG.info("The id of this reader is not remembered: %s", type(error).__name__)
    return _make_id()


def _claim(path: Path) -> str:
    """Return the id in a file; empty where another reader has it."""
    import fcntl  # not everywhere

    file = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return ""
    # It stays open, and locked, as long as the process lives.
    known, _, host = os.read(file, _LONGEST).decode("utf-8", "replace").partition(" ")
    if _ID.fullmatch(known) and host == platform.node():
        return known
    found = _make_id()
    os.ftruncate(file, 0)
    os.pwrite(file, f"{found} {platform.node()}".encode(), 0)
    return found


def _make_id() -> str:
    return os.urandom(8).hex()
