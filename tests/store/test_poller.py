"""The poller asks about what is on screen, at its pace, and about nothing else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.focus import BackendFocus, Focus
from amplify_tui.model.keys import BackendJobKey, BranchKey, JobKey
from amplify_tui.store.topics import (
    AppsOf,
    BackendJobOf,
    BackendJobsOf,
    BranchesOf,
    DetailOf,
    EnvironmentsOf,
    HealthOf,
    JobsOf,
    NewestOf,
)
from tests.store.ledger import LOGIN, MAIN, SHOP, STAGING, TARGET

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.poller import Poller
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger

ON_MAIN = Focus(TARGET, SHOP, MAIN)


def ids(store: Store, branch: BranchKey = MAIN) -> list[int]:
    jobs = store.get(JobsOf(branch))
    return [] if jobs is None else [job.key.job_id for job in jobs.jobs]


async def test_nothing_is_asked_while_nothing_is_looked_at(poller: Poller, simulator: Simulator) -> None:
    assert await poller.tick() == 60.0
    assert not simulator.requests


async def test_one_tick_brings_apps_branches_jobs_and_the_open_job(
    poller: Poller, store: Store, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.fill(3)
    poller.look_at(Focus(TARGET, SHOP, MAIN, JobKey(MAIN, 3)))
    assert await poller.tick() == 30.0
    apps, branches, detail = (
        store.get(AppsOf(TARGET)),
        store.get(BranchesOf(SHOP)),
        store.get(DetailOf(JobKey(MAIN, 3))),
    )
    assert apps is not None
    assert [app.name for app in apps] == ["d1shop"]
    assert branches is not None
    assert {branch.key for branch in branches} == {MAIN, LOGIN}
    assert ids(store) == [3, 2, 1]
    assert detail is not None
    assert [step.name for step in detail.steps] == ["BUILD"]
    assert len(simulator.requests) == 4


async def test_what_the_branch_is_known_for_is_asked_at_once_and_not_one_after_the_other(
    poller: Poller, simulator: Simulator
) -> None:
    holds = [simulator.hold_next(name) for name in ("ListJobs", "ListBranches", "ListApps")]
    poller.look_at(ON_MAIN)
    tick = asyncio.create_task(poller.tick())
    async with asyncio.timeout(60):
        for hold in holds:
            await hold.arrived.wait()
    for hold in holds:
        hold.release()
    await tick


async def test_a_screen_that_picks_by_what_it_hears_is_served_in_the_same_tick(
    poller: Poller, store: Store, ledger: Ledger
) -> None:
    ledger.fill(2)
    store.subscribe(AppsOf(TARGET), lambda apps: poller.look_at(Focus(TARGET, apps[0].key)))
    store.subscribe(BranchesOf(SHOP), lambda _: poller.look_at(ON_MAIN))
    poller.look_at(Focus(TARGET))
    await poller.tick()
    assert ids(store) == [2, 1]


async def test_the_pace_is_three_seconds_while_a_shown_job_is_going_and_thirty_else(
    poller: Poller, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    job = ledger.add(status="RUNNING")
    poller.look_at(ON_MAIN)
    assert await poller.tick() == 3.0
    ledger.finish(job)
    clock.advance(3)
    assert await poller.tick() == 30.0
    clock.advance(29)
    assert await poller.tick() == pytest.approx(1.0)
    assert simulator.count("ListJobs") == 2


async def test_an_open_job_is_asked_at_the_pace_while_it_goes_and_once_when_it_is_over(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    job = ledger.add(status="RUNNING")
    poller.look_at(Focus(TARGET, SHOP, MAIN, JobKey(MAIN, 1)))
    for _ in range(3):
        await poller.tick()
        clock.advance(3)
    assert simulator.count("GetJob") == 3
    ledger.finish(job, "FAILED")
    for _ in range(5):
        await poller.tick()
        clock.advance(30)
    assert simulator.count("GetJob") == 4 + 1, "once more, as the list showed it over only after the question"
    detail = store.get(DetailOf(JobKey(MAIN, 1)))
    assert detail is not None
    assert detail.job.status == "FAILED"


async def test_a_job_that_is_over_is_asked_again_when_its_summary_changes_or_on_refresh(
    poller: Poller, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    job = ledger.add()
    poller.look_at(ON_MAIN)
    await poller.tick()
    poller.look_at(Focus(TARGET, SHOP, MAIN, JobKey(MAIN, 1)))
    await poller.tick()
    assert simulator.count("GetJob") == 1
    job["commitMessage"] = "told later"
    clock.advance(30)
    await poller.tick()
    assert simulator.count("GetJob") == 2
    poller.refresh()
    await poller.tick()
    assert simulator.count("GetJob") == 3


async def test_apps_and_branches_are_read_again_after_five_minutes_and_on_refresh(
    poller: Poller, clock: ManualClock, simulator: Simulator
) -> None:
    poller.look_at(ON_MAIN)
    for _ in range(10):
        await poller.tick()
        clock.advance(30)
    assert (simulator.count("ListApps"), simulator.count("ListBranches")) == (1, 1)
    await poller.tick()
    assert (simulator.count("ListApps"), simulator.count("ListBranches")) == (2, 2)
    poller.refresh()
    await poller.tick()
    assert (simulator.count("ListApps"), simulator.count("ListBranches")) == (3, 3)


async def test_the_overview_asks_one_unseen_branch_a_second_and_then_one_every_ten(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    others = tuple(BranchKey(SHOP, f"b{number}") for number in range(4))
    ledger.jobs |= {branch.name: [] for branch in others[:3]}
    ledger.add("b1", "FAILED")
    poller.look_at(Focus(TARGET, SHOP, MAIN, visible=(MAIN, *others)))
    waits = []
    for _ in range(6):
        waits.append(await poller.tick())
        clock.advance(1)
    assert waits == pytest.approx([1.0, 1.0, 1.0, 10.0, 9.0, 8.0])
    assert simulator.count("ListJobs") == 1 + 4
    newest = store.get(NewestOf(others[1]))
    assert newest is not None
    assert newest.status == "FAILED"
    assert store.get(NewestOf(others[0])) is None
    assert store.seen_at(NewestOf(others[0])) is not None
    clock.advance(8)
    ledger.add("b0", "SUCCEED")
    await poller.tick()
    assert simulator.count("ListJobs") == 1 + 5
    assert store.get(NewestOf(others[0])) is not None, "the one seen longest ago comes first"


async def test_the_newest_job_of_the_focused_branch_costs_no_call(
    poller: Poller, store: Store, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.fill(2)
    poller.look_at(Focus(TARGET, SHOP, MAIN, visible=(MAIN,)))
    await poller.tick()
    newest = store.get(NewestOf(MAIN))
    assert newest is not None
    assert newest.key.job_id == 2
    assert simulator.count("ListJobs") == 1


async def test_a_deleted_job_disappears_and_a_new_one_comes_first(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock
) -> None:
    ledger.fill(3)
    poller.look_at(ON_MAIN)
    await poller.tick()
    del ledger.jobs["main"][1]
    ledger.add(status="RUNNING")
    clock.advance(30)
    await poller.tick()
    assert ids(store) == [4, 3, 1]


async def test_equal_answers_stop_at_the_store_and_only_the_age_moves(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock
) -> None:
    ledger.fill(3)
    heard: list[object] = []
    store.subscribe(JobsOf(MAIN), heard.append)
    store.subscribe(DetailOf(JobKey(MAIN, 3)), heard.append)
    poller.look_at(Focus(TARGET, SHOP, MAIN, JobKey(MAIN, 3)))
    for _ in range(4):
        poller.refresh()
        await poller.tick()
        clock.advance(30)
    assert len(heard) == 2
    health = store.get(HealthOf(TARGET))
    assert health is not None
    assert health.age(clock.now()) is not None
    assert store.seen_at(JobsOf(MAIN)) == health.answered_at


async def test_an_answer_for_a_branch_left_meanwhile_is_kept_under_its_own_name(
    poller: Poller, store: Store, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.fill(2)
    hold = simulator.hold_next("ListJobs")
    poller.look_at(ON_MAIN)
    tick = asyncio.create_task(poller.tick())
    await hold.arrived.wait()
    poller.look_at(Focus(TARGET, SHOP, LOGIN))
    hold.release()
    await tick
    assert ids(store, MAIN) == [2, 1]
    assert store.get(JobsOf(LOGIN)) is not None


async def test_the_backend_screen_has_environments_jobs_and_the_open_job(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.add_backend("b1")
    ledger.add_backend("b2", "RUNNING")
    backend = BackendFocus(SHOP, STAGING, job=BackendJobKey(STAGING, "b2"))
    poller.look_at(Focus(TARGET, SHOP, MAIN, visible=(LOGIN,), backend=backend))
    assert await poller.tick() == 3.0
    environments = store.get(EnvironmentsOf(SHOP))
    jobs = store.get(BackendJobsOf(STAGING, backend.filters))
    job = store.get(BackendJobOf(BackendJobKey(STAGING, "b2")))
    assert environments is not None
    assert [environment.key for environment in environments] == [STAGING]
    assert jobs is not None
    assert [each.key.job_id for each in jobs.jobs] == ["b2", "b1"]
    assert job is not None
    assert job.is_going
    assert store.get(NewestOf(LOGIN)) is None, "the overview rests behind the backend screen"
    clock.advance(3)
    await poller.tick()
    assert (simulator.count("ListBackendJobs"), simulator.count("GetBackendJob")) == (2, 2)
    assert simulator.count("ListBackendEnvironments") == 1


async def test_a_refresh_asks_the_overview_again_but_not_faster(
    poller: Poller, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.jobs["other"] = []
    poller.look_at(Focus(TARGET, visible=(LOGIN, BranchKey(SHOP, "other"))))
    for _ in range(3):
        await poller.tick()
        clock.advance(1)
    assert simulator.count("ListJobs") == 2
    poller.refresh()
    for _ in range(3):
        await poller.tick()
        clock.advance(1)
    assert simulator.count("ListJobs") == 4


async def test_a_branch_just_left_is_not_asked_about_as_if_never_seen(
    poller: Poller, clock: ManualClock, simulator: Simulator
) -> None:
    poller.look_at(ON_MAIN)
    await poller.tick()
    poller.look_at(Focus(TARGET, SHOP, LOGIN, visible=(MAIN, LOGIN)))
    clock.advance(9)
    await poller.tick()
    assert simulator.count("ListJobs") == 2
    clock.advance(1)
    await poller.tick()
    assert simulator.count("ListJobs") == 3
