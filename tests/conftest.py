"""Fixtures that tests of every room share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.simulator.server import serve
from tests.clock import ManualClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.simulator.world import World

    from amplify_tui.simulator.server import Simulator


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
