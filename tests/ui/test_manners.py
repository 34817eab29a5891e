"""How the dashboard behaves: what is old, small, pointed at, left or asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from textual.events import Key

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.store.topics import AppsOf, HealthOf, NewestOf
from amplify_tui.ui.screens.confirm import ConfirmDialog
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.widgets.key_bar import KeyBar
from amplify_tui.ui.wiring import Start
from tests.ui.stage import TARGET, Stage


async def test_three_missed_polls_dim_the_whole_picture_and_an_answer_lights_it_again() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        assert not stage.dashboard.has_class("-stale")
        health = stage.store.get(HealthOf(TARGET))
        assert health is not None
        assert health.answered_at is not None
        old = replace(health, answered_at=health.answered_at - timedelta(minutes=6))
        stage.store.put(HealthOf(TARGET), old, stage.clock.now())
        await stage.until(lambda: "○ stale 6m" in stage.rendered())
        assert stage.dashboard.has_class("-stale")
        assert stage.dashboard.panes.jobs.opacity < 1

        await stage.press("ctrl+r")

        await stage.until(lambda: not stage.dashboard.has_class("-stale"))


async def test_a_screen_that_is_left_hears_nothing_more() -> None:
    async with Stage(start=Start("customer-portal", "staging")).open() as stage:
        await stage.loaded()
        await stage.press("B")
        await stage.until(lambda: stage.backend_jobs)
        left = stage.table_screen
        left.action_back()
        assert not left.following._ends
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))


async def test_a_steps_address_is_copied_but_its_query_is_nowhere_to_be_seen() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("3", "y")

        await stage.until(lambda: "X-Amz" in stage.app.clipboard)
        assert "…/BUILD/log.txt" in stage.told[-1]
        assert "it holds a session token" in stage.told[-1]
        assert not any("X-Amz" in text for text in (*stage.told, stage.rendered()))


async def test_a_toast_is_gone_when_a_dialog_asks() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("x")
        await stage.until(lambda: "nothing to stop" in stage.rendered())
        await stage.press("R")

        await stage.until(lambda: "Retry job" in stage.rendered())
        await stage.until(lambda: "nothing to stop" not in stage.rendered())


async def test_apps_of_one_name_are_told_apart_in_titles_and_questions() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        twins = [app for app in stage.store.get(AppsOf(TARGET)) or () if app.name == "landing-page"]
        assert len(twins) == 2
        stage.dashboard.open_app(twins[0].key)
        tail = twins[0].key.app_id[-5:]
        await stage.until(lambda: f"2 Jobs · landing-page …{tail}" in stage.rendered())
        assert stage.dashboard.scene().app_name.endswith(tail)


async def test_even_the_smallest_terminal_shows_jobs() -> None:
    async with Stage().open((20, 5)) as stage:
        await stage.loaded()
        assert "✔ SUCCEED" in stage.rendered()
        assert "live" in stage.rendered().splitlines()[0]


async def test_the_overview_says_how_old_it_is_when_it_is() -> None:
    async with Stage(settings=Settings(interval=3600)).open() as stage:
        await stage.loaded()
        branch = stage.dashboard.situation().branch
        assert branch is not None
        await stage.until(lambda: stage.store.get(NewestOf(branch)) is not None)
        stage.clock.advance(500)
        stage.dashboard.tick()
        await stage.until(lambda: "(8m old)" in stage.rendered())


async def test_even_the_smallest_terminal_shows_the_buttons_of_a_question() -> None:
    async with Stage().open((20, 5)) as stage:
        await stage.loaded()
        await stage.press("R")

        await stage.until(lambda: "y retry" in stage.rendered())
        assert "n leave" in stage.rendered()


async def test_a_click_on_a_hint_of_the_key_bar_does_what_its_key_does() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        bar = stage.screen.query_one(KeyBar)
        for word, is_done in (
            ("open", lambda: stage.dashboard.panes.steps.has_focus),
            ("retry", lambda: isinstance(stage.screen, ConfirmDialog)),
        ):
            at = next(left for left, _, hint in bar._spots if hint.title == word)
            await stage.pilot.click(KeyBar, offset=(at + 1, 0))
            await stage.until(is_done)


async def test_a_sorting_by_the_mouse_is_remembered() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.pilot.click("#jobs", offset=(2, 1))

        await stage.until(lambda: stage.memory.kept.get("sort") == "status")


async def test_the_detail_of_a_backend_job_says_how_fresh_it_is() -> None:
    async with Stage(start=Start("customer-portal", "staging")).open() as stage:
        await stage.loaded()
        await stage.press("B")
        await stage.until(lambda: stage.backend_jobs)
        await stage.press("enter")
        await stage.until(lambda: "job id" in stage.rendered())
        assert "● live" in stage.rendered().splitlines()[0]
        assert "eu-west-1" in stage.rendered().splitlines()[0]


def type_at_once(stage: Stage, *keys: str) -> None:
    """Let keys arrive as they do over a slow line: all before the first is acted on."""
    for key in keys:
        stage.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_what_is_typed_at_once_with_the_key_of_a_pane_goes_to_that_pane() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        type_at_once(stage, "1", "j", "j", "enter")

        await stage.until(lambda: "storefront / release/2026.11" in stage.rendered())


async def test_what_is_typed_at_once_with_the_filters_key_is_text() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        type_at_once(stage, "slash", *"fax S")

        await stage.until(lambda: stage.dashboard.panes.jobs.filter_text == "fax S")
        assert isinstance(stage.screen, JobsScreen)


async def test_picking_from_nothing_says_so() -> None:
    async with Stage(target=Target("demo", "sa-east-1")).open() as stage:
        await stage.until(lambda: "No Amplify apps in" in stage.rendered())
        await stage.press("a")
        await stage.until(lambda: any("L picks another region" in text for text in stage.told))
    async with Stage(start=Start("legacy-intranet")).open() as stage:
        await stage.until(lambda: stage.dashboard.looking and stage.dashboard.looking.app)
        await stage.until(lambda: "has no branches yet" in stage.rendered() or stage.dashboard.jobs_now())
        if not stage.dashboard.jobs_now():
            await stage.press("b")
            await stage.until(lambda: any("no branches to pick" in text for text in stage.told))


async def test_the_site_and_the_commits_page_open_and_a_row_is_copied() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("O", "C", "c")

        await stage.until(lambda: len(stage.browser.opened) == 2)
        assert stage.browser.opened[0].startswith("https://main.")
        await stage.until(lambda: "SUCCEED" in stage.app.clipboard)


async def test_what_passes_below_a_screen_paints_nothing_unless_it_can_be_seen() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("h")
        await stage.until(lambda: not isinstance(stage.screen, JobsScreen))
        assert stage.app._background_screens == []
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.screen, JobsScreen))

        await stage.press("R")

        await stage.until(lambda: isinstance(stage.screen, ConfirmDialog))
        assert stage.app._background_screens == [stage.dashboard]
