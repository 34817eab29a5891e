"""One line on stderr that says how far several downloads are."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.downloads import DownloadPhase, rate_text, size_text

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from amplify_tui.model.downloads import Download
    from amplify_tui.model.job_files import JobFile

_CLEAR: Final = "\r\x1b[K"


class ProgressLine:
    """Writes over itself; nothing is written where stderr is no terminal.

    Args:
        files: All that is to come.
    """

    def __init__(self, files: Sequence[JobFile]) -> None:
        self._stream = sys.stderr
        self._is_shown = (
            self._stream is not None and self._stream.isatty() and os.environ.get("TERM", "") != "dumb"
        )
        self._known: dict[Hashable, Download | None] = dict.fromkeys(file.key for file in files)
        self._text = ""

    def show(self, download: Download) -> None:
        """Take in how far a download is, and say how far all are."""
        self._known[download.file.key] = download
        if not self._is_shown:
            return
        text = progress_text(list(self._known.values()))[: max(shutil.get_terminal_size().columns - 1, 1)]
        if text != self._text:
            self._text = text
            self._write(_CLEAR + text)

    def clear(self) -> None:
        """Take the line away."""
        if self._text:
            self._text = ""
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def progress_text(downloads: Sequence[Download | None]) -> str:
    """Say how far several downloads are, such as ``1 of 3 files  4.2 MB of 9.0 MB  1.1 MB/s  4s left``.

    Args:
        downloads: Every download; None for one of which nothing was heard yet.
    """
    heard = [each for each in downloads if each is not None]
    done = sum(each.phase is DownloadPhase.DONE for each in heard)
    received = sum(each.received for each in heard)
    totals = [None if each is None else each.total for each in downloads]
    whole = sum(total or 0 for total in totals)
    parts = [f"{done} of {len(downloads)} file{'' if len(downloads) == 1 else 's'}"]
    parts.append(size_text(received) if None in totals else f"{size_text(received)} of {size_text(whole)}")
    rate = sum(each.rate for each in heard)
    if rate > 0:
        parts.append(rate_text(rate))
        if None not in totals:
            parts.append(f"{timedelta(seconds=round((whole - received) / rate))} left")
    if any(each.phase is DownloadPhase.PAUSING for each in heard):
        parts.append("connection lost, trying again")
    return "  ".join(parts)
