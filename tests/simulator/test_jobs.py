from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.scenarios import SCENARIOS
from amplify_tui.simulator.tokens import write_token
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk

STATUSES = ("PENDING", "PROVISIONING", "RUNNING", "SUCCEED")


def follow(desk: Desk, app: str, branch: str, job_id: int, seconds: int = 420) -> list[Any]:
    return [desk.job(app, branch, job_id, after=float(after)) for after in range(0, seconds, 2)]


def test_a_released_job_goes_through_all_statuses_in_order() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    seen = [job["summary"]["status"] for job in follow(desk, "docs", "main", job_id)]

    assert tuple(dict.fromkeys(seen)) == STATUSES


def test_steps_run_one_after_the_other() -> None:
    desk = Desk()
    job_id = desk.start("storefront", "develop")
    names: list[str] = []
    for job in follow(desk, "storefront", "develop", job_id):
        running = [step["stepName"] for step in job["steps"] if step["status"] == "RUNNING"]
        assert len(running) <= 1
        names += running

    assert tuple(dict.fromkeys(names)) == ("BUILD", "TEST", "DEPLOY", "VERIFY")


def test_no_step_runs_for_a_minute_and_a_half_between_build_and_deploy() -> None:
    desk = Desk()
    job_id = desk.start("support-chat", "main")
    idle = [
        job
        for job in follow(desk, "support-chat", "main", job_id, 600)
        if job["summary"]["status"] == "RUNNING"
        and job["steps"][0]["status"] == "SUCCEED"
        and all(step["status"] == "PENDING" for step in job["steps"][1:])
    ]

    assert 43 <= len(idle) <= 46


def test_a_waiting_job_has_neither_steps_nor_a_start() -> None:
    desk = Desk()
    job = desk.job("docs", "main", desk.start("docs", "main"))

    assert job["steps"] == []
    assert job["summary"]["startTime"] is None
    assert job["summary"]["status"] == "PENDING"


def test_the_past_tells_times_in_order() -> None:
    desk = Desk()
    jobs = desk.jobs("storefront", "develop", size=50)

    assert [int(job["jobId"]) for job in jobs] == list(range(174, 124, -1))
    assert all(newer["startTime"] > older["endTime"] for newer, older in pairwise(jobs))
    assert all(
        timedelta(seconds=5) < job["endTime"] - job["startTime"] < timedelta(minutes=12) for job in jobs
    )
    assert jobs[0]["endTime"] < STARTED_AT


def test_a_retry_in_the_past_builds_the_commit_of_the_failed_job() -> None:
    jobs = {int(job["jobId"]): job for job in Desk().jobs("customer-portal", "develop", size=50)}
    retries = [
        (job, jobs[job_id - 1])
        for job_id, job in jobs.items()
        if job["jobType"] == "RETRY" and job_id - 1 in jobs
    ]

    assert retries
    assert all(old["status"] == "FAILED" and old["commitId"] == job["commitId"] for job, old in retries)


def test_pages_join_without_a_gap_when_a_job_arrives_and_one_is_deleted_between_them() -> None:
    desk = Desk()
    app_id = desk.app_id("docs")
    first = desk.ask("ListJobs", appId=app_id, branchName="main")
    last = first["jobSummaries"][-1]["jobId"]
    desk.start("docs", "main")
    desk.ask("DeleteJob", appId=app_id, branchName="main", jobId=last)
    second = desk.ask("ListJobs", appId=app_id, branchName="main", nextToken=first["nextToken"])

    assert len(first["jobSummaries"]) == len(second["jobSummaries"]) == 20
    assert int(second["jobSummaries"][0]["jobId"]) == int(last) - 1


def test_the_last_page_has_no_token() -> None:
    desk = Desk()
    app_id, token, ids = desk.app_id("docs"), None, []
    for _ in range(10):
        page = desk.ask("ListJobs", appId=app_id, branchName="ünï/çødé", nextToken=token, maxResults=50)
        ids += [int(job["jobId"]) for job in page["jobSummaries"]]
        token = page["nextToken"]
        if token is None:
            break

    assert ids == list(range(52, 0, -1))


