from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amplify_tui.simulator.contract import Fault
from tests.simulator.desk import Desk


def list_jobs(desk: Desk, environment: str, *, after: float = 0.0, **filters: object) -> list[Any]:
    jobs: list[Any] = []
    token = None
    while True:
        page = desk.ask(
            "ListBackendJobs",
            after=after,
            AppId=desk.app_id("customer-portal"),
            BackendEnvironmentName=environment,
            NextToken=token,
            **filters,
        )
        jobs += page["Jobs"]
        token = page["NextToken"]
        if token is None:
            return jobs


def update(desk: Desk, job_id: str, status: str, after: float) -> Any:
    return desk.ask(
        "UpdateBackendJob",
        after=after,
        AppId=desk.app_id("customer-portal"),
        BackendEnvironmentName="staging",
        JobId=job_id,
        Operation="GenerateBackendAPIModels",
        Status=status,
    )


def test_a_page_holds_at_most_twenty_five_jobs() -> None:
    desk = Desk()
    answer = desk.ask("ListBackendJobs", AppId=desk.app_id("customer-portal"), BackendEnvironmentName="dev")

    assert len(answer["Jobs"]) == 25
    assert (
        len(list_jobs(desk, "dev"))
        == len({job["JobId"] for job in list_jobs(desk, "dev", MaxResults=7)})
        == 63
    )


def test_environments_write_times_in_three_ways() -> None:
    desk = Desk()
    times = [list_jobs(desk, name)[0]["CreateTime"] for name in ("dev", "staging", "prod")]

    assert isinstance(times[0], int)
    assert str(times[1]).endswith("Z")
    assert len(str(times[2])) == 13


def test_the_server_filters() -> None:
    desk = Desk()
    jobs = list_jobs(desk, "dev")
    failed = list_jobs(desk, "dev", Status="FAILED", MaxResults=2)
    models = list_jobs(desk, "dev", Operation="GenerateBackendAPIModels")

    assert failed == [job for job in jobs if job["Status"] == "FAILED"] != []
    assert all(job["Error"] for job in failed)
    assert models == [job for job in jobs if job["Operation"] == "GenerateBackendAPIModels"] != []
    assert list_jobs(desk, "dev", JobId=jobs[3]["JobId"]) == [jobs[3]]
    assert list_jobs(desk, "dev", Status="", Operation="") == jobs


def test_a_job_that_hangs_for_three_days_blocks_its_environment_until_its_record_is_edited() -> None:
    desk = Desk("busy")
    blocked = list_jobs(desk, "staging", after=7_200.0)
    stuck = blocked[0]
    answer = update(desk, stuck["JobId"], "FAILED", 7_200.0)
    later = list_jobs(desk, "staging", after=14_400.0)

    assert (stuck["Status"], stuck["Operation"]) == ("IN_PROGRESS", "GenerateBackendAPIModels")
    assert answer["Status"] == "FAILED"
    assert len(blocked) == 63
    assert len(later) > 63
    assert next(job for job in later if job["JobId"] == stuck["JobId"])["Status"] == "FAILED"


def test_jobs_arrive_where_nothing_hangs_and_come_to_their_end() -> None:
    desk = Desk("busy")
    before, later = list_jobs(desk, "dev", after=0.0), list_jobs(desk, "dev", after=3_600.0)
    running = [
        job
        for after in range(0, 3_600, 20)
        for job in list_jobs(desk, "dev", after=after, Status="IN_PROGRESS")
    ]

    assert len(later) > len(before)
    assert later[-len(before) :] == before
    assert running
    assert {job["Status"] for job in later} <= {"COMPLETED", "FAILED", "IN_PROGRESS"}


def test_one_job_is_told_as_in_its_list() -> None:
    desk = Desk()
    job = list_jobs(desk, "prod")[5]
    answer = desk.ask(
        "GetBackendJob",
        AppId=desk.app_id("customer-portal"),
        BackendEnvironmentName="prod",
        JobId=job["JobId"],
    )

    assert answer == job


def test_environments_are_listed_both_ways() -> None:
    desk = Desk()
    app_id = desk.app_id("customer-portal")
    listed = desk.ask("ListBackendEnvironments", appId=app_id)["backendEnvironments"]
    one = desk.ask("ListBackendEnvironments", appId=app_id, environmentName="prod")["backendEnvironments"]
    told = desk.ask("GetBackend", AppId=app_id)

    assert (
        [item["environmentName"] for item in listed]
        == told["BackendEnvironmentList"]
        == ["dev", "staging", "prod"]
    )
    assert one == [listed[2]]
    assert listed[0]["updateTime"] > listed[0]["createTime"] + timedelta(days=1)
    assert (
        desk.ask("GetBackend", AppId=app_id, BackendEnvironmentName="dev")["BackendEnvironmentName"] == "dev"
    )


def test_an_app_of_the_second_generation_has_no_backend_environment() -> None:
    desk = Desk()
    app_id = desk.app_id("support-chat")
    branch = desk.ask("GetBranch", appId=app_id, branchName="main")["branch"]

    assert desk.ask("ListBackendEnvironments", appId=app_id)["backendEnvironments"] == []
    assert branch["backend"]["stackArn"].startswith("arn:aws:cloudformation:eu-west-1:123456789012:stack/")
    with pytest.raises(Fault) as error:
        desk.ask("GetBackend", AppId=app_id)
    assert (error.value.code, error.value.status) == ("NotFoundException", 404)


@pytest.mark.parametrize(("environment", "job_id"), [("none", "x"), ("dev", "none")])
def test_an_unknown_environment_or_job_is_not_found(environment: str, job_id: str) -> None:
    desk = Desk()

    with pytest.raises(Fault) as error:
        desk.ask(
            "GetBackendJob",
            AppId=desk.app_id("customer-portal"),
            BackendEnvironmentName=environment,
            JobId=job_id,
        )

    assert error.value.status == 404
