"""Every state says what is so and what to do; nothing hostile is obeyed; what is chosen is remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.errors import SetupError
from amplify_tui.simulator.contract import Behaviour, Fault
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.screens.pickers import PickerDialog
from amplify_tui.ui.themes import LIGHT
from amplify_tui.ui.wiring import Start
from tests.ui.stage import Stage


async def test_no_apps_names_the_region_and_the_key_for_another() -> None:
    async with Stage(target=Target("demo", "sa-east-1")).open() as stage:
        await stage.until(lambda: "No Amplify apps in" in stage.rendered())

        assert "sa-east-1" in stage.rendered()
        assert "L picks" in stage.rendered()


async def test_an_app_without_branches_says_so() -> None:
    async with Stage(start=Start("landing-page")).open() as stage:
        await stage.until(lambda: "2 apps are named landing-page: pick one." in stage.told)
        await stage.until(lambda: isinstance(stage.screen, PickerDialog))
        await stage.press(*"landing", "down", "enter")
        await stage.until(lambda: "has no branches yet" in stage.rendered() or stage.dashboard.jobs_now())
        if stage.dashboard.jobs_now():
            await stage.press("a", *"landing", "enter")

        await stage.until(lambda: "has no branches yet" in stage.rendered())


async def test_a_branch_without_jobs_says_which_key_starts_one() -> None:
    async with Stage(start=Start("storefront", "spike/empty")).open() as stage:
        await stage.until(lambda: "No jobs on this branch yet. S starts one." in stage.rendered())


async def test_read_only_names_no_key_that_starts_a_job() -> None:
    stage = Stage(start=Start("storefront", "spike/empty"), settings=Settings(read_only=True))
    async with stage.open():
        await stage.until(lambda: "No jobs on this branch yet." in stage.rendered())
        assert "S starts" not in stage.rendered()


async def test_an_app_without_a_backend_says_what_that_means() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("B")

        await stage.until(lambda: "has no backend environment" in stage.rendered())


async def test_expired_credentials_show_the_exact_command() -> None:
    async with Stage("expired").open() as stage:
        await stage.until(lambda: "aws sso login --profile demo" in stage.rendered())


async def test_throttling_is_shown_and_the_rows_stay() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        stage.simulator.behave(Behaviour(calls_per_second=0.001))
        for _ in range(3):
            stage.wiring.poller.refresh()
            await stage.pilot.pause()

        await stage.until(lambda: "backing off" in stage.rendered())
        assert stage.dashboard.panes.jobs.line_count == 50


async def test_a_server_that_is_down_leaves_the_rows_and_says_so() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        stage.simulator.fail_next("ListJobs", Fault("InternalFailureException", "Oh no", 500), times=50)
        stage.wiring.poller.refresh()

        await stage.until(lambda: "stale" in stage.rendered() or "backing off" in stage.rendered())
        assert stage.dashboard.panes.jobs.line_count == 50


async def test_a_missing_region_says_what_to_do_and_the_region_picker_works() -> None:
    stage = Stage(target=None, default=SetupError("NoRegion", "No region is configured.", "Set AWS_REGION."))
    async with stage.open():
        await stage.until(lambda: "No region is configured." in stage.rendered())
        await stage.press("L", *"eu-west-1", "enter")

        await stage.until(lambda: "storefront" in stage.rendered())


async def test_the_default_target_is_opened_where_none_was_named() -> None:
    async with Stage(target=None).open() as stage:
        await stage.loaded()
        assert "eu-west-1" in stage.rendered()


async def test_an_unknown_app_is_named_with_those_that_are_near() -> None:
    async with Stage(start=Start("storefrnt")).open() as stage:
        await stage.until(lambda: any("Did you mean storefront?" in text for text in stage.told))
        await stage.until(lambda: isinstance(stage.screen, PickerDialog))


async def test_an_unknown_branch_opens_another_and_says_so() -> None:
    async with Stage(start=Start("storefront", "mian")).open() as stage:
        await stage.loaded()
        assert any("no branch mian" in text for text in stage.told)


async def test_the_folders_repository_chooses_the_app_and_its_branch() -> None:
    start = Start(repositories=("git@github.com:acme/customer-portal.git",), folder_branch="develop")
    async with Stage(start=start).open() as stage:
        await stage.loaded()
        assert "customer-portal / develop" in stage.rendered()


async def test_app_branch_and_sort_are_remembered() -> None:
    first = Stage(start=Start())
    async with first.open():
        await first.loaded()
        await first.press("a", *"docs", "enter")
        await first.until(lambda: "docs /" in first.rendered())
        await first.until(lambda: first.dashboard.looking and first.dashboard.looking.branch)
        await first.press("s")
    second = Stage(start=Start(), memory=first.memory.kept)
    async with second.open():
        await second.loaded()
        assert "docs /" in second.rendered()
        assert second.dashboard.panes.jobs.sort_state is not None


async def test_a_theme_is_remembered() -> None:
    first = Stage()
    async with first.open():
        first.app.choose_theme("textual-light")
        assert first.app.get_css_variables()["status-failed"] == LIGHT.variables["status-failed"]
        first.app.choose_theme("amplify-light")
    second = Stage(memory=first.memory.kept)
    async with second.open():
        assert second.app.theme == "amplify-light"


async def test_no_colour_wins_over_a_remembered_theme() -> None:
    stage = Stage(settings=Settings(no_color=True), memory={"theme": "amplify-light"})
    async with stage.open():
        assert stage.app.theme == "amplify-mono"


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (220, 60), (1, 1)])
async def test_no_size_of_terminal_breaks_it(size: tuple[int, int]) -> None:
    async with Stage("hostile", start=Start()).open(size) as stage:
        await stage.until(stage.dashboard.jobs_now)
        await stage.press(
            "x", "h", "escape", "question_mark", "escape", "a", "escape", "3", "slash", "escape"
        )

        assert isinstance(stage.screen, JobsScreen)


async def test_nothing_hostile_is_obeyed() -> None:
    async with Stage("hostile", start=Start()).open() as stage:
        await stage.until(stage.dashboard.jobs_now)
        for branch in list(stage.dashboard.panes.apps.visible_branches):
            stage.dashboard.open_branch(branch)
            await stage.until(lambda: "Loading" not in stage.rendered())
            await stage.pilot.pause()
        shown = stage.rendered()
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert not stage.app._exit


async def test_a_frozen_picture_stands_still_and_goes_on_afterwards() -> None:
    async with Stage("busy").open() as stage:
        await stage.loaded()
        await stage.press("space")
        before = [job.status for job in stage.dashboard.jobs_now()]
        table = stage.dashboard.panes.jobs
        shown = table.row_at_cursor
        stage.clock.advance(600)
        await stage.until(lambda: [job.status for job in stage.dashboard.jobs_now()] != before)
        assert "frozen since 12:00" in stage.rendered()
        assert table.row_at_cursor == shown

        await stage.press("space")

        await stage.until(lambda: table.row_at_cursor != shown or table.cursor_line > 0)
        assert "frozen" not in stage.rendered()


async def test_older_jobs_come_as_one_scrolls() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("G")

        await stage.until(lambda: stage.dashboard.panes.jobs.line_count > 50)


async def test_the_filter_hides_rows_and_escape_brings_them_back() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("slash", *"failed", "enter")
        await stage.until(lambda: 0 < stage.dashboard.panes.jobs.line_count < 50)
        await stage.until(lambda: "only rows with “failed” · esc shows all" in stage.rendered())

        await stage.press("escape")

        await stage.until(lambda: stage.dashboard.panes.jobs.line_count >= 50)
        assert isinstance(stage.screen, JobsScreen)


async def test_a_user_key_runs_its_command_and_a_wrong_one_is_complained_about() -> None:
    stage = Stage(settings=Settings(keys={"history": "H", "stop": "R", "nothing": "z"}))
    async with stage.open():
        await stage.loaded()
        assert any("keys.stop: R is the key of retry" in text for text in stage.told)
        assert any("keys.nothing" in text for text in stage.told)

        await stage.press("H")

        await stage.until(lambda: "History" in stage.rendered())


async def test_server_filters_are_sent_and_shown_as_chips() -> None:
    async with Stage(start=Start("customer-portal", "staging")).open() as stage:
        await stage.loaded()
        await stage.press("B")
        await stage.until(lambda: stage.backend_jobs)
        await stage.press("F", "tab", *"FAILED", "ctrl+s")

        await stage.until(lambda: "[ status: FAILED ]" in stage.rendered())
        await stage.until(lambda: stage.backend_jobs)
        assert {job.status for job in stage.backend_jobs} == {"FAILED"}


async def test_closing_a_screen_leaves_no_subscription_behind() -> None:
    async with Stage(start=Start("customer-portal", "staging")).open() as stage:
        await stage.loaded()
        before = len(stage.store._subscribers)
        await stage.press("B")
        await stage.until(lambda: stage.backend_jobs)
        await stage.press("q")
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))
        await stage.until(lambda: len(stage.store._subscribers) <= before)


async def test_the_history_copies_a_line_for_the_aws_cli() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("h", "y")

        await stage.until(lambda: " aws amplify " in stage.app.clipboard)
        assert stage.app.clipboard.startswith("AWS_ACCESS_KEY_ID="), (
            "the demo's keys, so that it can be pasted"
        )
        assert "X-Amz" not in stage.rendered()


async def test_an_endpoint_that_is_not_aws_stands_in_the_header() -> None:
    stage = Stage()
    stage.app.wiring = replace(stage.wiring, is_demo=False)
    async with stage.open((160, 40)):
        await stage.loaded()
        await stage.until(lambda: stage.simulator.url in stage.rendered().splitlines()[0])
