"""Older pages come on demand, once for all who want them, and stay under the polls."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.backend_jobs import BackendJobFilter
from amplify_tui.model.focus import BackendFocus, Focus
from amplify_tui.model.keys import JobKey
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.topics import ArtifactsOf, BackendJobsOf, JobsOf, ProblemWith
from tests.store.ledger import LOGIN, MAIN, SHOP, STAGING, TARGET

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.poller import Poller
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger

ON_MAIN = Focus(TARGET, SHOP, MAIN)
NO_FILTER = BackendJobFilter()


def ids(store: Store) -> list[int]:
    jobs = store.get(JobsOf(MAIN))
    assert jobs is not None
    return [job.key.job_id for job in jobs.jobs]


async def test_older_jobs_are_appended_page_by_page_until_there_are_none(
    poller: Poller, store: Store, ledger: Ledger
) -> None:
    ledger.fill(120)
    poller.look_at(ON_MAIN)
    await poller.tick()
    assert ids(store) == list(range(120, 70, -1))
    assert await poller.load_older_jobs(MAIN)
    assert await poller.load_older_jobs(MAIN)
    assert ids(store) == list(range(120, 0, -1))
    assert not await poller.load_older_jobs(MAIN)


async def test_an_older_page_makes_a_list_no_fresher(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock
) -> None:
    ledger.fill(120)
    poller.look_at(ON_MAIN)
    await poller.tick()
    read_at = clock.now()
    clock.advance(5)
    assert await poller.load_older_jobs(MAIN)
    assert len(ids(store)) == 100
    assert store.seen_at(JobsOf(MAIN)) == read_at


async def test_who_wants_the_same_page_shares_one_call(
    poller: Poller, store: Store, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.fill(120)
    poller.look_at(ON_MAIN)
    await poller.tick()
    before = simulator.count("ListJobs")
    assert all(await asyncio.gather(poller.load_older_jobs(MAIN), poller.load_older_jobs(MAIN)))
    assert simulator.count("ListJobs") == before + 1
    assert len(ids(store)) == 100


async def test_older_pages_stay_under_a_poll_that_brings_new_jobs(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock
) -> None:
    ledger.fill(120)
    poller.look_at(ON_MAIN)
    await poller.tick()
    await poller.load_older_jobs(MAIN)
    ledger.fill(3)
    clock.advance(30)
    await poller.tick()
    assert ids(store) == list(range(123, 20, -1))
    assert await poller.load_older_jobs(MAIN)
    assert ids(store) == list(range(123, 0, -1))


async def test_a_page_that_fails_is_told_and_can_be_asked_for_again(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.fill(60)
    poller.look_at(ON_MAIN)
    await poller.tick()
    simulator.fail_next("ListJobs", Fault("BadRequestException", "Rate exceeded", 400))
    assert not await poller.load_older_jobs(MAIN)
    problem = store.get(ProblemWith(JobsOf(MAIN)))
    assert problem is not None
    assert problem.kind == "ThrottledError"
    assert await poller.load_older_jobs(MAIN)
    assert store.get(ProblemWith(JobsOf(MAIN))) is None
    assert len(ids(store)) == 60


async def test_a_token_that_amplify_no_longer_takes_lets_the_list_begin_anew(
    poller: Poller, store: Store, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.fill(60)
    poller.look_at(ON_MAIN)
    await poller.tick()
    simulator.fail_next("ListJobs", Fault("BadRequestException", "Invalid nextToken", 400))
    assert not await poller.load_older_jobs(MAIN)
    await poller.tick()
    assert simulator.count("ListJobs") == 3, "asked anew without waiting for the pace"
    assert len(ids(store)) == 50
    assert await poller.load_older_jobs(MAIN)
    assert len(ids(store)) == 60


async def test_a_page_that_comes_after_the_list_began_anew_is_not_stuck_behind_a_gap(
    poller: Poller, store: Store, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.fill(60)
    poller.look_at(ON_MAIN)
    await poller.tick()
    hold = simulator.hold_next("ListJobs")
    page = asyncio.create_task(poller.load_older_jobs(MAIN))
    await hold.arrived.wait()
    ledger.fill(80)
    clock.advance(30)
    await poller.tick()
    hold.release()
    assert await page
    assert ids(store) == list(range(140, 90, -1))
    while await poller.load_older_jobs(MAIN):
        pass
    assert ids(store) == list(range(140, 0, -1))


async def test_nothing_is_paged_while_the_account_wants_to_be_left_alone(
    poller: Poller, ledger: Ledger, clock: ManualClock, simulator: Simulator
) -> None:
    ledger.fill(60)
    poller.look_at(ON_MAIN)
    await poller.tick()
    simulator.fail_next("ListJobs", Fault("BadRequestException", "Rate exceeded", 400))
    clock.advance(30)
    await poller.tick()
    before = len(simulator.requests)
    assert not await poller.load_older_jobs(MAIN)
    assert len(simulator.requests) == before


async def test_a_branch_never_seen_has_no_older_page(poller: Poller, simulator: Simulator) -> None:
    assert not await poller.load_older_jobs(LOGIN)
    assert not await poller.load_more_backend_jobs(STAGING, NO_FILTER)
    assert not simulator.requests


async def test_a_caller_that_leaves_does_not_take_the_page_from_the_other(
    poller: Poller, store: Store, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.fill(60)
    poller.look_at(ON_MAIN)
    await poller.tick()
    hold = simulator.hold_next("ListJobs")
    leaving = asyncio.create_task(poller.load_older_jobs(MAIN))
    staying = asyncio.create_task(poller.load_older_jobs(MAIN))
    await hold.arrived.wait()
    leaving.cancel()
    hold.release()
    assert await staying
    assert len(ids(store)) == 60


@pytest.mark.parametrize("count", [30, 55])
async def test_backend_jobs_come_in_pages_of_twenty_five(
    poller: Poller, store: Store, ledger: Ledger, count: int
) -> None:
    for number in range(count):
        ledger.add_backend(f"b{number}")
    poller.look_at(Focus(TARGET, backend=BackendFocus(SHOP, STAGING)))
    await poller.tick()
    topic = BackendJobsOf(STAGING, NO_FILTER)
    first = store.get(topic)
    assert first is not None
    assert len(first.jobs) == 25
    while await poller.load_more_backend_jobs(STAGING, NO_FILTER):
        pass
    everything = store.get(topic)
    assert everything is not None
    assert len({job.key for job in everything.jobs}) == len(everything.jobs) == count


async def test_artifacts_are_fetched_when_asked_for(
    poller: Poller, store: Store, simulator: Simulator
) -> None:
    await poller.load_artifacts(JobKey(MAIN, 1))
    artifacts = store.get(ArtifactsOf(JobKey(MAIN, 1)))
    assert artifacts is not None, store.get(ProblemWith(ArtifactsOf(JobKey(MAIN, 1))))
    assert [artifact.file_name for artifact in artifacts] == ["report.html"]
    simulator.fail_next("ListArtifacts", Fault("AccessDeniedException", "no", 403))
    await poller.load_artifacts(JobKey(MAIN, 2))
    assert store.get(ArtifactsOf(JobKey(MAIN, 2))) is None
    problem = store.get(ProblemWith(ArtifactsOf(JobKey(MAIN, 2))))
    assert problem is not None
    assert problem.kind == "DeniedError"
