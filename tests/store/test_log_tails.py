"""How a running log ends: what is asked for it and when, and what is made of logs that behave badly."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.health import Health, Problem
from amplify_tui.model.logs.line import Level
from amplify_tui.model.logs.tail import KEPT_LINES
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.simulator.contract import Fault
from amplify_tui.store.log_tails import (
    LONGEST_WAIT,
    MOST_BYTES,
    PACE,
    QUIET_AFTER,
    QUIET_PACE,
    SETTLE,
    TAIL_BYTES,
    LogTails,
)
from amplify_tui.store.topics import HealthOf, TailOf
from tests.store.failure_book import log
from tests.store.ledger import TARGET
from tests.store.tail_scene import TailBook, TailScene

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.model.logs.tail import LogTail
    from amplify_tui.services.connector import AwsConnector
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.store.store import Store
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger

SHORT = log(
    ("INFO", "# Starting phase: build"), ("WARNING", "\x1b[33mnpm warn\x1b[0m old"), ("ERROR", "!!! no")
)
MORE = log(("INFO", "one more"))
LONG = log(("INFO", "Compiling /checkout ...")) * 1_000
REFUSED = Fault("AccessDenied", "Access Denied", 403)


@pytest.fixture
def ledger() -> TailBook:
    return TailBook()


@pytest.fixture
async def tails(
    ledger: Ledger, simulator: Simulator, connector: AwsConnector, store: Store, clock: ManualClock
) -> AsyncIterator[TailScene]:
    assert isinstance(ledger, TailBook)
    objects = HttpObjects(is_isolated=True)
    made = LogTails(objects, store, clock)
    task = asyncio.create_task(made.run())
    yield TailScene(made, ledger, simulator, connector, store, clock)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await objects.close()


async def test_the_last_lines_come_clean_with_their_level_and_time(tails: TailScene) -> None:
    tail = await tails.look(tails.ledger.run(SHORT))
    assert tail is not None
    assert tail.step == "BUILD"
    assert [line.text for line in tail.lines] == ["# Starting phase: build", "npm warn old", "!!! no"]
    assert [line.level for line in tail.lines] == [Level.INFO, Level.WARNING, Level.ERROR]
    assert all(line.at is not None for line in tail.lines)


async def test_of_a_large_log_only_the_end_is_asked_for(tails: TailScene) -> None:
    job = tails.ledger.run(LONG + MORE)
    tail = await tails.look(job)
    assert tail is not None
    assert len(tail.lines) == KEPT_LINES
    assert tails.words(job)[-2:] == ["Compiling /checkout ...", "one more"]
    assert tails.answers == [206]


async def test_what_comes_is_shown_at_the_pace_and_what_is_the_same_is_not_sent_again(
    tails: TailScene,
) -> None:
    job = tails.ledger.run(LONG)
    await tails.look(job, SETTLE + 2 * PACE + 0.2)
    assert tails.answers == [206, 304, 304]
    told: list[LogTail] = []
    tails.store.subscribe(TailOf(job.key), told.append)
    await tails.idle(PACE)
    assert len(told) == 1
    tails.ledger.write(job, LONG + MORE)
    await tails.idle(PACE + 0.5)
    assert [tail.lines[-1].text for tail in told] == ["Compiling /checkout ...", "one more"]
    assert tails.simulator.count("GetJob") == 1


async def test_a_log_that_stands_still_for_long_is_looked_at_less_often(tails: TailScene) -> None:
    job = tails.ledger.run(SHORT)
    await tails.look(job, QUIET_AFTER + PACE)
    before = len(tails.answers)
    await tails.idle(4 * QUIET_PACE)
    assert 3 <= len(tails.answers) - before <= 5
    tails.ledger.write(job, SHORT + MORE)
    await tails.idle(QUIET_PACE + PACE)
    assert tails.words(job)[-1] == "one more"


async def test_moving_past_a_job_costs_nothing(tails: TailScene) -> None:
    jobs = [tails.ledger.run(SHORT) for _ in range(4)]
    for job in jobs:
        await tails.look(job, SETTLE - 0.2)
    assert tails.answers == []
    await tails.idle(SETTLE)
    assert tails.answers == [206]
    assert tails.of(jobs[-1].key) is not None


async def test_looking_elsewhere_ends_it_at_once_and_the_old_end_is_forgotten(tails: TailScene) -> None:
    first, second = tails.ledger.run(SHORT), tails.ledger.run(MORE)
    await tails.look(first)
    hold = tails.simulator.hold_next("GetObject")
    await tails.idle(PACE, is_held=True)
    assert any(tails.tails._errands)
    await tails.look(second, 0)
    assert not any(tails.tails._errands)
    assert tails.of(first.key) is None
    hold.release()
    await tails.idle(1)
    assert tails.of(first.key) is None
    assert tails.words(second) == ["one more"]


async def test_nobody_looking_costs_nothing_and_what_was_read_stays(tails: TailScene) -> None:
    job = tails.ledger.run(SHORT)
    await tails.look(job)
    tails.tails.look_at(None)
    await tails.idle(60)
    assert tails.answers == [206]
    assert tails.of(job.key) is not None
    tails.tails.look_at(job.key)
    await tails.idle(1)
    assert len(tails.answers) == 2


@pytest.mark.parametrize("status", ["SUCCEED", "FAILED", "CANCELLED"])
async def test_of_a_job_that_is_over_nothing_is_asked(tails: TailScene, status: str) -> None:
    job = tails.ledger.run(SHORT)
    made = tails.ledger.jobs["main"][-1]
    tails.ledger.finish(made, status)
    assert await tails.look(job, 60) is None
    assert tails.answers == []


async def test_it_stops_when_the_step_ends_and_goes_on_with_the_next(tails: TailScene) -> None:
    job = tails.ledger.run(SHORT)
    await tails.look(job)
    job_id = str(job.key.job_id)
    done = tails.ledger.step(job_id, status="SUCCEED")
    tails.ledger.steps[job_id] = [done]
    await tails.learn(job)
    await tails.idle(10)
    assert len(tails.answers) == 1
    tails.ledger.steps[job_id] = [done, tails.ledger.step(job_id, "DEPLOY")]
    await tails.learn(job)
    await tails.idle(1)
    assert len(tails.answers) == 2
    tail = tails.of(job.key)
    assert tail is not None
    assert tail.step == "DEPLOY"


async def test_a_step_that_waits_or_names_no_log_costs_nothing(tails: TailScene) -> None:
    job = tails.ledger.run(SHORT)
    job_id = str(job.key.job_id)
    waiting = tails.ledger.step(job_id) | {"status": "PENDING"}
    silent = {"stepName": "TEST", "status": "RUNNING", "startTime": waiting["startTime"]}
    tails.ledger.steps[job_id] = [silent, waiting]
    assert await tails.look(job, 20) is None
    assert tails.answers == []


@pytest.mark.parametrize(
    "change",
    [
        {"problem": Problem("x", "no network")},
        {"is_throttled": True},
        {"answered_at": timedelta(minutes=5)},
    ],
)
async def test_nothing_is_asked_while_the_poller_is_not_well(
    tails: TailScene, change: dict[str, object]
) -> None:
    well = Health(timedelta(seconds=3_000), tails.clock.now())
    if "answered_at" in change:
        change = {"answered_at": tails.clock.now() - timedelta(minutes=5), "interval": timedelta(seconds=3)}
    tails.store.put(HealthOf(TARGET), replace(well, **change), tails.clock.now())  # type: ignore[arg-type]
    job = tails.ledger.run(SHORT)
    await tails.look(job, 20)
    assert tails.answers == []
    tails.store.put(HealthOf(TARGET), well, tails.clock.now())
    await tails.idle(PACE + 0.2)
    assert tails.answers == [206]


async def test_an_address_that_is_refused_is_not_asked_again_before_a_fresh_one_is_known(
    tails: TailScene,
) -> None:
    job = tails.ledger.run(SHORT)
    tails.simulator.fail_next("GetObject", REFUSED)
    await tails.look(job, 20)
    assert tails.answers == [403]
    await tails.learn(job)
    await tails.idle(PACE + 0.2)
    assert tails.answers[:2] == [403, 206]
    assert tails.simulator.count("GetJob") == 2


async def test_a_log_that_is_not_there_yet_is_waited_for(tails: TailScene) -> None:
    job = tails.ledger.run(None)
    await tails.look(job, 1)
    tails.ledger.write(job, b"")
    await tails.idle(PACE)
    tails.ledger.write(job, SHORT)
    await tails.idle(PACE)
    assert tails.answers == [404, 416, 206]
    assert tails.words(job)[-1] == "!!! no"


async def test_a_log_that_was_rewritten_or_has_shrunk_shows_how_it_ends_now(tails: TailScene) -> None:
    job = tails.ledger.run(LONG)
    await tails.look(job)
    for body, last in ((MORE, "one more"), (SHORT, "!!! no")):
        tails.ledger.write(job, body)
        await tails.idle(PACE)
        assert tails.words(job)[-1] == last
    tails.ledger.write(job, None)
    await tails.idle(PACE)
    assert tails.words(job) == []


async def test_a_cut_within_a_letter_shows_none_of_it(tails: TailScene) -> None:
    job = tails.ledger.run("ü".encode() * TAIL_BYTES + b"x")
    await tails.look(job)
    (words,) = tails.words(job)
    assert set(words) == {"ü", "x"}


async def test_a_packed_log_is_read_whole_as_long_as_it_is_small(tails: TailScene) -> None:
    job = tails.ledger.run(gzip.compress(LONG + MORE))
    tails.ledger.served = {"encoding": "gzip"}
    await tails.look(job)
    assert tails.words(job)[-1] == "one more"
    before = len(tails.answers)
    await tails.idle(3 * PACE)
    assert len(tails.answers) == before


@pytest.mark.parametrize("is_packed", [True, False])
async def test_a_large_log_that_only_comes_whole_is_left_alone(
    tails: TailScene,
    is_packed: bool,  # noqa: FBT001 - pytest gives it
) -> None:
    body = LONG * (MOST_BYTES // len(LONG) + 2)
    job = tails.ledger.run(gzip.compress(body, 1) if is_packed else body)
    tails.ledger.served = {"encoding": "gzip"} if is_packed else {"takes_ranges": False}
    assert await tails.look(job, 30) is None
    assert len(tails.answers) == 1 + is_packed


async def test_a_redirect_elsewhere_is_not_followed_again(tails: TailScene) -> None:
    tails.simulator.fail_next("GetObject", "redirect elsewhere", times=9)
    assert await tails.look(tails.ledger.run(SHORT), 30) is None
    assert len(tails.answers) == 1


async def test_a_store_that_is_down_is_asked_with_growing_pauses(tails: TailScene) -> None:
    tails.simulator.fail_next("GetObject", "bare 503", times=5)
    job = tails.ledger.run(SHORT)
    await tails.look(job, 5 + 10 + 20 + 40 + LONGEST_WAIT)
    assert tails.answers == [503] * 5
    await tails.idle(LONGEST_WAIT)
    assert tails.answers[5] == 206
    assert tails.words(job)[-1] == "!!! no"
