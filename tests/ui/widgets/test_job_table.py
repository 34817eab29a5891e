from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.backend_jobs import BackendJob, BackendTime
from amplify_tui.model.keys import BackendJobKey, EnvironmentKey
from amplify_tui.ui.widgets.backend_table import BackendTable
from amplify_tui.ui.widgets.job_table import JobTable
from tests.ui.widgets.stage import APP, NOW, Stage, job, lines_of

if TYPE_CHECKING:
    from textual.strip import Strip


class WatchedJobs(JobTable):
    """Records which lines were painted."""

    def __init__(self) -> None:
        super().__init__(placeholder="No jobs on this branch yet. S starts one.")
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


async def test_a_second_paints_the_going_job_alone_and_only_its_duration() -> None:
    table = WatchedJobs()
    async with Stage(table).run_test(size=(100, 20)) as pilot:
        table.set_now(NOW)
        table.show_jobs([job(1), job(2, "RUNNING"), job(3), job(4)])
        await pilot.pause()
        table.set_now(NOW)
        await pilot.pause()
        table.painted.clear()
        table.set_now(NOW + timedelta(seconds=1))
        assert [region.width for region in table._repaint_regions] == [13]
        await pilot.pause()
        assert set(table.painted) == {2}
        assert "2m 01s" in lines_of(table)[2]


async def test_ages_go_on_by_the_minute_even_when_rows_were_replaced_by_equal_ones() -> None:
    table = WatchedJobs()
    async with Stage(table).run_test(size=(100, 20)) as pilot:
        table.set_now(NOW)
        table.show_jobs([job(1), job(70)])
        await pilot.pause()
        table.show_jobs([job(1), job(70)])
        await pilot.pause()
        table.painted.clear()
        table.set_now(NOW + timedelta(seconds=60))
        await pilot.pause()
        assert set(table.painted) == {1}
        assert " 2m " in lines_of(table)[1]


async def test_the_same_jobs_paint_nothing() -> None:
    table = WatchedJobs()
    jobs = [job(number) for number in range(1, 40)]
    async with Stage(table).run_test(size=(100, 20)) as pilot:
        table.set_now(NOW)
        table.show_jobs(jobs, active_job_id=3)
        await pilot.pause()
        table.painted.clear()
        table.show_jobs(list(jobs), active_job_id=3)
        await pilot.pause()
        assert set(table.painted) == set()
        table.show_jobs(jobs, active_job_id=4)
        await pilot.pause()
        assert set(table.painted) == {3, 4}


async def test_the_job_under_the_cursor_is_known_by_its_key() -> None:
    table = WatchedJobs()
    async with Stage(table).run_test(size=(100, 20)):
        nothing = (table.job_key, table.job_at_cursor)
        assert nothing == (None, None)
        table.show_jobs([job(1), job(2)])
        assert table.job_key == job(1).key
        assert table.job_at_cursor == job(1)


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (220, 60)])
async def test_hostile_messages_break_no_line(size: tuple[int, int]) -> None:
    table = WatchedJobs()
    messages = [
        "[bold]x[/]",
        "\x1b]0;t\x07\x1b[2J",
        "z" * 10_000,
        "👨‍👩‍👧 ⚠️ 🇩🇪 " * 30,
        "نص \u202e عربي" * 20,
        "中" * 300,
    ]
    async with Stage(table).run_test(size=size) as pilot:
        table.set_now(NOW)
        table.show_jobs(
            [
                job(at + 1, commit_message=text, job_type=text, commit_id=text, status=text)
                for at, text in enumerate(messages)
            ]
        )
        await pilot.pause()
        for y in range(size[1]):
            strip = table.render_line(y)
            assert strip.cell_length == table.scrollable_content_region.width
            assert "\x1b" not in strip.text


async def test_an_empty_table_says_which_key_helps() -> None:
    table = WatchedJobs()
    async with Stage(table).run_test(size=(60, 9)):
        assert "S starts one." in "\n".join(lines_of(table))


async def test_backend_jobs_show_times_as_they_came_where_nobody_knows_what_they_mean() -> None:
    key = BackendJobKey(EnvironmentKey(APP, "staging"), "abc-1")
    table = BackendTable()
    async with Stage(table).run_test(size=(180, 6)):
        table.set_now(NOW)
        table.set_rows(
            [
                BackendJob(
                    key,
                    "CreateBackendAPI",
                    "COMPLETED",
                    BackendTime("1763733000", NOW - timedelta(hours=3)),
                    BackendTime("soonish", None),
                    "boom\x07",
                ),
                BackendJob(BackendJobKey(EnvironmentKey(APP, "staging"), "abc-2")),
            ]
        )
        first, second = lines_of(table)[1:3]
        assert first.startswith("✔ COMPLETED")
        assert "3h" in first
        assert "soonish" in first
        assert "boom" in first
        assert second.startswith("? UNKNOWN")
