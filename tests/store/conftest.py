"""The whole chain below the store: the real client over HTTP, against a ledger that the test keeps."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.simulator.server import serve
from amplify_tui.store.causes import Causes
from amplify_tui.store.poller import Poller
from amplify_tui.store.store import Store
from amplify_tui.store.writes import Writes
from tests.event_bus import Bus
from tests.sqs_door import SqsDoor, serve_door
from tests.store.event_scene import EventScene
from tests.store.failure_book import FailureBook, Scene
from tests.store.ledger import Ledger
from tests.store.log_room import Room

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from amplify_tui.simulator.server import Simulator
    from amplify_tui.simulator.world import World
    from tests.clock import ManualClock


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
async def simulator(ledger: Ledger, clock: ManualClock) -> AsyncIterator[Simulator]:
    async with serve(ledger, clock.now) as running:
        yield running


@pytest.fixture
def settings(simulator: Simulator) -> Settings:
    return Settings(endpoint_url=simulator.url, calls_per_second=1_000.0, calls_burst=1_000)


@pytest.fixture
def journal() -> CallJournal:
    return CallJournal()


@pytest.fixture
async def connector(
    settings: Settings, journal: CallJournal, clock: ManualClock
) -> AsyncIterator[AwsConnector]:
    made = AwsConnector(settings, journal, clock, is_isolated=True)
    yield made
    await made.close()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def poller(
    connector: AwsConnector, store: Store, journal: CallJournal, clock: ManualClock, settings: Settings
) -> Poller:
    return Poller(connector, store, journal, clock, settings, jitter=lambda: 0.0)


@pytest.fixture
def writes(connector: AwsConnector, clock: ManualClock) -> Writes:
    return Writes(connector, clock, read_only=False)


@pytest.fixture
async def scene(
    ledger: Ledger, simulator: Simulator, connector: AwsConnector, store: Store, clock: ManualClock
) -> AsyncIterator[Scene]:
    """Somebody who finds causes; the test's own ``ledger`` is a FailureBook."""
    assert isinstance(ledger, FailureBook)
    objects = HttpObjects(is_isolated=True)
    causes = Causes(connector, objects, store, clock, jitter=lambda: 0.0)
    task = asyncio.create_task(causes.run())
    yield Scene(causes, ledger, simulator, connector, store, clock)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await objects.close()


@pytest.fixture
async def room(world: World, clock: ManualClock) -> AsyncIterator[Room]:
    async with serve(world, clock.now) as simulator:
        made = Room(world, simulator, clock)
        yield made
        await made.objects.close()
        await made.connector.close()


@pytest.fixture
def bus(moto: str) -> Bus:
    """A bus and queues that moto plays."""
    return Bus(moto)


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch, simulator: Simulator) -> None:
    """Keys that moto and the ledger take, and Amplify at the ledger's."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIATEST")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL_AMPLIFY", simulator.url)


@pytest.fixture
def profiles(keys: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two profiles with keys of their own."""
    lines = (
        f"[{name}]\naws_access_key_id = AKIA{name.upper()}\naws_secret_access_key = x\n"
        for name in ("one", "two")
    )
    (tmp_path / "credentials").write_text("".join(lines))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))


@pytest.fixture
async def push(keys: None, ledger: Ledger, bus: Bus, clock: ManualClock) -> AsyncIterator[EventScene]:
    """A fleet of two branches that was seen, and a queue that is read."""
    ledger.fill(3)
    ledger.add("feature/login")
    async with EventScene(clock, [await bus.make_queue()]).play() as scene:
        yield scene


@pytest.fixture
async def door(moto: str) -> AsyncIterator[SqsDoor]:
    async with serve_door(moto) as door:
        yield door


@pytest.fixture
async def watched(
    keys: None, door: SqsDoor, ledger: Ledger, bus: Bus, clock: ManualClock
) -> AsyncIterator[EventScene]:
    """A fleet of two branches that was seen, and a queue behind the door that is read."""
    ledger.fill(3)
    ledger.add("feature/login")
    async with EventScene(clock, [door.url(await bus.make_queue())]).play() as scene:
        yield scene