@pytest.mark.parametrize(
    "token", ["rubbish", "%%%", "é", write_token("jobs elsewhere", "3"), write_token("apps", "d1")]
)
def test_a_token_that_is_none_of_ours_is_a_bad_request(token: str) -> None:
    desk = Desk()

    with pytest.raises(Fault) as error:
        desk.ask("ListJobs", appId=desk.app_id("docs"), branchName="main", nextToken=token)

    assert (error.value.code, error.value.status) == ("BadRequestException", 400)


def test_apps_and_branches_come_in_pages_too() -> None:
    desk = Desk()
    apps, token = [], None
    while True:
        page = desk.ask("ListApps", maxResults=3, nextToken=token)
        apps += [app["appId"] for app in page["apps"]]
        token = page["nextToken"]
        if token is None:
            break

    assert apps == [app["appId"] for app in desk.ask("ListApps")["apps"]]
    with pytest.raises(Fault):
        desk.ask("ListApps", nextToken=write_token("apps", "dgone"))


def test_the_live_job_is_the_last_that_succeeded() -> None:
    desk = Desk("failing")
    app_id = desk.app_id("docs")
    branch = desk.ask("GetBranch", appId=app_id, branchName="main")["branch"]
    jobs = desk.jobs("docs", "main", size=50)

    assert int(branch["activeJobId"]) == next(int(job["jobId"]) for job in jobs if job["status"] == "SUCCEED")


def test_a_busy_branch_takes_no_other_job() -> None:
    desk = Desk()
    desk.start("docs", "main")

    with pytest.raises(Fault, match="already have pending or running jobs") as error:
        desk.start("docs", "main", after=30.0)

    assert (error.value.code, error.value.status) == ("LimitExceededException", 429)


def test_pushes_to_one_branch_are_built_one_after_the_other() -> None:
    desk = Desk("busy")
    region = desk.world.region("eu-west-1")
    now = (STARTED_AT + timedelta(hours=12)).timestamp()
    pairs = [pair for site in region.sites for pair in pairwise(desk.world.live(site, now))]

    assert sum(newer.arrived < older.ended for older, newer in pairs) > 10
    assert all(older.ended <= newer.started for older, newer in pairs)


def test_a_running_job_is_told_without_its_type_and_its_end() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    running = desk.job("docs", "main", job_id, after=30.0)["summary"]
    ended = desk.job("docs", "main", job_id, after=900.0)["summary"]

    assert not {"jobType", "endTime"} & set(running)
    assert (ended["jobType"], ended["endTime"] is None) == ("RELEASE", False)


def test_a_past_retry_of_head_built_another_commit() -> None:
    desk = Desk("failing")
    region = desk.world.region("eu-west-1")
    pairs = [
        (desk.world.history.build(site, n - 1).commit, desk.world.history.build(site, n).commit)
        for site in region.sites
        for n in range(2, site.plan.jobs + 1)
        if desk.world.history.build(site, n).job_type == "RETRY"
    ]
    of_head = [(old, new) for old, new in pairs if old.sha == "HEAD"]

    assert of_head
    assert all(new.sha == "HEAD" and new.built != old.built for old, new in of_head)


def test_a_sixth_job_waits_until_one_of_five_has_ended() -> None:
    desk = Desk()
    for branch in ("main", "develop", "feature/login-form", "feature/checkout-v2", "release/2026.11"):
        desk.start("storefront", branch)
    sixth = desk.start("docs", "main", after=1.0)

    assert desk.job("docs", "main", sixth, after=100.0)["summary"]["status"] == "PENDING"
    assert desk.job("docs", "main", sixth, after=600.0)["summary"]["status"] == "SUCCEED"


def test_stopping_one_of_five_lets_the_sixth_move_up() -> None:
    desk = Desk()
    ids = [desk.start("storefront", branch) for branch in ("main", "develop", "pr-17", "feature/checkout-v2")]
    desk.start("customer-portal", "main")
    sixth = desk.start("docs", "main", after=1.0)
    desk.stop("storefront", "main", ids[0], after=20.0)

    assert desk.job("docs", "main", sixth, after=40.0)["summary"]["status"] != "PENDING"


