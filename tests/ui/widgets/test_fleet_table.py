"""The table of all branches: what its columns say, and how little it paints."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import process_time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.causes.finding import Cause, Finding, Outcome
from amplify_tui.model.causes.job_cause import CauseState, JobCause
from amplify_tui.model.conditions import BranchState, Condition
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.ui.fleet_columns import FleetRow, cut_name, fleet_columns, short_region
from amplify_tui.ui.widgets.fleet_table import FleetTable, Lookup
from tests.ui.widgets.stage import NOW, Stage, lines_of

if TYPE_CHECKING:
    from textual.strip import Strip

TARGETS = tuple(
    Target(profile, region) for profile in ("prod", "lab") for region in ("eu-west-1", "us-east-1")
)
LOOKUP = Lookup(lambda _: NOW, lambda _: None, lambda app: f"app-{app.app_id}")


class Watched(FleetTable):
    """Notes which lines are painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return super().render_line(y)


class Quiet(Stage):
    """Has no use for what the table tells of its rows."""

    def on_fleet_table_seen(self, message: FleetTable.Seen) -> None:
        self.heard.append(message)


def state(
    number: int, condition: Condition = Condition.OK, status: str = "SUCCEED", **other: Any
) -> BranchState:
    key = BranchKey(AppKey(TARGETS[number % 4], f"d{number // 50}"), f"branch-{number}")
    started = NOW - timedelta(minutes=number + 1)
    ended = None if status == "RUNNING" else started + timedelta(minutes=1)
    job = Job(
        JobKey(key, number + 1), status, commit_message=f"change {number}", started_at=started, ended_at=ended
    )
    news = BranchNews(job, (job,) if status == "RUNNING" else (), typical=timedelta(minutes=2))
    return replace(BranchState(key, "app", condition, news, changed_at=started, seen_at=NOW), **other)


@pytest.mark.parametrize(
    ("region", "short"),
    [
        ("eu-west-1", "euw1"),
        ("us-east-1", "use1"),
        ("ap-southeast-2", "apse2"),
        ("us-gov-west-1", "usgw1"),
        ("me-central-1", "mec1"),
        ("moon", "moon"),
        ("", ""),
    ],
)
def test_regions_are_shortened_as_availability_zones_are(region: str, short: str) -> None:
    assert short_region(region) == short


async def test_the_columns_tell_state_place_message_and_age() -> None:
    table = FleetTable()
    async with Quiet(table).run_test(size=(160, 20)) as pilot:
        table.set_now(NOW)
        table.set_targets(TARGETS, LOOKUP)
        table.show_states(
            [
                state(0, Condition.STUCK, "RUNNING"),
                state(1, Condition.RUNNING, "RUNNING"),
                state(2, Condition.QUEUED, "PENDING", place=(1, 2)),
                BranchState(state(3).branch, "app"),
            ]
        )
        await pilot.pause()
        heading, *lines = lines_of(table)
        assert " ".join(heading.split()) == ("STATUS APP BRANCH JOB PROFILE REGION MESSAGE AGE DURATION SEEN")
        assert lines[0].startswith("! stuck       app-d0")
        assert "usually 2m 00s · change 0" in lines[0]
        assert "  prod " in lines[0]
        assert "▓▓▓▓▓ 2m 00s" in lines[1]
        assert lines[2].startswith("◌ queued 1/2")
        assert lines[3].startswith("… not seen")


async def test_a_change_of_one_branch_paints_one_line() -> None:
    table = Watched()
    states = [state(number) for number in range(5_000)]
    async with Quiet(table).run_test(size=(120, 40)) as pilot:
        table.set_now(NOW)
        table.set_targets(TARGETS, LOOKUP)
        began = process_time()  # not the clock: others may have the processor meanwhile
        table.show_states(states)
        assert process_time() - began < 1.0  # a twentieth of that on a quiet machine
        await pilot.pause()
        table.painted.clear()
        table.show_states([*states[:7], replace(states[7], condition=Condition.CANCELLED), *states[8:]])
        await pilot.pause()
        assert set(table.painted) == {8}


