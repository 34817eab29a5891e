"""Following a job: what is not there yet, what has gone, and who leaves before the end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

DOCS = ("--app", "docs", "--branch", "main")
FOLLOWED = ("start", *DOCS, "--yes", "--watch", "--json", "--interval", "2")
GONE = Fault("NotFoundException", "Job 133 for branch main not found", 404)


async def test_a_job_just_started_may_be_unknown_for_a_moment(
    hasty: CommandLine, hasty_simulator: Simulator
) -> None:
    hasty_simulator.fail_next("GetJob", GONE, times=3)
    result = await hasty(*FOLLOWED)
    assert [event["event"] for event in result.lines].count("problem") == 1
    assert (result.code, result.lines[-1]["status"]) == (0, "SUCCEED")


async def test_only_failures_in_a_row_make_it_give_up(hasty: CommandLine, hasty_simulator: Simulator) -> None:
    hasty_simulator.fail_next("GetJob", Mishap.HTML, times=5)
    holds = [hasty_simulator.hold_next("GetJob") for _ in range(7)]
    for hold in holds[:6]:
        hold.release()
    following = asyncio.create_task(hasty(*FOLLOWED[:2], "storefront", *FOLLOWED[3:]))
    await holds[6].arrived.wait()
    hasty_simulator.fail_next("GetJob", Mishap.HTML, times=5)
    holds[6].release()
    result = await following
    assert [event["event"] for event in result.lines].count("problem") == 2
    assert (result.code, result.lines[-1]["status"]) == (0, "SUCCEED")


async def test_a_job_that_stays_unknown_is_not_found(hasty: CommandLine, hasty_simulator: Simulator) -> None:
    hasty_simulator.fail_next("GetJob", GONE, times=100)
    result = await hasty(*FOLLOWED)
    assert (result.code, result.lines[-1]["exitCode"]) == (5, 5)


@pytest.mark.parametrize("speed", [20.0])
async def test_a_job_that_was_seen_and_is_gone_ends_the_following_at_once(
    hasty: CommandLine, hasty_simulator: Simulator
) -> None:
    first = hasty_simulator.hold_next("GetJob")
    following = asyncio.create_task(hasty(*FOLLOWED))
    await first.arrived.wait()
    second = hasty_simulator.hold_next("GetJob")
    first.release()
    await second.arrived.wait()
    hasty_simulator.fail_next("GetJob", GONE, times=100)
    second.release()
    result = await following
    assert (result.code, result.lines[-1]["exitCode"]) == (5, 5)
    assert hasty_simulator.count("GetJob") == 2


async def test_without_json_the_reason_for_giving_up_stands_on_stderr(
    hasty: CommandLine, hasty_simulator: Simulator
) -> None:
    hasty_simulator.fail_next("GetJob", Fault("AccessDeniedException", "not you", 403))
    result = await hasty("start", *DOCS, "--yes", "--watch", "--interval", "2")
    assert result.code == 4
    assert "may not do GetJob" in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("as_json", [True, False])
async def test_ctrl_c_leaves_the_job_alone_and_says_so(
    amplify: CommandLine,
    simulator: Simulator,
    as_json: bool,  # noqa: FBT001 - a case
) -> None:
    arguments = [each for each in FOLLOWED if as_json or each != "--json"]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "amplify_tui", *arguments,
        env={**os.environ, **amplify.environment},
        cwd=amplify.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    await process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    assert process.returncode == 130
    if as_json:
        last = json.loads(out.decode().splitlines()[-1])
        assert (last["event"], last["exitCode"]) == ("result", 130)
        assert not err
    else:
        assert err.decode().startswith("amplify-tui: left while job ")
    assert simulator.count("StopJob") == 0
