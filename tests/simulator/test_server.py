"""The running server: its journal, its limits, the accidents that tests order, and how it ends."""

from __future__ import annotations

import asyncio
import io
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from amplify_tui.simulator.contract import Behaviour, Fault, StoredObject
from amplify_tui.simulator.mishaps import Mishap
from amplify_tui.simulator.server import serve
from tests.simulator.clients import Boto, sign
from tests.simulator.script import LOG_PATH, SmallScript

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock

PLACE = {"appId": "d1", "branchName": "feature/x"}


async def test_the_journal_says_what_was_asked(wire: Simulator, http: aiohttp.ClientSession) -> None:
    await Boto(wire.url, region="eu-west-1")("list_jobs", **PLACE, maxResults=5)
    async with http.get(f"{wire.url}/nothing?secret=1", headers=sign()):
        pass
    first, second = wire.requests
    assert (first.method, first.path) == ("GET", "/apps/d1/branches/feature%2Fx/jobs")
    assert (first.service, first.region, first.operation) == ("amplify", "eu-west-1", "ListJobs")
    assert (first.parameters, first.status) == ({**PLACE, "maxResults": 5}, 200)
    assert (second.operation, second.path, second.status) == ("", "/nothing", 404)
    assert wire.count("ListJobs") == 1


async def test_too_many_calls_are_throttled_until_time_passes(wire: Simulator, clock: ManualClock) -> None:
    wire.behave(Behaviour(calls_per_second=2))
    amplify = Boto(wire.url)
    seen = []
    for _ in range(6):
        try:
            await amplify("list_jobs", **PLACE)
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            seen.append((error.response["Error"]["Code"], status))
        else:
            seen.append(("", 200))
    assert seen == [
        ("", 200),
        ("", 200),
        ("ThrottlingException", 400),
        ("BadRequestException", 400),
        ("ThrottlingException", 429),
        ("BadRequestException", 400),
    ]
    clock.advance(0.5)
    assert await amplify("list_jobs", **PLACE)
    with pytest.raises(ClientError, match="Rate exceeded"):
        await amplify("list_jobs", **PLACE)


async def test_latency_delays_every_answer(wire: Simulator, http: aiohttp.ClientSession) -> None:
    wire.behave(Behaviour(latency=0.05))
    before = time.monotonic()
    async with http.get(f"{wire.url}/apps", headers=sign()) as response:
        assert response.status == 200
    assert time.monotonic() - before >= 0.05


async def test_an_ordered_error_is_answered_once(wire: Simulator, script: SmallScript) -> None:
    wire.fail_next("ListJobs", Fault("AccessDeniedException", "no", 403))
    amplify = Boto(wire.url)
    with pytest.raises(ClientError, match="AccessDeniedException"):
        await amplify("list_jobs", **PLACE)
    assert script.calls == []
    assert await amplify("list_jobs", **PLACE)


async def test_ordered_accidents_come_in_turn_and_as_often_as_ordered(wire: Simulator) -> None:
    wire.fail_next("ListJobs", "html", times=2)
    wire.fail_next("ListJobs", "bare 503")
    amplify = Boto(wire.url)
    for _ in range(2):
        assert "jobSummaries" not in await amplify("list_jobs", **PLACE)
    with pytest.raises(ClientError, match="503"):
        await amplify("list_jobs", **PLACE)
    assert "jobSummaries" in await amplify("list_jobs", **PLACE)


def test_a_misspelt_accident_is_refused() -> None:
    with pytest.raises(ValueError, match="drop befor"):
        Mishap("drop befor")


@pytest.mark.parametrize(("mode", "done"), [("drop before answer", 0), ("drop after doing", 1)])
async def test_a_lost_answer_may_have_been_carried_out(
    wire: Simulator, script: SmallScript, mode: str, done: int
) -> None:
    wire.fail_next("StartJob", mode)
    with pytest.raises(ConnectionClosedError):
        await Boto(wire.url)("start_job", **PLACE, jobType="RELEASE")
    assert len(script.calls) == done
    assert [recorded.status for recorded in wire.requests] == [None]


async def test_an_answer_may_be_cut_off(wire: Simulator, http: aiohttp.ClientSession) -> None:
    wire.fail_next("ListJobs", "cut")
    with pytest.raises(aiohttp.ClientPayloadError):
        async with http.get(f"{wire.url}/apps/d1/branches/b/jobs", headers=sign()) as response:
            await response.read()


@pytest.mark.parametrize("mode", ["truncated", "empty", "empty list missing"])
async def test_an_answer_may_lack_its_list(wire: Simulator, mode: str) -> None:
    wire.fail_next("ListJobs", mode)
    answer = await Boto(wire.url)("list_jobs", **PLACE)
    assert set(answer) == {"ResponseMetadata"}


async def test_an_answer_may_have_the_wrong_types(wire: Simulator, http: aiohttp.ClientSession) -> None:
    for mode, expected in (
        ("wrong type", {"jobSummaries": "neither a list nor a structure"}),
        ("empty list missing", {}),
    ):
        wire.fail_next("ListJobs", mode)
        async with http.get(f"{wire.url}/apps/d1/branches/b/jobs", headers=sign()) as response:
            assert await response.json() == expected


async def test_times_may_be_garbage(wire: Simulator) -> None:
    wire.fail_next("GetJob", "bad times")
    with pytest.raises(ValueError, match="the day before yesterday"):
        await Boto(wire.url)("get_job", **PLACE, jobId="7")


