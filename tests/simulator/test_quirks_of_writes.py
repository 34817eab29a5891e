"""What was seen of Amplify's refusals, writes and backend jobs, each seen again over HTTP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yarl
from botocore.exceptions import ClientError

from amplify_tui.simulator.contract import Fault
from tests.simulator.tour import Tour, find_step

if TYPE_CHECKING:
    from typing import Any

    import aiohttp

    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock


@pytest.fixture
def scenario() -> str:
    return "busy"


@pytest.fixture
def tour(simulator: Simulator) -> Tour:
    return Tour(simulator.url)


async def refuse(tour: Tour, operation: str, **parameters: str) -> tuple[int, str, str]:
    """Return status, code and text of a refusal."""
    with pytest.raises(ClientError) as caught:
        await tour.amplify(operation, **parameters)
    error, metadata = caught.value.response["Error"], caught.value.response["ResponseMetadata"]
    return metadata["HTTPStatusCode"], error["Code"], error["Message"]


async def read_sha(tour: Tour, http: aiohttp.ClientSession, place: dict[str, str], job_id: str) -> str:
    """Return the SHA that a job's log names."""
    address = find_step(await tour.job(place, job_id), "BUILD")["logUrl"]
    async with http.get(yarl.URL(address, encoded=True)) as response:
        found = re.search(r"# Switching to commit: (\w+)", await response.text())
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("scenario", ["throttled"])
async def test_throttling_may_look_like_a_bad_request(tour: Tour) -> None:
    """Throttling has come as **BadRequestException 400 "Rate exceeded while calling …"**."""
    await tour.amplify("list_apps")
    refusals = [await refuse(tour, "list_apps") for _ in range(4)]
    assert [refusal[:2] for refusal in refusals] == [
        (400, "ThrottlingException"),
        (400, "BadRequestException"),
        (429, "ThrottlingException"),
        (400, "BadRequestException"),
    ]
    assert refusals[1][2].startswith("Rate exceeded while calling ListApps")


async def test_a_busy_branch_refuses_another_job(tour: Tour) -> None:
    """Start on a busy branch: LimitExceededException 429 "The requested branch arn:… already have …"."""
    place = await tour.place("customer-portal", "develop")
    status, code, text = await refuse(tour, "start_job", **place, jobType="RELEASE")
    assert (status, code) == (429, "LimitExceededException")
    assert re.fullmatch(
        r"The requested branch arn:aws:amplify:\S+/develop already have pending or running jobs", text
    )


@pytest.mark.parametrize("scenario", ["expired"])
async def test_credentials_may_have_expired(tour: Tour) -> None:
    """Errors outside the model occur: … ExpiredTokenException."""
    assert (await refuse(tour, "list_apps"))[:2] == (403, "ExpiredTokenException")


@pytest.mark.parametrize("code", ["ValidationException", "AccessDeniedException"])
async def test_an_error_may_be_outside_the_model(tour: Tour, simulator: Simulator, code: str) -> None:
    """Errors outside the model occur: ValidationException, AccessDeniedException: branch on the *code*."""
    simulator.fail_next("ListApps", Fault(code, "no", 400))
    with pytest.raises(ClientError) as caught:
        await tour.amplify("list_apps")
    assert type(caught.value) is ClientError
    assert caught.value.response["Error"] == {"Code": code, "Message": "no"}


async def test_a_retry_makes_a_new_job(tour: Tour) -> None:
    """RETRY makes a *new* job id."""
    place = await tour.place("docs", "main")
    old = (await tour.newest(place, "FAILED"))["summary"]
    answer = await tour.amplify("start_job", **place, jobType="RETRY", jobId=old["jobId"])
    assert answer["jobSummary"]["jobId"] == str(int((await tour.jobs(place))[1]["jobId"]) + 1)
    assert answer["jobSummary"]["commitId"] == old["commitId"]


async def test_a_retry_of_head_builds_todays_head(
    tour: Tour, http: aiohttp.ClientSession, clock: ManualClock
) -> None:
    """A job whose commit is `HEAD` builds *today's* HEAD when retried (#599, #751, #1253)."""
    place = await tour.place("docs", "main")
    old = next(job for job in await tour.jobs(place) if job["commitId"] == "HEAD")["jobId"]
    answer = await tour.amplify("start_job", **place, jobType="RETRY", jobId=old)
    assert answer["jobSummary"]["commitId"] == "HEAD"
    clock.advance(1800)
    new = await read_sha(tour, http, place, answer["jobSummary"]["jobId"])
    assert new != await read_sha(tour, http, place, old)


