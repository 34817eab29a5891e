"""Lists: JSON by Amplify's own names, tab-separated lines, limits, empty places."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.json_shapes import time_text

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

MAIN = ("--app", "storefront", "--branch", "main")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")
PLACE = {"profile", "region", "appId", "appName"}
SUMMARY = PLACE | {
    "branchName", "jobId", "status", "jobType", "commitId", "commitMessage", "commitTime",
    "startTime", "endTime", "jobArn", "sourceUrl",
}  # fmt: skip


async def test_apps_are_one_tab_separated_line_each_without_heading(amplify: CommandLine) -> None:
    result = await amplify("apps")
    assert result.code == 0
    assert [len(row) for row in result.rows] == [6] * len(result.rows)
    assert "storefront" in {row[1] for row in result.rows}
    assert not result.err


async def test_apps_as_json_have_amplifys_own_names(amplify: CommandLine) -> None:
    shapes = (await amplify("apps", "--json")).json
    assert set(shapes[0]) == PLACE | {
        "name", "appArn", "repository", "platform", "defaultDomain", "productionBranch",
        "createTime", "updateTime",
    }  # fmt: skip
    storefront = next(shape for shape in shapes if shape["appName"] == "storefront")
    assert storefront["region"] == "eu-west-1"
    assert storefront["profile"] is None
    assert set(storefront["productionBranch"]) == {"branchName", "status", "lastDeployTime"}
    assert any(shape["repository"] is None for shape in shapes)


async def test_branches_are_listed_with_the_job_that_is_live(amplify: CommandLine) -> None:
    shapes = (await amplify("branches", "--app", "storefront", "--json")).json
    main = next(shape for shape in shapes if shape["branchName"] == "main")
    assert main["activeJobId"].isdigit()
    assert not main["activeJobId"].startswith("0")
    rows = (await amplify("branches", "--app", "storefront")).rows
    assert [row[0] for row in rows] == [shape["branchName"] for shape in shapes]


async def test_an_app_without_branches_gives_an_empty_list_and_says_so(amplify: CommandLine) -> None:
    apps = (await amplify("apps", "--json")).json
    counts = {app["appId"]: await amplify("branches", "--app", app["appId"], "--json") for app in apps}
    empty = next(app_id for app_id, result in counts.items() if result.json == [])
    plain = await amplify("branches", "--app", empty)
    assert (plain.code, plain.out) == (0, "")
    assert "no branches" in plain.err


async def test_jobs_are_newest_first_and_have_every_key(amplify: CommandLine) -> None:
    shapes = (await amplify("jobs", *MAIN, "--json")).json
    assert len(shapes) == 20
    assert all(set(shape) == SUMMARY for shape in shapes)
    ids = [int(shape["jobId"]) for shape in shapes]
    assert ids == sorted(ids, reverse=True)
    assert all(TIME.fullmatch(shape["endTime"]) for shape in shapes)


async def test_a_limit_above_a_page_fetches_the_next_one(amplify: CommandLine, simulator: Simulator) -> None:
    shapes = (await amplify("jobs", *MAIN, "--json", "--limit", "53")).json
    assert len({shape["jobId"] for shape in shapes}) == 53
    assert simulator.count("ListJobs") == 2


async def test_jobs_for_a_pipe_have_times_and_whole_commits(amplify: CommandLine) -> None:
    rows = (await amplify("--limit", "3", "jobs", *MAIN)).rows
    assert [len(row) for row in rows] == [7, 7, 7]
    assert TIME.fullmatch(rows[0][6])
    assert len(rows[0][3]) == 40


async def test_every_branch_lists_its_jobs_whatever_its_name(amplify: CommandLine) -> None:
    names = [row[0] for row in (await amplify("branches", "--app", "support-chat")).rows]
    assert any("/" in name and not name.isascii() for name in names)
    for name in names:
        result = await amplify("jobs", "--app", "support-chat", "--branch", name, "--json", "--limit", "1")
        assert result.code == 0
        assert all(shape["branchName"] == name for shape in result.json)
        assert result.out.isascii()


async def test_one_job_has_its_steps_and_addresses_without_their_query(amplify: CommandLine) -> None:
    shape = (await amplify("job", *MAIN, "--json")).json
    assert set(shape) == {"summary", "steps", "cause", "estimate"}
    build = shape["steps"][0]
    assert set(build) == {
        "stepName", "status", "startTime", "endTime", "statusReason", "context", "logUrl", "artifactsUrl",
        "testArtifactsUrl", "testConfigUrl", "screenshots",
    }  # fmt: skip
    assert build["logUrl"].endswith("/BUILD/log.txt")


async def test_urls_shows_the_whole_address_because_it_was_asked_for(amplify: CommandLine) -> None:
    plain = await amplify("job", *MAIN)
    whole = await amplify("job", *MAIN, "--urls")
    assert "X-Amz-Signature" not in plain.out
    assert "X-Amz-Signature" in whole.out
    assert "X-Amz-Signature" in (await amplify("job", *MAIN, "--urls", "--json")).json["steps"][0]["logUrl"]


async def test_a_padded_job_id_means_the_same_job(amplify: CommandLine) -> None:
    newest = (await amplify("job", *MAIN, "--json")).json["summary"]["jobId"]
    padded = await amplify("job", *MAIN, "--json", "--job", newest.zfill(10))
    assert padded.json["summary"]["jobId"] == newest


async def test_artifacts_name_file_step_and_kind(amplify: CommandLine) -> None:
    shapes = (await amplify("artifacts", *MAIN, "--json")).json
    assert all(set(shape) == {"artifactFileName", "artifactId", "stepName", "kind"} for shape in shapes)
    assert {
        "artifactFileName": "artifacts.zip",
        "artifactId": None,
        "stepName": "BUILD",
        "kind": "artifacts",
    } in shapes
    rows = (await amplify("artifacts", *MAIN)).rows
    assert [row[2] for row in rows] == [shape["artifactFileName"] for shape in shapes]


async def test_artifacts_with_urls_can_be_fetched(amplify: CommandLine) -> None:
    shapes = (await amplify("artifacts", *MAIN, "--json", "--urls", "--limit", "50")).json
    assert all("X-Amz-Signature" in shape["artifactUrl"] for shape in shapes)
    rows = (await amplify("artifacts", *MAIN, "--urls", "--limit", "1")).rows
    assert "X-Amz-Signature" in rows[0][4]


async def test_backend_jobs_need_an_environment_where_there_are_several(amplify: CommandLine) -> None:
    app = await app_with_backend(amplify)
    unnamed = await amplify("backend-jobs", "--app", app)
    assert unnamed.code == 2
    names = re.findall(r"There are: (.*)\.", unnamed.err)[0].split(", ")
    shapes = (await amplify("backend-jobs", "--app", app, "--env", names[0], "--json", "--limit", "30")).json
    assert shapes
    assert set(shapes[0]) == PLACE | {
        "backendEnvironmentName", "jobId", "operation", "status", "createTime", "updateTime", "error",
    }  # fmt: skip
    one = shapes[0]["jobId"]
    rows = (await amplify("backend-jobs", "--app", app, "--env", names[0], "--job", one)).rows
    assert [row[1] for row in rows] == [one]


async def test_an_unknown_environment_is_not_found_and_the_near_one_is_named(amplify: CommandLine) -> None:
    app = await app_with_backend(amplify)
    listed = re.findall(r"There are: (.*)\.", (await amplify("backend-jobs", "--app", app)).err)
    name = listed[0].split(", ")[0]
    result = await amplify("backend-jobs", "--app", app, "--env", name + "x")
    assert result.code == 5
    assert f"Did you mean {name}?" in result.err


async def test_an_app_without_backend_is_not_found(amplify: CommandLine) -> None:
    result = await amplify("backend-jobs", "--app", "brochure", "--json")
    assert result.code == 5
    assert "no backend environment" in result.json["error"]["message"]


async def app_with_backend(amplify: CommandLine) -> str:
    for app in (await amplify("apps", "--json")).json:
        result = await amplify("backend-jobs", "--app", app["appId"])
        if result.code == 2:
            return str(app["appId"])
    raise AssertionError("no app with several environments")


@pytest.mark.parametrize("command", ["apps", "branches", "jobs"])
async def test_a_limit_that_is_no_number_is_a_usage_error(amplify: CommandLine, command: str) -> None:
    for limit in ("0", "-1", "many", "1.5", "٣"):
        result = await amplify(command, f"--limit={limit}", *MAIN)
        assert (result.code, result.out) == (2, "")
        assert "--limit" in result.err


@pytest.mark.parametrize(("microsecond", "text"), [(0, "12:00:00Z"), (5_000, "12:00:00.005Z")])
def test_a_time_has_milliseconds_where_they_are_known(microsecond: int, text: str) -> None:
    assert time_text(datetime(2026, 11, 21, 12, microsecond=microsecond, tzinfo=UTC)) == f"2026-11-21T{text}"
