"""What came of a write whose answer was lost is found out by looking, never by sending again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.model.jobs import JobType
from amplify_tui.model.keys import BackendJobKey, JobKey
from amplify_tui.model.orders import StartOrder
from amplify_tui.services.errors import ApiError, RefusedError
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap
from amplify_tui.store.writes import PAUSES, Writes
from tests.store.ledger import MAIN, STAGING

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger

DENIED = Fault("AccessDeniedException", "no", 403)


async def patiently(work: Coroutine[Any, Any, Any], clock: ManualClock) -> Any:
    """Let a write come to its end, moving the time on whenever it sleeps."""
    task = asyncio.create_task(work)
    async with asyncio.timeout(60):
        while not task.done():
            if clock.waiting:
                clock.advance(clock.waiting[0])
            await asyncio.wait({task}, timeout=0.01)
    return task.result()


@pytest.mark.parametrize("mishap", [Mishap.DROP_AFTER, Mishap.CUT, Mishap.EMPTY])
async def test_a_lost_answer_is_settled_with_list_jobs(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock, mishap: Mishap
) -> None:
    ledger.fill(2)
    simulator.fail_next("StartJob", mishap)
    outcome = await patiently(writes.start(MAIN, StartOrder()), clock)
    assert not outcome.settled
    assert outcome.job.key == JobKey(MAIN, 3)
    assert simulator.count("StartJob") == 1
    assert len(ledger.jobs["main"]) == 3


async def test_a_start_that_never_arrived_is_told_with_its_doubt_and_not_sent_again(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    ledger.fill(2)
    simulator.fail_next("StartJob", Mishap.DROP_BEFORE)
    with pytest.raises(ApiError) as caught:
        await patiently(writes.start(MAIN, StartOrder()), clock)
    assert "not known whether the job started" in caught.value.hint
    assert simulator.count("StartJob") == 1
    assert simulator.count("ListJobs") == 1 + len(PAUSES)


async def test_a_job_that_a_push_started_meanwhile_is_not_taken_for_ours(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    hold = simulator.hold_next("StartJob")
    simulator.fail_next("StartJob", Mishap.DROP_BEFORE)
    task = asyncio.create_task(patiently(writes.start(MAIN, StartOrder()), clock))
    await hold.arrived.wait()
    ledger.add(status="RUNNING", jobType="WEB_HOOK")
    hold.release()
    with pytest.raises(ApiError):
        await task


async def test_a_list_that_fails_while_settling_is_asked_again(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    hold = simulator.hold_next("StartJob")
    simulator.fail_next("StartJob", Mishap.DROP_AFTER)
    task = asyncio.create_task(patiently(writes.start(MAIN, StartOrder()), clock))
    await hold.arrived.wait()
    simulator.fail_next("ListJobs", DENIED, times=2)
    hold.release()
    assert not (await task).settled


async def test_a_retry_is_a_new_job_of_its_own_type(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    ledger.add(status="FAILED")
    assert (await writes.retry(JobKey(MAIN, 1), "flaky")).job.key.job_id == 2
    simulator.fail_next("StartJob", Mishap.DROP_AFTER)
    outcome = await patiently(writes.retry(JobKey(MAIN, 1)), clock)
    assert (outcome.settled, outcome.job.key.job_id) == (False, 3)
    assert outcome.job.job_type == JobType.RETRY


async def test_who_may_start_but_not_list_starts(
    writes: Writes, simulator: Simulator, clock: ManualClock
) -> None:
    simulator.fail_next("ListJobs", DENIED, times=2)
    assert (await writes.start(MAIN, StartOrder())).settled
    simulator.fail_next("StartJob", Mishap.DROP_AFTER)
    with pytest.raises(ApiError, match=r".") as caught:
        await writes.start(MAIN, StartOrder())
    assert "not known" in caught.value.hint


async def test_a_lost_stop_is_settled_with_get_job(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    ledger.add(status="RUNNING")
    simulator.fail_next("StopJob", Mishap.CUT)
    outcome = await patiently(writes.stop(JobKey(MAIN, 1)), clock)
    assert (outcome.settled, outcome.job.status) == (False, "CANCELLING")
    assert simulator.count("StopJob") == 1


async def test_a_stop_that_never_arrived_is_told_with_its_doubt(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    ledger.add(status="RUNNING")
    simulator.fail_next("StopJob", Mishap.UNAVAILABLE)
    hold = simulator.hold_next("StopJob")
    task = asyncio.create_task(patiently(writes.stop(JobKey(MAIN, 1)), clock))
    await hold.arrived.wait()
    simulator.fail_next("GetJob", DENIED)
    hold.release()
    with pytest.raises(ApiError) as caught:
        await task
    assert "not known whether Amplify heard it" in caught.value.hint
    assert simulator.count("StopJob") == 1


async def test_a_job_that_ends_while_its_stop_is_lost_was_over(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    job = ledger.add(status="RUNNING")
    simulator.fail_next("StopJob", Mishap.UNAVAILABLE)
    hold = simulator.hold_next("StopJob")
    task = asyncio.create_task(patiently(writes.stop(JobKey(MAIN, 1)), clock))
    await hold.arrived.wait()
    ledger.finish(job)
    hold.release()
    with pytest.raises(RefusedError, match="over already: SUCCEED"):
        await task


async def test_a_backend_record_is_edited_once_and_a_lost_answer_looked_up(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    ledger.add_backend("b1", "RUNNING")
    ledger.add_backend("b2", "RUNNING")
    first, second = BackendJobKey(STAGING, "b1"), BackendJobKey(STAGING, "b2")
    operation = "GenerateBackendAPIModels"
    assert (await writes.update_backend_job(first, operation=operation, status="FAILED")).status == "FAILED"
    simulator.fail_next("UpdateBackendJob", Mishap.DROP_AFTER)
    edited = await patiently(writes.update_backend_job(second, operation=operation, status="FAILED"), clock)
    assert edited.status == "FAILED"
    simulator.fail_next("UpdateBackendJob", Mishap.DROP_BEFORE)
    with pytest.raises(ApiError) as caught:
        await patiently(writes.update_backend_job(first, operation=operation, status="COMPLETED"), clock)
    assert "not known whether the record was changed" in caught.value.hint
    assert simulator.count("UpdateBackendJob") == 3


async def test_a_release_of_another_commit_is_not_taken_for_ours(
    writes: Writes, ledger: Ledger, simulator: Simulator, clock: ManualClock
) -> None:
    hold = simulator.hold_next("StartJob")
    simulator.fail_next("StartJob", Mishap.DROP_BEFORE)
    order = StartOrder(commit_id="abc123")
    task = asyncio.create_task(patiently(writes.start(MAIN, order), clock))
    await hold.arrived.wait()
    ledger.add(status="RUNNING", jobType="RELEASE", commitId="def456")
    hold.release()
    with pytest.raises(ApiError):
        await task
