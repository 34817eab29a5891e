"""Several accounts and regions at the command line: tables, flags, and one that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.simulator.accounts import ACCOUNT, KEYS, STAGING

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

TABLES = """
calls_per_second = 1000
calls_burst = 1000

[[target]]
name = "production"
profile = "prod"
region = ["eu-west-1", "us-east-1"]

[[target]]
name = "staging"
profile = "stage"
region = "eu-west-1"
"""


@pytest.fixture
def accounts(amplify: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Two profiles, each on an account of its own."""
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.delenv("AWS_REGION")
    keys = {account: key for key, account in KEYS.items()}
    credentials = amplify.home / "credentials"
    credentials.write_text(
        f"[prod]\naws_access_key_id = {keys[ACCOUNT]}\naws_secret_access_key = x\n"
        f"[stage]\naws_access_key_id = {keys[STAGING]}\naws_secret_access_key = y\n"
    )
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(credentials))
    amplify.config.write_text(TABLES)
    return amplify


async def places(command_line: CommandLine, *options: str) -> set[tuple[str, str]]:
    result = await command_line("apps", "--limit", "1000", *options)
    assert (result.code, result.err) == (0, "")
    return {(row[2], row[3]) for row in result.rows}


async def test_lists_cover_every_target_of_the_settings(accounts: CommandLine) -> None:
    assert await places(accounts) == {
        ("prod", "eu-west-1"),
        ("prod", "us-east-1"),
        ("stage", "eu-west-1"),
    }


async def test_profiles_and_regions_that_are_named_go_before_them(accounts: CommandLine) -> None:
    assert await places(accounts, "--profile", "stage", "--region", "eu-west-1") == {("stage", "eu-west-1")}
    both = await places(accounts, "--profile", "prod,stage", "--region", "eu-west-1")
    assert both == {("prod", "eu-west-1"), ("stage", "eu-west-1")}
    accounts.environment["AMPLIFY_TUI_REGION"] = "us-east-1"
    assert await places(accounts, "--profile", "prod") == {("prod", "us-east-1")}


async def test_a_list_over_targets_of_which_one_fails_holds_the_others_and_tells_of_it(
    accounts: CommandLine,
) -> None:
    accounts.config.write_text(TABLES.replace('"stage"', '"nosuch"'))
    result = await accounts("apps", "--limit", "1000")
    assert {(row[2], row[3]) for row in result.rows} == {("prod", "eu-west-1"), ("prod", "us-east-1")}
    assert result.code == 2
    assert result.err.startswith("amplify-tui: nosuch · eu-west-1: There is no AWS profile nosuch.")
    assert result.err.count("\n") == 1
    as_json = await accounts("apps", "--limit", "1000", "--json")
    assert (as_json.code, as_json.err, len(as_json.json)) == (2, result.err, len(result.rows))
    # The worst of several tells the exit code; none of them is an array without apps.
    accounts.environment |= {"AMPLIFY_TUI_PROFILE": "stage,nosuch", "AMPLIFY_TUI_REGION": "eu-west-1"}
    credentials = accounts.home / "credentials"
    credentials.write_text("[stage]\naws_access_key_id = half\n")
    nothing = await accounts("apps", "--json")
    assert (nothing.code, nothing.json, nothing.err.count("\n")) == (4, [], 2)


async def test_what_is_found_in_one_target_does_not_need_another_unless_something_is_written(
    accounts: CommandLine,
) -> None:
    here = ("--profile", "prod,nosuch", "--region", "eu-west-1", "--branch", "main")
    jobs = await accounts("jobs", "--app", "docs", *here)
    assert jobs.code == 0
    assert jobs.rows
    assert "nosuch · eu-west-1: There is no AWS profile nosuch." in jobs.err
    start = await accounts("start", "--yes", "--app", "docs", *here)
    assert (start.code, start.out) == (2, "")
    assert "There is no AWS profile nosuch." in start.err
    app_id = (await accounts("branches", "--app", "docs", "--json", *here)).json[0]["appId"]
    assert (await accounts("start", "--yes", "--app", app_id, *here)).code == 0
    # It may be where nobody answered, so that it is not said that there is none.
    missing = await accounts("branches", "--app", "nowhere", *here)
    assert (missing.code, missing.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--events-queue", "my-queue"), "--events-queue: “my-queue” is not the address of an SQS queue"),
        (("--profile", ",".join(f"p{n}" for n in range(51))), "make 51 targets"),
        (("--view", "nosuch"), "--view: there is no saved view nosuch."),
    ],
)
async def test_what_cannot_be_watched_is_told_before_the_wall_opens(
    accounts: CommandLine, arguments: tuple[str, ...], said: str
) -> None:
    result = await accounts("wall", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


async def test_a_budget_of_nothing_is_refused(accounts: CommandLine) -> None:
    accounts.config.write_text("calls_per_second = 0\n")
    result = await accounts("wall")
    assert result.code == 2
    assert "config.toml line 1: calls_per_second: “0” is not a number above zero." in result.err
