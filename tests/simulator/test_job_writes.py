"""What starting, retrying, stopping and deleting a job does to the world."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.scenarios import SCENARIOS
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk


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


def test_a_second_stop_does_not_put_the_end_off() -> None:
    once, twice = Desk(), Desk()
    for desk in (once, twice):
        desk.start("docs", "main")
        desk.stop("docs", "main", 133, after=30.0)
    assert twice.stop("docs", "main", 133, after=33.0)["status"] == "CANCELLING"
    ends = [desk.jobs("docs", "main", after=90.0)[0]["endTime"] for desk in (once, twice)]
    assert ends[0] == ends[1]


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
