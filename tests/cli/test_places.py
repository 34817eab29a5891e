"""Which app, branch and job a command is about: named, the folder's, the last used, or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.keys import AppKey, Target
from amplify_tui.model.remembered import last_app, last_branch
from amplify_tui.services.state_file import StateFile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

HERE = Target("", "eu-west-1")


def check_out(folder: Path, url: str, branch: str) -> None:
    git = folder / ".git"
    git.mkdir()
    (git / "HEAD").write_text(f"ref: refs/heads/{branch}\n")
    (git / "config").write_text(f'[remote "origin"]\n\turl = {url}\n')


async def app_ids(amplify: CommandLine, name: str) -> list[str]:
    return [row[0] for row in (await amplify("apps")).rows if row[1] == name]


async def test_an_unknown_app_is_not_found_and_the_near_one_is_named(amplify: CommandLine) -> None:
    result = await amplify("branches", "--app", "storefrnt")
    assert result.code == 5
    assert "Did you mean storefront?" in result.err
    assert result.err.count("\n") == 1


async def test_a_name_that_fits_two_apps_is_a_usage_error_that_lists_them(amplify: CommandLine) -> None:
    result = await amplify("branches", "--app", "landing-page", "--json")
    assert result.code == 2
    error = result.json["error"]
    assert error["code"] == "UsageError"
    assert all(app_id in error["message"] for app_id in await app_ids(amplify, "landing-page"))
    assert not result.err


async def test_an_id_names_one_of_two_apps_of_the_same_name(amplify: CommandLine) -> None:
    first, second = await app_ids(amplify, "landing-page")
    for app_id in (first, second):
        shapes = (await amplify("branches", "--app", app_id, "--json")).json
        assert {shape["appId"] for shape in shapes} <= {app_id}


async def test_a_name_in_other_case_is_understood(amplify: CommandLine) -> None:
    assert (await amplify("jobs", "--app", "StoreFront", "--branch", "MAIN")).code == 0


async def test_without_an_app_a_script_is_told_which_there_are(amplify: CommandLine) -> None:
    result = await amplify("jobs")
    assert result.code == 2
    assert "--app" in result.err
    assert "storefront" in result.err
    # Names that fit two apps choose neither, so these stand by their ids.
    assert "landing-page" not in result.err
    assert all(app_id in result.err for app_id in await app_ids(amplify, "landing-page"))


async def test_a_near_miss_of_a_name_that_two_apps_have_still_finds_it(amplify: CommandLine) -> None:
    assert "Did you mean landing-page?" in (await amplify("jobs", "--app", "landing-pag")).err


async def test_without_a_branch_a_script_is_told_which_there_are(amplify: CommandLine) -> None:
    result = await amplify("jobs", "--app", "storefront")
    assert result.code == 2
    assert "--branch" in result.err
    assert "main" in result.err


async def test_an_unknown_branch_is_not_found(amplify: CommandLine) -> None:
    result = await amplify("jobs", "--app", "storefront", "--branch", "mian")
    assert result.code == 5
    assert "main" in result.err


async def test_the_folders_remote_and_branch_name_app_and_branch(amplify: CommandLine) -> None:
    check_out(amplify.folder, "git@github.com:acme/storefront.git", "main")
    shape = (await amplify("jobs", "--limit", "1", "--json")).json[0]
    assert (shape["appName"], shape["branchName"]) == ("storefront", "main")


async def test_the_folders_branch_means_nothing_to_an_app_of_another_repository(amplify: CommandLine) -> None:
    check_out(amplify.folder, "https://me:secret@github.com/acme/storefront", "main")
    result = await amplify("jobs", "--app", "docs")
    assert result.code == 2
    assert "secret" not in result.err


async def test_the_last_used_app_and_branch_are_taken_where_nothing_else_names_one(
    amplify: CommandLine,
) -> None:
    (app_id,) = await app_ids(amplify, "docs")
    memory = StateFile(amplify.state / "state.json")
    memory.remember(last_app(HERE), app_id)
    memory.remember(last_branch(AppKey(HERE, app_id)), "main")
    shape = (await amplify("jobs", "--limit", "1", "--json")).json[0]
    assert (shape["appName"], shape["branchName"]) == ("docs", "main")


async def test_an_app_of_the_folders_repository_goes_before_the_last_used_one(amplify: CommandLine) -> None:
    (app_id,) = await app_ids(amplify, "docs")
    StateFile(amplify.state / "state.json").remember(last_app(HERE), app_id)
    check_out(amplify.folder, "git@github.com:acme/storefront.git", "main")
    assert (await amplify("jobs", "--limit", "1", "--json")).json[0]["appName"] == "storefront"


async def test_a_remembered_branch_that_is_gone_is_not_taken(amplify: CommandLine) -> None:
    (app_id,) = await app_ids(amplify, "docs")
    StateFile(amplify.state / "state.json").remember(last_branch(AppKey(HERE, app_id)), "gone")
    assert (await amplify("jobs", "--app", "docs")).code == 2


async def test_an_unknown_job_is_not_found(amplify: CommandLine) -> None:
    result = await amplify("job", "--app", "storefront", "--branch", "main", "--job", "999999")
    assert result.code == 5


async def test_a_malformed_job_id_is_a_usage_error(amplify: CommandLine) -> None:
    for job in ("x", "-3", "0", "1.5", "9" * 256, "५"):
        result = await amplify("job", "--app", "storefront", "--branch", "main", f"--job={job}")
        assert result.code == 2
        assert "--job" in result.err


async def test_the_newest_job_of_a_branch_without_jobs_is_not_found(amplify: CommandLine) -> None:
    empty = [
        (app[0], branch[0])
        for app in (await amplify("apps")).rows
        for branch in (await amplify("branches", "--app", app[0])).rows
        if not branch[2]
    ]
    app, branch = empty[0]
    assert (await amplify("jobs", "--app", app, "--branch", branch)).out == ""
    result = await amplify("job", "--app", app, "--branch", branch)
    assert result.code == 5
    assert "no jobs yet" in result.err


async def test_several_regions_are_searched_for_an_app(amplify: CommandLine) -> None:
    regions = {
        row[3] for row in (await amplify("apps", "--region", "eu-west-1,us-east-1", "--limit", "99")).rows
    }
    assert "eu-west-1" in regions
    both = await amplify("apps", "--region", "eu-west-1", "--region", "eu-west-1", "--json")
    assert both.json == (await amplify("apps", "--json")).json


async def test_an_account_without_apps_is_told_so_with_its_region(amplify: CommandLine) -> None:
    result = await amplify("apps", "--region", "sa-east-1")
    assert (result.code, result.out) == (0, "")
    assert "No apps in sa-east-1" in result.err
    assert (
        "check --profile and --region"
        in (await amplify("branches", "--app", "x", "--region", "sa-east-1")).err
    )
