"""From EventBridge to the picture: real HTTP to moto's bus and queues, and to a ledger that plays Amplify."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from amplify_tui.model.focus import Focus
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.store.topics import JobsOf
from tests.event_bus import envelope
from tests.store.event_scene import HERE, LOGIN, MAIN, settle

if TYPE_CHECKING:
    import pytest

    from tests.event_bus import Bus
    from tests.store.event_scene import EventScene
    from tests.store.ledger import Ledger


async def test_what_the_bus_tells_is_asked_about_and_stands_in_the_picture(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    await bus.route(push.url)
    ledger.add("main", "RUNNING")
    await bus.happen("d1shop", "main", "0000000004", "STARTED")
    await push.until(lambda: push.status() == "RUNNING")
    assert push.fleet_poller.hinted == [("main", 4)]
    ledger.finish(ledger.jobs["main"][-1], "FAILED")
    await bus.happen("d1shop", "main", "4", "FAILED")
    await push.until(lambda: push.status() == "FAILED")
    await push.until(lambda: push.health.events == 2)
    assert push.health.is_live
    assert push.health.refused == 0
    await settle(push, bus)


async def test_a_live_queue_covers_its_account_and_region(push: EventScene) -> None:
    await push.until(lambda: push.fleet_poller.covered == [{HERE}])


async def test_an_event_told_twice_is_asked_about_once(push: EventScene, bus: Bus, ledger: Ledger) -> None:
    ledger.add("main", "RUNNING")
    event = envelope("d1shop", "main", "4")
    for _ in range(3):
        await bus.send(push.url, event)
    await push.until(lambda: push.status() == "RUNNING")
    await bus.send(push.url, event)
    await push.until(lambda: push.count("DeleteMessageBatch") >= 2)
    assert push.fleet_poller.hinted == [("main", 4)]


async def test_an_event_of_what_is_known_already_costs_nothing(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    asked = push.count("ListJobs")
    for job, status in ((3, "STARTED"), (2, "STARTED"), (3, "SUCCEED"), (1, "FAILED")):
        await bus.send(push.url, envelope("d1shop", "main", job, status, id=None))
    await push.until(lambda: push.health.events == 4)
    await settle(push, bus)
    assert push.fleet_poller.hinted == []
    assert push.count("ListJobs") == asked


async def test_a_start_is_no_news_only_where_the_job_does_not_wait_any_more(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    job = ledger.add("main", "PENDING")
    await bus.send(push.url, envelope("d1shop", "main", "4", "STARTED"))
    await push.until(lambda: push.status() == "PENDING")
    await settle(push, bus)
    job["status"] = "RUNNING"
    at = push.clock.monotonic()
    await bus.send(push.url, envelope("d1shop", "main", "4", "STARTED"))
    await push.until(lambda: push.status() == "RUNNING", pace=0.03)
    assert push.clock.monotonic() - at < 30, "sooner than without the event"


async def test_events_of_one_branch_under_way_together_are_asked_about_at_once(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    ledger.add("main", "RUNNING")
    ledger.finish(ledger.jobs["main"][-1])
    ledger.add("main", "RUNNING")
    asked = push.count("ListJobs")
    for job, status in ((5, "STARTED"), (4, "SUCCEED"), (4, "STARTED")):
        await bus.send(push.url, envelope("d1shop", "main", job, status))
    await push.until(lambda: push.status() == "RUNNING")
    await settle(push, bus)
    assert push.count("ListJobs") - asked <= 3


async def test_what_is_no_event_is_refused_deleted_and_told_once_a_minute(
    push: EventScene, bus: Bus, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for body in ("{", "hello", [1], envelope(source="aws.ec2"), envelope(detail=None)):
        await bus.send(push.url, body)
    await push.until(lambda: push.health.refused == 5)
    await settle(push, bus)
    assert len([line for line in caplog.messages if "dropped" in line]) == 1
    assert push.health.events == 0
    assert push.health.is_live


async def test_a_branch_that_nobody_knows_is_looked_for_and_then_asked_about(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    ledger.jobs["pr-7"] = []
    ledger.add("pr-7", "RUNNING")
    await bus.send(push.url, envelope("d1shop", "pr-7", 1))
    await push.until(lambda: ("pr-7", 1) in push.fleet_poller.hinted)
    assert push.fleet_poller.asked_apps[0] == HERE
    await settle(push, bus)


async def test_a_branch_that_does_not_become_known_is_given_up_after_two_minutes(
    push: EventScene, bus: Bus
) -> None:
    await bus.send(push.url, envelope("d1shop", "gone", 1))
    await push.until(lambda: push.health.events == 1)
    assert await bus.count(push.url) == 1
    began = push.clock.monotonic()
    await settle(push, bus)
    assert 110 <= push.clock.monotonic() - began <= 140
    assert push.health.refused == 0
    await bus.send(push.url, envelope("d1shop", "gone", 2))
    await push.until(lambda: push.health.events == 2)
    began = push.clock.monotonic()
    await settle(push, bus)
    assert push.clock.monotonic() - began < 30
    assert push.fleet_poller.hinted == []


async def test_events_of_an_account_or_region_that_nobody_watches_are_refused_and_named(
    push: EventScene, bus: Bus, caplog: pytest.LogCaptureFixture
) -> None:
    await bus.send(push.url, envelope("d9", account="999999999999"))
    await push.until(lambda: push.health.refused == 1)
    assert push.health.warning == "events of account 999999999999 in eu-west-1, which no profile watches"
    await bus.send(push.url, envelope("d9", region="us-west-2"))
    await push.until(lambda: push.health.refused == 2)
    assert push.health.warning == "events of account 123456789012 in us-west-2, which no profile watches"
    await settle(push, bus)
    assert push.fleet_poller.asked_apps == []


async def test_an_event_that_amplify_does_not_answer_stays_and_is_dropped_after_a_few_tries(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    ledger.behaviour = Behaviour(is_expired=True)
    await bus.send(push.url, envelope("d1shop", "main", 4))
    await push.until(lambda: push.fleet_poller.hinted)
    assert await bus.count(push.url) == 1


async def test_where_amplify_lags_behind_its_event_it_is_asked_again(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    job = ledger.add("main", "RUNNING")
    await bus.send(push.url, envelope("d1shop", "main", 4, "SUCCEED"))
    await push.until(lambda: push.status() == "RUNNING")
    ledger.finish(job)
    await push.until(lambda: push.status() == "SUCCEED")
    assert 2 <= len(push.fleet_poller.hinted) <= 4
    await settle(push, bus)


async def test_the_dashboard_is_told_when_its_open_branch_is_meant(
    push: EventScene, bus: Bus, ledger: Ledger
) -> None:
    push.poller.look_at(Focus(HERE, MAIN.app, MAIN))
    await push.poller.tick()
    asked = push.store.seen_at(JobsOf(MAIN))
    ledger.add("feature/login", "RUNNING")
    await bus.send(push.url, envelope("d1shop", "feature/login", 2))
    await push.until(lambda: push.status(LOGIN) == "RUNNING")
    await push.poller.tick()
    assert push.store.seen_at(JobsOf(MAIN)) == asked
    ledger.add("main", "RUNNING")
    await bus.send(push.url, envelope("d1shop", "main", 4))
    await push.until(lambda: push.status() == "RUNNING")
    await push.poller.tick()
    jobs = push.store.get(JobsOf(MAIN))
    assert jobs is not None
    assert jobs.jobs[0].status == "RUNNING"
