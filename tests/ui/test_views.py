"""Saved views: asked for, picked, remembered, cleared; and what of the overview they show."""

from __future__ import annotations

import pytest

from amplify_tui.model.apps import App, Branch, ProductionBranch
from amplify_tui.model.conditions import BranchState, Condition
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.model.views import View
from amplify_tui.ui.narrowing import MOST_HIDDEN, Narrowing
from amplify_tui.ui.saved_views import SavedViews, view_words
from amplify_tui.ui.screens.fleet import FleetScreen
from amplify_tui.ui.screens.pickers import PickerDialog
from amplify_tui.ui.wiring import Start
from tests.ui.fleet_stage import fleet_stage, open_fleet, rows_of
from tests.ui.props import Notebook
from tests.ui.stage import Stage

SHOP = View("shop", apps=("store*",), branches=("main", "dev*"))
RED = View("red", statuses=("failed", "running"))
SETTINGS = Settings(views=(SHOP, RED))

TARGET = Target("prod", "eu-west-1")
APPS = tuple(
    App(AppKey(TARGET, f"d{number}"), name, production_branch=ProductionBranch("main", None, None))
    for number, name in enumerate(("storefront", "docs"))
)
MAIN, OTHER = (BranchKey(APPS[0].key, name) for name in ("main", "feature/x"))
LISTED = {APPS[0].key: (Branch(MAIN), Branch(OTHER))}


def names(stage: Stage) -> set[str]:
    """Return what stands in the list of apps."""
    apps = stage.dashboard.panes.apps
    return {apps._order[line].name for line in range(apps.line_count)}


async def test_without_views_the_key_says_how_to_save_one() -> None:
    async with Stage().open() as stage:
        await stage.loaded()
        await stage.press("V")
        await stage.until(lambda: any("[[view]]" in text for text in stage.told))


async def test_a_picked_view_narrows_the_apps_and_is_remembered() -> None:
    async with Stage(settings=SETTINGS).open() as stage:
        await stage.loaded()
        assert "docs" in names(stage)
        await stage.press("V")
        assert isinstance(stage.screen, PickerDialog)
        await stage.press(*"shop", "enter")
        await stage.until(lambda: "view shop" in stage.rendered())
        assert names(stage) == {"storefront", "main", "develop"}
        assert stage.memory.recall("view") == "shop"
        await stage.press("escape")
        await stage.until(lambda: "docs" in names(stage))
        assert stage.memory.recall("view") == ""
        assert "view shop" not in stage.rendered()
        assert stage.app._exit is False


async def test_what_is_open_stays_in_a_view_that_does_not_name_it() -> None:
    async with Stage(settings=SETTINGS, start=Start("docs", "main", view="shop")).open() as stage:
        await stage.loaded()
        assert {"docs", "storefront"} <= names(stage)
        assert "brochure" not in names(stage)


async def test_a_view_asked_for_is_there_from_the_start_on_all_screens() -> None:
    async with fleet_stage(settings=SETTINGS, start=Start("storefront", "main", view="shop")).open() as stage:
        await open_fleet(stage)
        assert {row.name for row in rows_of(stage)} == {"storefront"}
        assert "All branches · shop" in stage.rendered()
        await stage.press("V", *"everything", "enter")
        await stage.until(lambda: isinstance(stage.screen, FleetScreen) and len(rows_of(stage)) > 20)
        await stage.press("q")
        await stage.until(lambda: "docs" in names(stage))


async def test_a_view_that_shows_nothing_says_so() -> None:
    settings = Settings(views=(View("none", apps=("nobody*",)),))
    async with fleet_stage(settings=settings, memory={"view": "none"}).open() as stage:
        await stage.loaded()
        await stage.press("A")
        await stage.until(lambda: "The view none shows no branch. V picks another." in stage.rendered())


@pytest.mark.parametrize(
    ("start", "remembered", "name"),
    [
        (Start(), None, ""),
        (Start(), "red", "red"),
        (Start(view="shop"), "red", "shop"),
        (Start(is_wall=True), "red", ""),
        (Start(view="shop", is_wall=True), None, "shop"),
        (Start(), "gone", ""),
    ],
)
def test_the_view_to_begin_with(start: Start, remembered: str | None, name: str) -> None:
    memory = Notebook({} if remembered is None else {"view": remembered})
    views = SavedViews(SETTINGS, start, memory)
    assert views.present.name == name
    assert views.is_narrow is bool(name)


def test_views_are_told_in_words() -> None:
    assert view_words(SHOP) == "apps store* · branches main dev*"
    assert view_words(RED) == "failed running"
    assert view_words(View("all")) == "everything"


def done(key: BranchKey, status: str) -> Job:
    return Job(JobKey(key, 1), status)


def test_a_status_hides_what_it_does_not_name_and_it_is_asked_about_all_the_same() -> None:
    narrowing = Narrowing(RED, lambda _: None)
    left = narrowing.narrow(APPS, LISTED, {MAIN: done(MAIN, "SUCCEED")}, (APPS[0].key, None))
    assert [branch.key for branch in left.branches[APPS[0].key]] == [OTHER]
    assert left.hidden == (MAIN,)
    left = narrowing.narrow(APPS, LISTED, {MAIN: done(MAIN, "FAILED")}, (APPS[0].key, None))
    assert [branch.key for branch in left.branches[APPS[0].key]] == [MAIN, OTHER]
    assert left.hidden == ()


def test_an_app_whose_branches_are_not_known_is_judged_by_the_one_that_stands_for_it() -> None:
    docs = BranchKey(APPS[1].key, "main")
    narrowing = Narrowing(RED, lambda _: None)
    left = narrowing.narrow(APPS, {}, {docs: done(docs, "SUCCEED")}, (None, None))
    assert [app.name for app in left.apps] == ["storefront"]
    assert left.hidden == (docs,)
    assert Narrowing(SHOP, lambda _: None).narrow(APPS, {}, {}, (None, None)).apps == [APPS[0]]


def test_what_the_fleet_knows_goes_before_what_the_glyph_says() -> None:
    stuck = Narrowing(View("x", statuses=("stuck",)), lambda key: BranchState(key, "", Condition.STUCK))
    left = stuck.narrow(APPS[:1], LISTED, {MAIN: done(MAIN, "SUCCEED")}, (None, None))
    assert len(left.branches[APPS[0].key]) == 2
    unseen = Narrowing(RED, lambda key: BranchState(key, ""))
    assert unseen.narrow(APPS[:1], LISTED, {MAIN: done(MAIN, "SUCCEED")}, (None, None)).hidden == (MAIN,)


def test_no_more_is_asked_about_unseen_than_is_sound() -> None:
    many = tuple(Branch(BranchKey(APPS[0].key, f"b{number}")) for number in range(MOST_HIDDEN + 50))
    newest = {branch.key: done(branch.key, "SUCCEED") for branch in many}
    left = Narrowing(RED, lambda _: None).narrow(APPS[:1], {APPS[0].key: many}, newest, (None, None))
    assert len(left.hidden) == MOST_HIDDEN
    assert left.apps == []
