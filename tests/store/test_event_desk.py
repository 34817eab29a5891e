"""From EventBridge to the picture: real HTTP to moto's bus and queues, and to a ledger that plays Amplify."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.event_bus import Bus, envelope
from tests.store.event_scene import HERE, EventScene

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock
    from tests.store.ledger import Ledger


@pytest.fixture
def bus(moto: str) -> Bus:
    return Bus(moto)


@pytest.fixture
async def scene(
    simulator: Simulator, ledger: Ledger, bus: Bus, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[EventScene]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIATEST")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL_AMPLIFY", simulator.url)
    ledger.fill(3)
    ledger.add("feature/login")
    async with EventScene(clock, [await bus.make_queue()]).play() as scene:
        yield scene


async def test_what_the_bus_tells_is_asked_about_and_stands_in_the_picture(
    scene: EventScene, bus: Bus, ledger: Ledger
) -> None:
    await bus.route(scene.url)
    ledger.add("main", "RUNNING")
    await bus.happen("d1shop", "main", "0000000004", "STARTED")
    await scene.until(lambda: scene.status() == "RUNNING")
    assert scene.fleet_poller.hinted == [("main", 4)]
    ledger.finish(ledger.jobs["main"][-1], "FAILED")
    await bus.happen("d1shop", "main", "4", "FAILED")
    await scene.until(lambda: scene.status() == "FAILED")
    await scene.until(lambda: scene.health.events == 2)
    assert scene.health.is_live
    assert scene.health.refused == 0
    assert await bus.count(scene.url) == 0


async def test_a_live_queue_covers_its_account_and_region(scene: EventScene) -> None:
    await scene.until(lambda: scene.fleet_poller.covered == [{HERE}])


async def test_an_event_told_twice_is_asked_about_once(scene: EventScene, bus: Bus, ledger: Ledger) -> None:
    ledger.add("main", "RUNNING")
    event = envelope("d1shop", "main", "4")
    for _ in range(3):
        await bus.send(scene.url, event)
    await scene.until(lambda: scene.status() == "RUNNING")
    await bus.send(scene.url, event)
    await scene.until(lambda: scene.count("DeleteMessageBatch") >= 2)
    assert scene.fleet_poller.hinted == [("main", 4)]
