from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from amplify_tui.simulator.contract import Fault
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
