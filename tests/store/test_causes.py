"""Causes of failures, found through the real client over HTTP in logs that a test writes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from amplify_tui.model.causes.job_cause import UNREAD, CauseState
from amplify_tui.model.health import Health, Problem
from amplify_tui.model.keys import Target
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.causes import AT_ONCE, BETWEEN, SETTLE
from amplify_tui.store.topics import DetailOf, HealthOf
from tests.store.failure_book import FailureBook, Scene
from tests.store.ledger import TARGET


@pytest.fixture
def ledger() -> FailureBook:
    return FailureBook()


async def test_a_failed_job_on_screen_gets_its_cause(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.FOUND]
    cause = scene.of(job)
    assert cause is not None
    assert cause.step == "BUILD"
    assert cause.cause is not None
    assert cause.cause.text == "Type error: Property 'titel' does not exist on type 'Post'."
    assert (scene.simulator.count("GetJob"), scene.simulator.count("GetObject")) == (1, 1)


async def test_nothing_is_asked_while_nothing_failed_is_on_screen(scene: Scene) -> None:
    scene.ledger.fail()
    scene.causes.look_at([])
    await scene.idle(30)
    assert len(scene.simulator.requests) == 0


async def test_a_screen_full_of_failures_is_read_two_at_a_time_and_two_a_second(scene: Scene) -> None:
    jobs = [scene.ledger.fail() for _ in range(12)]
    scene.causes.look_at(jobs)
    reading = 0
    while not all((cause := scene.of(job)) and cause.is_settled for job in jobs):
        assert scene.passed < 30
        known = [cause for job in jobs if (cause := scene.of(job)) is not None]
        reading = max(reading, sum(cause.state is CauseState.READING for cause in known))
        assert scene.simulator.count("GetJob") <= scene.passed / BETWEEN + 1
        await scene.idle(0.1)
    assert reading <= AT_ONCE
    assert scene.passed >= 11 * BETWEEN
    assert (scene.simulator.count("GetJob"), scene.simulator.count("GetObject")) == (12, 12)


async def test_a_cause_is_read_once_however_often_its_row_comes_and_goes(scene: Scene) -> None:
    job = scene.ledger.fail()
    for _ in range(3):
        scene.causes.look_at([job])
        await scene.all(job)
        scene.causes.look_at([])
        await scene.idle(1)
    assert (scene.simulator.count("GetJob"), scene.simulator.count("GetObject")) == (1, 1)


async def test_rows_that_are_scrolled_past_cost_nothing(scene: Scene) -> None:
    jobs = [scene.ledger.fail() for _ in range(20)]
    for job in jobs:
        scene.causes.look_at([job])
        await scene.idle(SETTLE - 0.1)
    scene.causes.look_at([])
    await scene.idle(20)
    assert len(scene.simulator.requests) == 0


async def test_what_is_under_way_is_given_up_when_its_row_leaves_the_screen(scene: Scene) -> None:
    job = scene.ledger.fail()
    hold, scene.is_held = scene.simulator.hold_next("GetJob"), True
    scene.causes.look_at([job])
    await scene.idle(1)
    await asyncio.wait_for(hold.arrived.wait(), 60)
    scene.causes.look_at([])
    hold.release()
    scene.is_held = False
    await scene.idle(5)
    assert scene.of(job) == UNREAD
    assert scene.simulator.count("GetObject") == 0
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.FOUND]


async def test_steps_that_the_poller_knows_are_not_asked_for_again(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.causes.look_at([job], job.key)
    await scene.idle(5)
    assert len(scene.simulator.requests) == 0
    detail = await scene.ask(job)
    scene.store.put(DetailOf(job.key), detail, scene.clock.now())
    assert await scene.all(job) == [CauseState.FOUND]
    assert (scene.simulator.count("GetJob"), scene.simulator.count("GetObject")) == (1, 1)


@pytest.mark.parametrize("passed", [3590, 4000])
async def test_addresses_that_have_expired_or_soon_will_are_asked_for_anew(
    scene: Scene, passed: float
) -> None:
    job = scene.ledger.fail()
    scene.store.put(DetailOf(job.key), await scene.ask(job), scene.clock.now())
    scene.clock.advance(passed)
    scene.causes.look_at([job], job.key)
    assert await scene.all(job) == [CauseState.FOUND]
    assert (scene.simulator.count("GetJob"), scene.simulator.count("GetObject")) == (2, 1)


async def test_an_address_refused_too_early_is_asked_for_anew_once(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.store.put(DetailOf(job.key), await scene.ask(job), scene.clock.now())
    scene.simulator.fail_next("GetObject", Fault("AccessDenied", "Request has expired", 403))
    scene.causes.look_at([job], job.key)
    assert await scene.all(job) == [CauseState.FOUND]
    assert (scene.simulator.count("GetJob"), scene.simulator.count("GetObject")) == (2, 2)


async def test_nothing_is_asked_while_the_poller_backs_off_or_is_stale(scene: Scene) -> None:
    job = scene.ledger.fail()
    pace = timedelta(seconds=3)
    at = scene.clock.now()
    for health in (
        Health(pace, answered_at=at, is_throttled=True),
        Health(pace, answered_at=at, problem=Problem("Offline", "no network")),
        Health(pace, answered_at=at - timedelta(seconds=30)),
    ):
        scene.store.put(HealthOf(TARGET), health, scene.clock.now())
        scene.causes.look_at([job])
        await scene.idle(3)
        assert len(scene.simulator.requests) == 0
    scene.store.put(HealthOf(TARGET), Health(pace, answered_at=scene.clock.now()), scene.clock.now())
    assert await scene.all(job) == [CauseState.FOUND]


async def test_trouble_in_one_account_holds_up_no_cause_of_another(scene: Scene) -> None:
    other = Target("other", TARGET.region)
    job, now = scene.ledger.fail(), scene.clock.now()
    branch = replace(job.key.branch, app=replace(job.key.branch.app, target=other))
    elsewhere = replace(job, key=replace(job.key, branch=branch))
    pace = timedelta(seconds=3)
    scene.store.put(HealthOf(other), Health(pace, now, problem=Problem("Expired", "expired")), now)
    scene.causes.look_at([elsewhere, job])
    assert await scene.all(job) == [CauseState.FOUND]
    assert scene.of(elsewhere) is None
    assert scene.simulator.count("GetJob") == 1


async def test_a_throttled_question_is_followed_by_a_pause_for_all_of_its_account(scene: Scene) -> None:
    jobs = [scene.ledger.fail() for _ in range(3)]
    scene.simulator.fail_next("GetJob", Fault("BadRequestException", "Rate exceeded", 400), times=2)
    scene.causes.look_at(jobs)
    await scene.until(lambda: scene.simulator.count("GetJob") == 1)
    await scene.idle(1)
    assert scene.simulator.count("GetJob") == 1
    assert await scene.all(*jobs) == [CauseState.FOUND] * 3
    assert scene.simulator.count("GetJob") == 5


async def test_a_pause_of_one_account_and_region_holds_up_no_cause_of_another(scene: Scene) -> None:
    throttled, job = scene.ledger.fail(), scene.ledger.fail()
    other = replace(job.key.branch.app, target=Target(TARGET.profile, "us-east-1"))
    elsewhere = replace(job, key=replace(job.key, branch=replace(job.key.branch, app=other)))
    scene.simulator.fail_next("GetJob", Fault("BadRequestException", "Rate exceeded", 400))
    scene.causes.look_at([throttled, elsewhere])
    await scene.until(lambda: scene.simulator.count("GetJob") == 1)
    await scene.idle(1)
    assert scene.of(elsewhere) is not None
    assert scene.simulator.count("GetJob") == 2
    assert await scene.all(throttled, elsewhere) == [CauseState.FOUND] * 2
