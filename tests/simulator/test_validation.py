"""Parameters that break a limit are refused the way AWS refuses them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.validation import Received, read_parameters
from tests.simulator.clients import Boto, find_operation, sign

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator
    from tests.simulator.script import SmallScript


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        (
            {"appId": "x1", "branchName": "b"},
            (
                "1 validation error detected: Value 'x1' at 'appId' failed to satisfy constraint: "
                "Member must satisfy regular expression pattern: d[a-z0-9]+"
            ),
        ),
        (
            {"appId": "d1-X", "branchName": "b"},
            (
                "1 validation error detected: Value 'd1-X' at 'appId' failed to satisfy constraint: "
                "Member must satisfy regular expression pattern: d[a-z0-9]+"
            ),
        ),
        (
            {"appId": "d" * 21, "branchName": "b"},
            (
                f"1 validation error detected: Value '{'d' * 21}' at 'appId' failed to satisfy constraint: "
                "Member must have length less than or equal to 20"
            ),
        ),
        (
            {"appId": "d1", "branchName": "b", "maxResults": 51},
            (
                "1 validation error detected: Value '51' at 'maxResults' failed to satisfy constraint: "
                "Member must have value less than or equal to 50"
            ),
        ),
        (
            {"appId": "d1", "branchName": "b" * 256, "maxResults": 999},
            (
                f"2 validation errors detected: Value '{'b' * 256}' at 'branchName' failed to satisfy "
                "constraint: "
                "Member must have length less than or equal to 255; Value '999' at 'maxResults' failed to "
                "satisfy constraint: Member must have value less than or equal to 50"
            ),
        ),
    ],
)
async def test_a_broken_limit_is_refused_in_awss_words(
    wire: Simulator, script: SmallScript, parameters: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ClientError) as caught:
        await Boto(wire.url)("list_jobs", **parameters)
    assert caught.value.response["Error"] == {"Code": "BadRequestException", "Message": complaint}
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert script.calls == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"", "Value null at 'jobType' failed to satisfy constraint: Member must not"),
        (
            b'{"jobType": null}',
            "Value null at 'jobType' failed to satisfy constraint: Member must not",
        ),
        (
            b'{"jobType": "BUILD"}',
            (
                "Value 'BUILD' at 'jobType' failed to satisfy constraint: "
                "Member must satisfy enum value set: [RELEASE, RETRY, MANUAL, WEB_HOOK]"
            ),
        ),
        (
            b'{"jobType": 5}',
            "Value '5' at 'jobType' failed to satisfy constraint: Member must be of type String",
        ),
        (
            b'{"jobType": "RETRY", "commitTime": "soon"}',
            "Value 'soon' at 'commitTime' failed to satisfy constraint: Member must be of type Date",
        ),
        (
            b'{"jobType": "RETRY", "commitTime": true}',
            "Value 'True' at 'commitTime' failed to satisfy constraint: Member must be of type Date",
        ),
        (b"[1]", "Could not parse request body into json"),
        (b'{"jobType"', "Could not parse request body into json"),
    ],
)
async def test_a_bad_body_is_refused(
    wire: Simulator, http: aiohttp.ClientSession, body: bytes, complaint: str
) -> None:
    async with http.post(f"{wire.url}/apps/d1/branches/b/jobs", data=body, headers=sign()) as response:
        assert response.status == 400
        assert response.headers["x-amzn-ErrorType"] == "BadRequestException"
        assert complaint in (await response.json())["message"]


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"a.html": "0" * 33}, "at 'fileMap.a.html' failed to satisfy constraint: Member must have length"),
        ({"a.html": 5}, "Value '5' at 'fileMap.a.html' failed to satisfy constraint: Member must be of type"),
        ([], "Value '[]' at 'fileMap' failed to satisfy constraint: Member must be of type Map"),
    ],
)
async def test_what_a_map_holds_is_checked(
    wire: Simulator, http: aiohttp.ClientSession, files: object, complaint: str
) -> None:
    address = f"{wire.url}/apps/d1/branches/b/deployments"
    async with http.post(address, json={"fileMap": files}, headers=sign()) as response:
        assert response.status == 400
        assert complaint in (await response.json())["message"]


async def test_a_time_may_be_written_out(
    wire: Simulator, http: aiohttp.ClientSession, script: SmallScript
) -> None:
    order = {"jobType": "RELEASE", "commitTime": "2026-11-21T10:00:00+01:00"}
    async with http.post(f"{wire.url}/apps/d1/branches/b/jobs", json=order, headers=sign()) as response:
        assert response.status == 200
    assert script.calls[0][2]["commitTime"] == datetime(2026, 11, 21, 9, tzinfo=UTC)


async def test_a_bad_number_in_the_query_is_refused(wire: Simulator, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{wire.url}/apps?maxResults=many", headers=sign()) as response:
        assert "Value 'many' at 'maxResults'" in (await response.json())["message"]


@pytest.mark.parametrize("most", [0, 26])
async def test_backend_pages_hold_at_most_25(wire: Simulator, http: aiohttp.ClientSession, most: int) -> None:
    address = f"{wire.url}/backend/d1/job/dev"
    async with http.post(address, json={"maxResults": most}, headers=sign("amplifybackend")) as response:
        assert response.status == 400
        assert "at 'maxResults' failed" in (await response.json())["message"]


PARTS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
KEYS_SEEN = st.sampled_from(["jobType", "jobId", "commitTime", "x"])
BODIES = st.recursive(PARTS, lambda inner: st.lists(inner) | st.dictionaries(KEYS_SEEN, inner))


@given(st.binary() | BODIES.map(lambda value: json.dumps(value).encode()))
def test_no_body_breaks_the_checks(body: bytes) -> None:
    received = Received({"appId": "d1", "branchName": "b"}, {}, {}, body)
    try:
        read = str(read_parameters(find_operation("StartJob"), received)["jobType"])
    except Fault as fault:
        read = fault.code
    assert read in {"BadRequestException", "RELEASE", "RETRY", "MANUAL", "WEB_HOOK"}
