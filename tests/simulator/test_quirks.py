"""What was seen of Amplify's answers and is in no manual, each seen again over HTTP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
import yarl

from tests.simulator.clients import sign
from tests.simulator.tour import REGION, Tour, find_step

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock

RECORD = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \[(INFO|WARNING|ERROR)\]: .*| {33,36}.*|")


@pytest.fixture
def scenario() -> str:
    return "busy"


@pytest.fixture
def tour(simulator: Simulator) -> Tour:
    return Tour(simulator.url)


async def read(http: aiohttp.ClientSession, address: str, **headers: str) -> tuple[int, bytes]:
    async with http.get(yarl.URL(address, encoded=True), headers=headers) as response:
        return response.status, await response.read()


async def test_a_running_job_lacks_its_type_and_its_end(tour: Tour) -> None:
    """Members called *required* go missing: a RUNNING GetJob summary had no jobType and no endTime."""
    job = await tour.newest(await tour.place("storefront", "main"), "RUNNING")
    assert "startTime" in job["summary"]
    assert not {"jobType", "endTime"} & set(job["summary"])


async def test_the_answer_to_a_start_lacks_type_and_start(
    tour: Tour, simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    """StartJob's answer has no startTime and no jobType."""
    place = await tour.place("landing-page", "main")
    address = f"{simulator.url}/apps/{place['appId']}/branches/main/jobs"
    async with http.post(address, json={"jobType": "RELEASE"}, headers=sign(region=REGION)) as response:
        started = (await response.json())["jobSummary"]
    assert started["status"] == "PENDING"
    assert not {"startTime", "jobType", "endTime"} & set(started)


async def test_the_answer_to_a_deployment_has_three_members(tour: Tour) -> None:
    """StartDeployment's has only jobArn, jobId, status."""
    place = await tour.place("brochure", "staging")
    answer = await tour.amplify("start_deployment", **place, sourceUrl="https://example.org/site.zip")
    assert set(answer["jobSummary"]) == {"jobArn", "jobId", "status"}
    assert (await tour.jobs(place))[0]["jobId"] == answer["jobSummary"]["jobId"]


