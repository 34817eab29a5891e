"""All branches of all accounts and regions in one table: worst first, each as fresh as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from amplify_tui.model.causes.job_cause import CauseState
from amplify_tui.model.conditions import Condition
from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.errors import SetupError
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.store.topics import NewsOf
from amplify_tui.ui.screens.fleet import FleetScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.screens.log import LogScreen
from tests.ui.fleet_stage import (
    OTHER_ACCOUNT,
    STAGING,
    TARGETS,
    fleet_of,
    fleet_stage,
    open_fleet,
    row_of,
    rows_of,
    table_of,
)
from tests.ui.stage import TARGET, Stage


async def test_every_account_and_region_stands_in_one_table_the_worst_first() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        rows = rows_of(stage)
        conditions = [row.state.condition for row in rows]
        ranks = [list(Condition).index(condition) for condition in conditions if condition in _LOUD]
        assert {row.target for row in rows} == set(TARGETS)
        assert ranks == sorted(ranks)
        assert conditions[0] is Condition.FAILED
        assert stage.table.cursor_line == 0
        said = stage.rendered()
        assert "demo + staging · eu-west-1, us-east-1" in said
        assert f"✘ {conditions.count(Condition.FAILED)} failed" in said
        assert f"{len(rows)} branches" in said
        assert "PROFILE" in said
        assert "REGION" in said


_LOUD = {Condition.FAILED, Condition.STUCK, Condition.RUNNING, Condition.QUEUED, Condition.UNKNOWN}


async def test_what_is_the_same_in_all_rows_has_no_column() -> None:
    async with Stage("busy").open() as stage:
        await open_fleet(stage)
        assert "PROFILE" not in stage.rendered()
        assert "REGION" not in stage.rendered()


async def test_enter_shows_the_branch_on_the_dashboard_in_its_own_account() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        there = next(row for row in rows_of(stage) if row.target == OTHER_ACCOUNT)
        table_of(stage).move_to(there.state.branch)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))
        await stage.loaded()
        looking = stage.dashboard.looking
        assert looking is not None
        assert (looking.target, looking.branch) == (OTHER_ACCOUNT, there.state.branch)
        assert f"2 Jobs · {there.name} / {there.state.branch.name}" in stage.rendered()
        assert stage.app.focused is stage.dashboard.panes.jobs


async def test_enter_on_a_branch_of_the_present_account_keeps_what_is_known_of_it() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        there = next(row for row in rows_of(stage) if row.target == TARGET and row.name == "docs")
        table_of(stage).move_to(there.state.branch)
        await stage.press("enter")
        await stage.until(lambda: stage.dashboard.looking.branch == there.state.branch)  # type: ignore[union-attr]
        assert stage.dashboard.panes.apps.line_count > 5


async def test_leaving_restores_the_dashboard_and_lets_the_fleet_rest() -> None:
    for key in ("escape", "q"):
        async with fleet_stage().open() as stage:
            await open_fleet(stage)
            before = stage.dashboard.looking
            await stage.press(key)
            await stage.until(lambda: isinstance(stage.screen, JobsScreen))
            assert stage.dashboard.looking == before
            assert stage.app.focused is stage.dashboard.panes.jobs
            calls = stage.simulator.count("ListJobs")
            await stage.pass_time(60)
            # The open branch goes on, a few glyphs with it; three targets' branches do not.
            assert stage.simulator.count("ListJobs") - calls < 90
            assert stage.wiring.fleet_poller.promise() == ()


async def test_trouble_in_one_account_is_named_and_dims_its_rows_alone() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        stage.simulator.behave(Behaviour(is_expired=True), STAGING)
        await stage.pass_time(10)
        await stage.until(lambda: any(row.is_stale for row in rows_of(stage)))
        await stage.until(lambda: "staging · eu-west-1:" in stage.rendered())
        assert {row.target for row in rows_of(stage) if row.is_stale} == {OTHER_ACCOUNT}
        assert "aws sso login --profile staging" in stage.rendered()
        assert "● live" in stage.rendered()
        assert not fleet_of(stage).has_class("-stale")

        stage.simulator.behave(None, STAGING)
        await stage.press("ctrl+r")
        for _ in range(6):
            await stage.pass_time(10)
        await stage.until(lambda: not any(row.is_stale for row in rows_of(stage)))
        assert "staging · eu-west-1:" not in stage.rendered()


async def test_a_row_says_how_old_it_is_once_that_is_old() -> None:
    async with fleet_stage().open((220, 60)) as stage:
        await open_fleet(stage)
        branch = rows_of(stage)[0].state.branch
        stage.wiring.fleet_poller.watch(())
        stage.clock.advance(240)
        fleet_of(stage).tick()
        await stage.pilot.pause()
        row = next(line for line in stage.rendered().splitlines() if branch.name in line and "✘" in line)
        assert row.rstrip("│ ").endswith("4m")
        assert "oldest 4m" in stage.rendered()


async def test_a_failure_tells_its_cause_in_its_row() -> None:
    async with fleet_stage().open((220, 60)) as stage:
        await open_fleet(stage)
        failed = rows_of(stage)[0]
        assert failed.cause is not None

        def is_found() -> bool:
            cause = row_of(stage, failed.state.branch).cause
            return cause is not None and cause.state is CauseState.FOUND

        for _ in range(20):
            await stage.pass_time(1)
            if is_found():
                break
        assert is_found()
        assert "└ Error: Module not found" in stage.rendered()


async def test_the_log_of_a_row_opens_and_leads_back() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        await stage.press("l")
        await stage.until(lambda: isinstance(stage.screen, LogScreen))
        await stage.until(lambda: "npm" in stage.rendered())
        assert stage.wiring.poller._focus is not None
        await stage.press("q")
        await stage.until(lambda: isinstance(stage.screen, FleetScreen))
        assert stage.app.focused is stage.table
        assert stage.wiring.poller._focus is None


async def test_a_filter_leaves_the_rows_that_have_the_words() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        await stage.press("slash", *"staging", "space", *"main", "enter")
        assert {(row.target, row.state.branch.name) for row in rows_of(stage)} == {(OTHER_ACCOUNT, "main")}
        await stage.press("escape")
        assert len(rows_of(stage)) > 20
        assert isinstance(stage.screen, FleetScreen)


async def test_the_cursor_stays_on_its_branch_once_it_was_moved() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        await stage.press("j", "k")
        chosen = stage.table.cursor_key
        quiet = next(row.state for row in rows_of(stage) if row.state.condition is Condition.OK)
        job = quiet.news.newest
        assert job is not None
        broken = replace(job, status="FAILED", ended_at=stage.clock.now())
        news = replace(quiet.news, newest=broken, since=stage.clock.now())
        stage.store.put(NewsOf(quiet.branch), news, stage.clock.now())
        await stage.until(lambda: rows_of(stage)[0].state.branch == quiet.branch)
        assert stage.table.cursor_key == chosen
        assert stage.table.cursor_line == 1
        await stage.press("g")
        assert stage.table.cursor_key == quiet.branch


async def test_a_frozen_table_stands_still_until_it_may_go_on() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        await stage.press("space")
        before = [(row.state.branch, row.state.condition) for row in rows_of(stage)]
        await stage.pass_time(240, step=4)
        fleet_of(stage).redraw()
        fleet_of(stage).redraw()
        assert [(row.state.branch, row.state.condition) for row in rows_of(stage)] == before
        assert "frozen since" in stage.rendered()
        await stage.press("space")
        await stage.until(
            lambda: [(row.state.branch, row.state.condition) for row in rows_of(stage)] != before
        )


async def test_without_a_region_the_table_says_what_to_do() -> None:
    problem = SetupError("NoRegion", "No region is configured.", "Set AWS_REGION.")
    async with Stage(target=None, default=problem).open() as stage:
        await stage.until(lambda: "Set AWS_REGION" in stage.rendered())
        await stage.press("A")
        await stage.until(lambda: isinstance(stage.screen, FleetScreen))
        await stage.until(lambda: "Set AWS_REGION" in stage.rendered())
        await stage.press("q")
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))


async def test_an_account_without_apps_says_so() -> None:
    empty = Target("demo", "sa-east-1")
    async with Stage(target=empty, default=empty).open() as stage:
        await stage.until(lambda: "No Amplify apps" in stage.rendered())
        await stage.press("A")
        await stage.until(lambda: "No branches in these accounts and regions." in stage.rendered())


async def test_the_row_and_the_job_id_are_copied() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        row = rows_of(stage)[0]
        job = row.state.news.newest
        assert job is not None
        await stage.press("y")
        assert stage.app.clipboard == str(job.key.job_id)
        await stage.press("c")
        assert job.commit_message
        said = (row.target.profile, row.target.region, row.name, row.state.branch.name, "failed")
        for part in (*said, job.commit_message):
            assert part in stage.app.clipboard


async def test_the_header_tells_the_budget_of_all_accounts_together() -> None:
    async with fleet_stage(settings=Settings()).open((160, 40)) as stage:
        await open_fleet(stage)
        fleet_of(stage).tick()
        await stage.pilot.pause()
        used = sum(stage.connector.budget(target).per_minute for target in TARGETS)
        assert used > 0
        assert f"{used} of 180000 calls/min" in stage.rendered()


async def test_the_age_of_a_row_is_told_by_when_it_was_asked_about_last() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        await stage.pass_time(120, step=2)
        fleet_of(stage).tick()
        now = stage.clock.now()
        for row in rows_of(stage)[:10]:
            at = stage.store.seen_at(NewsOf(row.state.branch))
            assert at is not None
            assert now - at < timedelta(minutes=3)


async def test_asking_now_asks_about_what_is_on_screen() -> None:
    async with fleet_stage().open() as stage:
        await open_fleet(stage)
        await stage.pass_time(3)
        calls = stage.simulator.count("ListJobs")
        await stage.press("ctrl+r")
        await stage.until(lambda: stage.simulator.count("ListJobs") >= calls + 10)
