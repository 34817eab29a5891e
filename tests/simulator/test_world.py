from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amplify_tui.simulator.contract import Fault, Script
from amplify_tui.simulator.huge import PLACES
from amplify_tui.simulator.scenarios import DEMO, SCENARIOS
from amplify_tui.simulator.world import World
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk


def test_the_fleet_is_what_a_demo_needs() -> None:
    desk = Desk(DEMO)
    apps = desk.ask("ListApps")["apps"]
    counts = Counter(app_id for app_id, _ in desk.branches())
    names = [name for _, name in desk.branches()]

    assert len(apps) >= 6
    assert sum(app["appId"] not in counts for app in apps) == 1
    assert sum(app["repository"] is None for app in apps) == 1
    assert all(2 <= count <= 8 for count in counts.values())
    assert any("/" in name for name in names)
    assert any(not name.isascii() for name in names)


def test_every_branch_but_one_has_forty_finished_jobs() -> None:
    desk = Desk(DEMO)
    finished = []
    for app_id, branch in desk.branches():
        page = desk.ask("ListJobs", appId=app_id, branchName=branch, maxResults=50)["jobSummaries"]
        finished.append(sum(job["endTime"] is not None for job in page))

    assert finished.count(0) == 1
    assert sum(count >= 40 for count in finished) == len(finished) - 1


def test_past_jobs_fail_about_as_often_as_in_real_life() -> None:
    desk = Desk("calm")
    statuses = Counter(
        job["status"]
        for app_id, branch in desk.branches()
        for job in desk.ask("ListJobs", appId=app_id, branchName=branch, maxResults=50)["jobSummaries"]
    )

    assert set(statuses) == {"SUCCEED", "FAILED", "CANCELLED"}
    assert 0.08 < statuses["FAILED"] / statuses.total() < 0.18


@pytest.mark.parametrize("seed", [0, 1, 7, 2026])
def test_two_jobs_run_and_a_third_fails_within_half_a_minute_of_the_start(seed: int) -> None:
    desk = Desk(DEMO, seed)

    def statuses(after: float) -> dict[tuple[str, str, str], str]:
        return {
            (app_id, branch, job["jobId"]): job["status"]
            for app_id, branch in desk.branches()
            for job in desk.ask("ListJobs", after=after, appId=app_id, branchName=branch, maxResults=5)[
                "jobSummaries"
            ]
        }

    before, later = statuses(0.0), statuses(30.0)
    running = [key for key, status in before.items() if status == "RUNNING"]

    assert len(running) == 3
    assert Counter(later[key] for key in running) == {"RUNNING": 2, "FAILED": 1}
    assert {"PENDING", "CANCELLING"} <= set(before.values())


def test_a_calm_world_stays_as_it_is() -> None:
    desk = Desk("calm")

    assert desk.jobs("storefront", "main") == desk.jobs("storefront", "main", after=86_400.0)


def test_no_more_than_five_jobs_run_at_once_and_new_ones_keep_arriving() -> None:
    desk = Desk(DEMO)
    region = desk.world.region("eu-west-1")
    seen, peak = 0, 0
    for minute in range(0, 24 * 60, 3):
        now = (STARTED_AT + timedelta(minutes=minute)).timestamp()
        live = [build for site in region.sites for build in desk.world.live(site, now)]
        going = Counter(build.status(now) for build in live)
        peak = max(peak, going.total() - going["PENDING"] - sum(build.ended <= now for build in live))
        seen = len(live)

    assert peak == 5
    assert seen > 500


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 20_000), min_size=1, max_size=6), st.floats(0, 20_000))
def test_what_was_asked_before_never_changes_an_answer(before: list[float], moment: float) -> None:
    used, fresh = Desk("busy"), Desk("busy")
    for after in before:
        used.jobs("storefront", "main", after=after)
        used.jobs("customer-portal", "staging", after=after)

    for app, branch in (("storefront", "main"), ("customer-portal", "staging"), ("docs", "main")):
        assert used.jobs(app, branch, after=moment) == fresh.jobs(app, branch, after=moment)


def test_another_seed_is_another_past_with_the_same_ids() -> None:
    one, other = Desk(seed=1), Desk(seed=2)

    assert one.app_id("docs") == other.app_id("docs")
    assert one.jobs("docs", "main") != other.jobs("docs", "main")


def test_only_two_regions_have_apps() -> None:
    assert {app["name"] for app in Desk(region="us-east-1").ask("ListApps")["apps"]} == {
        "status-page",
        "careers",
    }
    assert Desk(region="ap-south-1").ask("ListApps") == {"apps": [], "nextToken": None}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("scenario", ["calm", DEMO])
