"""What fits more than one thing is asked back, never guessed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.model.remembered import last_app
from amplify_tui.services.state_file import StateFile
from amplify_tui.simulator.fleet import DOCS
from amplify_tui.simulator.places import BranchPlan
from amplify_tui.simulator.scenarios import SCENARIOS
from amplify_tui.simulator.world import World
from tests.cli.test_places import app_ids, check_out

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine
    from tests.clock import ManualClock


@pytest.fixture
def world(clock: ManualClock) -> World:
    """Two apps of one repository, one of which has branches that differ in case only; one more elsewhere."""
    twins = (BranchPlan("Main", "PRODUCTION", 5, 1.0, 60), BranchPlan("main", "BETA", 5, 1.0, 60))
    fleet = {
        "eu-west-1": (DOCS, replace(DOCS, name="manual", branches=twins)),
        "us-east-1": (replace(DOCS, number=3),),
    }
    return World(replace(SCENARIOS["calm"], fleet=lambda: fleet), 7, clock.now())


async def test_two_apps_of_the_folders_repository_are_asked_back(amplify: CommandLine) -> None:
    check_out(amplify.folder, "https://gitlab.com/acme/docs.git", "main")
    result = await amplify("branches")
    assert result.code == 2
    assert "2 apps are connected to this folder's repository" in result.err
    assert "manual" in result.err


async def test_of_two_apps_of_the_folders_repository_the_last_used_is_taken(amplify: CommandLine) -> None:
    check_out(amplify.folder, "https://gitlab.com/acme/docs.git", "main")
    (app_id,) = await app_ids(amplify, "manual")
    StateFile(amplify.state / "state.json").remember(last_app(Target("", "eu-west-1")), app_id)
    assert (await amplify("branches", "--json")).json[0]["appName"] == "manual"


async def test_branches_that_differ_in_case_are_told_apart_exactly_or_asked_back(
    amplify: CommandLine,
) -> None:
    exact = await amplify("jobs", "--app", "manual", "--branch", "Main", "--json", "--limit", "1")
    assert exact.json[0]["branchName"] == "Main"
    either = await amplify("jobs", "--app", "manual", "--branch", "MAIN")
    assert either.code == 2
    assert "Main, main" in either.err


async def test_a_name_in_two_regions_is_asked_back_with_both(amplify: CommandLine) -> None:
    regions = ("--region", "eu-west-1", "--region", "us-east-1")
    result = await amplify("branches", *regions, "--app", "docs")
    assert result.code == 2
    assert "eu-west-1" in result.err
    assert "us-east-1" in result.err
    assert {row[3] for row in (await amplify("apps", *regions)).rows} == {"eu-west-1", "us-east-1"}