async def test_a_token_may_repeat_itself(wire: Simulator) -> None:
    wire.fail_next("ListJobs", "repeated token", times=2)
    amplify = Boto(wire.url)
    first = await amplify("list_jobs", **PLACE)
    second = await amplify("list_jobs", **PLACE, nextToken=first["nextToken"])
    assert second["nextToken"] == first["nextToken"] == "again"


@pytest.mark.parametrize(("mode", "done"), [("hang", 0), ("hang after doing", 1)])
async def test_an_answer_may_never_come(
    wire: Simulator, http: aiohttp.ClientSession, script: SmallScript, mode: str, done: int
) -> None:
    wire.fail_next("ListJobs", mode)
    asking = asyncio.create_task(http.get(f"{wire.url}/apps/d1/branches/b/jobs", headers=sign()))
    async with asyncio.timeout(60):
        while not wire.count("ListJobs"):  # noqa: ASYNC110 - the journal has no event
            await asyncio.sleep(0)
    async with http.get(f"{wire.url}/apps", headers=sign()) as response:
        assert response.status == 200
    assert [call[1] for call in script.calls].count("ListJobs") == done
    assert not asking.done()
    asking.cancel()
    await asyncio.wait([asking])


async def test_a_held_call_waits_until_it_is_released(wire: Simulator, script: SmallScript) -> None:
    hold = wire.hold_next("ListJobs")
    call = asyncio.create_task(Boto(wire.url)("list_jobs", **PLACE))
    await asyncio.wait_for(hold.arrived.wait(), 60)
    assert script.calls == []
    hold.release()
    assert "jobSummaries" in await call


async def test_a_call_is_carried_out_although_its_client_has_left(
    wire: Simulator, http: aiohttp.ClientSession, script: SmallScript
) -> None:
    hold = wire.hold_next("StopJob")
    asking = asyncio.create_task(http.delete(f"{wire.url}/apps/d1/branches/b/jobs/7/stop", headers=sign()))
    await asyncio.wait_for(hold.arrived.wait(), 60)
    asking.cancel()
    await asyncio.wait([asking])
    hold.release()
    async with http.get(f"{wire.url}/apps", headers=sign()) as response:
        assert response.status == 200
    assert [call[1] for call in script.calls] == ["StopJob", "ListApps"]


async def test_what_nobody_foresaw_is_an_internal_failure_and_the_server_lives(
    wire: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    wire.fail_next("ListJobs", "crash")
    amplify = Boto(wire.url)
    with pytest.raises(ClientError) as caught:
        await amplify("list_jobs", **PLACE)
    assert caught.value.response["Error"]["Code"] == "InternalFailureException"
    assert "Traceback" not in caught.value.response["Error"]["Message"]
    assert "told to crash" in caplog.text
    assert await amplify("list_jobs", **PLACE)


async def test_a_huge_body_is_refused(wire: Simulator, http: aiohttp.ClientSession) -> None:
    body = io.BytesIO(b'"' + b"x" * 2_000_000)
    async with http.post(f"{wire.url}/apps/d1/branches/b/jobs", data=body, headers=sign()) as response:
        assert response.status == 413
        assert response.headers["x-amzn-ErrorType"] == "RequestEntityTooLargeException"


async def test_what_is_not_http_gets_400(wire: Simulator) -> None:
    reader, writer = await asyncio.open_connection(wire.host, wire.port)
    writer.write(b"GET /apps HTTP/1.1\r\nbroken header\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.0 400")
    writer.close()
    await writer.wait_closed()


async def test_a_proxys_absolute_address_works_too(wire: Simulator) -> None:
    reader, writer = await asyncio.open_connection(wire.host, wire.port)
    lines = ["GET http://amplify.example/apps/d1/branches/b%2Fc/jobs HTTP/1.1", "Host: amplify.example"]
    lines += [f"{name}: {value}" for name, value in sign().items()]
    writer.write("\r\n".join([*lines, "", ""]).encode())
    assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
    assert wire.requests[-1].parameters["branchName"] == "b/c"
    writer.close()
    await writer.wait_closed()


async def test_accidents_befall_stored_objects_too(
    wire: Simulator, script: SmallScript, http: aiohttp.ClientSession
) -> None:
    script.objects[LOG_PATH] = StoredObject(b"0123456789", "text/plain")
    job = await Boto(wire.url)("get_job", **PLACE, jobId="7")
    address = job["job"]["steps"][0]["logUrl"]
    wire.fail_next("GetObject", Fault("SlowDown", "Please reduce your request rate.", 503))
    wire.fail_next("GetObject", "html")
    wire.fail_next("GetObject", "cut")
    async with http.get(address) as response:
        assert (response.status, "<Code>SlowDown</Code>" in await response.text()) == (503, True)
    async with http.get(address) as response:
        assert response.content_type == "text/html"
    with pytest.raises(aiohttp.ClientPayloadError):
        async with http.get(address, headers={"Accept-Encoding": "identity"}) as response:
            await response.read()


async def test_the_server_ends_at_once_although_clients_hang_on(clock: ManualClock) -> None:
    async with aiohttp.ClientSession() as http:
        async with serve(SmallScript(), clock.now) as simulator:
            simulator.fail_next("ListJobs", "hang")
            address = f"{simulator.url}/apps/d1/branches/b/jobs"
            hanging = asyncio.create_task(http.get(address, headers=sign()))
            async with http.get(f"{simulator.url}/apps", headers=sign()) as response:
                await response.read()
            before = time.monotonic()
        assert time.monotonic() - before < 30
        with pytest.raises(aiohttp.ClientError):
            await hanging


async def test_a_taken_port_is_an_error(wire: Simulator, clock: ManualClock) -> None:
    with pytest.raises(OSError, match="address already in use"):
        async with serve(SmallScript(), clock.now, port=wire.port):
            pass
