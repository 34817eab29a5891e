"""The dialogs that pick a profile or a region, where several are watched."""

from __future__ import annotations

from amplify_tui.ui.screens.fleet import FleetScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.wiring import Start
from tests.ui.fleet_stage import OTHER_ACCOUNT, TARGETS, fleet_stage


async def test_the_pickers_lead_to_the_table_and_name_what_is_watched_first() -> None:
    for key, *watched in (
        ("P", "─ Profile ─", "one table (A)", "demo eu-west-1, us-east-1", "staging eu-west-1"),
        ("L", "─ Region ─", "one table (A)", "eu-west-1 watched", "us-east-1 watched", "ap-east-1"),
    ):
        async with fleet_stage(start=Start("storefront", "main")).open() as stage:
            await stage.loaded()
            await stage.press(key)
            await stage.until(lambda: "all accounts and regions" in stage.rendered())
            said = " ".join(stage.rendered().split())
            places = [said.find(words) for words in watched]
            assert places == sorted(places)
            assert places[0] > 0
            before = stage.dashboard.looking
            await stage.press("escape")
            await stage.until(lambda: isinstance(stage.screen, JobsScreen))
            assert stage.dashboard.looking == before
            await stage.press(key)
            await stage.until(lambda: "all accounts and regions" in stage.rendered())
            await stage.press(*"all acc", "enter")
            await stage.until(lambda: isinstance(stage.screen, FleetScreen))


async def test_a_profile_that_is_watched_elsewhere_opens_there() -> None:
    async with fleet_stage(start=Start("storefront", "main")).open() as stage:
        await stage.loaded()
        stage.dashboard.open_target(TARGETS[1])
        await stage.until(lambda: stage.dashboard.looking.app is not None)  # type: ignore[union-attr]
        assert stage.told == []
        await stage.press("P")
        await stage.until(lambda: "all accounts and regions" in stage.rendered())
        await stage.press(*"staging", "enter")
        await stage.until(lambda: stage.dashboard.looking.target == OTHER_ACCOUNT)  # type: ignore[union-attr]