@pytest.mark.parametrize("job_type", ["MANUAL", "WEB_HOOK"])
def test_jobs_of_some_types_cannot_be_started(job_type: str) -> None:
    with pytest.raises(Fault, match=f"The requested jobType {job_type} does not support."):
        Desk().start("docs", "main", jobType=job_type)


@pytest.mark.parametrize("job_type", ["RELEASE", "RETRY"])
def test_an_app_without_a_repository_starts_nothing(job_type: str) -> None:
    with pytest.raises(Fault, match="not connected") as error:
        Desk().start("brochure", "production", jobType=job_type, jobId="3")

    assert error.value.code == "BadRequestException"


def test_a_retry_needs_the_id_of_a_job() -> None:
    with pytest.raises(Fault, match="jobId"):
        Desk().start("docs", "main", jobType="RETRY")


def test_a_retry_is_a_new_job_of_the_same_commit() -> None:
    desk = Desk()
    old = next(job for job in desk.jobs("docs", "main") if job["commitId"] != "HEAD")
    job_id = desk.start("docs", "main", jobType="RETRY", jobId=old["jobId"])
    new = desk.jobs("docs", "main")[0]

    assert job_id == int(new["jobId"]) == 133
    assert (new["jobType"], new["commitId"], new["commitMessage"]) == (
        "RETRY",
        old["commitId"],
        old["commitMessage"],
    )


def test_a_retry_of_head_builds_the_head_of_today() -> None:
    desk = Desk()
    old = next(job for job in desk.jobs("storefront", "main", size=50) if job["jobType"] == "WEB_HOOK")
    job_id = desk.start("storefront", "main", jobType="RETRY", jobId=old["jobId"])
    before = desk.log("storefront", "main", int(old["jobId"])) or ""
    after = desk.log("storefront", "main", job_id, after=600.0) or ""

    def built(log: str) -> str:
        return next(line.rpartition(" ")[2] for line in log.splitlines() if "# Switching to commit:" in line)

    assert desk.jobs("storefront", "main")[0]["commitId"] == "HEAD"
    assert built(before) != built(after)


def test_a_release_keeps_commit_and_message() -> None:
    desk = Desk()
    committed = STARTED_AT - timedelta(hours=2)
    desk.start("docs", "main", commitId="abc123", commitMessage="Say it [loud]", commitTime=committed)
    job = desk.jobs("docs", "main")[0]

    assert (job["commitId"], job["commitMessage"], job["jobType"]) == ("abc123", "Say it [loud]", "RELEASE")
    assert job["commitTime"] == committed


def test_a_running_job_is_cancelled_a_while_after_it_was_stopped() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    answer = desk.stop("docs", "main", job_id, after=30.0)
    steps = desk.job("docs", "main", job_id, after=60.0)["steps"]

    assert answer["status"] == "CANCELLING"
    assert desk.jobs("docs", "main", after=60.0)[0]["status"] == "CANCELLED"
    assert [step["status"] for step in steps] == ["CANCELLED"] * 3
    assert desk.start("docs", "main", after=61.0) == job_id + 1


def test_a_job_that_waits_in_vain_can_be_stopped_at_once() -> None:
    desk = Desk("busy")
    stuck = desk.jobs("legacy-intranet", "master")[0]

    assert stuck["status"] == "PENDING"
    assert desk.jobs("legacy-intranet", "master", after=86_400.0)[0]["status"] == "PENDING"
    assert desk.stop("legacy-intranet", "master", int(stuck["jobId"]), after=5.0)["status"] == "CANCELLED"


def test_a_job_that_was_stopped_while_it_waited_never_gets_a_start() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    desk.stop("docs", "main", job_id, after=1.0)
    job = desk.jobs("docs", "main", after=3_600.0)[0]

    assert (job["status"], job["startTime"]) == ("CANCELLED", None)
    assert job["endTime"] == STARTED_AT + timedelta(seconds=1)


