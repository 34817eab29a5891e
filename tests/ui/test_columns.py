from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.columns import GAP, CellContext, Placed, place
from amplify_tui.ui.job_columns import JOB_COLUMNS, JobRow, first_line
from amplify_tui.ui.widgets.backend_table import BACKEND_COLUMNS
from tests.ui.widgets.stage import NOW, job


def cell(name: str, row: JobRow, width: int = 14) -> str:
    column = next(column for column in JOB_COLUMNS if column.id == name)
    return text_of(column.render(row, CellContext(NOW, width)))


@given(st.integers(0, 300))
def test_columns_lie_side_by_side_within_the_width(width: int) -> None:
    tables: list[tuple[Placed[Any], ...]] = [place(JOB_COLUMNS, width), place(BACKEND_COLUMNS, width)]
    for placed in tables:
        assert placed
        for one, other in pairwise(placed):
            assert other.left == one.left + one.width + GAP
        assert placed[-1].left + placed[-1].width <= max(width, 0)


@pytest.mark.parametrize(
    ("width", "ids"),
    [
        (18, ["brief"]),
        (31, ["brief"]),
        (32, ["status", "job", "duration"]),
        (52, ["status", "job", "message", "age", "duration"]),
        (78, ["status", "job", "commit", "message", "age", "duration"]),
        (92, ["status", "job", "type", "commit", "message", "age", "duration"]),
        (
            200,
            "status job type commit message age duration started ended committed source".split(),  # noqa: SIM905 - reads better
        ),
    ],
)
def test_a_wider_table_shows_more_columns(width: int, ids: list[str]) -> None:
    assert [spot.column.id for spot in place(JOB_COLUMNS, width)] == ids


@pytest.mark.parametrize("width", range(40, 200, 7))
def test_status_id_and_duration_are_never_clipped(width: int) -> None:
    widths = {spot.column.id: spot.width for spot in place(JOB_COLUMNS, width)}
    assert widths["status"] >= len("◌ PROVISIONING")
    assert widths["job"] >= len("12345") + 1
    assert widths["duration"] >= len("59m 59s")


def test_the_message_gets_all_that_is_left() -> None:
    spots = {spot.column.id: spot for spot in place(JOB_COLUMNS, 240)}
    assert spots["message"].width > 80
    assert spots["source"].left + spots["source"].width == 240


def test_a_going_job_has_a_bar_where_it_is_known_how_long_its_like_take() -> None:
    going = job(2, "RUNNING")
    assert cell("duration", JobRow(going, typical=timedelta(minutes=4))) == "▓▓░░░ 2m 00s"
    assert cell("duration", JobRow(going)) == "2m 00s"
    assert cell("duration", JobRow(going, typical=timedelta(minutes=4)), width=8) == "2m 00s"
    assert cell("duration", JobRow(job(2))) == "1m 00s"
    assert cell("duration", JobRow(job(2, "PENDING", started_at=None))) == "–"  # noqa: RUF001 - the dash that stands for nothing


def test_the_live_job_is_marked_unless_its_number_needs_the_room() -> None:
    assert cell("job", JobRow(job(55), is_live=True), 6) == "▲   55"
    assert cell("job", JobRow(job(55)), 6) == "55"
    assert cell("job", JobRow(job(123456), is_live=True), 6) == "123456"


def test_what_amplify_left_out_is_a_dash() -> None:
    bare = JobRow(job(1, job_type=None, commit_id=None, commit_message=None, started_at=None, ended_at=None))
    for column in JOB_COLUMNS:
        if column.id not in {"brief", "status", "job"}:
            assert cell(column.id, bare) == "\u2013"
        assert column.search is None or isinstance(column.search(bare), str)
        assert column.sort_key is None or column.id in {"status", "job"} or column.sort_key(bare) is None


def test_the_message_is_the_first_line_of_the_commit_message_as_plain_text() -> None:
    assert first_line("\n fix: [red]\x1b[31m x\n\nbody") == "fix: [red] x"
    assert first_line(None) == ""
    assert len(first_line("y" * 10_000)) <= 2_001


def test_a_going_job_sorts_as_the_longest() -> None:
    by = next(column.sort_key for column in JOB_COLUMNS if column.id == "duration")
    assert by is not None
    assert by(JobRow(job(2, "RUNNING"))) > by(JobRow(job(9)))


def test_where_there_is_no_room_for_columns_status_id_and_duration_are_one() -> None:
    row = JobRow(job(57, "RUNNING", started_at=NOW - timedelta(seconds=101)))
    assert cell("brief", row, 18) == "● RUNNING 57 1m41s"
