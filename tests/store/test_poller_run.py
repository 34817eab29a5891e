"""Running for ever: waking at once, surviving bugs, asking nothing twice, leaving nothing behind."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.focus import Focus
from amplify_tui.model.keys import JobKey
from amplify_tui.store.supervisor import BUG
from amplify_tui.store.topics import HealthOf, JobsOf, ProblemWith
from tests.store.ledger import LOGIN, MAIN, SHOP, TARGET

if TYPE_CHECKING:
    from amplify_tui.model.health import Health
    from amplify_tui.model.jobs import JobList
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.poller import Poller
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger

ON_MAIN = Focus(TARGET, SHOP, MAIN)


async def test_a_bug_comes_out_of_tick(poller: Poller, store: Store, ledger: Ledger) -> None:
    ledger.fill(1)
    store.subscribe(JobsOf(MAIN), broken_subscriber)
    poller.look_at(ON_MAIN)
    with pytest.raises(ExceptionGroup) as caught:
        await poller.tick()
    assert caught.group_contains(ZeroDivisionError)


def broken_subscriber(jobs: JobList) -> None:
    raise ZeroDivisionError(len(jobs.jobs))


async def test_run_survives_a_bug_says_so_and_goes_on(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    ledger.fill(1)
    stop = store.subscribe(JobsOf(MAIN), broken_subscriber)
    is_shown, is_well = asyncio.Event(), asyncio.Event()

    def watch(health: Health) -> None:
        (is_shown if health.problem == BUG else is_well).set()

    store.subscribe(HealthOf(TARGET), watch)
    poller.look_at(ON_MAIN)
    task = asyncio.create_task(poller.run())
    async with asyncio.timeout(60):
        await is_shown.wait()
    assert "ZeroDivisionError" in caplog.text
    assert store.get(ProblemWith(JobsOf(MAIN))) == BUG
    stop()
    is_well.clear()
    await clock.until_waiting()
    clock.advance(2)
    poller.refresh()
    async with asyncio.timeout(60):
        await is_well.wait()
    assert store.get(JobsOf(MAIN)) is not None
    assert not task.done()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


async def test_run_wakes_at_once_when_somebody_looks_elsewhere(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock
) -> None:
    ledger.fill(2)
    arrived = asyncio.Event()
    store.subscribe(JobsOf(MAIN), lambda _: arrived.set())
    task = asyncio.create_task(poller.run())
    await clock.until_waiting()
    poller.look_at(Focus(TARGET, SHOP, MAIN, JobKey(MAIN, 2)))
    async with asyncio.timeout(60):
        await arrived.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_cancelled_tick_leaves_no_question_behind(
    poller: Poller, store: Store, simulator: Simulator
) -> None:
    hold = simulator.hold_next("ListJobs")
    poller.look_at(ON_MAIN)
    tick = asyncio.create_task(poller.tick())
    await hold.arrived.wait()
    tick.cancel()
    await asyncio.gather(tick, return_exceptions=True)
    assert tick.cancelled()
    hold.release()
    assert {task.get_name() for task in asyncio.all_tasks()} & {"JobsOf", "AppsOf", "BranchesOf"} == set()
    assert store.get(JobsOf(MAIN)) is None


async def test_a_refresh_while_the_same_question_is_under_way_asks_again_after_it(
    poller: Poller, store: Store, ledger: Ledger, simulator: Simulator
) -> None:
    hold = simulator.hold_next("ListJobs")
    poller.look_at(ON_MAIN)
    tick = asyncio.create_task(poller.tick())
    await hold.arrived.wait()
    ledger.fill(1)
    poller.refresh()
    hold.release()
    await tick
    assert simulator.count("ListJobs") == 2
    jobs = store.get(JobsOf(MAIN))
    assert jobs is not None
    assert len(jobs.jobs) == 1


async def test_a_question_that_hangs_is_not_asked_twice(
    poller: Poller, clock: ManualClock, simulator: Simulator
) -> None:
    hold = simulator.hold_next("ListJobs")
    poller.look_at(ON_MAIN)
    task = asyncio.create_task(poller.run())
    await hold.arrived.wait()
    for _ in range(3):
        await clock.until_waiting()
        clock.advance(60)
    assert simulator.count("ListBranches") == 1
    assert [type(each).__name__ for each in poller._errands].count("JobsOf") == 1
    assert len([each for each in asyncio.all_tasks() if each.get_name() == "JobsOf"]) == 1
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    hold.release()


async def test_the_end_of_run_ends_a_page_under_way(
    poller: Poller, ledger: Ledger, store: Store, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.fill(60)
    poller.look_at(ON_MAIN)
    await poller.tick()
    task = asyncio.create_task(poller.run())
    await clock.until_waiting()
    hold = simulator.hold_next("ListJobs")
    page = asyncio.create_task(poller.load_older_jobs(MAIN))
    await hold.arrived.wait()
    task.cancel()
    await asyncio.gather(task, page, return_exceptions=True)
    assert page.cancelled()
    hold.release()
    jobs = store.get(JobsOf(MAIN))
    assert jobs is not None
    assert len(jobs.jobs) == 50


async def test_after_a_write_only_the_jobs_on_screen_are_asked_again(
    poller: Poller, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.fill(2)
    poller.look_at(Focus(TARGET, SHOP, MAIN, JobKey(MAIN, 2), visible=(LOGIN,)))
    await poller.tick()
    before = {name: simulator.count(name) for name in ("ListApps", "ListBranches", "ListJobs", "GetJob")}
    poller.refresh(jobs_only=True)
    await poller.tick()
    assert {name: simulator.count(name) - count for name, count in before.items()} == {
        "ListApps": 0,
        "ListBranches": 0,
        "ListJobs": 1,
        "GetJob": 1,
    }
