"""Who waits for whom in an account, and what a newer commit waits behind."""

from __future__ import annotations

from datetime import timedelta

from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.model.views import View
from tests.store.fleet_room import EU, OTHER, SHOP, US, FleetRoom, app


def places(room: FleetRoom, *branches: BranchKey) -> list[tuple[int, int] | None]:
    states = [room.fleet.state(branch) for branch in branches]
    return [None if state is None else state.place for state in states]


async def test_jobs_behind_a_full_account_have_a_place_in_the_order_they_came() -> None:
    room = FleetRoom(EU, concurrent_jobs=2)
    a, b, c, d, e = room.shop("a", "b", "c", "d", "e")
    for branch in (a, b, c, d, e):
        room.learn(branch, "SUCCEED")
    for branch in (a, b):
        room.learn(branch, "RUNNING", "SUCCEED")
    for branch in (d, c, e):
        room.pass_time(1)
        room.learn(branch, "PENDING", "SUCCEED")
    assert places(room, c, d, e) == [(2, 3), (1, 3), (3, 3)]
    assert room.loud()[-3:] == ["d", "c", "e"]
    room.learn(a, "SUCCEED", "SUCCEED")
    assert places(room, c, d, e) == [None, None, None]
    room.learn(d, "RUNNING", "SUCCEED")
    assert places(room, c, d, e) == [(1, 2), None, (2, 2)]


async def test_jobs_there_at_the_first_look_stand_in_the_order_of_their_commits() -> None:
    room = FleetRoom(EU, concurrent_jobs=1)
    a, b, c = room.shop("a", "b", "c")
    now = room.clock.now()
    room.learn(a, "RUNNING")
    room.learn(b, "PENDING", committed_at=now - timedelta(minutes=1))
    room.learn(c, "PENDING", committed_at=now - timedelta(minutes=2))
    assert places(room, b, c) == [(2, 2), (1, 2)]


async def test_a_job_behind_its_own_branch_is_queued_and_has_time_when_that_ends() -> None:
    room = FleetRoom(EU)
    (main,) = room.shop("main")
    room.learn(main, "PENDING", "RUNNING", started_at=None)
    room.pass_time(20 * 60)
    assert (room.words(main), places(room, main)) == (["queued"], [(1, 1)])
    room.learn(main, "PENDING", "SUCCEED", started_at=None)
    assert (room.words(main), places(room, main)) == (["queued"], [None])
    room.pass_time(299)
    assert room.words(main) == ["queued"]
    room.pass_time(1)
    assert room.words(main) == ["stuck"]


async def test_a_job_left_waiting_has_time_once_the_account_has_room_though_that_branch_was_deleted() -> None:
    room = FleetRoom(EU, concurrent_jobs=1)
    gone, main = room.shop("gone", "main")
    room.learn(gone, "RUNNING")
    room.learn(main, "PENDING")
    room.pass_time(10 * 60)
    assert (room.words(main), places(room, main)) == (["queued"], [(1, 1)])
    room.branches(SHOP, "main")
    assert room.words(gone, main) == ["gone", "queued"]
    room.pass_time(299)
    assert room.words(main) == ["queued"]
    room.pass_time(1)
    assert room.words(main) == ["stuck"]
    room.branches(SHOP, "main", "gone")
    room.learn(gone, "RUNNING")
    assert room.words(main) == ["queued"]


async def test_two_profiles_of_one_account_count_once_and_another_account_not_at_all() -> None:
    room = FleetRoom(EU, OTHER, US, concurrent_jobs=2)
    (main, dev) = room.shop("main", "dev")
    twin = AppKey(OTHER, SHOP.app_id)
    room.apps(OTHER, app(twin, "shop"))
    twins = room.branches(twin, "main", "dev")
    abroad = AppKey(US, "d2")
    room.apps(US, app(abroad, "docs"))
    (docs,) = room.branches(abroad, "main")
    for branch in (main, twins[0], docs):
        room.learn(branch, "RUNNING")
    for branch in (dev, twins[1]):
        room.learn(branch, "PENDING")
    assert places(room, dev, twins[1]) == [None, None]
    (third,) = room.branches(SHOP, "main", "dev", "third")[2:]
    room.learn(third, "RUNNING")
    assert places(room, dev, twins[1]) == [(1, 1), (1, 1)]
    room.learn(twins[0], "SUCCEED")
    assert places(room, dev, twins[1]) == [(1, 1), (1, 1)]
    room.learn(main, "SUCCEED")
    assert places(room, dev, twins[1]) == [None, None]
    for branch in (dev, twins[1]):
        room.learn(branch, "RUNNING")
    room.learn(main, "PENDING")
    assert places(room, main) == [(1, 1)]


async def test_an_app_joins_the_queue_of_its_account_when_that_becomes_known() -> None:
    room = FleetRoom(EU, concurrent_jobs=1)
    docs = AppKey(EU, "d2")
    room.apps(EU, app(SHOP, "shop"), app(docs, "docs", None))
    (main,) = room.branches(SHOP, "main")
    (waits,) = room.branches(docs, "main")
    room.learn(main, "RUNNING")
    room.learn(waits, "PENDING")
    assert places(room, waits) == [None]
    room.apps(EU, app(SHOP, "shop"), app(docs, "docs"))
    assert places(room, waits) == [(1, 1)]


async def test_nobody_is_called_stuck_early_while_others_may_be_before_it_unseen() -> None:
    room = FleetRoom(EU)
    docs = AppKey(EU, "d2")
    room.apps(EU, app(SHOP, "shop"), app(docs, "docs"))
    (main,) = room.branches(SHOP, "main")
    room.learn(main, "PENDING")
    room.pass_time(10 * 60)
    assert room.words(main) == ["queued"]
    room.branches(docs)
    assert room.words(main) == ["stuck"]


async def test_superseded_jobs_are_named_and_a_view_finds_them() -> None:
    room = FleetRoom(EU)
    main, dev = room.shop("main", "dev")
    room.learn(main, "PENDING", "PENDING", "RUNNING")
    room.learn(dev, "RUNNING")
    state = room.fleet.state(main)
    assert state is not None
    assert [job.key.job_id for job in state.superseded] == [2, 1]
    assert room.loud(View("s", statuses=("superseded",))) == ["main"]
