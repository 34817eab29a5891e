"""AmplifyBackend's answers become values, and apps without a backend have none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.backend_jobs import BackendJobFilter
from amplify_tui.model.keys import BackendJobKey
from amplify_tui.services.errors import (
    BadAnswerError,
    DeniedError,
    NotFoundError,
    ThrottledError,
    UnreachableError,
)
from tests.services.conftest import APP, ENVIRONMENT
from tests.services.faulty_server import fail, tell

if TYPE_CHECKING:
    from amplify_tui.services.errors import ApiError
    from amplify_tui.services.ports import Gateway
    from tests.services.faulty_server import FaultyServer

JOB = BackendJobKey(ENVIRONMENT, "j-1")
ROW = {
    "appId": "d1",
    "backendEnvironmentName": "staging",
    "jobId": "j-1",
    "operation": "GenerateBackendAPIModels",
}


async def test_environments_come_from_every_page(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(
        tell(backendEnvironments=[{"environmentName": "dev", "stackName": "s"}], nextToken="t"),
        tell(backendEnvironments=[{"environmentName": "prod"}]),
    )
    found = await gateway.list_environments(APP)
    assert [(each.key.name, each.stack_name) for each in found] == [("dev", "s"), ("prod", None)]
    assert faulty.received[1].query == {"maxResults": "50", "nextToken": "t"}


async def test_where_amplify_names_no_environment_the_backend_is_asked(
    gateway: Gateway, faulty: FaultyServer
) -> None:
    faulty.give(tell(backendEnvironments=[]), tell(appId="d1", backendEnvironmentList=["dev", "dev", "prod"]))
    assert [each.key.name for each in await gateway.list_environments(APP)] == ["dev", "prod"]
    assert faulty.received[1].path == "/backend/d1/details"


@pytest.mark.parametrize("code", ["NotFoundException", "BadRequestException"])
async def test_an_app_without_backend_has_no_environments(
    gateway: Gateway, faulty: FaultyServer, code: str
) -> None:
    faulty.give(tell(backendEnvironments=[]), fail(code, status=404))
    assert await gateway.list_environments(APP) == ()


async def test_not_being_allowed_to_look_is_not_the_same_as_having_none(
    gateway: Gateway, faulty: FaultyServer
) -> None:
    faulty.give(tell(backendEnvironments=[]), fail("AccessDeniedException", status=403))
    with pytest.raises(DeniedError) as caught:
        await gateway.list_environments(APP)
    assert "amplifybackend:GetBackend" in caught.value.hint


@pytest.mark.parametrize("answer", [tell(appId="d2"), tell(), tell(appId="d1", backendEnvironmentList=[7])])
async def test_a_backend_that_is_another_or_none_is_an_error(
    gateway: Gateway, faulty: FaultyServer, answer: object
) -> None:
    faulty.give(tell(backendEnvironments=[]), answer)  # type: ignore[arg-type]
    with pytest.raises(BadAnswerError):
        await gateway.list_environments(APP)


async def test_jobs_are_filtered_by_the_server(gateway: Gateway, faulty: FaultyServer) -> None:
    row = {
        **ROW,
        "status": "FAILED",
        "createTime": "1763761034123",
        "updateTime": "yesterday",
        "error": "boom",
    }
    faulty.give(tell(jobs=[row, row], nextToken="t2"))
    filters = BackendJobFilter(operation="GenerateBackendAPIModels", status="FAILED", job_id="j-1")
    page = await gateway.list_backend_jobs(ENVIRONMENT, filters, limit=100, token="t1")
    (job,) = page.items
    assert (job.key, job.status, job.error, page.next_token) == (JOB, "FAILED", "boom", "t2")
    assert job.created is not None
    assert job.created.at is not None
    assert job.updated is not None
    assert (job.updated.text, job.updated.at) == ("yesterday", None)
    assert json.loads(faulty.received[0].body) == {
        "jobId": "j-1",
        "maxResults": 25,
        "nextToken": "t1",
        "operation": "GenerateBackendAPIModels",
        "status": "FAILED",
    }


async def test_an_answer_without_jobs_is_an_error(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell())
    with pytest.raises(BadAnswerError, match="Jobs"):
        await gateway.list_backend_jobs(ENVIRONMENT, BackendJobFilter())


async def test_one_job_is_read_and_edited(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(**ROW, status="RUNNING"), tell(**ROW, status="FAILED"))
    assert (await gateway.get_backend_job(JOB)).is_going
    edited = await gateway.update_backend_job(JOB, operation="GenerateBackendAPIModels", status="FAILED")
    assert not edited.is_going
    assert json.loads(faulty.received[1].body) == {
        "operation": "GenerateBackendAPIModels",
        "status": "FAILED",
    }


async def test_another_job_than_asked_for_is_no_answer(gateway: Gateway, faulty: FaultyServer) -> None:
    faulty.give(tell(**{**ROW, "jobId": "j-2"}))
    with pytest.raises(BadAnswerError, match="another backend job"):
        await gateway.get_backend_job(JOB)


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("NotFoundException", 404, NotFoundError),
        ("TooManyRequestsException", 429, ThrottledError),
        ("LimitExceededException", 429, ThrottledError),
        ("GatewayTimeoutException", 504, UnreachableError),
        ("InternalServiceException", 504, UnreachableError),
    ],
)
async def test_both_names_of_each_error_mean_the_same(
    gateway: Gateway, faulty: FaultyServer, code: str, status: int, kind: type[ApiError]
) -> None:
    faulty.give(fail(code, status=status))
    with pytest.raises(kind):
        await gateway.update_backend_job(JOB, operation="x", status="FAILED")
    assert len(faulty.received) == 1
