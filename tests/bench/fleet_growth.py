"""What one change costs in a small fleet and in a large one, from the store to the lines of the wall."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from amplify_tui.model.apps import App, Branch
from amplify_tui.model.branch_news import read_news
from amplify_tui.model.budget import Budget
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.clock import SystemClock
from amplify_tui.store.fleet import Fleet
from amplify_tui.store.schedule import Schedule
from amplify_tui.store.schedule_pace import pace_of
from amplify_tui.store.schedule_question import Sight
from amplify_tui.store.store import Store
from amplify_tui.store.topics import AppsOf, BranchesOf, NewsOf
from amplify_tui.ui.wall.arranging import Arranger
from amplify_tui.ui.wall.turning import Spotlight
from tests.bench.figures import judge, median, quantile

if TYPE_CHECKING:
    from tests.bench.figures import Line

SMALL, LARGE = 100, 5_000
CHANGES, ROUNDS = 400, 5
PER_APP = 50
DECIDED = 10_000
_RICH = Budget(per_second=500.0, full_per_second=500.0, burst=100.0, left=100.0)
TARGET = Target("bench", "eu-west-1")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def measure_growth(most: float) -> Line:
    """Compare the cost of a change in both fleets.

    Args:
        most: How many times as much it may be in the large one.
    """
    small, large = [], []
    for _ in range(ROUNDS):
        small.append(asyncio.run(_seconds(SMALL)))
        large.append(asyncio.run(_seconds(LARGE)))
    ratio = median(large) / median(small)
    return judge(
        f"a change among {LARGE:,} branches, store to wall",
        f"{median(large) * 1000:.2f} ms, {ratio:.2f} times",
        f"<= {most:.0f} times {median(small) * 1000:.2f} ms among {SMALL}",
        is_held=ratio <= most,
    )


def measure_decisions(most: float) -> Line:
    """Have a schedule of ten thousand branches decide again and again.

    Args:
        most: Microseconds that a decision may take.
    """
    schedule, took = Schedule(pace_of(Settings())), []
    schedule.watch([TARGET])
    apps = [App(AppKey(TARGET, f"d{number}"), f"app-{number}") for number in range(DECIDED // PER_APP)]
    schedule.learn_apps(TARGET, apps, 0.0)
    for app in apps:
        keys = [BranchKey(app.key, f"branch-{number}") for number in range(PER_APP)]
        schedule.learn_branches(app.key, [Branch(key) for key in keys], 0.0)
    for number in range(2 * DECIDED):
        now = number / 100
        began = time.perf_counter()
        question = schedule.take(TARGET, _RICH, now)
        took.append((time.perf_counter() - began) * 1e6)
        if question is not None and isinstance(question.topic, NewsOf):
            schedule.learn_news(question.topic.branch, Sight(is_going=number % 500 == 0), now)
    return judge(
        f"what to ask next, among {DECIDED:,} branches",
        f"{median(took):.1f} us, p99 {quantile(took, 0.99):.1f} us",
        f"<= {most:.0f} us",
        is_held=median(took) <= most,
    )


async def _seconds(count: int) -> float:
    """Return the processor time of one change, all that the wall reads of it included.

    The same happens in a small fleet and in a large one: to as many branches, far apart in
    the large one, and as many of them are loud at a time.
    """
    store = Store()
    fleet = Fleet(store, SystemClock())
    fleet.watch([TARGET])
    branches = _fill(store, count)
    arranger = Arranger(Spotlight(60.0, NOON))
    _arrange(fleet, arranger)
    began = time.process_time()
    for number in range(CHANGES):
        turn, place = divmod(number, SMALL)
        branch = branches[place * 77 % SMALL * (count // SMALL)]
        status = ("RUNNING", "SUCCEED", "FAILED", "SUCCEED")[(place + turn) % 4]
        job = _job(branch, 2 + turn, status)
        changed = store.put(NewsOf(branch), read_news([job], None, NOON, is_whole=True), NOON)
        if not changed:
            raise RuntimeError("what shall be measured is a change")
        await asyncio.sleep(0)
        _arrange(fleet, arranger)
    return (time.process_time() - began) / CHANGES


def _arrange(fleet: Fleet, arranger: Arranger) -> None:
    arranger.arrange(fleet.loud(), fleet.quiet(), fleet.summary(), width=120, height=32, page=0, now=NOON)


def _fill(store: Store, count: int) -> list[BranchKey]:
    apps = [App(AppKey(TARGET, f"d{number}"), f"app-{number}") for number in range(count // PER_APP)]
    store.put(AppsOf(TARGET), tuple(apps), NOON)
    branches: list[BranchKey] = []
    for app in apps:
        keys = [BranchKey(app.key, f"branch-{number}") for number in range(PER_APP)]
        store.put(BranchesOf(app.key), tuple(Branch(key) for key in keys), NOON)
        branches += keys
    for number, branch in enumerate(branches):
        job = _job(branch, 1, "SUCCEED", NOON - timedelta(seconds=number))
        store.put(NewsOf(branch), read_news([job], None, NOON, is_whole=True), NOON)
    return branches


def _job(branch: BranchKey, job_id: int, status: str, ended_at: datetime = NOON) -> Job:
    job = Job(JobKey(branch, job_id), status, started_at=ended_at - timedelta(minutes=3))
    return job if status == "RUNNING" else replace(job, ended_at=ended_at)
