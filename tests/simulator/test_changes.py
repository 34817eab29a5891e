"""The list of what really happened agrees with what ListJobs says at any moment."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from amplify_tui.simulator.accounts import ACCOUNT
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk

if TYPE_CHECKING:
    from amplify_tui.simulator.events import Change
    from amplify_tui.simulator.world import World


def at(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def changes(world: World, since: float, until: float) -> list[Change]:
    return world.changes(ACCOUNT, "eu-west-1", STARTED_AT + at(since), STARTED_AT + at(until))


def test_each_change_is_what_list_jobs_says_from_then_on() -> None:
    desk = Desk("busy")
    found = changes(desk.world, 0.0, 900.0)
    assert {"PENDING", "PROVISIONING", "RUNNING", "SUCCEED", "FAILED"} <= {each.status for each in found}
    assert [each.at for each in found] == sorted(each.at for each in found)
    for change in found:
        place = {"appId": change.site.app.app_id, "branchName": change.site.plan.name}
        told = {}
        for when, later in (("before", -0.001), ("after", 0.001)):
            after = (change.at - STARTED_AT).total_seconds() + later
            jobs = desk.ask("ListJobs", after=after, **place)["jobSummaries"]
            told[when] = {job["jobId"]: job["status"] for job in jobs}.get(str(change.job_id))
        assert told["after"] == change.status
        assert told["before"] != change.status


@settings(max_examples=20)
@given(st.lists(st.floats(0, 3_000), max_size=6))
def test_nothing_is_lost_or_told_twice_however_often_one_asks(moments: list[float]) -> None:
    world = Desk("busy").world
    edges = [0.0, *sorted(moments), 3_000.0]
    pieces = [each for since, until in pairwise(edges) for each in changes(world, since, until)]
    told = [(each.at, each.site.mark, each.job_id, each.status) for each in pieces]
    whole = [(c.at, c.site.mark, c.job_id, c.status) for c in changes(Desk("busy").world, 0.0, 3_000.0)]
    assert sorted(told) == sorted(whole)


def test_who_looks_back_sees_the_same_again() -> None:
    world = Desk("busy").world
    early = changes(world, 0.0, 300.0)
    changes(world, 300.0, 2_000.0)
    assert changes(world, 0.0, 300.0) == early


def test_stopping_a_job_is_told_as_well() -> None:
    desk = Desk("busy")
    job = desk.jobs("storefront", "main", after=10.0)[0]
    desk.stop("storefront", "main", int(job["jobId"]), after=10.5)
    mine = [
        each.status
        for each in changes(desk.world, 10.0, 60.0)
        if each.site.plan.name == "main" and each.site.app.plan.name == "storefront"
    ]
    assert mine[:2] == ["CANCELLING", "CANCELLED"]


def test_what_a_write_moved_is_told_at_its_new_time() -> None:
    desk = Desk("busy")
    changes(desk.world, 0.0, 400.0)
    desk = Desk("busy")
    changes(desk.world, 0.0, 5.0)
    job_id = desk.start("landing-page", "main", after=6.0)
    found = [each for each in changes(desk.world, 5.0, 400.0) if each.job_id == job_id]
    assert [each.status for each in found if each.site.app.plan.name == "landing-page"][:2] == [
        "PENDING",
        "PROVISIONING",
    ]
