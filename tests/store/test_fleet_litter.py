"""A wall that runs for weeks keeps nothing of what came and went."""

from __future__ import annotations

from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.store.fleet_learner import MOST_STRAYS
from amplify_tui.store.schedule_round import Kind, Round, Spot
from amplify_tui.store.topics import AppsOf, NewsOf
from tests.store.fleet_room import EU, SHOP, FleetRoom, app
from tests.store.schedule_drive import Account, Drive


def test_what_is_moved_again_and_again_waits_once() -> None:
    waiting = Round()
    first, other = (Spot(NewsOf(BranchKey(SHOP, name)), Kind.RECENT) for name in ("first", "other"))
    waiting.put(first, 0.0)
    for number in range(1_000):
        waiting.put(other, 1.0 + number)
    assert len(waiting) == 2
    assert len(waiting._heap) < 100
    assert waiting.top is first
    waiting.drop(first)
    assert (waiting.top, waiting.key) == (other, 1_000.0)


def test_a_schedule_keeps_nothing_of_branches_and_apps_that_are_gone() -> None:
    account = Account.of(EU, [2, 2])
    drive = Drive({EU: account}, pace=50.0, burst=50).run(60)
    key, schedule = next(iter(account.branches)), drive.schedule
    new = BranchKey(key, "new")
    assert schedule.hint(new, drive.now)
    account.branches[key].append(new)
    drive.run(60)
    assert new in drive.asked
    assert schedule._expected == set()
    account.branches.clear()
    schedule.refresh(drive.now)
    drive.run(60)
    assert (schedule._branches, schedule._production, schedule.under_way(EU)) == ({}, {}, 0)
    assert [spot.topic for spot in schedule._lanes[EU].spots()] == [AppsOf(EU)]


async def test_apps_that_came_and_went_leave_nothing() -> None:
    room = FleetRoom(EU)
    for number in range(50):
        key = AppKey(EU, f"d{number}")
        room.apps(EU, app(key, "preview"))
        (main,) = room.branches(key, "main")
        room.learn(main, "FAILED")
    room.apps(EU)
    roll = room.fleet._learner.roll
    assert (roll._by_id, roll.members(EU), room.fleet.summary().branches) == ({}, (), 0)
    assert {type(topic).__name__ for topic in room.store._kept} == {"AppsOf"}


async def test_of_branches_that_no_list_has_a_few_are_kept() -> None:
    room = FleetRoom(EU)
    room.shop("main")
    branches = [BranchKey(SHOP, f"pr-{number}") for number in range(3 * MOST_STRAYS)]
    for branch in branches:
        room.learn(branch, "RUNNING")
    member = room.fleet._learner.roll.member(SHOP)
    assert member is not None
    assert member.strays == branches[-MOST_STRAYS:]
    assert room.store.get(NewsOf(branches[0])) is None
