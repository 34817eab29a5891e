"""Fixtures around the real client over real HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from amplify_tui.model.keys import AppKey, BranchKey, EnvironmentKey, JobKey, Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.downloads import Downloader
from amplify_tui.services.object_reader import HttpObjects, Silence
from amplify_tui.simulator.server import serve
from tests.services.bucket import Bucket, serve_bucket
from tests.services.depot import BODY as FILE_BODY
from tests.services.depot import Depot
from tests.services.faulty_server import FaultyServer, serve_faults
from tests.services.fetching import BODY
from tests.services.followed import Scene, set_up

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from amplify_tui.services.ports import Gateway
    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock

TARGET = Target("demo", "eu-west-1")
APP = AppKey(TARGET, "d1")
BRANCH = BranchKey(APP, "feature/x y")
JOB = JobKey(BRANCH, 28)
ENVIRONMENT = EnvironmentKey(APP, "staging")

EU = Target("", "eu-west-1")
KEYS = "aws_access_key_id = AKIAONE\naws_secret_access_key = one\n"

Opener: TypeAlias = Callable[..., AwsConnector]


def jobs_of(target: Target) -> BranchKey:
    return BranchKey(AppKey(target, "d1"), "main")


def write(home: Path, config: str = "", credentials: str = "") -> None:
    (home / "config").write_text(config)
    (home / "credentials").write_text(credentials)


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


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An AWS world of two files that a test may write."""
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    return tmp_path


@pytest.fixture
async def open_connector(journal: CallJournal, clock: ManualClock) -> AsyncIterator[Opener]:
    """Opens connectors of given settings and closes them afterwards."""
    made: list[AwsConnector] = []

    def open_one(**members: Any) -> AwsConnector:
        made.append(AwsConnector(Settings(**{"calls_burst": 100, **members}), journal, clock))
        return made[-1]

    yield open_one
    for connector in made:
        await connector.close()


@pytest.fixture
async def bucket() -> AsyncIterator[Bucket]:
    """One stored object that a test may spoil."""
    async with serve_bucket() as served:
        served.body = BODY
        yield served


@pytest.fixture
async def objects() -> AsyncIterator[HttpObjects]:
    """The real reader, impatient."""
    made = HttpObjects(silence=Silence(connect=2.0, read=0.3))
    yield made
    await made.close()


@pytest.fixture
def scene(bucket: Bucket, objects: HttpObjects) -> Scene:
    """A follower of a log that is still empty."""
    bucket.body = b""
    return set_up(bucket, objects)


@pytest.fixture
def depot() -> Depot:
    """A job with one file, whose store a test fills."""
    return Depot(stored={"site.zip": FILE_BODY})


@pytest.fixture
async def store(depot: Depot, clock: ManualClock) -> AsyncIterator[Simulator]:
    """The server before the depot."""
    async with serve(depot, clock.now) as running:
        yield running


@pytest.fixture
async def connector(
    store: Simulator, journal: CallJournal, clock: ManualClock
) -> AsyncIterator[AwsConnector]:
    """The real client, pointed at the depot."""
    made = AwsConnector(settings(store.url), journal, clock, is_isolated=True)
    yield made
    await made.close()


@pytest.fixture
async def open_downloader(
    connector: AwsConnector, clock: ManualClock, down: Path
) -> AsyncIterator[Callable[..., Downloader]]:
    """Opens downloaders of the depot's files and closes them afterwards."""
    patient = HttpObjects(is_isolated=True)
    made: list[Downloader] = []

    def open_one(**more: Any) -> Downloader:
        made.append(Downloader(connector, patient, clock, down, **more))
        return made[-1]

    yield open_one
    for each in made:
        await each.close()
    await patient.close()


@pytest.fixture
def downloader(open_downloader: Callable[..., Downloader]) -> Downloader:
    return open_downloader()


@pytest.fixture
def down(tmp_path: Path) -> Path:
    """Where its files go."""
    return tmp_path / "down"
