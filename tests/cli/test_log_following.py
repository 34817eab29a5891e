"""``logs --follow``: each line once, the troubles on the way, and what the exit code tells."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.following import PATIENCE
from amplify_tui.cli.json_shapes import time_text
from amplify_tui.simulator.mishaps import Mishap
from tests.cli.log_jobs import GONE, MAIN, jobs_that, run_alone, start

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

STEPS = ("BUILD", "TEST", "DEPLOY", "VERIFY")
FAILING = ("--app", "support-chat", "--branch", "feature/emoji-🎉")


async def first_that_fails(command_line: CommandLine) -> str:
    """Return the id of the job that ran when the world began; TypeScript stops it."""
    began_at = time_text(datetime.now(UTC)) or ""
    shapes = (await command_line("jobs", *FAILING, "--json", "--limit", "9")).json
    ran = [each for each in shapes if (each["startTime"] or "9") < began_at < (each["endTime"] or "9")]
    return str(ran[0]["jobId"])


@pytest.mark.parametrize("speed", [100.0])
class TestFollowing:
    """A job that is going on, or is over."""

    async def test_all_steps_are_printed_once_and_a_success_is_zero(self, hasty: CommandLine) -> None:
        job_id = await start(hasty)
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow")
        assert result.code == 0
        logs = [(await hasty("logs", *MAIN, "--job", job_id, "--step", name)).out for name in STEPS]
        assert len(result.out.splitlines()) > 50
        assert "".join(logs).endswith(result.out)
        assert result.err.splitlines()[-1] == "amplify-tui: the log of VERIFY:"

    @pytest.mark.parametrize("scenario", ["busy"])
    async def test_a_failure_is_one_and_the_way_to_its_cause_is_named(self, hasty: CommandLine) -> None:
        job_id = await first_that_fails(hasty)
        result = await hasty("logs", *FAILING, "--job", job_id, "--follow")
        assert result.code == 1
        assert "!!! Build failed" in result.out
        assert result.err.endswith(
            f"amplify-tui: job {job_id} ended as FAILED; `amplify-tui logs --failed` shows why\n"
        )

    @pytest.mark.parametrize("scenario", ["busy"])
    async def test_failed_waits_for_the_end_and_shows_the_cause(self, hasty: CommandLine) -> None:
        job_id = await first_that_fails(hasty)
        result = await hasty("logs", *FAILING, "--job", job_id, "--follow", "--failed", "--json")
        assert result.code == 1
        assert result.json["kind"] == "typescript"

    async def test_a_job_that_was_stopped_is_three(self, hasty: CommandLine) -> None:
        (job_id, *_) = await jobs_that(hasty, "CANCELLED")
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow")
        assert result.code == 3
        assert f"job {job_id} ended as CANCELLED" in result.err

    async def test_one_step_alone_can_be_followed_though_it_has_not_begun(self, hasty: CommandLine) -> None:
        job_id = await start(hasty)
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow", "--step", "deploy")
        assert result.code == 0
        assert result.out == (await hasty("logs", *MAIN, "--job", job_id, "--step", "DEPLOY")).out

    async def test_a_job_that_is_over_is_printed_and_its_result_told(self, hasty: CommandLine) -> None:
        (job_id, *_) = await jobs_that(hasty, "FAILED")
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow")
        assert result.code == 1
        assert result.out == (await hasty("logs", *MAIN, "--job", job_id)).out

    async def test_a_step_that_a_finished_job_has_not_is_not_found(self, hasty: CommandLine) -> None:
        (job_id, *_) = await jobs_that(hasty, "SUCCEED")
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow", "--step", "lunch")
        assert result.code == 5

    async def test_troubles_that_pass_are_passed_over(
        self, hasty: CommandLine, hasty_simulator: Simulator
    ) -> None:
        job_id = await start(hasty)
        hasty_simulator.fail_next("GetJob", Mishap.HTML, times=4)
        hasty_simulator.fail_next("GetObject", Mishap.UNAVAILABLE, times=3)
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow", "--step", "BUILD")
        assert result.code == 0
        assert "## Build completed successfully" in result.out

    async def test_only_troubles_in_a_row_count(self, hasty: CommandLine, hasty_simulator: Simulator) -> None:
        job_id = await start(hasty)
        holds = [hasty_simulator.hold_next("GetObject") for _ in range(PATIENCE + 2)]
        for hold in holds[:-1]:
            hold.release()
        following = asyncio.create_task(hasty("logs", *MAIN, "--job", job_id, "--follow", "--step", "BUILD"))
        await holds[-1].arrived.wait()
        hasty_simulator.fail_next("GetObject", Mishap.UNAVAILABLE)
        holds[-1].release()
        assert (await following).code == 0

    async def test_troubles_that_stay_make_it_give_up(
        self, hasty: CommandLine, hasty_simulator: Simulator
    ) -> None:
        (job_id, *_) = await jobs_that(hasty, "SUCCEED")
        hasty_simulator.fail_next("GetJob", Mishap.HTML, times=200)
        assert (await hasty("logs", *MAIN, "--job", job_id, "--follow")).code == 6

    async def test_a_log_that_is_gone_does_not_hide_how_the_job_ended(
        self, hasty: CommandLine, hasty_simulator: Simulator
    ) -> None:
        (job_id, *_) = await jobs_that(hasty, "FAILED")
        hasty_simulator.fail_next("GetObject", GONE, times=2)
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow")
        assert (result.code, result.out) == (1, "")
        assert "is gone" in result.err
        hasty_simulator.fail_next("GetObject", GONE, times=20)
        result = await hasty("logs", *MAIN, "--job", job_id, "--follow", "--failed", "--json")
        assert result.code == 1
        assert "is gone" in result.json["error"]["message"]


@pytest.mark.parametrize("scenario", ["busy"])
class TestLeaving:
    """A job that goes on for ever, as time stands still."""

    async def test_it_ends_when_its_time_is_up(self, amplify: CommandLine) -> None:
        (job_id, *_) = await jobs_that(amplify, "RUNNING")
        for seconds in ("2s", "8s", "32s"):  # where the machine prints nothing in time, it has more
            result = await amplify("logs", *MAIN, "--job", job_id, "--follow", "--timeout", seconds)
            assert result.code == 124
            if result.out:
                break
        assert "# Cloning repository:" in result.out

    async def test_ctrl_c_ends_it(self, amplify: CommandLine) -> None:
        (job_id, *_) = await jobs_that(amplify, "RUNNING")
        process = await run_alone(amplify, "logs", *MAIN, "--job", job_id, "--follow")
        assert process.stdout is not None
        await process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = await process.communicate()
        assert (process.returncode, err) == (130, b"")


@pytest.mark.parametrize("scenario", ["broken"])
@pytest.mark.parametrize("speed", [40.0])
async def test_a_log_that_is_written_anew_is_printed_anew(hasty: CommandLine) -> None:
    place = ("--app", "logs", "--branch", "log/rewritten")
    result = await hasty("logs", *place, "--follow")
    assert "written anew" in result.err
    assert result.out.count("# Cloning repository") == 2
    assert result.out.endswith((await hasty("logs", *place)).out)
    assert result.code == 1
