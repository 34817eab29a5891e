"""What leaves the screen: pages, addresses, other accounts, the palette."""

from __future__ import annotations

from textual.widgets import Input

from amplify_tui.ui.screens.confirm import ConfirmDialog
from tests.ui.stage import Stage


async def test_a_page_that_no_browser_opens_is_copied_instead() -> None:
    stage = Stage()
    stage.browser.works = False
    async with stage.open():
        await stage.loaded()
        await stage.press("o")

        await stage.until(lambda: stage.app.clipboard.startswith("https://eu-west-1.console.aws.amazon.com/"))


async def test_in_the_steps_y_copies_the_logs_address_and_shows_none_of_its_query() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("3", "y")

        await stage.until(lambda: "X-Amz" in stage.app.clipboard)
        assert "X-Amz" not in stage.rendered()
        assert not any("X-Amz" in text for text in stage.told)


async def test_apps_branches_and_other_profiles_in_the_same_region_are_picked() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("a", *"docs", "enter")
        await stage.until(lambda: stage.dashboard.app_label() == "docs")
        await stage.until(lambda: bool(stage.dashboard.jobs_now()))
        await stage.press("b")
        await stage.until(lambda: "type to filter" in stage.rendered())
        line = next(line for line in stage.rendered().splitlines() if "PRODUCTION" in line)
        assert "✔  main" in line
        await stage.press("escape")
        await stage.press("P", *"staging", "enter")

        await stage.until(
            lambda: stage.dashboard.looking and stage.dashboard.looking.target.profile == "staging"
        )


async def test_the_palette_runs_a_command() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("ctrl+p")
        await stage.until(lambda: stage.screen.query(Input))
        await stage.press(*"retry job")
        await stage.until(lambda: "Retry job" in stage.rendered())
        await stage.press("enter")

        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