async def test_a_manual_deployment_has_no_commit(
    tour: Tour, simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    """`commitId` is null for manual deployments."""
    place = await tour.place("brochure", "production")
    address = f"{simulator.url}/apps/{place['appId']}/branches/production/jobs"
    async with http.get(address, headers=sign(region=REGION)) as response:
        jobs = (await response.json())["jobSummaries"]
    assert {job["jobType"] for job in jobs} == {"MANUAL"}
    assert [job["commitId"] for job in jobs] == [None] * len(jobs)


async def test_a_waiting_job_has_a_null_start(
    tour: Tour, simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    """AWS's own console crashed on a null `startTime` (#1452)."""
    place = await tour.place("legacy-intranet", "master")
    address = f"{simulator.url}/apps/{place['appId']}/branches/master/jobs?maxResults=1"
    async with http.get(address, headers=sign(region=REGION)) as response:
        newest = (await response.json())["jobSummaries"][0]
    assert newest["status"] == "PENDING"
    assert newest["startTime"] is None


async def test_cancelling_can_last_very_long(tour: Tour, clock: ManualClock) -> None:
    """CANCELLING can last very long (#1533)."""
    place = await tour.place("legacy-intranet", "master")
    job_id = (await tour.newest(place, "CANCELLING"))["summary"]["jobId"]
    clock.advance(6 * 3600)
    assert (await tour.job(place, job_id))["summary"]["status"] == "CANCELLING"


async def test_job_ids_are_padded_in_arns_and_active_ids_alone(tour: Tour) -> None:
    """`jobId` is unpadded (`28`), the ARN and `activeJobId` pad it to ten digits."""
    place = await tour.place("docs", "ünï/çødé")
    for job in await tour.jobs(place):
        assert job["jobId"] == str(int(job["jobId"]))
        assert job["jobArn"].endswith(f"/branches/ünï/çødé/jobs/{int(job['jobId']):010}")
    assert re.fullmatch(r"0{8}\d\d", (await tour.branch(place))["activeJobId"])


async def test_job_ids_count_up_from_one_in_each_branch(tour: Tour) -> None:
    """Ids count up per branch from 1."""
    for app, branch in (("docs", "main"), ("storefront", "main")):
        ids = [int(job["jobId"]) for job in await tour.jobs(await tour.place(app, branch))]
        assert ids == list(range(len(ids), 0, -1))
        assert len(ids) > 50


async def test_a_commit_may_be_just_head(tour: Tour) -> None:
    """`commitId` is `HEAD` for a RELEASE without one, for incoming webhooks and for the first build."""
    place = await tour.place("docs", "main")
    jobs = await tour.jobs(place)
    hooked = [job["commitId"] for job in jobs if job["jobType"] == "WEB_HOOK"]
    assert jobs[-1]["commitId"] == "HEAD"
    assert hooked == ["HEAD"] * len(hooked) != []
    answer = await tour.amplify("start_job", **place, jobType="RELEASE")
    assert answer["jobSummary"]["commitId"] == "HEAD"


async def test_the_real_sha_of_head_is_in_the_log_alone(tour: Tour, http: aiohttp.ClientSession) -> None:
    """The real SHA is then only in the log, if there is a line `# Switching to commit: <sha>`."""
    place = await tour.place("docs", "main")
    hooked = next(job for job in await tour.jobs(place) if job["jobType"] == "WEB_HOOK")
    job = await tour.job(place, hooked["jobId"])
    _, log = await read(http, find_step(job, "BUILD")["logUrl"])
    assert re.search(rb"# Switching to commit: [0-9a-f]{40}\n", log)


async def test_a_repositorys_job_builds_deploys_and_verifies(tour: Tour) -> None:
    """BUILD, DEPLOY, VERIFY; a test phase exists when the build spec has `test:`."""
    for app, names in (
        ("docs", ["BUILD", "DEPLOY", "VERIFY"]),
        ("storefront", ["BUILD", "TEST", "DEPLOY", "VERIFY"]),
    ):
        job = await tour.newest(await tour.place(app, "main"), "SUCCEED")
        assert [step["stepName"] for step in job["steps"]] == names


async def test_a_manual_job_deploys_and_verifies(tour: Tour) -> None:
    """Of a manual deployment: DEPLOY, VERIFY."""
    job = await tour.newest(await tour.place("brochure", "production"), "SUCCEED")
    assert [step["stepName"] for step in job["steps"]] == ["DEPLOY", "VERIFY"]


async def test_a_pending_job_has_no_steps(tour: Tour) -> None:
    """A PENDING job may have no steps at all."""
    assert (await tour.newest(await tour.place("legacy-intranet", "master"), "PENDING"))["steps"] == []


async def test_a_running_job_need_not_have_a_running_step(tour: Tour, clock: ManualClock) -> None:
    """A job was RUNNING for 1.5 minutes between the end of BUILD and the start of DEPLOY."""
    place = await tour.place("storefront", "main")
    job_id = (await tour.newest(place, "RUNNING"))["summary"]["jobId"]
    idle = 0
    for _ in range(40):
        clock.advance(10)
        job = await tour.job(place, job_id)
        if job["summary"]["status"] == "RUNNING":
            idle += all(step["status"] != "RUNNING" for step in job["steps"])
    assert idle >= 8


async def test_a_failed_build_gives_no_reason(tour: Tour, http: aiohttp.ClientSession) -> None:
    """A failed BUILD has no `statusReason`. Its DEPLOY is CANCELLED, with a logUrl that serves zero bytes."""
    job = await tour.newest(await tour.place("docs", "main"), "FAILED")
    build, deploy = find_step(job, "BUILD"), find_step(job, "DEPLOY")
    assert (build["status"], build.get("statusReason")) == ("FAILED", None)
    assert deploy["status"] == "CANCELLED"
    assert await read(http, deploy["logUrl"]) == (200, b"")


async def test_a_log_has_a_long_presigned_address(tour: Tour) -> None:
    """`{appId}/{branch}/{jobId padded to 10}/BUILD/log.txt?X-Amz-…`, 3600 s, about 1,300 characters."""
    place = await tour.place("docs", "ünï/çødé")
    job = await tour.newest(place, "SUCCEED")
    build = find_step(job, "BUILD")
    address = yarl.URL(build["logUrl"], encoded=True)
    padded = f"{int(job['summary']['jobId']):010}"
    assert address.path.endswith(f"/{place['appId']}/ünï/çødé/{padded}/BUILD/log.txt")
    assert yarl.URL(build["artifactsUrl"], encoded=True).path.endswith("/BUILD/artifacts.zip")
    query = parse_qs(address.raw_query_string)
    assert query["X-Amz-Expires"] == ["3600"]
    assert query["X-Amz-Security-Token"]
    assert 1_200 < len(build["logUrl"]) < 1_400


async def test_addresses_are_signed_anew_at_every_look(tour: Tour) -> None:
    """The logUrl is signed anew at every GetJob."""
    place = await tour.place("docs", "main")
    first, second = [find_step(await tour.newest(place, "SUCCEED"), "BUILD")["logUrl"] for _ in range(2)]
    assert first != second
    assert first.partition("?")[0] == second.partition("?")[0]


async def test_storage_answers_403_404_and_416(
    tour: Tour, http: aiohttp.ClientSession, clock: ManualClock
) -> None:
    """S3 answers 403 when expired, 404 when not there yet, 416 for a range past the end."""
    place = await tour.place("customer-portal", "develop")
    job = await tour.newest(place, "RUNNING")
    build, deploy = find_step(job, "BUILD"), find_step(job, "DEPLOY")
    assert (await read(http, deploy["logUrl"]))[0] == 404
    assert (await read(http, build["logUrl"], Range="bytes=90000000-"))[0] == 416
    clock.advance(3600)
    assert (await read(http, build["logUrl"]))[0] == 403


async def test_screenshots_are_left_of_old_jobs_alone(tour: Tour, http: aiohttp.ClientSession) -> None:
    """`screenshots` is a map name → URL, filled until late 2022; thumbnails `…/SCREENSHOTS/thumbnail.png`."""
    place = await tour.place("docs", "main")
    good = [job["jobId"] for job in (await tour.jobs(place))[:20] if job["status"] == "SUCCEED"]
    shots = [find_step(await tour.job(place, job_id), "VERIFY")["screenshots"] for job_id in good]
    shots.sort(key=len, reverse=True)
    assert {len(shot) for shot in shots} == {4, 0}
    thumbnail = (await tour.branch(place))["thumbnailUrl"]
    assert "/SCREENSHOTS/thumbnail.png?" in thumbnail
    for address in (*shots[0].values(), thumbnail):
        status, picture = await read(http, address)
        assert (status, picture[:8]) == (200, b"\x89PNG\r\n\x1a\n")


async def test_jobs_come_newest_first_and_20_a_page(tour: Tour) -> None:
    """ListJobs is newest first, 20 a page by default."""
    page = await tour.amplify("list_jobs", **await tour.place("docs", "main"))
    ids = [int(job["jobId"]) for job in page["jobSummaries"]]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 20


async def test_the_active_job_is_the_last_good_one(tour: Tour) -> None:
    """`branch.activeJobId` is the last *successful* job, so it shows no running or failed build."""
    newest_over = set()
    for name in ("main", "develop", "feature/login-form", "feature/checkout-v2", "pr-17"):
        place = await tour.place("storefront", name)
        jobs = await tour.jobs(place)
        good = next(job["jobId"] for job in jobs if job["status"] == "SUCCEED")
        newest_over.add(next(job["status"] for job in jobs if "endTime" in job))
        assert int((await tour.branch(place))["activeJobId"]) == int(good)
    assert newest_over > {"SUCCEED"}


async def test_the_number_of_jobs_is_zero_whatever_there_is(tour: Tour) -> None:
    """`branch.totalNumberOfJobs` was "0" with 268 jobs."""
    place = await tour.place("storefront", "main")
    assert (await tour.branch(place))["totalNumberOfJobs"] == "0"
    assert len(await tour.jobs(place)) >= 268


async def test_a_stage_may_be_none_of_the_enum(tour: Tour) -> None:
    """`branch.stage` came as `NONE`, not in the enum."""
    assert (await tour.branch(await tour.place("legacy-intranet", "master")))["stage"] == "NONE"


async def test_only_an_app_with_a_production_branch_hints_at_it(tour: Tour) -> None:
    """`app.productionBranch {status, lastDeployTime, branchName}` is there only with stage PRODUCTION."""
    hint = (await tour.app("storefront"))["productionBranch"]
    assert {"status", "lastDeployTime", "branchName"} <= set(hint)
    assert hint["branchName"] == "main"
    assert "productionBranch" not in await tour.app("legacy-intranet")


async def test_a_log_is_made_of_records_and_continuations(tour: Tour, http: aiohttp.ClientSession) -> None:
    """record = timestamp SP "[" level "]: " message LF; continuation = as many blanks as that is wide."""
    for status in ("SUCCEED", "FAILED"):
        job = await tour.newest(await tour.place("docs", "main"), status)
        _, log = await read(http, find_step(job, "BUILD")["logUrl"])
        lines = log.decode().split("\n")
        assert len(lines) > 20
        assert [line for line in lines if not RECORD.fullmatch(line)] == []
