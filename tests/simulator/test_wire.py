"""What any AWS client meets on the wire: routes, parameters, checks, names, times and errors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from amplify_tui.simulator.contract import Behaviour, Fault, Presigned
from amplify_tui.simulator.wire import SERVED, load_operations
from tests.simulator.clients import Boto, find_operation, sign
from tests.simulator.script import JOB

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator
    from tests.simulator.script import SmallScript


def test_every_served_operation_comes_from_botocores_models() -> None:
    found = {(operation.service, operation.name) for operation in load_operations()}
    assert found == {(service, name) for service, names in SERVED.items() for name in names}


async def test_times_travel_as_epoch_seconds_both_ways(wire: Simulator, script: SmallScript) -> None:
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    order = {"jobType": "RELEASE", "commitId": "abc", "commitTime": moment}
    answer = await Boto(wire.url)("start_job", appId="d1", branchName="b", **order)
    assert script.calls[0][2] == {"appId": "d1", "branchName": "b", **order}
    assert answer["jobSummary"]["commitTime"] == datetime(2026, 11, 21, 11, 0, 0, 123000, UTC)


async def test_an_absent_value_is_sent_as_null(wire: Simulator, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{wire.url}/apps/d1/branches/b/jobs", headers=sign()) as response:
        job = (await response.json())["jobSummaries"][0]
        assert job["startTime"] is None
        assert job["commitTime"] == 1795258800.123
        assert "endTime" not in job


async def test_every_answer_has_an_id_of_its_own(wire: Simulator, http: aiohttp.ClientSession) -> None:
    ids = set()
    for _ in range(3):
        async with http.get(f"{wire.url}/apps", headers=sign()) as response:
            ids.add(response.headers["x-amzn-RequestId"])
            assert response.content_type == "application/json"
    assert len(ids) == 3


async def test_backend_members_have_their_wire_names(
    wire: Simulator, script: SmallScript, http: aiohttp.ClientSession
) -> None:
    script.answers["ListBackendJobs"] = {
        "Jobs": ({"JobId": "1", "CreateTime": None, "New": 1},),
        "NextToken": "t",
    }
    backend = Boto(wire.url, "amplifybackend")
    answer = await backend(
        "list_backend_jobs", AppId="d1", BackendEnvironmentName="dev", Status="FAILED", MaxResults=9
    )
    assert script.calls[0][1:3] == (
        "ListBackendJobs",
        {"AppId": "d1", "BackendEnvironmentName": "dev", "Status": "FAILED", "MaxResults": 9},
    )
    assert answer["Jobs"] == [{"JobId": "1"}]
    assert answer["NextToken"] == "t"
    async with http.post(f"{wire.url}/backend/d1/job/dev", headers=sign("amplifybackend")) as response:
        assert await response.json() == {
            "jobs": [{"jobId": "1", "createTime": None, "New": 1}],
            "nextToken": "t",
        }


@pytest.mark.parametrize(
    ("code", "status", "staged_code"),
    [
        ("NotFoundException", 404, "NotFoundException"),
        ("TooManyRequestsException", 429, "LimitExceededException"),
        ("GatewayTimeoutException", 504, "InternalServiceException"),
        ("BadRequestException", 400, "BadRequestException"),
    ],
)
async def test_a_backend_error_has_two_names(
    wire: Simulator, script: SmallScript, code: str, status: int, staged_code: str
) -> None:
    script.answers["GetBackendJob"] = Fault(code, "no", status)
    codes, _job = [], {"AppId": "d1", "BackendEnvironmentName": "dev", "JobId": "1"}
    for url in (wire.url, f"{wire.url}/prod"):
        with pytest.raises(ClientError) as caught:
            await Boto(url, "amplifybackend")(
                "get_backend_job", AppId="d1", BackendEnvironmentName="dev", JobId="1"
            )
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
        assert caught.value.response["Error"]["Message"] == "no"
        codes.append(caught.value.response["Error"]["Code"])
    assert codes == [code, staged_code]


async def test_too_many_backend_requests_name_their_limit(
    wire: Simulator, script: SmallScript, http: aiohttp.ClientSession
) -> None:
    script.answers["ListBackendJobs"] = Fault("TooManyRequestsException", "slower", 429)
    async with http.post(f"{wire.url}/backend/d1/job/dev", headers=sign("amplifybackend")) as response:
        assert await response.json() == {"message": "slower", "limitType": "RequestRate"}


async def test_a_browser_may_ask_before_it_calls(wire: Simulator, http: aiohttp.ClientSession) -> None:
    for path in ("/prod/backend/d1/job/dev", "/backend/d1/job/dev"):
        async with http.options(wire.url + path, headers={"Origin": "http://example.org"}) as response:
            assert response.status == 200
            assert response.headers["Access-Control-Allow-Origin"] == "*"
            assert "POST" in response.headers["Access-Control-Allow-Methods"]
            assert "Authorization" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 403, "MissingAuthenticationTokenException"),
        ({"Authorization": "Bearer x"}, 403, "IncompleteSignatureException"),
        (sign("sts"), 404, "UnknownOperationException"),
    ],
)
async def test_a_call_must_be_signed_for_a_service_that_is_here(
    wire: Simulator, http: aiohttp.ClientSession, headers: dict[str, str], status: int, code: str
) -> None:
    async with http.get(f"{wire.url}/apps", headers=headers) as response:
        assert (response.status, response.headers["x-amzn-ErrorType"]) == (status, code)


async def test_expired_credentials_are_refused_before_anything_else(wire: Simulator) -> None:
    wire.behave(Behaviour(is_expired=True))
    with pytest.raises(ClientError, match="security token included in the request is expired") as caught:
        await Boto(wire.url)("list_apps")
    assert caught.value.response["Error"]["Code"] == "ExpiredTokenException"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    wire.behave(None)
    assert await Boto(wire.url)("list_jobs", appId="d1", branchName="b")


async def test_a_denial_spells_message_with_a_capital(
    wire: Simulator, script: SmallScript, http: aiohttp.ClientSession
) -> None:
    script.answers["GetApp"] = Fault("AccessDeniedException", "User is not authorized", 403)
    async with http.get(f"{wire.url}/apps/d1", headers=sign()) as response:
        assert await response.json() == {"Message": "User is not authorized"}


async def test_an_address_is_signed_wherever_it_stands(
    wire: Simulator, script: SmallScript, http: aiohttp.ClientSession
) -> None:
    script.answers["GetArtifactUrl"] = {"artifactId": "a", "artifactUrl": Presigned("/a b", 60)}
    async with http.get(f"{wire.url}/artifacts/a", headers=sign()) as response:
        assert (await response.json())["artifactUrl"].startswith(f"{wire.url}/_s3/a%20b?X-Amz-Algorithm=")


async def test_what_cannot_travel_is_an_internal_failure(wire: Simulator, script: SmallScript) -> None:
    script.answers["ListApps"] = {"apps": [object()]}
    with pytest.raises(ClientError) as caught:
        await Boto(wire.url)("list_apps")
    assert caught.value.response["Error"]["Code"] == "InternalFailureException"


def test_the_scripts_job_is_a_job() -> None:
    assert set(JOB) <= set(find_operation("StopJob").answer.members["jobSummary"].shape.members)
