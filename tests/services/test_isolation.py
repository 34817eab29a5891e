"""The demo's client knows nothing of the user's AWS world, however broken that is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.connector import ISOLATED_TARGET, AwsConnector
from amplify_tui.services.errors import SetupError
from amplify_tui.services.isolation import FAKE_ACCESS_KEY, STAGING_ACCESS_KEY
from tests.services.conftest import BRANCH, ENVIRONMENT, JOB
from tests.services.faulty_server import tell

if TYPE_CHECKING:
    from pathlib import Path

    from amplify_tui.services.calls import CallJournal
    from tests.clock import ManualClock
    from tests.services.faulty_server import FaultyServer

DEAD = "http://127.0.0.1:9"
BROKEN_WORLDS = {
    "profile": {"AWS_PROFILE": "nosuch", "AWS_DEFAULT_PROFILE": "nosuch"},
    "config": {"AWS_CONFIG_FILE": "BROKEN", "AWS_SHARED_CREDENTIALS_FILE": "BROKEN"},
    "proxies": dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"), DEAD),
    "bundles": dict.fromkeys(("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"), "/no/such.pem"),
    "endpoints": dict.fromkeys(("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_AMPLIFY"), DEAD),
    "keys": {"AWS_ACCESS_KEY_ID": "AKIAREAL", "AWS_SECRET_ACCESS_KEY": "real", "AWS_SESSION_TOKEN": "real"},
    "half a key": {"AWS_ACCESS_KEY_ID": "AKIAREAL"},
    "retries": {"AWS_RETRY_MODE": "nonsense", "AWS_MAX_ATTEMPTS": "many"},
    "variants": {"AWS_USE_FIPS_ENDPOINT": "true", "AWS_USE_DUALSTACK_ENDPOINT": "true"},
    "defaults": {"AWS_DEFAULTS_MODE": "nonsense", "AWS_STS_REGIONAL_ENDPOINTS": "nonsense"},
    "models": {"AWS_DATA_PATH": "BROKEN"},
    "region": {"AWS_REGION": "mars-1", "AWS_DEFAULT_REGION": "not a region"},
}


@pytest.mark.parametrize("world", BROKEN_WORLDS)
async def test_a_broken_world_does_not_matter(  # noqa: PLR0917 - fixtures
    world: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    faulty: FaultyServer,
    journal: CallJournal,
    clock: ManualClock,
) -> None:
    (tmp_path / "broken").write_text("[default\nendpoint_url = nonsense")
    for name, value in BROKEN_WORLDS[world].items():
        monkeypatch.setenv(name, value.replace("BROKEN", str(tmp_path / "broken")))
    before = dict(os.environ)
    connector = AwsConnector(Settings(endpoint_url=faulty.url), journal, clock, is_isolated=True)
    assert await connector.profiles() == ()
    assert "eu-west-1" in await connector.regions()
    target = await connector.default_target()
    assert target == ISOLATED_TARGET
    gateway = await connector.connect(target)
    faulty.give(tell(jobSummaries=[], appId="d1", jobSummary={"jobId": "28"}))
    assert (await gateway.list_jobs(BRANCH)).items == ()
    assert (await gateway.stop_job(JOB)).key == JOB
    faulty.give(tell(backendEnvironments=[{"environmentName": "staging"}]))
    assert [each.key for each in await gateway.list_environments(BRANCH.app)] == [ENVIRONMENT]
    assert all(FAKE_ACCESS_KEY in received.authorization for received in faulty.received)
    await connector.close()
    assert dict(os.environ) == before


async def test_an_isolated_client_never_asks_aws(journal: CallJournal, clock: ManualClock) -> None:
    connector = AwsConnector(Settings(), journal, clock, is_isolated=True)
    with pytest.raises(SetupError, match="endpoint"):
        await connector.connect(ISOLATED_TARGET)
    await connector.close()


async def test_profile_and_region_of_the_demo_may_be_named(journal: CallJournal, clock: ManualClock) -> None:
    settings = Settings(profile=("acme",), region=("us-east-1",))
    assert await AwsConnector(settings, journal, clock, is_isolated=True).default_target() == Target(
        "acme", "us-east-1"
    )


async def test_each_profile_signs_with_keys_of_its_own(
    faulty: FaultyServer, journal: CallJournal, clock: ManualClock
) -> None:
    connector = AwsConnector(Settings(endpoint_url=faulty.url), journal, clock, is_isolated=True)
    for profile in ("demo", "staging", "acme"):
        gateway = await connector.connect(Target(profile, "eu-west-1"))
        faulty.give(tell(apps=[]))
        await gateway.list_apps()
    await connector.close()
    signed = [received.authorization.partition("Credential=")[2][:20] for received in faulty.received]
    assert signed == [FAKE_ACCESS_KEY, STAGING_ACCESS_KEY, FAKE_ACCESS_KEY]
    assert [next(iter(call.keys)) for call in journal.recent()] == signed
