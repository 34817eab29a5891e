"""Apps and branches come, go, are renamed and found; what is gone is forgotten."""

from __future__ import annotations

from amplify_tui.model.apps import ProductionBranch
from amplify_tui.model.branch_news import BranchNews
from amplify_tui.model.health import Problem
from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.store.fleet_learner import MOST_STRAYS
from amplify_tui.store.topics import BranchesOf, NewestOf, NewsOf, ProblemWith
from tests.store.fleet_room import EU, OTHER, SHOP, US, FleetRoom, app

DOCS = AppKey(EU, "d2docs")


async def test_branches_that_are_gone_leave_the_fleet_and_the_store() -> None:
    room = FleetRoom(EU)
    main, preview = room.shop("main", "pr-7")
    room.learn(preview, "FAILED")
    now = room.clock.now()
    room.store.put(NewestOf(preview), None, now)
    room.store.put(ProblemWith(NewsOf(preview)), Problem("x", "y"), now)
    room.branches(SHOP, "main")
    assert room.words(main, preview) == ["not seen yet", "gone"]
    assert (room.loud(), room.fleet.summary().branches) == ([], 1)
    for topic in (NewsOf(preview), NewestOf(preview), ProblemWith(NewsOf(preview))):
        assert room.store.seen_at(topic) is None


async def test_an_app_that_is_gone_takes_its_branches_along() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    room.learn(main, "FAILED")
    room.apps(EU, app(DOCS, "docs"))
    assert room.words(main) == ["gone"]
    assert room.store.get(NewsOf(main)) is None
    assert room.store.get(BranchesOf(SHOP)) is None
    assert room.fleet.find_branch("", "", SHOP.app_id, "main") is None
    assert room.fleet.name_of(SHOP) == "d1shop"


async def test_news_of_a_branch_that_was_deleted_meanwhile_bring_nothing_back() -> None:
    room = FleetRoom(EU)
    room.shop("main")
    for number in range(MOST_STRAYS + 5):
        room.learn(BranchKey(SHOP, f"pr-{number}"), "FAILED")
    assert room.loud() == []
    kept = [n for n in range(MOST_STRAYS + 5) if room.store.get(NewsOf(BranchKey(SHOP, f"pr-{n}")))]
    assert kept == list(range(5, MOST_STRAYS + 5))
    room.branches(SHOP, "main", "pr-9")
    assert room.loud() == ["pr-9"]
    assert room.store.get(NewsOf(BranchKey(SHOP, "pr-10"))) is None


async def test_before_its_list_comes_the_production_branch_stands_for_an_app() -> None:
    room = FleetRoom(EU)
    hint = ProductionBranch("live", "SUCCEED", None)
    room.apps(EU, app(SHOP, "shop", production_branch=hint))
    live, event = BranchKey(SHOP, "live"), BranchKey(SHOP, "pr-1")
    assert room.words(live) == ["not seen yet"]
    room.learn(event, "RUNNING")
    assert room.loud() == ["pr-1"]
    room.branches(SHOP, "pr-1")
    assert room.words(live, event) == ["gone", "building"]


async def test_other_targets_do_not_count_until_they_are_watched_and_are_not_forgotten_then() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    abroad = AppKey(US, "d9")
    room.apps(US, app(abroad, "far"))
    (far,) = room.branches(abroad, "main")
    room.learn(main, "FAILED")
    room.learn(far, "FAILED")
    assert room.words(main, far) == ["failed", "gone"]
    room.fleet.watch((US,))
    assert room.words(main, far) == ["gone", "failed"]
    assert room.store.get(NewsOf(main)) is not None
    room.fleet.watch((EU, US))
    assert room.words(main, far) == ["failed", "failed"]
    assert room.fleet.summary().is_complete
    room.fleet.watch(())
    assert (room.loud(), room.fleet.summary().branches) == ([], 0)


async def test_another_name_of_an_app_moves_its_branches() -> None:
    room = FleetRoom(EU)
    room.apps(EU, app(SHOP, "shop"), app(DOCS, "docs"))
    room.branches(SHOP, "a")
    room.branches(DOCS, "b")
    assert room.quiet() == ["b", "a"]
    room.apps(EU, app(SHOP, "alpha"), app(DOCS, "docs"))
    assert room.quiet() == ["a", "b"]
    state = room.fleet.state(BranchKey(SHOP, "a"))
    assert state is not None
    assert state.app_name == "alpha"


async def test_namesakes_of_one_target_are_told_apart_and_names_are_safe() -> None:
    room = FleetRoom(EU, US)
    room.apps(EU, app(SHOP, "shop"), app(DOCS, "shop"))
    abroad = AppKey(US, "d9")
    room.apps(US, app(abroad, "sh\x1b[31mop"))
    assert [room.fleet.name_of(key) for key in (SHOP, DOCS, abroad)] == ["shop …1shop", "shop …2docs", "shop"]


async def test_an_event_finds_its_branch_by_what_it_tells() -> None:
    room = FleetRoom(EU, OTHER)
    (main,) = room.shop("main")
    twin = AppKey(OTHER, SHOP.app_id)
    room.apps(OTHER, app(twin, "shop"))
    room.branches(twin, "main", "dev")
    find = room.fleet.find_branch
    assert find("111111111111", "eu-west-1", SHOP.app_id, "main") == main
    assert find("", "", SHOP.app_id, "dev") == BranchKey(twin, "dev")
    assert find("222222222222", "", SHOP.app_id, "main") is None
    assert find("", "us-east-1", SHOP.app_id, "main") is None
    assert find("", "", "nowhere", "main") is None
    room.fleet.watch((OTHER, EU))
    assert find("", "", SHOP.app_id, "main") == BranchKey(twin, "main")


async def test_who_to_ask_about_an_app_that_nobody_knows() -> None:
    room = FleetRoom(EU, OTHER, US)
    room.shop("main")
    room.apps(OTHER, app(AppKey(OTHER, "d3"), "docs", "222222222222"))
    targets = room.fleet.find_targets
    assert targets("111111111111", "eu-west-1") == (EU,)
    assert targets("222222222222", "eu-west-1", "d77") == (OTHER,)
    assert targets("", "eu-west-1") == (EU, OTHER)
    assert targets("333333333333", "") == (US,)
    assert targets("", "", "d3") == (OTHER,)
    assert targets("", "mars-1") == ()


async def test_empty_news_are_news() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    room.store.put(NewsOf(main), BranchNews(), room.clock.now())
    assert room.words(main) == ["no jobs"]


async def test_what_a_list_names_twice_is_there_once() -> None:
    room = FleetRoom(EU)
    room.apps(EU, app(SHOP, "shop"), app(SHOP, "shop"))
    (main, _) = room.branches(SHOP, "main", "main")
    assert room.fleet.summary().is_complete
    assert (room.fleet.name_of(SHOP), room.quiet()) == ("shop", ["main"])
    room.apps(EU)
    assert room.fleet.find_branch("", "", SHOP.app_id, "main") is None
    assert (room.words(main), room.fleet.summary().is_complete) == (["gone"], True)
