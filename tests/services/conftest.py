"""Fixtures around the real client over real HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import AppKey, BranchKey, EnvironmentKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from tests.services.faulty_server import FaultyServer, serve_faults

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.services.ports import Gateway
    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock

TARGET = Target("demo", "eu-west-1")
APP = AppKey(TARGET, "d1")
BRANCH = BranchKey(APP, "feature/x y")
JOB = JobKey(BRANCH, 28)
ENVIRONMENT = EnvironmentKey(APP, "staging")


def settings(url: str) -> Settings:
    return Settings(endpoint_url=url, calls_per_second=1000, calls_burst=1000)


@pytest.fixture
def journal() -> CallJournal:
    return CallJournal()


@pytest.fixture
async def faulty() -> AsyncIterator[FaultyServer]:
    async with serve_faults() as server:
        yield server


@pytest.fixture
async def gateway(faulty: FaultyServer, journal: CallJournal, clock: ManualClock) -> AsyncIterator[Gateway]:
    """The real client, pointed at the faulty server."""
    connector = AwsConnector(settings(faulty.url), journal, clock, is_isolated=True)
    yield await connector.connect(TARGET)
    await connector.close()


@pytest.fixture
async def demo(simulator: Simulator, journal: CallJournal, clock: ManualClock) -> AsyncIterator[Gateway]:
    """The real client, pointed at the simulator."""
    connector = AwsConnector(settings(simulator.url), journal, clock, is_isolated=True)
    yield await connector.connect(TARGET)
    await connector.close()
