"""What the larger pictures need to be true: something stuck, superseded, queued, failed, going."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from amplify_tui.simulator.accounts import STAGING
from amplify_tui.simulator.scenarios import DEMO
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk


@pytest.fixture
def staging() -> Desk:
    return Desk(DEMO, account=STAGING)


def test_a_job_runs_much_longer_than_its_branchs_jobs_do(staging: Desk) -> None:
    newest, *past = staging.jobs("design-system", "main", size=50)
    longest = max(job["endTime"] - job["startTime"] for job in past if job["status"] == "SUCCEED")
    assert newest["status"] == "RUNNING"
    assert STARTED_AT - newest["startTime"] > 5 * longest
    assert staging.jobs("design-system", "main", after=900.0)[0]["status"] == "RUNNING"
    assert staging.jobs("design-system", "main", after=1_800.0)[0]["status"] == "SUCCEED"


def test_a_job_is_superseded_by_the_one_that_waits_behind_it(staging: Desk) -> None:
    newer, older = staging.jobs("orders-admin", "feature/bulk-edit")[:2]
    assert (newer["status"], older["status"]) == ("PENDING", "RUNNING")
    assert newer["commitTime"] > older["commitTime"]


def test_more_than_five_jobs_were_asked_for_and_the_rest_is_queued(staging: Desk) -> None:
    newest = [
        job
        for app_id, branch in staging.branches()
        for job in staging.ask("ListJobs", appId=app_id, branchName=branch, maxResults=2)["jobSummaries"]
    ]
    counts = Counter(job["status"] for job in newest)
    assert counts["RUNNING"] == 5
    assert counts["PENDING"] == 3
    assert staging.jobs("orders-admin", "develop")[0]["status"] == "PENDING"
    assert staging.jobs("orders-admin", "develop", after=40.0)[0]["status"] == "RUNNING"


def test_a_production_branch_failed_last_and_its_app_says_so(staging: Desk) -> None:
    app = next(app for app in staging.ask("ListApps")["apps"] if app["name"] == "orders-admin")
    assert app["productionBranch"]["status"] == "FAILED"
    assert staging.jobs("orders-admin", "main")[0]["status"] == "FAILED"
    assert "Module not found" in (staging.log("orders-admin", "main", 84) or "")


@pytest.mark.parametrize("account", ["123456789012", STAGING])
def test_some_production_branches_of_the_huge_world_failed_last(account: str) -> None:
    desk = Desk("huge", account=account)
    statuses = Counter(app["productionBranch"]["status"] for app in desk.ask("ListApps")["apps"])
    assert 3 <= statuses["FAILED"] <= 7
    assert statuses.total() == 25


@pytest.mark.parametrize("seed", [1, 7])
def test_ten_jobs_of_the_fleet_go_on_at_any_time(seed: int) -> None:
    desk = Desk("fleet", seed)
    queue = desk.world.queue(desk.world.region("eu-west-1"))
    assert len(desk.branches()) == 1_250
    for after in range(0, 660, 13):
        now = (STARTED_AT + timedelta(seconds=after)).timestamp()
        jobs = [build for build in queue.changed(0.0, now) if build.arrived <= now < build.ended]
        assert len(jobs) == len({build.site for build in jobs}) == 10


def test_jobs_of_the_fleet_start_and_end_all_the_time() -> None:
    world = Desk("fleet").world
    region = world.region("eu-west-1")
    changes = world.changes(region.account, region.name, STARTED_AT, STARTED_AT + timedelta(minutes=10))
    counts = Counter(change.status for change in changes)
    assert counts["PENDING"] >= 60
    assert counts["SUCCEED"] + counts["FAILED"] == pytest.approx(counts["PENDING"], abs=10)
    assert counts["FAILED"] >= 3
