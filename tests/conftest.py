"""Fixtures that tests of every room share."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from amplify_tui.simulator.server import serve
from tests.clock import ManualClock
from tests.moto_thread import hold_moto

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from amplify_tui.simulator.server import Simulator
    from amplify_tui.simulator.world import World


# The same examples everywhere and no clock, so that a test is red for a reason that was not there
# before; ``--hypothesis-profile default`` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what all tests share; it took a quarter of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(autouse=True)
def _no_aws_world_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep profiles, proxies and endpoints of whoever runs the tests out of them."""
    for name in os.environ:
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def scenario() -> str:
    """Name of the world's scenario; ``@pytest.mark.parametrize("scenario", ["busy"])`` picks another."""
    return "calm"


@pytest.fixture
def world(scenario: str, clock: ManualClock) -> World:
    from amplify_tui.simulator.world import World

    return World(scenario, 7, clock.now())


@pytest.fixture
async def simulator(world: World, clock: ManualClock) -> AsyncIterator[Simulator]:
    """A running server over the scenario's world, whose time passes only by ``clock.advance``."""
    async with serve(world, clock.now) as running:
        yield running


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """Address of moto's server, one for all tests: each makes queues and rules of its own."""
    with hold_moto() as url:
        yield url
