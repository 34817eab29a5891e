"""Branches and apps that come and go while the world goes on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amplify_tui.simulator.accounts import STAGING
from amplify_tui.simulator.contract import Fault
from tests.simulator.desk import Desk


def previews(desk: Desk, after: float) -> dict[str, str]:
    """Return the id of the app by name of the preview."""
    return {
        branch["branchName"]: app["appId"]
        for app in desk.ask("ListApps", after=after)["apps"]
        for branch in desk.ask("ListBranches", after=after, appId=app["appId"], maxResults=90)["branches"]
        if branch["branchName"].startswith("pr-3")
    }


@pytest.mark.parametrize("scenario", ["busy", "huge"])
def test_previews_appear_and_vanish(scenario: str) -> None:
    desk = Desk(scenario)
    seen = [set(previews(desk, 30.0 * n)) for n in range(60)]
    assert seen[0] == set()
    assert any(seen)
    assert set.union(*seen) > seen[-1]
    assert all(len(each) <= 12 for each in seen)


def test_a_preview_is_built_once_and_gone_with_its_jobs() -> None:
    desk = Desk("busy")
    born = next(n for n in range(600) if previews(desk, float(n)))
    ((name, app_id),) = previews(desk, float(born)).items()
    place = {"appId": app_id, "branchName": name}

    assert desk.ask("ListJobs", after=born, **place)["jobSummaries"] == []
    (job,) = desk.ask("ListJobs", after=born + 200.0, **place)["jobSummaries"]
    assert job["jobId"] == "1"
    branch = desk.ask("GetBranch", after=born, **place)["branch"]
    assert branch["stage"] == "PULL_REQUEST"
    assert branch["createTime"].timestamp() == pytest.approx(desk.world.started + born, abs=1.0)

    for operation, more in (("GetBranch", {}), ("ListJobs", {}), ("GetJob", {"jobId": "1"})):
        for after in (born - 2.0, born + 800.0):
            with pytest.raises(Fault) as error:
                desk.ask(operation, after=after, **place, **more)
            assert error.value.code == "NotFoundException"


def test_an_app_is_connected_after_a_few_minutes() -> None:
    desk = Desk("busy", account=STAGING)
    names = [app["name"] for app in desk.ask("ListApps", after=160.0)["apps"]]
    assert "loyalty-app" not in names
    assert desk.names("loyalty-app", after=171.0) == ["main", "develop"]
    assert desk.jobs("loyalty-app", "main", after=171.0) == []
    assert desk.jobs("loyalty-app", "main", after=600.0)[-1]["jobId"] == "1"
    app_id = desk.app_id("loyalty-app", after=171.0)
    with pytest.raises(Fault, match="not found"):
        desk.ask("ListBranches", after=160.0, appId=app_id)


def test_previews_of_another_app_are_not_found() -> None:
    desk = Desk("busy")
    born = next(n for n in range(600) if previews(desk, float(n)))
    ((name, app_id),) = previews(desk, float(born)).items()
    other = next(app["appId"] for app in desk.ask("ListApps")["apps"] if app["appId"] != app_id)
    for branch, app in ((name, other), ("pr-0301", app_id), ("pr-999999999", app_id), ("pr-17", app_id)):
        if branch == "pr-17" and app_id == desk.app_id("storefront"):
            continue
        with pytest.raises(Fault):
            desk.ask("GetBranch", after=born, appId=app, branchName=branch)


def test_a_calm_world_has_no_comings_and_goings() -> None:
    desk = Desk("calm")
    assert previews(desk, 3_600.0) == previews(desk, 0.0) == {}


@settings(max_examples=15)
@given(st.lists(st.floats(0, 5_000), min_size=1, max_size=4), st.floats(0, 5_000))
def test_what_was_asked_before_never_changes_which_are_there(before: list[float], moment: float) -> None:
    used = Desk("busy")
    for after in before:
        previews(used, after)
    assert previews(used, moment) == previews(Desk("busy"), moment)
