"""start, retry and stop from scripts: asked for, refused, followed; a result is never inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.simulator.mishaps import Mishap

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

DOCS = ("--app", "docs", "--branch", "main")


async def newest(amplify: CommandLine, *place: str) -> dict[str, Any]:
    shape: dict[str, Any] = (await amplify("jobs", *place, "--limit", "1", "--json")).json[0]
    return shape


@pytest.mark.parametrize("command", ["start", "retry", "stop"])
async def test_a_write_without_a_terminal_needs_a_yes(
    amplify: CommandLine, simulator: Simulator, command: str
) -> None:
    result = await amplify(command, *DOCS)
    assert result.code == 2
    assert "Add --yes." in result.err
    assert not simulator.requests


@pytest.mark.parametrize("command", ["start", "retry", "stop"])
async def test_read_only_refuses_before_anything_is_asked(
    amplify: CommandLine, simulator: Simulator, command: str
) -> None:
    (amplify.folder / ".amplify-tui.toml").write_text("read_only = true")
    result = await amplify(command, *DOCS, "--yes", "--json")
    assert result.code == 7
    assert result.json["error"]["code"] == "ReadOnly"
    assert not simulator.requests


async def test_start_sends_what_was_said_once_and_gives_the_summary(
    amplify: CommandLine, simulator: Simulator
) -> None:
    said = ("--commit", "abc123", "--message", "fix [skip ci]", "--reason", "by hand")
    result = await amplify("start", *DOCS, "--yes", "--json", *said)
    assert result.code == 0
    assert set(result.json) == {"summary", "settled"}
    assert result.json["settled"] is True
    assert result.json["summary"]["appName"] == "docs"
    (sent,) = [each for each in simulator.requests if each.operation == "StartJob"]
    assert sent.parameters["commitId"] == "abc123"
    assert sent.parameters["commitMessage"] == "fix [skip ci]"
    assert sent.parameters["jobReason"] == "by hand"


async def test_start_tells_the_job_on_stdout_and_the_rest_on_stderr(amplify: CommandLine) -> None:
    result = await amplify("start", *DOCS, "--yes")
    status, job_id = result.rows[0]
    assert status == "PENDING"
    assert f"Job {job_id} started." in result.err


async def test_a_busy_branch_is_refused(amplify: CommandLine) -> None:
    assert (await amplify("start", *DOCS, "--yes")).code == 0
    second = await amplify("start", *DOCS, "--yes")
    assert (second.code, second.out) == (7, "")


async def test_an_app_without_repository_is_refused(amplify: CommandLine) -> None:
    branch = (await amplify("branches", "--app", "brochure")).rows[0][0]
    assert (await amplify("start", "--app", "brochure", "--branch", branch, "--yes")).code == 7


async def test_retry_makes_a_new_job_of_the_newest(amplify: CommandLine) -> None:
    before = await newest(amplify, *DOCS)
    result = await amplify("retry", *DOCS, "--yes", "--json", "--reason", "flaky")
    assert result.code == 0
    assert int(result.json["summary"]["jobId"]) == int(before["jobId"]) + 1


async def test_retry_warns_where_it_builds_todays_head(hasty: CommandLine) -> None:
    await hasty("start", *DOCS, "--yes", "--watch", "--interval", "2")
    assert (await newest(hasty, *DOCS))["commitId"] == "HEAD"
    assert "HEAD as it is today" in (await hasty("retry", *DOCS, "--yes")).err


async def test_stop_stops_the_one_that_is_going(amplify: CommandLine, simulator: Simulator) -> None:
    started = (await amplify("start", *DOCS, "--yes", "--json")).json["summary"]["jobId"]
    result = await amplify("stop", *DOCS, "--yes", "--json")
    assert result.code == 0
    assert result.json["summary"]["jobId"] == started
    assert simulator.count("StopJob") == 1


async def test_a_job_that_is_over_cannot_be_stopped(amplify: CommandLine, simulator: Simulator) -> None:
    job = (await newest(amplify, *DOCS))["jobId"]
    result = await amplify("stop", *DOCS, "--yes", "--job", job)
    assert result.code == 7
    assert f"Job {job} is over already" in result.err
    assert simulator.count("StopJob") == 0


async def test_where_nothing_is_going_there_is_nothing_to_stop(amplify: CommandLine) -> None:
    assert (await amplify("stop", *DOCS, "--yes")).code == 7


@pytest.mark.parametrize("scenario", ["busy"])
async def test_two_going_jobs_have_to_be_told_apart(amplify: CommandLine) -> None:
    result = await amplify("stop", "--app", "legacy-intranet", "--branch", "master", "--yes")
    assert result.code == 2
    assert "--job" in result.err


async def test_watch_follows_to_success_and_the_last_line_is_the_result(hasty: CommandLine) -> None:
    result = await hasty("start", *DOCS, "--yes", "--watch", "--json", "--interval", "2")
    events = result.lines
    assert result.code == 0
    assert all({"at", "event", "jobId", "status"} <= set(event) for event in events)
    assert [event["event"] for event in events].count("result") == 1
    assert events[-1]["event"] == "result"
    assert (events[-1]["status"], events[-1]["exitCode"]) == ("SUCCEED", 0)
    assert {event["stepName"] for event in events if event["event"] == "step"} >= {"BUILD", "DEPLOY"}
    statuses = [event["status"] for event in events if event["event"] == "status"]
    assert statuses == list(dict.fromkeys(statuses))


async def test_watch_without_json_is_a_line_for_each_change(hasty: CommandLine) -> None:
    result = await hasty("start", *DOCS, "--yes", "--watch", "--interval", "2")
    assert [row[3] for row in result.rows if row[2] == "status"][-1] == "SUCCEED"


@pytest.mark.parametrize("speed", [20.0])
async def test_a_stopped_job_ends_as_cancelled(hasty: CommandLine) -> None:
    await hasty("start", *DOCS, "--yes")
    result = await hasty("stop", *DOCS, "--yes", "--watch", "--json", "--interval", "2")
    assert (result.code, result.lines[-1]["exitCode"]) == (3, 3)


@pytest.mark.parametrize("scenario", ["failing"])
async def test_a_failed_job_ends_as_failed(hasty: CommandLine) -> None:
    codes = set()
    for branch in [row[0] for row in (await hasty("branches", "--app", "docs")).rows]:
        result = await hasty(
            "start", "--app", "docs", "--branch", branch, "--yes", "--watch", "--json", "--interval", "2"
        )
        if result.code == 7:  # somebody has just pushed
            continue
        assert result.lines[-1].get("exitCode", result.code) == result.code
        codes.add(result.code)
        if 1 in codes:
            break
    assert 1 in codes


async def test_a_failed_poll_is_a_problem_and_not_a_result(
    hasty: CommandLine, hasty_simulator: Simulator
) -> None:
    hasty_simulator.fail_next("GetJob", Mishap.HTML, times=3)
    result = await hasty("start", *DOCS, "--yes", "--watch", "--json", "--interval", "2")
    problems = [event for event in result.lines if event["event"] == "problem"]
    assert len(problems) == 1
    assert problems[0]["message"]
    assert result.lines[-1]["status"] == "SUCCEED"


async def test_polls_that_never_succeed_give_up_without_a_result_of_the_job(
    hasty: CommandLine, hasty_simulator: Simulator
) -> None:
    hasty_simulator.fail_next("GetJob", Mishap.HTML, times=1_000)
    result = await hasty("start", *DOCS, "--yes", "--watch", "--json", "--interval", "2")
    assert result.code == 6
    assert (result.lines[-1]["event"], result.lines[-1]["exitCode"]) == ("result", 6)
    assert result.lines[-1]["status"] == "PENDING"


async def test_watch_gives_up_when_its_time_is_over(amplify: CommandLine) -> None:
    result = await amplify("start", *DOCS, "--yes", "--watch", "--json", "--timeout", "50ms")
    assert (result.code, result.lines[-1]["exitCode"]) == (124, 124)


async def test_a_lost_answer_is_settled_and_said(amplify: CommandLine, simulator: Simulator) -> None:
    simulator.fail_next("StartJob", Mishap.DROP_AFTER)
    result = await amplify("start", *DOCS, "--yes", "--json")
    assert (result.code, result.json["settled"]) == (0, False)
    assert simulator.count("StartJob") == 1
