"""Profiles, regions and endpoints are those that flags, environment and files name, in this order."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.services.errors import SetupError, UnreachableError
from tests.services.conftest import EU, KEYS, jobs_of, write
from tests.services.faulty_server import tell

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clock import ManualClock
    from tests.services.conftest import Opener
    from tests.services.faulty_server import FaultyServer


def test_importing_the_connector_loads_no_aws_library() -> None:
    code = (
        "import sys, amplify_tui.services.connector\n"
        "print({name.split('.')[0] for name in sys.modules} & {'botocore', 'aiobotocore', 'aiohttp'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "set()"


async def test_profiles_are_named_in_the_files_order(home: Path, open_connector: Opener) -> None:
    write(home, "[profile zeta]\n[default]\n[profile alpha]\n", "[beta]\n")
    connector = open_connector()
    assert await connector.profiles() == ("zeta", "default", "alpha", "beta")
    write(home, "[profile new]\n")
    assert await connector.profiles() == ("new",)


async def test_a_broken_file_is_a_setup_error(home: Path, open_connector: Opener) -> None:
    write(home, "[profile x\n")
    with pytest.raises(SetupError, match="config"):
        await open_connector().profiles()
    with pytest.raises(SetupError, match="config"):
        await open_connector().connect(EU)


async def test_regions_are_the_librarys_own(open_connector: Opener) -> None:
    regions = await open_connector().regions()
    assert {"eu-west-1", "us-east-1"} <= set(regions)
    assert list(regions) == sorted(regions)


@pytest.mark.parametrize(
    ("members", "environment", "expected"),
    [
        ({}, {}, Target("", "eu-north-1")),
        ({"profile": ("away",)}, {}, Target("away", "us-west-2")),
        ({}, {"AWS_PROFILE": "away"}, Target("away", "us-west-2")),
        ({}, {"AWS_DEFAULT_PROFILE": "away", "AWS_PROFILE": "no"}, Target("away", "us-west-2")),
        ({}, {"AWS_PROFILE": "away", "AWS_ACCESS_KEY_ID": "AKIAONE"}, Target("", "us-west-2")),
        ({}, {"AWS_DEFAULT_REGION": "sa-east-1"}, Target("", "sa-east-1")),
        ({}, {"AWS_REGION": "ap-south-1", "AWS_DEFAULT_REGION": "sa-east-1"}, Target("", "ap-south-1")),
        ({"region": ("ca-central-1",)}, {"AWS_REGION": "ap-south-1"}, Target("", "ca-central-1")),
    ],
)
async def test_a_flag_goes_before_the_environment_and_that_before_the_profile(  # noqa: PLR0917 - fixtures
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    open_connector: Opener,
    members: dict[str, object],
    environment: dict[str, str],
    expected: Target,
) -> None:
    write(home, "[default]\nregion = eu-north-1\n[profile away]\nregion = us-west-2\n")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert await open_connector(**members).default_target() == expected


async def test_without_a_region_the_hint_says_how_to_name_one(home: Path, open_connector: Opener) -> None:
    write(home, "[profile x]\n")
    with pytest.raises(SetupError) as caught:
        await open_connector(profile=("x",)).default_target()
    assert "--region" in caught.value.hint
    assert "aws configure set region REGION --profile x" in caught.value.hint


async def test_an_unknown_profile_is_a_setup_error(home: Path, open_connector: Opener) -> None:
    write(home, "[profile x]\n")
    with pytest.raises(SetupError, match=r"^There is no AWS profile nosuch\.$"):
        await open_connector(profile=("nosuch",)).default_target()
    with pytest.raises(SetupError, match="nosuch"):
        await open_connector().connect(Target("nosuch", "eu-west-1"))


@pytest.mark.parametrize("region", ["", "not a region", "-x"])
async def test_a_malformed_region_is_a_setup_error(home: Path, open_connector: Opener, region: str) -> None:
    write(home, credentials="[default]\n" + KEYS)
    with pytest.raises(SetupError) as caught:
        await open_connector().connect(Target("", region))
    assert caught.value.hint


@pytest.mark.parametrize(
    ("region", "hint"),
    [
        ("eu-west1", "Did you mean eu-west-1"),
        ("EU-WEST-1", "Did you mean eu-west-1"),
        ("mars-1", "Amplify is in: ap-east-1, "),
    ],
)
async def test_a_region_that_there_cannot_be_is_refused_before_anybody_waits_for_it(
    home: Path, open_connector: Opener, region: str, hint: str
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    with pytest.raises(SetupError, match=f"no AWS region {region}") as caught:
        await open_connector().connect(Target("", region))
    assert hint in caught.value.hint


@pytest.mark.parametrize("region", ["cn-north-1", "us-gov-west-1", "eu-west-77"])
async def test_a_region_that_the_table_does_not_know_is_let_through(
    home: Path, open_connector: Opener, region: str
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    assert (await open_connector().connect(Target("", region))).endpoint is None


async def test_an_endpoint_of_ones_own_may_name_its_regions_as_it_likes(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    assert (await open_connector(endpoint_url=faulty.url).connect(Target("", "mars-1"))).endpoint


async def test_one_target_has_one_gateway(home: Path, open_connector: Opener) -> None:
    write(home, credentials="[default]\n" + KEYS)
    connector = open_connector()
    one, two = await asyncio.gather(connector.connect(EU), connector.connect(EU))
    assert one is two
    assert one.target == EU
    assert one.endpoint is None


async def test_the_endpoint_of_the_flag_goes_before_that_of_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, f"[default]\nendpoint_url = {faulty.url}\n", "[default]\n" + KEYS)
    assert (await open_connector().connect(EU)).endpoint == faulty.url
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert (await open_connector().connect(EU)).endpoint == "http://127.0.0.1:1"
    monkeypatch.setenv("AWS_ENDPOINT_URL_AMPLIFY", "http://127.0.0.1:2")
    assert (await open_connector().connect(EU)).endpoint == "http://127.0.0.1:2"
    assert (await open_connector(endpoint_url=faulty.url).connect(EU)).endpoint == faulty.url


async def test_an_endpoint_that_is_no_address_is_a_setup_error(home: Path, open_connector: Opener) -> None:
    write(home, credentials="[default]\n" + KEYS)
    with pytest.raises(SetupError) as caught:
        await open_connector(endpoint_url="nonsense").connect(EU)
    assert "--endpoint-url" in caught.value.hint


async def test_after_closing_nothing_is_asked_any_more(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    connector = open_connector(endpoint_url=faulty.url)
    gateway = await connector.connect(EU)
    await connector.close()
    with pytest.raises(UnreachableError, match="closed"):
        await gateway.list_jobs(jobs_of(EU))
    assert faulty.received == []


async def test_calls_of_both_profiles_of_an_account_wait_for_one_pace(
    home: Path, clock: ManualClock, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[a]\n" + KEYS + "[b]\n" + KEYS)
    connector = open_connector(endpoint_url=faulty.url, calls_per_second=1.0, calls_burst=3)
    one = await connector.connect(Target("a", "eu-west-1"))
    two = await connector.connect(Target("b", "eu-west-1"))
    faulty.give(tell(apps=[{"appId": "d1", "appArn": "arn:aws:amplify:eu-west-1:123456789012:apps/d1"}]))
    await one.list_apps()
    await two.list_apps()
    faulty.give(tell(jobSummaries=[]))
    await one.list_jobs(jobs_of(one.target))
    await two.list_jobs(jobs_of(two.target))
    waiting = asyncio.create_task(two.list_jobs(jobs_of(two.target)))
    await clock.until_waiting()
    assert clock.waiting == (1.0,)
    clock.advance(1)
    await waiting


async def test_credentials_that_do_not_come_hold_up_no_other_profile(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, "[profile slow]\ncredential_process = sleep 60\n", "[quick]\n" + KEYS)
    connector = open_connector(endpoint_url=faulty.url)
    slow = asyncio.create_task(connector.connect(Target("slow", "eu-west-1")))
    async with asyncio.timeout(60):
        await connector.connect(Target("quick", "eu-west-1"))
        assert await connector.profiles() == ("slow", "quick")
    assert not slow.done()
    slow.cancel()
    await asyncio.gather(slow, return_exceptions=True)
