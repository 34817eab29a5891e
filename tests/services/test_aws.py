"""Credentials are found wherever AWS keeps them and read anew when they failed; nothing hangs on them."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import JobKey
from amplify_tui.services.errors import CredentialsError, SetupError, UnreachableError
from amplify_tui.services.pacer import Pacers
from amplify_tui.services.stack import AwsStack
from amplify_tui.services.world import Patience, World
from tests.services.conftest import EU, KEYS, jobs_of, write
from tests.services.faulty_server import Reply, fail, tell

if TYPE_CHECKING:
    from pathlib import Path

    from amplify_tui.services.calls import CallJournal
    from tests.clock import ManualClock
    from tests.services.conftest import Opener
    from tests.services.faulty_server import FaultyServer


async def test_no_credentials_at_all_name_the_command(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home)
    gateway = await open_connector(endpoint_url=faulty.url).connect(EU)
    with pytest.raises(CredentialsError) as caught:
        await gateway.list_jobs(jobs_of(EU))
    assert "aws configure" in caught.value.hint
    assert faulty.received == []


async def test_half_a_key_is_a_credentials_error(home: Path, open_connector: Opener) -> None:
    write(home, credentials="[default]\naws_access_key_id = AKIAONE\n")
    with pytest.raises(CredentialsError):
        await open_connector().connect(EU)


async def test_rotated_keys_are_read_after_the_old_ones_failed(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    gateway = await open_connector(endpoint_url=faulty.url).connect(EU)
    faulty.give(fail("ExpiredTokenException", status=403), tell(jobSummaries=[]))
    write(home, credentials="[default]\n" + KEYS.replace("ONE", "TWO"))
    with pytest.raises(CredentialsError):
        await gateway.list_jobs(jobs_of(EU))
    assert (await gateway.list_jobs(jobs_of(EU))).items == ()
    assert ["TWO" in received.authorization for received in faulty.received] == [False, True]


async def test_a_call_under_way_survives_the_end_of_its_session(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    gateway = await open_connector(endpoint_url=faulty.url).connect(EU)
    faulty.give(tell(jobSummaries=[]))
    await gateway.list_jobs(jobs_of(EU))
    faulty.give(fail("ExpiredTokenException", status=403), tell(jobSummaries=[]))
    results = await asyncio.gather(
        *(gateway.list_jobs(jobs_of(EU)) for _ in range(6)), return_exceptions=True
    )
    assert sum(isinstance(result, CredentialsError) for result in results) == 1
    assert not [result for result in results if isinstance(result, UnreachableError)]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo junk", "something else"),
        ("echo '[]'", "something else"),
        ("echo '{\"Version\": 2}'", "Unsupported version"),
        ("echo not you >&2; exit 3", "not you"),
        (None, "is not there"),
        ("exec sleep 30", "too long"),
    ],
)
async def test_a_credential_process_that_fails_is_a_credentials_error(  # noqa: PLR0917 - fixtures
    home: Path, faulty: FaultyServer, journal: CallJournal, clock: ManualClock, script: str | None, words: str
) -> None:
    program = home / "process"
    if script is not None:
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o700)
    write(home, f"[default]\ncredential_process = {program}\n")
    world = World(faulty.url, patience=Patience(credentials=0.3 if words == "too long" else 30))
    stack = AwsStack(world, Pacers(clock, 100, 100), journal, clock)
    with pytest.raises(CredentialsError, match=words) as caught:
        await stack.connect(EU)
    assert caught.value.hint
    await stack.close()


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_credential_process_that_does_not_end_is_ended(
    home: Path, faulty: FaultyServer, journal: CallJournal, clock: ManualClock
) -> None:
    (home / "process").write_text(f"#!/bin/sh\necho $$ > {home}/pid\nsleep 120 & wait\n")
    (home / "process").chmod(0o700)
    write(home, f"[default]\ncredential_process = {home / 'process'}\n")
    for seconds in (1.5, 6.0, 24.0):  # where the machine starts no program in time, it has more
        world = World(faulty.url, patience=Patience(credentials=seconds))
        stack = AwsStack(world, Pacers(clock, 1, 1), journal, clock)
        with pytest.raises(CredentialsError, match="too long"):
            await stack.connect(EU)
        await stack.close()
        if (home / "pid").is_file() and (number := (home / "pid").read_text().strip()):
            break
    async with asyncio.timeout(60):
        while is_running(int(number)):  # noqa: ASYNC110 - no event tells of the end of another's child
            await asyncio.sleep(0.01)


async def test_credentials_of_a_process_sign_the_calls(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    (home / "process").write_text(
        '#!/bin/sh\necho \'{"Version": 1, "AccessKeyId": "AKIAPROCESS", "SecretAccessKey": "s"}\'\n'
    )
    (home / "process").chmod(0o700)
    write(home, f"[default]\ncredential_process = {home / 'process'}\n")
    faulty.give(tell(jobSummaries=[]))
    gateway = await open_connector(endpoint_url=faulty.url).connect(EU)
    await gateway.list_jobs(jobs_of(EU))
    assert "AKIAPROCESS" in faulty.received[0].authorization


async def test_a_missing_ca_bundle_is_a_setup_error(
    home: Path, monkeypatch: pytest.MonkeyPatch, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    monkeypatch.setenv("AWS_CA_BUNDLE", str(home / "nosuch.pem"))
    gateway = await open_connector(endpoint_url=faulty.url).connect(EU)
    with pytest.raises(SetupError) as caught:
        await gateway.list_jobs(jobs_of(EU))
    assert "AWS_CA_BUNDLE" in caught.value.hint


async def test_a_dead_proxy_is_unreachable_and_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    monkeypatch.setenv("http_proxy", "http://me:SECRET@127.0.0.1:9")
    gateway = await open_connector(endpoint_url=faulty.url.replace("127.0.0.1", "amplify.example")).connect(
        EU
    )
    with pytest.raises(UnreachableError) as caught:
        await gateway.stop_job(JobKey(jobs_of(EU), 1))
    assert "HTTPS_PROXY" in caught.value.hint
    assert "SECRET" not in caught.value.message


async def test_an_answer_that_never_comes_is_given_up(
    home: Path, faulty: FaultyServer, journal: CallJournal, clock: ManualClock
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    stack = AwsStack(World(faulty.url, patience=Patience(call=0.2)), Pacers(clock, 100, 100), journal, clock)
    gateway = await stack.connect(EU)
    faulty.give(Reply(is_late=True))
    with pytest.raises(UnreachableError, match="in time"):
        await gateway.list_jobs(jobs_of(EU))
    await stack.close()


async def test_closing_while_a_call_is_under_way_ends_it_as_unreachable(
    home: Path, open_connector: Opener, faulty: FaultyServer
) -> None:
    write(home, credentials="[default]\n" + KEYS)
    connector = open_connector(endpoint_url=faulty.url)
    gateway = await connector.connect(EU)
    faulty.give(Reply(is_late=True))
    calls = [
        asyncio.create_task(gateway.list_jobs(jobs_of(EU))),
        asyncio.create_task(gateway.stop_job(JobKey(jobs_of(EU), 1))),
    ]
    async with asyncio.timeout(60):
        await faulty.has_received(2)
        await connector.close()
        results = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(result) for result in results] == [UnreachableError, UnreachableError]
