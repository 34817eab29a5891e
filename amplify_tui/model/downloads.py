"""Downloads as the screens and the command line see them; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.health import Problem
    from amplify_tui.model.job_files import JobFile


class DownloadPhase(StrEnum):
    """How far a download is."""

    WAITING = "waiting"
    LOADING = "loading"
    PAUSING = "pausing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Download:
    """One file on its way to the disk, or there.

    Attributes:
        file: What is downloaded.
        phase: How far it is; while pausing it is tried again soon.
        received: Bytes that have come.
        total: Bytes there are in all; None where the store does not say.
        rate: Bytes a second over the last seconds; 0 where that is not known.
        path: Where it was saved; empty until it is done.
        problem: Why it failed, or why it pauses.
    """

    file: JobFile
    phase: DownloadPhase = DownloadPhase.WAITING
    received: int = 0
    total: int | None = None
    rate: float = 0.0
    path: str = ""
    problem: Problem | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self.phase in {DownloadPhase.DONE, DownloadPhase.FAILED, DownloadPhase.CANCELLED}

    @property
    def share(self) -> float | None:
        """How much of it has come, from 0 to 1; None where that is not known."""
        if self.phase is DownloadPhase.DONE:
            return 1.0
        return None if self.total is None else self.received / self.total if self.total else 0.0

    @property
    def time_left(self) -> timedelta | None:
        """How long it still takes at the present rate; None where that is not known."""
        if self.phase is not DownloadPhase.LOADING or self.total is None or self.rate <= 0:
            return None
        return timedelta(seconds=min((self.total - self.received) / self.rate, 359_999))


def size_text(count: int | None) -> str:
    """Tell a number of bytes in three digits, such as ``4.2 MB``; empty where it is not known.

    Args:
        count: Bytes; None where unknown.
    """
    if count is None:
        return ""
    size, units = float(count), ("B", "kB", "MB", "GB", "TB", "PB")
    for unit in units:
        if size < 999.5 or unit == units[-1]:  # noqa: PLR2004 - from here on it is 1.0 of the next unit
            return f"{size:.1f} {unit}" if unit != "B" and size < 99.95 else f"{size:.0f} {unit}"  # noqa: PLR2004
        size /= 1_000
    raise AssertionError(units)


def rate_text(rate: float) -> str:
    """Tell bytes a second, such as ``1.4 MB/s``; empty where it is not known.

    Args:
        rate: Bytes a second; 0 where unknown.
    """
    return f"{size_text(round(rate))}/s" if rate > 0 else ""
