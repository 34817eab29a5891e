"""The fleet keeps every branch judged, counted and in order, change by change."""

from __future__ import annotations

import asyncio

import pytest

from amplify_tui.model.conditions import Condition
from amplify_tui.model.jobs import JobList
from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.model.views import View
from amplify_tui.store.fleet_index import MOST_VIEWS
from amplify_tui.store.topics import JobsOf, NewsOf
from tests.store.fleet_room import EU, OTHER, SHOP, US, FleetRoom, app


async def test_what_is_not_green_comes_first_and_the_newest_failure_before_all() -> None:
    room = FleetRoom(EU)
    old, new, runs, waits, odd, fine = room.shop("old", "new", "runs", "waits", "odd", "fine")
    room.learn(old, "FAILED")
    room.learn(waits, "PENDING")
    room.learn(fine, "SUCCEED")
    room.pass_time(60)
    room.learn(odd, "THROTTLED")
    room.learn(runs, "RUNNING")
    room.learn(new, "FAILED")
    assert room.loud() == ["new", "old", "runs", "waits", "odd"]
    assert room.quiet() == ["fine"]
    room.learn(old, "RUNNING", "FAILED")
    assert room.loud() == ["new", "old", "runs", "waits", "odd"]
    room.pass_time(240)
    assert room.loud() == ["new", "waits", "old", "runs", "odd"]
    assert room.words(waits) == ["stuck"]


async def test_the_quiet_ones_stand_by_their_last_activity_and_stay_where_they_are() -> None:
    room = FleetRoom(EU)
    first, second, third, empty, unseen = room.shop("first", "second", "third", "empty", "unseen")
    for branch, status in ((third, "SUCCEED"), (first, "CANCELLED"), (second, "SUCCEED")):
        room.learn(branch, status)
        room.pass_time(1)
    room.learn(empty)
    assert room.quiet() == ["second", "first", "third", "empty", "unseen"]
    quiet = room.fleet.quiet()
    assert [state.branch for state in quiet[1:3]] == [first, third]
    room.learn(second, "SUCCEED", started_at=None, ended_at=room.clock.now())
    room.pass_time(99)
    assert room.quiet() == ["second", "first", "third", "empty", "unseen"]
    again = room.fleet.quiet()
    room.learn(BranchKey(AppKey(US, "d9"), "elsewhere"), "FAILED")
    assert room.fleet.quiet() is again
    assert room.words(unseen) == ["not seen yet"]


async def test_who_holds_the_quiet_ones_keeps_those_there_were() -> None:
    room = FleetRoom(EU)
    main, dev, pr = room.shop("main", "dev", "pr")
    held = room.fleet.quiet()
    part = held[1:]
    room.learn(dev, "FAILED")
    assert [state.branch for state in held] == [dev, main, pr]
    assert [state.branch for state in part] == [main, pr]
    assert held[0].condition is Condition.FAILED
    assert room.quiet() == ["main", "pr"]


async def test_subscribers_hear_once_of_all_changes_of_one_turn() -> None:
    room = FleetRoom(EU)
    calls: list[int] = []
    stop = room.fleet.subscribe(lambda: calls.append(len(room.fleet.loud())))
    main, dev = room.shop("main", "dev")
    room.learn(main, "FAILED")
    room.learn(dev, "FAILED")
    assert calls == []
    await asyncio.sleep(0)
    assert calls == [2]
    room.learn(dev, "FAILED")
    await asyncio.sleep(0)
    assert calls == [2]
    room.pass_time(1)
    room.learn(dev, "RUNNING")
    stop()
    stop()
    await asyncio.sleep(0)
    assert calls == [2]


async def test_time_that_makes_something_stuck_is_told_and_other_time_is_not() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    room.learn(main, "RUNNING")
    calls: list[None] = []
    room.fleet.subscribe(lambda: calls.append(None))
    await asyncio.sleep(0)
    calls.clear()
    room.pass_time(29 * 60)
    await asyncio.sleep(0)
    assert (calls, room.words(main)) == ([], ["building"])
    room.pass_time(60)
    await asyncio.sleep(0)
    assert (calls, room.words(main)) == ([None], ["stuck"])


async def test_a_job_is_not_stuck_before_it_was_seen_to_go_on_for_so_long() -> None:
    room = FleetRoom(EU)
    main, dev = room.shop("main", "dev")
    room.learn(main, "RUNNING")
    room.learn(dev, "PENDING")
    room.pass_time(240)
    room.pass_time(3_600, is_seen=False)
    # The one was seen a minute before its limit, the other long before.
    assert room.words(main, dev) == ["building", "stuck"]
    calls: list[None] = []
    await asyncio.sleep(0)
    room.fleet.subscribe(lambda: calls.append(None))
    for _ in range(3):
        room.pass_time(60, is_seen=False)
        await asyncio.sleep(0)
    assert (calls, room.words(main)) == ([], ["building"])
    assert len(room.fleet._learner.index._overdue) == 1
    room.pass_time(1)
    await asyncio.sleep(0)
    assert (calls, room.words(main)) == ([None], ["stuck"])
    assert room.fleet._learner.index._overdue == {}
    room.pass_time(3_600, is_seen=False)
    assert room.words(main) == ["stuck"]
    room.learn(main, "SUCCEED")
    assert room.words(main) == ["ok"]


