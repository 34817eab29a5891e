"""The columns of a job's files: what each is, and how far its download is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.downloads import Download, DownloadPhase, rate_text, size_text
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut_middle, plain, width_of
from amplify_tui.ui.columns import Column

if TYPE_CHECKING:
    from collections.abc import Hashable

    from amplify_tui.model.job_files import JobFile
    from amplify_tui.ui.cell_text import Cell
    from amplify_tui.ui.columns import CellContext

KIND_WORDS: Final = {
    "artifacts": "built site",
    "testArtifacts": "test archive",
    "testConfig": "test config",
    "artifact": "test file",
    "screenshot": "screenshot",
    "log": "log",
}
STATES: Final = {
    DownloadPhase.WAITING: ("◌ waiting", "waiting"),
    DownloadPhase.LOADING: ("● loading", "running"),
    DownloadPhase.PAUSING: ("◍ trying again", "warning"),
    DownloadPhase.DONE: ("✔ saved", "succeed"),
    DownloadPhase.FAILED: ("✘ failed", "failed"),
    DownloadPhase.CANCELLED: ("⊘ given up", "cancelled"),
}
_BAR: Final = 10


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of the table.

    Attributes:
        file: The file.
        is_chosen: Whether the user marked it for downloading.
        download: Its latest download; None where there was none.
    """

    file: JobFile
    is_chosen: bool = False
    download: Download | None = None

    @property
    def key(self) -> Hashable:
        """What the cursor stays on."""
        return self.file.key


def kind_word(file: JobFile) -> str:
    """Tell what a file is, in a word or two."""
    return KIND_WORDS.get(file.kind, plain(file.kind, 40))


def _mark(row: FileRow, _: CellContext) -> Cell:
    return [("[x]", "accent")] if row.is_chosen else [("[ ]", "dim")]


def _name(row: FileRow, context: CellContext) -> Cell:
    name = plain(row.file.name, 1_000) or wording.NOTHING
    step = f"{plain(row.file.step_name, 60)}/" if row.file.step_name else ""
    if width_of(step) > context.width // 2:
        step = ""
    return [(step, "dim"), (cut_middle(name, context.width - width_of(step)), "")]


def _path(row: FileRow) -> str:
    return f"{row.file.step_name or ''}/{row.file.name}"


def _state(row: FileRow, context: CellContext) -> Cell:
    download = row.download
    if download is None:
        return ""
    words, tone = STATES[download.phase]
    share = download.share
    if download.phase is not DownloadPhase.LOADING or share is None:
        return [(words, tone)]
    percent = f" {int(share * 100):3}%"
    bar = wording.bar(share, max(min(context.width - len(percent), _BAR), 0))
    return [(bar, tone), (percent, "")]


def _size(row: FileRow, _: CellContext) -> Cell:
    download = row.download
    if download is None or (download.total is None and not download.received):
        return ""
    if download.phase is DownloadPhase.DONE or download.total is None:
        return size_text(download.received)
    return [(size_text(download.total), "" if download.received else "dim")]


def _rate(row: FileRow, _: CellContext) -> Cell:
    return "" if row.download is None else [(rate_text(row.download.rate), "dim")]


def _left(row: FileRow, _: CellContext) -> Cell:
    left = None if row.download is None else row.download.time_left
    return "" if left is None else wording.duration(left)


FILE_COLUMNS: Final[tuple[Column[FileRow], ...]] = (
    Column("chosen", "", _mark, 3, priority=100, search=lambda _: ""),
    Column("file", "FILE", _name, 30, minimum=14, is_flexible=True, priority=85,
           sort_key=lambda row: _path(row).casefold(), search=_path),
    Column("kind", "KIND", lambda row, _: [(kind_word(row.file), "dim")], 12, priority=60,
           sort_key=lambda row: kind_word(row.file)),
    Column("state", "DOWNLOAD", _state, 15, priority=90, search=lambda _: ""),
    Column("size", "SIZE", _size, 8, priority=80, align="right", search=lambda _: "",
           sort_key=lambda row: None if row.download is None else row.download.total),
    Column("rate", "RATE", _rate, 10, priority=30, from_width=130, align="right", search=lambda _: ""),
    Column("left", "LEFT", _left, 7, priority=40, align="right", search=lambda _: ""),
)  # fmt: skip
"""In the order of the screen."""