async def test_a_manual_job_cannot_be_started(tour: Tour) -> None:
    """StartJob refuses MANUAL ("The requested jobType MANUAL does not support.")."""
    place = await tour.place("brochure", "production")
    assert await refuse(tour, "start_job", **place, jobType="MANUAL") == (
        400,
        "BadRequestException",
        "The requested jobType MANUAL does not support.",
    )


async def test_a_connected_app_takes_no_deployment(tour: Tour) -> None:
    """CreateDeployment on a connected app: "Operation not supported. App is already connected …"."""
    assert await refuse(tour, "create_deployment", **await tour.place("docs", "main")) == (
        400,
        "BadRequestException",
        "Operation not supported. App is already connected a repository.",
    )


async def test_a_deployment_needs_an_address_and_a_free_branch(tour: Tour) -> None:
    """Manual apps deploy by StartDeployment with `sourceUrl`; one at a time, as any branch."""
    place = await tour.place("brochure", "production")
    assert (await refuse(tour, "create_deployment", **place))[1] == "BadRequestException"
    assert (await refuse(tour, "start_deployment", **place))[1] == "BadRequestException"
    await tour.amplify("start_deployment", **place, sourceUrl="s3://bucket/site.zip")
    again = await refuse(tour, "start_deployment", **place, sourceUrl="s3://bucket/site.zip")
    assert again[1] == "LimitExceededException"


async def test_a_stuck_pending_job_can_be_stopped(tour: Tour) -> None:
    """StopJob works on stuck PENDING jobs."""
    place = await tour.place("legacy-intranet", "master")
    job_id = (await tour.newest(place, "PENDING"))["summary"]["jobId"]
    await tour.amplify("stop_job", **place, jobId=job_id)
    assert (await tour.job(place, job_id))["summary"]["status"] == "CANCELLED"


async def test_a_stopped_job_is_cancelling_until_it_is_not(tour: Tour, clock: ManualClock) -> None:
    """StopJob may hang in CANCELLING; show CANCELLING until ListJobs says otherwise."""
    place = await tour.place("customer-portal", "develop")
    job_id = (await tour.newest(place, "RUNNING"))["summary"]["jobId"]
    answer = await tour.amplify("stop_job", **place, jobId=job_id)
    assert answer["jobSummary"]["status"] == "CANCELLING"
    assert (await tour.jobs(place))[0]["status"] == "CANCELLING"
    clock.advance(60)
    assert (await tour.job(place, job_id))["summary"]["status"] == "CANCELLED"


async def list_backend_jobs(tour: Tour, environment: str) -> list[dict[str, Any]]:
    app_id = (await tour.app("customer-portal"))["appId"]
    pages = await tour.backend.pages("list_backend_jobs", AppId=app_id, BackendEnvironmentName=environment)
    return [job for page in pages for job in page["Jobs"]]


async def test_backend_jobs_end_completed_or_failed(tour: Tour) -> None:
    """Terminal statuses `COMPLETED`, `FAILED`; anything else is going on."""
    past = (await list_backend_jobs(tour, "prod"))[5:]
    assert {job["Status"] for job in past} == {"COMPLETED", "FAILED"}
    assert all(job["Error"] for job in past if job["Status"] == "FAILED")


async def test_backend_jobs_generate_models(tour: Tour) -> None:
    """Operation seen: `GenerateBackendAPIModels`."""
    assert "GenerateBackendAPIModels" in {job["Operation"] for job in await list_backend_jobs(tour, "dev")}


async def test_a_backend_job_can_hang_for_days(tour: Tour, clock: ManualClock) -> None:
    """Jobs can hang for days and block every push (amplify-cli#9295)."""
    stuck = (await list_backend_jobs(tour, "staging"))[0]
    clock.advance(5 * 86_400)
    newest = (await list_backend_jobs(tour, "staging"))[0]
    assert newest["JobId"] == stuck["JobId"]
    assert newest["Status"] not in {"COMPLETED", "FAILED"}


async def test_editing_the_record_is_the_lever_that_frees_a_stuck_job(tour: Tour, clock: ManualClock) -> None:
    """UpdateBackendJob(Status=…) edits the record and stops nothing; it is the only lever."""
    stuck = (await list_backend_jobs(tour, "staging"))[0]
    app_id = (await tour.app("customer-portal"))["appId"]
    key = {"AppId": app_id, "BackendEnvironmentName": "staging", "JobId": stuck["JobId"]}
    answer = await tour.backend("update_backend_job", **key, Operation=stuck["Operation"], Status="FAILED")
    assert answer["Status"] == "FAILED"
    clock.advance(3600)
    assert (await list_backend_jobs(tour, "staging"))[0]["JobId"] != stuck["JobId"]
