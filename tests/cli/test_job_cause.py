"""``job`` says why a job failed, and never fails because that cannot be found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.job_causes import cause_cells, cause_line, job_cause_shape
from amplify_tui.model.causes.finding import Cause, Finding, Outcome
from amplify_tui.model.causes.job_cause import CauseState, JobCause
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

MAIN = ("--app", "storefront", "--branch", "main")
GONE = Fault("NoSuchKey", "The specified key does not exist.", 404)
CAUSE = Cause(12, "Type error", (10, 14), "typescript", place="src/a.ts:1:2")


async def newest(command_line: CommandLine, status: str) -> str:
    shapes = (await command_line("jobs", *MAIN, "--json", "--limit", "50")).json
    return str(next(shape["jobId"] for shape in shapes if shape["status"] == status))


async def test_the_cause_of_a_failed_job_is_that_of_its_log(amplify: CommandLine) -> None:
    job_id = await newest(amplify, "FAILED")
    cause = (await amplify("job", *MAIN, "--job", job_id, "--json")).json["cause"]
    found = (await amplify("logs", *MAIN, "--job", job_id, "--failed", "--json")).json
    assert {"outcome": "failed", **cause} == found
    row = (await amplify("job", *MAIN, "--job", job_id)).rows[-1]
    assert row == ["CAUSE", "BUILD", str(cause["line"]), cause["kind"], cause["text"]]


async def test_a_job_that_did_not_fail_has_no_cause_and_its_log_is_not_read(
    amplify: CommandLine, simulator: Simulator
) -> None:
    job_id = await newest(amplify, "SUCCEED")
    assert (await amplify("job", *MAIN, "--job", job_id, "--json")).json["cause"] is None
    assert simulator.count("GetObject") == 0
    assert "CAUSE" not in (await amplify("job", *MAIN, "--job", job_id)).out


@pytest.mark.parametrize(
    ("mishap", "words"),
    [(GONE, "log gone (403/404)"), (Mishap.UNAVAILABLE, "the log could not be read")],
)
async def test_a_log_that_cannot_be_read_fails_no_command(
    amplify: CommandLine, simulator: Simulator, mishap: Fault | Mishap, words: str
) -> None:
    job_id = await newest(amplify, "FAILED")
    simulator.fail_next("GetObject", mishap, times=9)
    result = await amplify("job", *MAIN, "--job", job_id)
    assert (result.code, result.err) == (0, "")
    assert result.rows[-1] == ["CAUSE", "BUILD", "", "", words]
    assert (await amplify("job", *MAIN, "--job", job_id, "--json")).json["cause"] is None


def test_of_a_log_that_was_read_in_part_no_line_is_told() -> None:
    cause = JobCause(CauseState.FOUND, "BUILD", Finding(Outcome.FAILED, CAUSE), is_partial=True)
    shape = job_cause_shape(cause)
    assert shape is not None
    assert (shape["line"], shape["excerpt"], shape["text"]) == (None, None, "Type error")
    assert cause_line(cause) == "Type error (BUILD, src/a.ts:1:2)"
    assert cause_cells(cause) == ("CAUSE", "BUILD", "", "typescript", "Type error")


def test_a_line_says_where_the_cause_stands() -> None:
    cause = JobCause(CauseState.FOUND, "BUILD", Finding(Outcome.FAILED, CAUSE))
    assert cause_line(cause) == "Type error (BUILD, line 12, src/a.ts:1:2)"
    assert cause_line(JobCause(CauseState.NO_LOG)) == "no log"
