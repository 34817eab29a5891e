"""What a schedule takes over from the picture."""

from __future__ import annotations

from datetime import timedelta

from amplify_tui.model.apps import Branch
from amplify_tui.model.budget import Budget
from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.store.fleet_questions import seed
from amplify_tui.store.schedule import Schedule
from amplify_tui.store.schedule_pace import Pace
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf
from tests.store.fleet_room import EU, SHOP, FleetRoom, app
from tests.store.fleet_scene import EU as DEMO
from tests.store.fleet_scene import play
from tests.store.ledger import BEGAN, Ledger

RICH = Budget(2.0, 2.0, 50.0, 50.0)


async def test_what_others_found_meanwhile_is_asked_about_without_reading_the_lists_again() -> None:
    room, schedule = FleetRoom(EU), Schedule(Pace())
    main, *_ = room.shop("main")
    schedule.watch([EU])
    seed(schedule, room.store, room.clock)

    def asked() -> list[object]:
        now = room.clock.monotonic()
        return [question.topic for _ in range(9) if (question := schedule.take(EU, RICH, now))]

    assert asked() == [NewsOf(main)]
    room.clock.advance(2)
    found, docs = BranchKey(SHOP, "pr-1"), AppKey(EU, "d2docs")
    room.store.put(BranchesOf(SHOP), (Branch(main), Branch(found)), room.clock.now())
    seed(schedule, room.store, room.clock)
    assert asked() == [NewsOf(found)]
    room.apps(EU, app(SHOP, "shop"), app(docs, "docs"))
    seed(schedule, room.store, room.clock)
    assert asked() == [BranchesOf(docs)]
    seed(schedule, room.store, room.clock)
    assert asked() == []
    assert schedule.find(AppsOf(EU)) is not None


async def test_a_branch_with_a_job_in_the_last_hours_is_asked_four_times_as_often() -> None:
    ledger = Ledger()
    ledger.add("main")
    ledger.add("feature/login", startTime=BEGAN - timedelta(hours=5))
    async with play(ledger) as scene:
        scene.watch(DEMO)
        await scene.live(245)
        asked = [call.parameters.get("branchName") for call in scene.calls]
        assert (asked.count("main"), asked.count("feature/login")) == (9, 3)