async def test_what_was_only_confirmed_paints_nothing() -> None:
    table = Watched()
    states = [state(number) for number in range(50)]
    async with Quiet(table).run_test(size=(120, 40)) as pilot:
        table.set_now(NOW)
        table.set_targets(TARGETS, LOOKUP)
        table.show_states(states)
        await pilot.pause()
        table.painted.clear()
        table.show_states([replace(each, seen_at=NOW + timedelta(seconds=9)) for each in states])
        await pilot.pause()
        assert table.painted == []


async def test_rows_of_a_target_in_trouble_are_dim_and_those_of_others_are_not() -> None:
    table = FleetTable()
    states = [state(number, Condition.FAILED, "FAILED") for number in range(8)]
    async with Quiet(table).run_test(size=(120, 40)):
        table.set_targets(TARGETS, LOOKUP)
        table.show_states(states, stale=[TARGETS[1]])
        assert [row.is_stale for row in table.rows_on_screen()] == [False, True, False, False] * 2
        table.show_states(states)
        assert not any(row.is_stale for row in table.rows_on_screen())


async def test_a_cause_comes_into_its_row_and_into_no_other() -> None:
    table = FleetTable()
    states = [state(0, Condition.FAILED, "FAILED"), state(1)]
    found = JobCause(
        CauseState.FOUND,
        "BUILD",
        Finding(Outcome.FAILED, Cause(line=1, text="npm ERR! missing", kind="npm", excerpt=(1, 1))),
    )
    async with Quiet(table).run_test(size=(160, 10)) as pilot:
        table.set_targets(TARGETS, LOOKUP)
        table.show_states(states)
        for each in states:
            job = each.news.newest
            assert job is not None
            table.set_cause(job.key, found)
        await pilot.pause()
        lines = lines_of(table)
        assert "npm ERR! missing" in lines[1]
        assert "npm ERR! missing" not in lines[2]


async def test_other_columns_end_an_order_by_one_that_is_gone() -> None:
    table = FleetTable()
    async with Quiet(table).run_test(size=(160, 10)):
        table.set_targets(TARGETS, LOOKUP)
        table.show_states([state(number) for number in range(9)])
        table.sort_by("region", reverse=True)
        assert table.rows_on_screen()[0].target.region == "us-east-1"
        table.set_targets(TARGETS[:1], LOOKUP)
        assert table.sort_state is None
        assert table.rows_on_screen()[0].state == state(0)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(list(Condition))), unique_by=lambda each: each[0]),
    st.integers(30, 200),
)
def test_every_column_can_say_something_of_every_row(rows: list[tuple[int, Condition]], width: int) -> None:
    from amplify_tui.ui.cell_text import fit, text_of, width_of
    from amplify_tui.ui.columns import CellContext, place

    for spot in place(fleet_columns(TARGETS, LOOKUP.seen), width):
        for number, condition in rows:
            for kept in (
                state(number, condition),
                BranchState(state(number).branch, "a\x1b]0;x\x07", condition),
            ):
                row = FleetRow(kept, "n\u202eame", is_stale=bool(number % 2))
                cell = spot.column.render(row, CellContext(NOW, spot.width))
                assert width_of(text_of(fit(cell, spot.width))) == spot.width
                assert spot.column.sort_key is None or spot.column.sort_key(row) is not NotImplemented


@pytest.mark.parametrize(
    ("name", "width", "short"),
    [
        ("landing-page …cmcvf", 16, "landing-… …cmcvf"),
        ("landing-page …cmcvf", 30, "landing-page …cmcvf"),
        ("landing-page …cmcvf", 12, "land… …cmcvf"),
        ("customer-portal", 10, "custo…rtal"),
    ],
)
def test_the_end_of_an_id_that_tells_namesakes_apart_is_kept(name: str, width: int, short: str) -> None:
    assert cut_name(name, width) == short