def test_the_shop_was_deployed_last(scenario: str, seed: int) -> None:
    deployed = {
        app["name"]: app["productionBranch"]["lastDeployTime"]
        for app in Desk(scenario, seed).ask("ListApps")["apps"]
        if "productionBranch" in app
    }

    assert max(deployed, key=deployed.__getitem__) == "storefront"


def test_an_app_of_another_region_is_not_found() -> None:
    there = Desk(region="us-east-1").app_id("careers")

    with pytest.raises(Fault) as error:
        Desk().ask("ListJobs", appId=there, branchName="main")

    assert (error.value.code, error.value.status) == ("NotFoundException", 404)


def test_an_operation_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(Fault, match="DeleteApp") as error:
        Desk().ask("DeleteApp", appId="d1")

    assert error.value.status == 400


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("GetApp", {"appId": "dnone"}),
        ("GetBranch", {"branchName": "none"}),
        ("GetJob", {"branchName": "main", "jobId": "9999"}),
        ("GetJob", {"branchName": "main", "jobId": "0"}),
        ("StopJob", {"branchName": "main", "jobId": "9999"}),
    ],
)
def test_what_does_not_exist_is_not_found(operation: str, parameters: dict[str, object]) -> None:
    desk = Desk()

    with pytest.raises(Fault) as error:
        desk.ask(operation, after=0.0, **({"appId": desk.app_id("docs")} | parameters))

    assert error.value.code == "NotFoundException"


def test_apps_and_branches_are_told_one_by_one_as_in_their_lists() -> None:
    desk = Desk()
    app = desk.ask("ListApps")["apps"][0]
    branch = desk.ask("ListBranches", appId=app["appId"])["branches"][2]

    assert desk.ask("GetApp", appId=app["appId"])["app"] == app
    assert desk.ask("GetBranch", appId=app["appId"], branchName=branch["branchName"])["branch"] == branch


def test_apps_and_branches_come_with_secrets() -> None:
    desk = Desk()
    app = desk.ask("ListApps")["apps"][0]
    branch = desk.ask("ListBranches", appId=app["appId"])["branches"][0]

    assert app["environmentVariables"]
    assert app["basicAuthCredentials"]
    assert branch["environmentVariables"]
    assert branch["basicAuthCredentials"]


def test_a_names_twin_has_another_id() -> None:
    twins = [app["appId"] for app in Desk().ask("ListApps")["apps"] if app["name"] == "landing-page"]

    assert len(set(twins)) == 2
    assert all(re.fullmatch(r"d[a-z0-9]{1,19}", app_id) for app_id in twins)


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_every_scenario_answers_its_first_questions(name: str) -> None:
    world: Script = World(name, 1, STARTED_AT)
    desk = Desk(name)
    app_id, branch = desk.branches()[0]

    assert desk.ask("ListJobs", appId=app_id, branchName=branch, maxResults=50)["jobSummaries"]
    assert world.behaviour == SCENARIOS[name].behaviour


def test_the_throttled_and_the_expired_world_say_how_the_server_shall_behave() -> None:
    assert Desk("throttled").world.behaviour.calls_per_second == 1.0
    assert Desk("expired").world.behaviour.is_expired


def test_an_unknown_scenario_is_an_error() -> None:
    with pytest.raises(KeyError):
        World("sunny", 1, STARTED_AT)


def test_the_huge_world_makes_only_the_jobs_that_are_asked_for() -> None:
    desk = Desk("huge")
    places = desk.branches()
    app_id, branch = places[-1]
    desk.ask("ListJobs", appId=app_id, branchName=branch, maxResults=50)

    assert len(places) == 25 * 50
    regions = [desk.world.region(name, account) for account, name in PLACES]
    assert sum(len(region.sites) for region in regions) == 5_000
    assert 240_000 < sum(site.plan.jobs for region in regions for site in region.sites) < 260_000
    assert len(desk.world.history._builds) < 3_000


def test_a_preview_names_the_branches_of_its_pull_request() -> None:
    desk = Desk()
    branch = desk.ask("GetBranch", appId=desk.app_id("docs"), branchName="pr-204")["branch"]
    assert (branch["stage"], branch["destinationBranch"]) == ("PULL_REQUEST", "main")
    assert branch["sourceBranch"]
    assert "sourceBranch" not in desk.ask("GetBranch", appId=desk.app_id("docs"), branchName="main")["branch"]
