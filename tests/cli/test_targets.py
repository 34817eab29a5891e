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


async def test_a_list_over_targets_of_which_one_cannot_be_used_is_an_error_and_no_part_of_a_list(
    accounts: CommandLine,
) -> None:
    accounts.config.write_text(TABLES.replace('"stage"', '"nosuch"'))
    result = await accounts("apps")
    assert (result.code, result.out) == (2, "")
    assert "There is no AWS profile nosuch." in result.err


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