async def test_a_branch_that_is_looked_at_for_weeks_leaves_no_litter() -> None:
    room = FleetRoom(EU)
    main, dev = room.shop("main", "dev")
    room.learn(dev, "RUNNING", started_at=room.clock.now())
    for _ in range(500):
        room.clock.advance(1)
        room.learn(main, "PENDING", started_at=None)
        room.learn(main, "PROVISIONING", started_at=None)
    index = room.fleet._learner.index
    assert len(index._moments) < 80
    room.pass_time(31 * 60)
    assert room.words(main, dev) == ["stuck", "stuck"]
    assert index._moments == []


async def test_the_summary_counts_what_a_view_shows() -> None:
    room = FleetRoom(EU)
    main, dev, _ = room.shop("main", "dev", "new")
    room.learn(main, "FAILED")
    room.pass_time(30)
    room.learn(dev, "SUCCEED")
    summary = room.fleet.summary()
    assert summary.counts == {Condition.FAILED: 1, Condition.OK: 1, Condition.UNSEEN: 1}
    assert (summary.seen, summary.branches, summary.is_complete) == (2, 3, True)
    assert summary.oldest_at == room.store.seen_at(NewsOf(main))
    assert summary.newest_failure == room.fleet.state(main)
    room.learn(main, "FAILED", started_at=summary.oldest_at, ended_at=summary.oldest_at)
    assert room.fleet.summary().oldest_at == room.clock.now()
    view = View("dev", branches=("d*",))
    assert room.fleet.summary(view).counts == {Condition.OK: 1}
    assert room.fleet.summary(view).newest_failure is None
    room.learn(dev, "FAILED")
    assert room.fleet.summary(view).newest_failure == room.fleet.state(dev)
    assert room.loud(view) == ["dev"]


@pytest.mark.parametrize("is_early", [True, False])
async def test_a_view_of_statuses_tells_how_many_it_does_not_know_yet(*, is_early: bool) -> None:
    room = FleetRoom(EU)
    view = View("red", branches=("[!x]*",), statuses=("failed",))
    main, dev, new, other = room.shop("main", "dev", "new", "x")

    def told() -> tuple[int, int, int]:
        summary = room.fleet.summary(view)
        assert summary.branches - summary.left_out == sum(summary.counts.values())
        return sum(summary.counts.values()), summary.seen, summary.branches

    assert not is_early or told() == (0, 0, 3)
    room.learn(main, "FAILED")
    room.learn(dev, "SUCCEED")
    room.learn(other, "FAILED")
    assert told() == (1, 2, 3)
    room.learn(new, "SUCCEED")
    assert told() == (1, 3, 3)
    room.learn(main, "SUCCEED")
    assert told() == (0, 3, 3)
    room.branches(SHOP, "main", "later")
    assert told() == (0, 1, 2)


async def test_apps_not_listed_yet_are_guessed_from_the_others() -> None:
    room = FleetRoom(EU, US)
    keys = [AppKey(EU, f"d{number}") for number in range(4)]
    room.apps(EU, *(app(key, key.app_id) for key in keys))
    assert (room.fleet.summary().branches, room.fleet.summary().is_complete) == (0, False)
    room.branches(keys[0], *(f"b{number}" for number in range(10)))
    assert (room.fleet.summary().branches, room.fleet.summary().is_complete) == (40, False)
    for key in keys[1:]:
        room.branches(key, "main")
    assert (room.fleet.summary().branches, room.fleet.summary().is_complete) == (13, False)
    room.apps(US)
    assert room.fleet.summary().is_complete


async def test_only_so_many_views_are_kept_current_and_the_others_are_made_again() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    room.learn(main, "FAILED")
    views = [View(str(number), statuses=("failed",)) for number in range(MOST_VIEWS + 3)]
    assert [room.loud(view) for view in views] == [["main"]] * len(views)
    room.learn(main, "SUCCEED")
    assert [room.loud(view) for view in views] == [[]] * len(views)
    assert room.quiet() == ["main"]


async def test_what_the_dashboard_reads_teaches_the_fleet_too() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    jobs = JobList((room.job(main, 2, "RUNNING"), room.job(main, 1, "SUCCEED")))
    room.store.put(JobsOf(main), jobs, room.clock.now())
    assert room.words(main) == ["building"]
    elsewhere = BranchKey(AppKey(OTHER, "d1"), "main")
    room.store.put(JobsOf(elsewhere), jobs, room.clock.now())
    assert room.store.get(NewsOf(elsewhere)) is None


async def test_older_jobs_that_join_a_list_do_not_set_a_branch_back() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    read_at, jobs = room.clock.now(), (room.job(main, 2, "RUNNING"),)
    room.store.put(JobsOf(main), JobList(jobs, "more"), read_at)
    room.pass_time(20)
    room.learn(main, "FAILED", "CANCELLED")
    room.store.put(JobsOf(main), JobList((*jobs, room.job(main, 1, "SUCCEED"))), read_at)
    assert room.words(main) == ["failed"]
    assert room.store.seen_at(NewsOf(main)) == room.clock.now()


async def test_an_equal_state_is_the_same_object_and_its_age_moves_on() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    room.learn(main, "PENDING", started_at=None)
    first = room.fleet.state(main)
    assert room.fleet.state(main) is first
    room.clock.advance(5)
    room.learn(main, "PENDING", started_at=None)
    second = room.fleet.state(main)
    assert second is not None
    assert second.seen_at == room.clock.now()
    assert room.fleet.state(BranchKey(SHOP, "nowhere")) is None


async def test_a_fleet_that_nobody_looked_at_is_empty_and_costs_nothing() -> None:
    room = FleetRoom()
    room.shop("main")
    room.fleet.tick(room.clock.now())
    assert room.fleet._opened is None
    assert (room.fleet.loud(), list(room.fleet.quiet())) == ((), [])
    assert room.fleet.summary().branches == 0