def test_cancelling_can_last() -> None:
    desk = Desk("busy")
    hanging = desk.jobs("legacy-intranet", "master", after=7_200.0)[1]

    assert hanging["status"] == "CANCELLING"
    assert desk.stop("legacy-intranet", "master", int(hanging["jobId"]), after=7_200.0) == hanging


def test_a_stop_on_a_sticky_branch_hangs_for_more_than_half_an_hour() -> None:
    desk = Desk()
    job_id = desk.start("legacy-intranet", "master")
    desk.stop("legacy-intranet", "master", job_id, after=30.0)

    assert desk.jobs("legacy-intranet", "master", after=1_800.0)[0]["status"] == "CANCELLING"
    assert desk.jobs("legacy-intranet", "master", after=2_600.0)[0]["status"] == "CANCELLED"


@pytest.mark.parametrize("operation", ["StopJob", "DeleteJob"])
def test_what_is_over_cannot_be_stopped_and_what_is_not_cannot_be_deleted(operation: str) -> None:
    desk = Desk()
    job_id = 132 if operation == "StopJob" else desk.start("docs", "main")

    with pytest.raises(Fault) as error:
        desk.ask(operation, appId=desk.app_id("docs"), branchName="main", jobId=str(job_id))

    assert error.value.code == "BadRequestException"


def test_a_deleted_job_is_gone_and_its_id_is_not_given_again() -> None:
    desk = Desk()
    job_id = desk.start("docs", "main")
    app_id = desk.app_id("docs")
    desk.ask("DeleteJob", after=900.0, appId=app_id, branchName="main", jobId=str(job_id))

    assert desk.jobs("docs", "main", after=900.0)[0]["jobId"] == str(job_id - 1)
    assert desk.start("docs", "main", after=901.0) == job_id + 1


def test_a_write_takes_the_id_that_a_later_push_would_have_got() -> None:
    desk = Desk("busy")
    quiet = [job["jobId"] for job in desk.jobs("support-chat", "main", after=100_000.0, size=50)]
    started = desk.start("support-chat", "main", after=0.0)
    ids = [int(job["jobId"]) for job in desk.jobs("support-chat", "main", after=100_000.0, size=50)]

    assert started == 92
    assert str(started) not in quiet or ids[0] == int(quiet[0]) + 1
    assert ids == sorted(set(ids), reverse=True)


def test_a_failing_build_names_no_reason_and_cancels_what_follows() -> None:
    desk = Desk("failing")
    failed = next(
        job
        for summary in desk.jobs("customer-portal", "develop", size=50)
        if summary["status"] == "FAILED"
        and (job := desk.job("customer-portal", "develop", int(summary["jobId"])))["steps"][0]["status"]
        == "FAILED"
    )

    assert "statusReason" not in failed["steps"][0]
    assert [step["status"] for step in failed["steps"]] == ["FAILED", "CANCELLED", "CANCELLED"]
    stored = desk.fetch(failed["steps"][1]["logUrl"])
    assert stored is not None
    assert stored.body == b""


def test_a_manual_deployment_has_no_build_and_no_commit() -> None:
    desk = Desk()
    jobs = desk.jobs("brochure", "production", size=50)
    steps = desk.job("brochure", "production", 54)["steps"]

    assert {(job["jobType"], job["commitId"]) for job in jobs} == {("MANUAL", None)}
    assert [step["stepName"] for step in steps] == ["DEPLOY", "VERIFY"]
    assert any("sourceUrl" in job for job in jobs)


def test_manual_deployments_and_web_hooks_arrive_as_well() -> None:
    desk = Desk("busy")
    region = desk.world.region("eu-west-1")
    now = (STARTED_AT + timedelta(hours=12)).timestamp()
    types = {build.job_type for site in region.sites for build in desk.world.live(site, now)}

    assert {"MANUAL", "WEB_HOOK", "RELEASE"} <= types
    assert SCENARIOS["busy"].push_seconds is not None
