from __future__ import annotations

from datetime import timedelta

from amplify_tui.model.apps import App, Branch, ProductionBranch
from amplify_tui.model.keys import AppKey, BranchKey, Target
from amplify_tui.ui.widgets.branch_list import BranchList
from tests.ui.widgets.stage import NOW, Stage, job, lines_of

TARGET = Target("", "eu-west-1")


def app(number: int, name: str, *, production: str | None = None) -> App:
    hint = ProductionBranch(production, None, None) if production else None
    return App(AppKey(TARGET, f"d{number}"), name, production_branch=hint)


SHOP, DOCS, EMPTY = (
    app(1, "shop [web]", production="main"),
    app(2, "docs", production="main"),
    app(3, "landing"),
)
MAIN, LOGIN = BranchKey(SHOP.key, "main"), BranchKey(SHOP.key, "feature/login")


def filled() -> BranchList:
    places = BranchList()
    places.set_now(NOW)
    places.set_apps([SHOP, DOCS, EMPTY])
    places.set_branches(SHOP.key, [Branch(MAIN), Branch(LOGIN)])
    places.set_branches(EMPTY.key, [])
    places.set_open(SHOP.key, LOGIN)
    return places


async def test_every_app_is_listed_and_the_branches_of_the_open_one_below_it() -> None:
    places = filled()
    async with Stage(places).run_test(size=(36, 10)):
        places.set_newest(MAIN, job(19, "FAILED"))
        places.set_newest(LOGIN, None)
        assert lines_of(places)[:5] == [
            "✘ shop [web]                    19m",
            "  ✘ main                        19m",
            "▸ · feature/login (no jobs)",
            "· docs",
            "· landing (no branches)",
        ]


async def test_an_app_shows_the_job_that_is_going_on_in_any_of_its_branches() -> None:
    places = filled()
    async with Stage(places).run_test(size=(30, 10)):
        places.set_newest(MAIN, job(3, "FAILED"))
        places.set_newest(LOGIN, job(9, "RUNNING"))
        assert lines_of(places)[0].startswith("● shop")


async def test_the_branches_on_screen_are_told_when_they_change() -> None:
    places = filled()
    stage = Stage(places)
    async with stage.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        docs_main = BranchKey(DOCS.key, "main")
        assert places.visible_branches == (MAIN, LOGIN, docs_main)
        assert stage.heard_of(BranchList.VisibleChanged)[-1].branches == (MAIN, LOGIN, docs_main)
        places.set_open(DOCS.key, None)
        await pilot.pause()
        assert stage.heard_of(BranchList.VisibleChanged)[-1].branches == (MAIN,)


async def test_only_what_scrolled_on_screen_is_visible() -> None:
    places = filled()
    names = [BranchKey(SHOP.key, f"b{number:02}") for number in range(40)]
    places.set_branches(SHOP.key, [Branch(key) for key in names])
    stage = Stage(places)
    async with stage.run_test(size=(30, 5)) as pilot:
        await pilot.pause()
        assert places.visible_branches == tuple(names[:4])
        places.move_to(names[20])
        await pilot.pause()
        assert stage.heard_of(BranchList.VisibleChanged)[-1].branches == tuple(names[16:21])


async def test_enter_opens_an_app_or_a_branch() -> None:
    places = filled()
    stage = Stage(places)
    async with stage.run_test(size=(30, 10)) as pilot:
        places.focus()
        await pilot.press("g", "enter", "j", "enter")
        assert [message.key for message in stage.heard_of(BranchList.AppChosen)] == [SHOP.key]
        assert [message.key for message in stage.heard_of(BranchList.BranchChosen)] == [MAIN]


async def test_the_cursor_stays_on_its_branch_when_apps_come_and_go() -> None:
    places = filled()
    async with Stage(places).run_test(size=(30, 10)):
        places.move_to(LOGIN)
        places.set_apps([app(0, "admin"), SHOP, DOCS])
        assert places.cursor_key == LOGIN
        places.set_now(NOW + timedelta(minutes=1))
        places.clear()
        assert places.line_count == 0
        assert places.visible_branches == ()
        places.action_choose()


def under_cursor(places: BranchList) -> object:
    return places.cursor_key


async def test_the_cursor_goes_with_the_open_branch_until_it_is_moved() -> None:
    places = filled()
    async with Stage(places).run_test(size=(30, 10)):
        assert under_cursor(places) == LOGIN
        places.set_open(SHOP.key, MAIN)
        assert under_cursor(places) == MAIN
        places.move_to(DOCS.key)
        places.set_open(SHOP.key, LOGIN)
        assert under_cursor(places) == DOCS.key
        places.move_to(LOGIN)
        places.set_open(SHOP.key, MAIN)
        assert under_cursor(places) == LOGIN


async def test_apps_of_the_same_name_are_told_apart_however_narrow_it_is() -> None:
    places = BranchList()
    async with Stage(places).run_test(size=(28, 10)):
        places.set_apps(
            [app(70001, "a-very-long-landing-page"), app(70002, "a-very-long-landing-page"), DOCS]
        )
        first, second, third = lines_of(places)[:3]
        assert first == "· a-very…-page …70001"
        assert second == "· a-very…-page …70002"
        assert third == "· docs"


async def test_what_was_asked_long_ago_says_so() -> None:
    places = filled()
    async with Stage(places).run_test(size=(40, 10)):
        places.set_newest(MAIN, job(19, "FAILED"))
        places.set_old({MAIN: "8m"})
        assert "✘ main (8m old)" in lines_of(places)[1]
        assert "old" not in lines_of(places)[0]
        places.set_open(DOCS.key, None)
        assert "✘ shop [web] (8m old)" in lines_of(places)[0]
        places.set_old({})
        assert "old" not in "".join(lines_of(places))
