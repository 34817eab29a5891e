"""What is read of logs, and what is made of those that are late, gone, empty, huge or out of reach."""

from __future__ import annotations

import pytest

from amplify_tui.model.causes.job_cause import UNREAD, CauseState
from amplify_tui.simulator.contract import Fault
from amplify_tui.store import cause_reading
from amplify_tui.store.topics import DetailOf
from tests.store.failure_book import TYPE_ERROR, FailureBook, Scene, job_of, log
from tests.store.ledger import BEGAN


@pytest.fixture
def ledger() -> FailureBook:
    return FailureBook()


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (None, CauseState.GONE),
        (b"", CauseState.EMPTY),
        (log(("INFO", "# Environment caching completed")), CauseState.UNKNOWN),
    ],
)
async def test_an_old_log_that_tells_nothing_is_read_once(
    scene: Scene, body: bytes | None, state: CauseState
) -> None:
    job = scene.ledger.fail(body)
    scene.causes.look_at([job])
    assert await scene.all(job) == [state]
    await scene.idle(60)
    assert scene.simulator.count("GetObject") == 1


async def test_an_address_that_is_refused_again_and_again_counts_as_gone(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.simulator.fail_next("GetObject", Fault("AccessDenied", "Access Denied", 403), times=9)
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.GONE]
    await scene.idle(60)
    assert scene.simulator.count("GetObject") <= 2


async def test_the_log_of_a_job_that_failed_just_now_may_come_late(scene: Scene) -> None:
    made = scene.ledger.add("main", "FAILED")
    made["endTime"] = scene.clock.now()
    scene.ledger.logs[made["jobId"]] = None
    job = job_of(made)
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.GONE]
    scene.ledger.logs[made["jobId"]] = b""
    await scene.until(lambda: (cause := scene.of(job)) and cause.state is CauseState.EMPTY)
    scene.ledger.logs[made["jobId"]] = TYPE_ERROR
    await scene.until(lambda: (cause := scene.of(job)) and cause.state is CauseState.FOUND)
    asked = scene.simulator.count("GetJob")
    assert asked <= 4
    await scene.idle(120)
    assert scene.simulator.count("GetJob") == asked


async def test_steps_that_named_no_log_are_asked_for_anew_while_the_failure_is_fresh(scene: Scene) -> None:
    made = scene.ledger.add("main", "FAILED")
    made["endTime"] = scene.clock.now()
    scene.ledger.logs[made["jobId"]] = TYPE_ERROR
    job = job_of(made)
    scene.ledger.steps[made["jobId"]] = [
        {"stepName": "BUILD", "status": "FAILED", "startTime": BEGAN, "endTime": BEGAN}
    ]
    scene.store.put(DetailOf(job.key), await scene.ask(job), scene.clock.now())
    scene.causes.look_at([job], job.key)
    assert await scene.all(job) == [CauseState.NO_LOG]
    del scene.ledger.steps[made["jobId"]]
    await scene.until(lambda: (cause := scene.of(job)) and cause.state is CauseState.FOUND)


async def test_a_log_that_never_comes_is_waited_for_in_vain_for_two_minutes_at_most(scene: Scene) -> None:
    made = scene.ledger.add("main", "FAILED")
    made["endTime"] = scene.clock.now()
    job = job_of(made)
    scene.causes.look_at([job])
    await scene.idle(180)
    asked = scene.simulator.count("GetJob")
    assert asked <= 8
    await scene.idle(60)
    assert scene.simulator.count("GetJob") == asked
    assert await scene.all(job) == [CauseState.GONE]


async def test_a_step_without_an_address_has_no_log_and_amplifys_own_words_are_kept(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.ledger.steps[str(job.key.job_id)] = [
        {"stepName": "BUILD", "status": "SUCCEED", "startTime": BEGAN, "endTime": BEGAN},
        {
            "stepName": "DEPLOY",
            "status": "FAILED",
            "startTime": BEGAN,
            "endTime": BEGAN,
            "statusReason": "The output is too large.",
        },
    ]
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.NO_LOG]
    cause = scene.of(job)
    assert cause is not None
    assert (cause.step, cause.reason) == ("DEPLOY", "The output is too large.")
    assert scene.simulator.count("GetObject") == 0


async def test_of_a_large_log_beginning_and_end_are_read(scene: Scene) -> None:
    filler = log(("INFO", "webpack " + "x" * 980)) * 9_000
    job = scene.ledger.fail(TYPE_ERROR[:120] + filler + TYPE_ERROR)
    assert len(filler) > 2 * cause_reading.WHOLE
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.FOUND]
    cause = scene.of(job)
    assert cause is not None
    assert cause.is_partial
    asked = [request.status for request in scene.simulator.requests if request.operation == "GetObject"]
    assert asked == [200, 206]


async def test_a_large_log_that_names_no_cause_is_called_too_large(scene: Scene) -> None:
    job = scene.ledger.fail(log(("INFO", "x" * 980)) * 9_000)
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.TOO_LARGE]


async def test_the_beginning_of_a_large_log_is_not_taken_for_its_end(scene: Scene) -> None:
    job = scene.ledger.fail(TYPE_ERROR + log(("INFO", "x" * 980)) * 9_000)
    scene.simulator.fail_next("GetObject", "range ignored", times=2)
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.TOO_LARGE]
    assert scene.simulator.count("GetObject") == 2


async def test_a_log_that_cannot_be_reached_is_tried_again_with_growing_pauses(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.simulator.fail_next("GetObject", "bare 503", times=3)
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.UNREADABLE]
    await scene.until(lambda: (cause := scene.of(job)) and cause.state is CauseState.FOUND)
    assert 12 < scene.passed < 20
    assert scene.simulator.count("GetObject") == 4


async def test_a_page_instead_of_a_log_is_given_up_after_three_tries(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.simulator.fail_next("GetObject", "html", times=9)
    scene.causes.look_at([job])
    await scene.idle(60)
    assert await scene.all(job) == [CauseState.UNREADABLE]
    assert scene.simulator.count("GetObject") == 3


async def test_a_refusal_to_tell_of_jobs_is_not_asked_about_again_for_minutes(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.simulator.fail_next("GetJob", Fault("AccessDeniedException", "not authorized", 403), times=9)
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.UNREADABLE]
    await scene.idle(60)
    assert scene.simulator.count("GetJob") == 1
    scene.causes.refresh()
    await scene.idle(2)
    assert scene.simulator.count("GetJob") == 2


async def test_a_job_that_is_no_more_has_no_log(scene: Scene) -> None:
    job = scene.ledger.fail()
    scene.ledger.jobs["main"].clear()
    scene.causes.look_at([job])
    assert await scene.all(job) == [CauseState.GONE]


async def test_a_job_that_get_job_still_calls_running_is_asked_about_again(scene: Scene) -> None:
    made = scene.ledger.add("main", "FAILED")
    scene.ledger.logs[made["jobId"]] = TYPE_ERROR
    job = job_of(made)
    made["status"] = "RUNNING"
    scene.causes.look_at([job])
    await scene.until(lambda: scene.simulator.count("GetJob") == 1)
    await scene.idle(1)
    assert scene.of(job) == UNREAD
    made["status"] = "FAILED"
    assert await scene.all(job) == [CauseState.FOUND]
