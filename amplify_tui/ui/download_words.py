"""What is said of downloads: one line on the screen, one message when they have ended; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.downloads import Download, DownloadPhase, rate_text, size_text
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.messages import Severity

_PATH: Final = 400


def news(ended: Sequence[Download]) -> tuple[str, Severity]:
    """Say what became of downloads that ended together.

    Args:
        ended: At least one, each of which is over.

    Returns:
        What to tell the user, and how bad it is.
    """
    saved = [each for each in ended if each.phase is DownloadPhase.DONE]
    failed = [each for each in ended if each.phase is DownloadPhase.FAILED]
    parts: list[str] = []
    if len(saved) == 1:
        parts.append(f"Saved {plain(saved[0].path, _PATH)} ({size_text(saved[0].received)}).")
    elif saved:
        folder = plain(saved[-1].path.rpartition("/")[0], _PATH)
        size = size_text(sum(each.received for each in saved))
        parts.append(f"Saved {len(saved)} files ({size}) to {folder}.")
    if len(failed) == 1:
        parts.append(f"{plain(failed[0].file.name, 120)} was not saved: {why(failed[0])}")
    elif failed:
        parts.append(f"{len(failed)} files were not saved: {why(failed[0])}")
    if not parts:
        count = len(ended)
        parts.append(f"Gave up {count} download{'' if count == 1 else 's'}; nothing of it is left.")
    return " ".join(parts), "warning" if failed else "information"


def why(download: Download) -> str:
    """Say why a download failed or pauses; empty where it did neither."""
    problem = download.problem
    return "" if problem is None else f"{plain(problem.message, 300)} {plain(problem.hint, 200)}".strip()


def file_line(download: Download | None, destination: str) -> str:
    """Say where a file goes, is, or why it is not there.

    Args:
        download: Its latest download; None where there was none.
        destination: Where it would go.
    """
    if download is None:
        return f"goes to {plain(destination, _PATH)}"
    if download.phase is DownloadPhase.DONE:
        return f"saved as {plain(download.path, _PATH)}"
    if download.problem is not None:
        return why(download)
    return "given up; nothing of it is left" if download.is_over else f"goes to {plain(destination, _PATH)}"


def sum_line(chosen: int, downloads: Sequence[Download]) -> str:
    """Say how the downloads of a job are as a whole; empty where there is nothing to say.

    Args:
        chosen: How many files are marked.
        downloads: The latest of each file that has one.
    """
    under_way = [each for each in downloads if not each.is_over]
    saved = sum(each.phase is DownloadPhase.DONE for each in downloads)
    failed = sum(each.phase is DownloadPhase.FAILED for each in downloads)
    parts = [f"{chosen} chosen"] if chosen else []
    if under_way:
        rate = sum(each.rate for each in under_way)
        parts.append(" ".join(filter(None, (f"{len(under_way)} on the way", rate_text(rate)))))
    parts += [f"{saved} saved"] if saved else []
    parts += [f"{failed} failed"] if failed else []
    return " · ".join(parts)
