"""The access key names the account; what belongs to one account is apart from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from amplify_tui.services.isolation import fake_keys
from amplify_tui.simulator.accounts import ACCOUNT, KEYS, STAGING, find_account
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.simulator.huge import PLACES
from amplify_tui.simulator.places import AppPlan, BranchPlan
from amplify_tui.simulator.scenarios import Scenario
from tests.simulator.clients import Boto
from tests.simulator.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.accounts import Place
    from amplify_tui.simulator.server import Simulator

STAGING_KEY = fake_keys("staging")[0]


def test_the_demos_keys_are_those_that_the_simulator_knows() -> None:
    assert {fake_keys("demo")[0]: ACCOUNT, STAGING_KEY: STAGING} == KEYS
    assert find_account(fake_keys("somebody")[0]) == find_account("AKIAANYOTHER") == ACCOUNT


@pytest.mark.parametrize(("key", "account"), [*KEYS.items(), ("AKIDEXAMPLE", ACCOUNT)])
async def test_an_access_key_leads_to_its_account(simulator: Simulator, key: str, account: str) -> None:
    apps = (await Boto(simulator.url, region="eu-west-1", key=key)("list_apps"))["apps"]
    assert {app["appArn"].split(":")[4] for app in apps} == {account}
    assert simulator.requests[-1].account == account


def test_accounts_share_nothing_but_the_rules() -> None:
    ours, theirs = Desk(), Desk(account=STAGING)
    names = {app["name"] for app in theirs.ask("ListApps")["apps"]}
    assert names == {"shop-next", "orders-admin", "design-system", "playground"}
    assert not names & {app["name"] for app in ours.ask("ListApps")["apps"]}
    assert Desk(account=STAGING, region="us-east-1").ask("ListApps")["apps"] == []
    job = theirs.jobs("orders-admin", "main")[0]
    assert job["jobArn"].startswith(f"arn:aws:amplify:eu-west-1:{STAGING}:apps/")


def test_apps_of_one_name_in_two_accounts_have_ids_of_their_own() -> None:
    plans = (AppPlan("twin", (BranchPlan("main"),), "https://github.com/acme/twin"),)
    fleet: Mapping[str | Place, tuple[AppPlan, ...]] = dict.fromkeys(PLACES, plans)
    twins = Scenario("twins", "", lambda: fleet, push_seconds=60.0)
    desks = [Desk(twins, region=region, account=account) for account, region in PLACES]
    assert len({desk.app_id("twin") for desk in desks}) == 4
    assert len({desk.jobs("twin", "main", after=900.0)[0]["commitId"] for desk in desks}) == 4


async def test_the_limit_of_calls_is_of_one_account_and_region(simulator: Simulator) -> None:
    simulator.behave(Behaviour(calls_per_second=1.0))
    ours = Boto(simulator.url, region="eu-west-1")
    await ours("list_apps")
    with pytest.raises(ClientError, match="Rate exceeded"):
        await ours("list_apps")
    await Boto(simulator.url, region="us-east-1")("list_apps")
    await Boto(simulator.url, region="eu-west-1", key=STAGING_KEY)("list_apps")


async def test_one_account_can_expire_alone(simulator: Simulator) -> None:
    ours, theirs = (Boto(simulator.url, region="eu-west-1", key=key) for key in KEYS)
    simulator.behave(Behaviour(is_expired=True), STAGING)
    await ours("list_apps")
    with pytest.raises(ClientError, match="ExpiredToken"):
        await theirs("list_apps")
    simulator.behave(None, STAGING)
    await theirs("list_apps")


async def test_what_is_ordered_for_all_ends_what_was_ordered_for_one(simulator: Simulator) -> None:
    theirs = Boto(simulator.url, region="eu-west-1", key=STAGING_KEY)
    simulator.behave(Behaviour(is_expired=True), STAGING)
    simulator.behave(None)
    await theirs("list_apps")


def test_five_jobs_run_at_once_in_each_account() -> None:
    for account in (ACCOUNT, STAGING):
        desk = Desk("huge", account=account)
        statuses = [
            job["status"]
            for app_id, branch in desk.branches()
            for job in desk.ask("ListJobs", appId=app_id, branchName=branch, maxResults=1)["jobSummaries"]
        ]
        assert sum(status in {"RUNNING", "PROVISIONING"} for status in statuses) == 5
        assert statuses.count("PENDING") == 3
