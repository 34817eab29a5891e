"""Downloads in rows and messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.downloads import Download, DownloadPhase
from amplify_tui.model.health import Problem
from amplify_tui.model.job_files import JobFile
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.columns import CellContext
from amplify_tui.ui.download_words import file_line, news, sum_line
from amplify_tui.ui.file_columns import FILE_COLUMNS, FileRow
from tests.clock import STARTED_AT
from tests.model.test_job_files import JOB

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = JobFile(JOB, "artifacts", "artifacts.zip", "BUILD", save_name="artifacts.zip")


def cells(row: FileRow, width: int = 20) -> dict[str, str]:
    context = CellContext(STARTED_AT, width)
    return {column.id: text_of(column.render(row, context)) for column in FILE_COLUMNS}


def test_a_row_tells_how_far_its_download_is() -> None:
    assert cells(FileRow(FILE)) == {
        "chosen": "[ ]", "file": "BUILD/artifacts.zip", "kind": "built site", "state": "", "size": "",
        "rate": "", "left": "",
    }  # fmt: skip
    loading = Download(FILE, DownloadPhase.LOADING, 250_000, 1_000_000, 100_000.0)
    assert cells(FileRow(FILE, is_chosen=True, download=loading)) == {
        "chosen": "[x]", "file": "BUILD/artifacts.zip", "kind": "built site", "state": "▓▓░░░░░░░░  25%",
        "size": "1.0 MB", "rate": "100 kB/s", "left": "7s",
    }  # fmt: skip
    unknown = replace(loading, total=None)
    assert cells(FileRow(FILE, download=unknown))["state"] == "● loading"
    assert cells(FileRow(FILE, download=unknown))["size"] == "250 kB"
    assert cells(FileRow(FILE, download=Download(FILE)))["state"] == "◌ waiting"


def test_a_name_is_cut_in_its_middle_and_gives_up_its_step_where_that_is_too_long() -> None:
    assert cells(FileRow(FILE), 14)["file"] == "BUILD/arti…zip"
    long = replace(FILE, step_name="x" * 30)
    assert cells(FileRow(long), 20)["file"] == "artifacts.zip"
    assert cells(FileRow(replace(FILE, name="\x1b[31m")))["file"] == f"BUILD/{wording.NOTHING}"


def done(name: str, size: int = 1_000) -> Download:
    file = replace(FILE, name=name)
    return Download(file, DownloadPhase.DONE, size, size, path=f"/down/{name}")


def failed(name: str) -> Download:
    return Download(
        replace(FILE, name=name), DownloadPhase.FAILED, problem=Problem("X", "It broke.", "Mend it.")
    )


GIVEN_UP = Download(FILE, DownloadPhase.CANCELLED)


@pytest.mark.parametrize(
    ("ended", "text", "severity"),
    [
        ([done("a")], "Saved /down/a (1.0 kB).", "information"),
        ([done("a"), done("b")], "Saved 2 files (2.0 kB) to /down.", "information"),
        ([failed("a")], "a was not saved: It broke. Mend it.", "warning"),
        ([done("a"), failed("b"), failed("c")],
         "Saved /down/a (1.0 kB). 2 files were not saved: It broke. Mend it.", "warning"),
        ([GIVEN_UP], "Gave up 1 download; nothing of it is left.", "information"),
        ([GIVEN_UP, GIVEN_UP], "Gave up 2 downloads; nothing of it is left.", "information"),
        ([done("a"), GIVEN_UP], "Saved /down/a (1.0 kB).", "information"),
    ],
)  # fmt: skip
def test_what_ended_is_told_in_one_message(ended: Sequence[Download], text: str, severity: str) -> None:
    assert news(ended) == (text, severity)


def test_a_file_says_where_it_goes_or_is() -> None:
    assert file_line(None, "/down/a") == "goes to /down/a"
    assert file_line(Download(FILE, DownloadPhase.LOADING), "/down/a") == "goes to /down/a"
    assert file_line(done("a"), "/down/b") == "saved as /down/a"
    assert file_line(failed("a"), "/down/a") == "It broke. Mend it."
    assert file_line(GIVEN_UP, "/down/a") == "given up; nothing of it is left"


def test_all_downloads_are_summed_up() -> None:
    loading = Download(FILE, DownloadPhase.LOADING, 1, 2, 1_500_000.0)
    assert sum_line(0, []) == ""
    assert sum_line(2, [done("a"), failed("b"), loading, Download(FILE)]) == (
        "2 chosen · 2 on the way 1.5 MB/s · 1 saved · 1 failed"
    )
