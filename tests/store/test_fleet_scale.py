"""A fleet of thousands costs per change what one of a hundred does, and little memory."""

from __future__ import annotations

import asyncio
import gc
import sys
import tracemalloc
from datetime import timedelta
from typing import TYPE_CHECKING

from amplify_tui.model.apps import Branch
from amplify_tui.model.branch_news import read_news
from amplify_tui.model.keys import AppKey, BranchKey
from amplify_tui.model.views import View
from amplify_tui.store.topics import BranchesOf, NewestOf, NewsOf
from tests.store.fleet_room import EU, FleetRoom, app

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PER_APP = 50


def fill(room: FleetRoom, count: int) -> list[BranchKey]:
    """Fill a fleet: of each hundred branches two are failed and one goes on."""
    keys = [AppKey(EU, f"d{number:013}") for number in range(count // PER_APP)]
    room.apps(EU, *(app(key, f"service-{number:02}") for number, key in enumerate(keys)))
    branches = []
    for key in keys:
        names = [f"feature/topic-{number}" for number in range(PER_APP)]
        listed = tuple(
            Branch(BranchKey(key, name), name.replace("/", "-"), "DEVELOPMENT", "Vite") for name in names
        )
        room.store.put(BranchesOf(key), listed, room.clock.now())
        branches += [branch.key for branch in listed]
    for number, branch in enumerate(branches):
        status = {0: "FAILED", 1: "RUNNING", 50: "FAILED"}.get(number % 100, "SUCCEED")
        learn(room, branch, status, number)
    return branches


def learn(room: FleetRoom, branch: BranchKey, status: str, number: int) -> None:
    now = room.clock.now()
    at = now - timedelta(minutes=number)
    more = {
        "commit_id": f"{number:040x}",
        "commit_message": f"Merge pull request #{number} from acme/topic",
        "committed_at": at - timedelta(seconds=9),
        "started_at": at,
        "arn": f"arn:aws:amplify:eu-west-1:111111111111:apps/x/branches/{branch.name}/jobs/{number:010}",
    }
    jobs = [room.job(branch, 9, status, **more), *(room.job(branch, n, "SUCCEED") for n in range(8, 0, -1))]
    news = read_news(jobs, None, now, is_whole=True)
    room.store.put(NewsOf(branch), news, now)
    room.store.put(NewestOf(branch), news.newest, now)


def count_calls(work: Callable[[], object]) -> int:
    """Count every function that is called, those written in C too."""
    calls = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


async def cost(count: int) -> dict[str, int]:
    room = FleetRoom(EU, concurrent_jobs=1_000)
    branches = fill(room, count)
    view = View("some", apps=("service-*",), branches=("feature/*",), statuses=("failed", "building", "ok"))
    room.fleet.summary()
    room.fleet.summary(view)
    await asyncio.sleep(0)
    middle = branches[count // 2 + 7]

    def read() -> None:
        room.fleet.summary(view)
        room.fleet.quiet(view)[:20]

    room.pass_time(60)
    return {
        "failure": count_calls(lambda: learn(room, middle, "FAILED", 12)),
        "success": count_calls(lambda: learn(room, middle, "SUCCEED", 11)),
        "same again": count_calls(lambda: learn(room, middle, "SUCCEED", 11)),
        "look": count_calls(read),
        "second": count_calls(lambda: room.pass_time(1)),
    }


async def test_a_change_and_a_look_cost_the_same_among_many() -> None:
    small, large = await cost(100), await cost(3_000)
    assert {what: calls for what, calls in large.items() if calls > 1.1 * small[what] + 2} == {}


async def test_thousands_of_branches_are_kept_in_little_memory() -> None:
    tracemalloc.start()
    try:
        room = FleetRoom(EU)
        fill(room, 1_000)
        room.fleet.summary()
        list(room.fleet.quiet())
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept / 1_000 < 5_000
