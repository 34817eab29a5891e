"""Fixtures of the wire's tests: a server over the smallest script, and a plain HTTP client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from amplify_tui.simulator.server import serve
from tests.simulator.script import SmallScript

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock


@pytest.fixture
def script() -> SmallScript:
    return SmallScript()


@pytest.fixture
async def wire(script: SmallScript, clock: ManualClock) -> AsyncIterator[Simulator]:
    """A server over ``script``."""
    async with serve(script, clock.now) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(auto_decompress=True) as session:
        yield session
