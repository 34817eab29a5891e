"""Every way an answer can be wrong ends in one of our errors, with one clean line and a hint."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from amplify_tui.model.settings import Settings
from amplify_tui.services import errors
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.clock import SystemClock
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.ports import Page
from tests.services.conftest import APP, BRANCH, JOB, TARGET, settings
from tests.services.faulty_server import Reply, fail, page_of_html, serve_faults, tell

if TYPE_CHECKING:
    from amplify_tui.services.ports import Gateway
    from tests.clock import ManualClock
    from tests.services.faulty_server import FaultyServer

TOKEN = "X-Amz-Security-Token=VERYSECRET&x"


async def ask_error(
    gateway: Gateway, faulty: FaultyServer, reply: Reply, *, is_write: bool = False
) -> errors.ApiError:
    faulty.give(reply)
    with pytest.raises(errors.ApiError) as caught:
        await (gateway.stop_job(JOB) if is_write else gateway.list_jobs(BRANCH))
    error = caught.value
    assert error.message.isprintable()
    assert len(error.message) < 600
    assert "VERYSECRET" not in repr((error, error.message, error.hint, error.code))
    return error


@pytest.mark.parametrize(
    ("code", "message", "status", "kind"),  # sent as a write, which is not tried again
    [
        ("BadRequestException", "Rate exceeded while calling ListJobs", 400, errors.ThrottledError),
        ("ThrottlingException", "slow down", 400, errors.ThrottledError),
        ("TooManyRequestsException", "", 429, errors.ThrottledError),
        ("LimitExceededException", "too much", 429, errors.ThrottledError),
        (
            "LimitExceededException",
            "The requested branch arn:aws:amplify:x already have pending or running jobs",
            429,
            errors.BusyBranchError,
        ),
        ("ExpiredTokenException", TOKEN, 403, errors.CredentialsError),
        ("UnrecognizedClientException", TOKEN, 403, errors.CredentialsError),
        ("InvalidSignatureException", f"should have been {TOKEN}", 403, errors.CredentialsError),
        ("SignatureDoesNotMatch", TOKEN, 403, errors.CredentialsError),
        ("RequestTimeTooSkewed", TOKEN, 403, errors.CredentialsError),
        ("RequestExpired", TOKEN, 400, errors.CredentialsError),
        ("AccessDeniedException", "User: x is not authorized", 403, errors.DeniedError),
        ("UnauthorizedException", "no", 401, errors.DeniedError),
        ("NotFoundException", "App d1 not found", 404, errors.NotFoundError),
        ("ResourceNotFoundException", "no", 404, errors.NotFoundError),
        ("BadRequestException", "Operation not supported", 400, errors.RefusedError),
        ("ValidationException", f"Value at 'appId' {TOKEN}", 400, errors.RefusedError),
        ("InternalFailureException", "", 500, errors.UnreachableError),
        ("InternalServiceException", "", 504, errors.UnreachableError),
        ("GatewayTimeoutException", "", 504, errors.UnreachableError),
        ("DependentServiceFailureException", "", 503, errors.UnreachableError),
        ("UnknownOperationException", "", 404, errors.BadAnswerError),
        ("Brand\x1b[31mNewException", "a\nb\x1b]0;title\x07", 400, errors.RefusedError),
    ],
)
async def test_an_error_code_says_which_error(  # noqa: PLR0917 - what comes in, what comes out
    gateway: Gateway,
    faulty: FaultyServer,
    code: str,
    message: str,
    status: int,
    kind: type[errors.ApiError],
) -> None:
    reply = Reply(json.dumps({"__type": code, "message": message}).encode(), status)
    error = await ask_error(gateway, faulty, reply, is_write=True)
    assert type(error) is kind
    assert error.hint


async def test_hints_name_the_command_the_clock_and_the_policy(
    gateway: Gateway, faulty: FaultyServer
) -> None:
    expired = await ask_error(gateway, faulty, fail("ExpiredTokenException", status=403))
    assert "`aws sso login --profile demo`" in expired.hint
    skewed = await ask_error(gateway, faulty, fail("RequestTimeTooSkewed", status=403))
    assert "clock" in skewed.hint
    denied = await ask_error(gateway, faulty, fail("AccessDeniedException", status=403))
    assert "ListJobs" in denied.message
    assert "amplify:ListJobs" in denied.hint


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(sent=0), errors.UnreachableError),
        (Reply(b"x" * 4096, sent=10), errors.UnreachableError),
        (page_of_html(503), errors.UnreachableError),
        (page_of_html(504), errors.UnreachableError),
        (page_of_html(429), errors.ThrottledError),
    ],
)
async def test_a_lost_answer_is_told_from_a_wrong_one(
    gateway: Gateway, faulty: FaultyServer, reply: Reply, kind: type[errors.ApiError]
) -> None:
    assert type(await ask_error(gateway, faulty, reply, is_write=True)) is kind


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (page_of_html(200), errors.BadAnswerError),
        (page_of_html(403), errors.BadAnswerError),
        (page_of_html(404), errors.BadAnswerError),
        (Reply(b""), errors.BadAnswerError),
        (Reply(b"{"), errors.BadAnswerError),
        (Reply(b"[]"), errors.BadAnswerError),
        (Reply(b"null"), errors.BadAnswerError),
        (Reply(b"\xff\xfe"), errors.BadAnswerError),
        (tell(), errors.BadAnswerError),
        (tell(jobSummaries=None), errors.BadAnswerError),
        (tell(jobSummaries="x"), errors.BadAnswerError),
        (tell(jobSummaries={"jobId": "1"}), errors.BadAnswerError),
        (tell(jobSummaries=[None]), errors.BadAnswerError),
        (tell(jobSummaries=["x"]), errors.BadAnswerError),
        (tell(jobSummaries=[{}]), errors.BadAnswerError),
        (tell(jobSummaries=[{"jobId": "x1"}]), errors.BadAnswerError),
        (tell(jobSummaries=[{"jobId": ["1"]}]), errors.BadAnswerError),
        (tell(jobSummaries=[{"jobId": "1", "status": {"a": 1}}]), errors.BadAnswerError),
        (tell(jobSummaries=[], nextToken=["x"]), errors.BadAnswerError),
    ],
)
async def test_an_answer_that_is_none_is_never_taken_for_an_empty_list(
    gateway: Gateway, faulty: FaultyServer, reply: Reply, kind: type[errors.ApiError]
) -> None:
    assert type(await ask_error(gateway, faulty, reply)) is kind


async def test_what_is_missing_is_named(gateway: Gateway, faulty: FaultyServer) -> None:
    assert "jobSummaries" in (await ask_error(gateway, faulty, tell())).message
    assert "lacks jobId" in (await ask_error(gateway, faulty, tell(jobSummaries=[{"status": "x"}]))).message


@pytest.mark.parametrize("time", ["soon", 1e300, True, [], {}, "", 0])
async def test_a_time_nobody_can_read_hides_no_job(
    gateway: Gateway, faulty: FaultyServer, time: object
) -> None:
    faulty.give(tell(jobSummaries=[{"jobId": "1", "startTime": time, "endTime": 1_763_761_034_123}]))
    (job,) = (await gateway.list_jobs(BRANCH)).items
    assert job.started_at is None
    assert job.ended_at is not None
    assert job.ended_at.year == 2025
    assert job.status == "UNKNOWN"


names = st.sampled_from(
    [
        "apps",
        "branches",
        "jobSummaries",
        "job",
        "summary",
        "steps",
        "stepName",
        "appId",
        "branchName",
        "jobId",
        "status",
        "startTime",
        "screenshots",
        "logUrl",
        "nextToken",
        "productionBranch",
        "appArn",
        "name",
        "displayName",
        "activeJobId",
    ]
)
bodies = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=5),
    max_leaves=25,
)


def test_no_json_whatsoever_is_a_crash() -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        faulty = runner.run(stack.enter_async_context(serve_faults()))
        connector = AwsConnector(settings(faulty.url), CallJournal(), SystemClock(), is_isolated=True)
        gateway = runner.run(connector.connect(TARGET))

        async def ask_everything(body: object) -> None:
            faulty.give(Reply(json.dumps(body).encode()))
            asks = (
                gateway.list_apps(),
                gateway.list_branches(APP),
                gateway.list_jobs(BRANCH),
                gateway.get_job(JOB),
            )
            for result in await asyncio.gather(*asks, return_exceptions=True):
                assert isinstance(result, errors.ApiError | tuple | Page), result

        @given(body=bodies)
        @hypothesis_settings(max_examples=150, deadline=None)
        def check(body: object) -> None:
            runner.run(ask_everything(body))

        check()
        runner.run(connector.close())
        runner.run(stack.aclose())


async def test_nobody_listening_is_unreachable_and_says_so(journal: CallJournal, clock: ManualClock) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    connector = AwsConnector(Settings(endpoint_url=url), journal, clock, is_isolated=True)
    gateway = await connector.connect(TARGET)
    with pytest.raises(errors.UnreachableError, match="cannot be reached") as caught:
        await gateway.list_jobs(BRANCH)
    assert url in caught.value.message
    await connector.close()


async def test_a_cancelled_call_is_noted_as_such(
    gateway: Gateway, faulty: FaultyServer, journal: CallJournal
) -> None:
    faulty.give(Reply(is_late=True))
    task = asyncio.create_task(gateway.list_jobs(BRANCH))
    async with asyncio.timeout(60):
        await faulty.has_received(1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert [call.error for call in journal.recent()] == ["Cancelled"]
