"""Every write is sent once, and what came of a lost answer is found out by looking."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import BackendJobKey, JobKey
from amplify_tui.model.orders import StartOrder
from amplify_tui.services.errors import (
    BusyBranchError,
    DeniedError,
    NotFoundError,
    RefusedError,
    ThrottledError,
)
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.writes import Writes
from tests.store.ledger import MAIN, STAGING

if TYPE_CHECKING:
    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger

DENIED = Fault("AccessDeniedException", "no", 403)


async def test_a_start_answers_with_the_new_job(writes: Writes, ledger: Ledger, simulator: Simulator) -> None:
    ledger.fill(2)
    outcome = await writes.start(MAIN, StartOrder(commit_id="abc123", job_reason="because"))
    assert outcome.settled
    assert outcome.job.key == JobKey(MAIN, 3)
    assert ledger.jobs["main"][-1]["commitId"] == "abc123"
    assert simulator.count("StartJob") == 1


async def test_a_busy_branch_says_so(writes: Writes, ledger: Ledger, simulator: Simulator) -> None:
    ledger.add(status="RUNNING")
    with pytest.raises(BusyBranchError):
        await writes.start(MAIN, StartOrder())
    assert simulator.count("StartJob") == 1


async def test_a_throttled_start_is_a_plain_no(writes: Writes, simulator: Simulator) -> None:
    simulator.fail_next("StartJob", Fault("BadRequestException", "Rate exceeded", 400))
    with pytest.raises(ThrottledError):
        await writes.start(MAIN, StartOrder())
    assert simulator.count("StartJob") == 1
    assert simulator.count("ListJobs") == 1


async def test_a_stop_asks_once_and_answers_with_the_job(
    writes: Writes, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.add(status="RUNNING")
    outcome = await writes.stop(JobKey(MAIN, 1))
    assert (outcome.settled, outcome.job.status) == (True, "CANCELLING")
    assert simulator.count("StopJob") == 1


async def test_a_job_already_over_is_not_stopped(
    writes: Writes, ledger: Ledger, simulator: Simulator
) -> None:
    ledger.add(status="FAILED")
    with pytest.raises(RefusedError, match="Job 1 is over already: FAILED"):
        await writes.stop(JobKey(MAIN, 1))
    with pytest.raises(NotFoundError):
        await writes.stop(JobKey(MAIN, 99))
    assert simulator.count("StopJob") == 0


async def test_who_may_stop_but_not_look_stops(writes: Writes, ledger: Ledger, simulator: Simulator) -> None:
    ledger.add(status="RUNNING")
    simulator.fail_next("GetJob", DENIED)
    assert (await writes.stop(JobKey(MAIN, 1))).settled


async def test_read_only_sends_nothing(
    connector: AwsConnector, clock: ManualClock, simulator: Simulator
) -> None:
    writes = Writes(connector, clock, read_only=True)
    key = BackendJobKey(STAGING, "b1")
    for work in (
        writes.start(MAIN, StartOrder()),
        writes.retry(JobKey(MAIN, 1)),
        writes.stop(JobKey(MAIN, 1)),
        writes.update_backend_job(key, operation="x", status="FAILED"),
    ):
        with pytest.raises(RefusedError) as caught:
            await work
        assert caught.value.code == "ReadOnly"
    assert not simulator.requests


async def test_an_order_beyond_the_limits_is_refused_before_it_is_sent(
    writes: Writes, simulator: Simulator
) -> None:
    with pytest.raises(RefusedError, match="256 characters"):
        await writes.start(MAIN, StartOrder(job_reason="x" * 256))
    with pytest.raises(RefusedError, match="256 characters"):
        await writes.retry(JobKey(MAIN, 1), "x" * 256)
    assert not simulator.requests


async def test_a_key_pressed_twice_starts_once(writes: Writes, ledger: Ledger, simulator: Simulator) -> None:
    first, second = await asyncio.gather(
        writes.start(MAIN, StartOrder()), writes.start(MAIN, StartOrder()), return_exceptions=True
    )
    assert not isinstance(first, BaseException)
    assert isinstance(second, RefusedError)
    assert len(ledger.jobs["main"]) == 1
    await writes.start(MAIN, StartOrder())
    assert len(ledger.jobs["main"]) == 2, "the next one is welcome again"


async def test_a_write_whose_caller_leaves_is_carried_through_and_waited_for(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    await writes.drain(2)
    hold = simulator.hold_next("StartJob")
    task = asyncio.create_task(writes.start(MAIN, StartOrder()))
    await hold.arrived.wait()
    task.cancel()
    draining = asyncio.create_task(writes.drain(2))
    await clock.until_waiting()
    hold.release()
    await draining
    assert len(ledger.jobs["main"]) == 1


async def test_draining_has_an_end(writes: Writes, simulator: Simulator, clock: ManualClock) -> None:
    hold = simulator.hold_next("StartJob")
    task = asyncio.create_task(writes.start(MAIN, StartOrder()))
    await hold.arrived.wait()
    draining = asyncio.create_task(writes.drain(2))
    await clock.until_waiting()
    clock.advance(2)
    await draining
    assert not task.done()
    hold.release()
    await task


async def test_a_denied_write_is_told_as_it_is(writes: Writes, simulator: Simulator) -> None:
    simulator.fail_next("StartJob", DENIED)
    with pytest.raises(DeniedError):
        await writes.start(MAIN, StartOrder())
