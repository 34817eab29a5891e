"""``logs``: which step, what reaches the output, what is missing, what is none."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import aiohttp
import pytest

from amplify_tui.simulator.mishaps import Mishap
from tests.cli.log_jobs import EXPIRED, GONE, MAIN, jobs_that, run_alone
from tests.cli.terminal import open_terminal

if TYPE_CHECKING:
    from amplify_tui.simulator.contract import Fault
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine


async def served_log(command_line: CommandLine, job_id: str, step: str = "BUILD") -> bytes:
    """Return the bytes of a step's log, past the command that is tested."""
    shape = (await command_line("job", *MAIN, "--job", job_id, "--json", "--urls")).json
    url = next(each["logUrl"] for each in shape["steps"] if each["stepName"] == step)
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        return await response.read()


async def test_the_log_of_the_failed_step_is_printed_whole_and_clean(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    served = await served_log(amplify, job_id)
    result = await amplify("logs", *MAIN, "--job", job_id)
    assert (result.code, result.err) == (0, "")
    assert "\x1b" not in result.out
    assert len(result.out.split("\n")) == len(served.decode().split("\n"))
    assert "!!! Build failed" in result.out


async def test_raw_prints_the_bytes_as_they_are(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    served = await served_log(amplify, job_id)
    result = await amplify("logs", *MAIN, "--job", job_id, "--raw")
    assert result.out == served.decode()


@pytest.mark.parametrize("with_color", [True, False])
async def test_colours_are_for_terminals_that_want_them(
    amplify: CommandLine,
    simulator: Simulator,
    with_color: bool,  # noqa: FBT001 - a case
) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    assert b"\x1b[2m" in await served_log(amplify, job_id)
    keys = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
    account = {"AWS_ENDPOINT_URL": simulator.url, "AWS_REGION": "eu-west-1", **keys}
    environment = {**amplify.environment, "HOME": str(amplify.home), **account}
    arguments = ("logs", *MAIN, "--job", job_id, *(() if with_color else ("--no-color",)))
    async with open_terminal(*arguments, environment=environment, folder=amplify.folder) as terminal:
        assert await terminal.end() == 0
    assert ("\x1b[2m" in terminal.text) is with_color
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", terminal.text)
    assert "!!! Build failed" in terminal.text


async def test_without_a_job_it_is_the_newest(amplify: CommandLine) -> None:
    newest = (await amplify("jobs", *MAIN, "--json", "--limit", "1")).json[0]["jobId"]
    assert (await amplify("logs", *MAIN)).out == (await amplify("logs", *MAIN, "--job", newest)).out


async def test_a_step_is_named_in_any_case(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "SUCCEED")
    result = await amplify("logs", *MAIN, "--job", job_id, "--step", "deploy")
    assert result.code == 0
    assert "Deployment complete" in result.out


async def test_a_step_that_is_none_is_not_found_and_those_there_are_are_named(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "SUCCEED")
    result = await amplify("logs", *MAIN, "--job", job_id, "--step", "lunch")
    assert result.code == 5
    assert "has no step lunch. There are: BUILD," in result.err


async def test_an_empty_log_is_said_to_be_empty(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    result = await amplify("logs", *MAIN, "--job", job_id, "--step", "DEPLOY")
    assert (result.code, result.out) == (0, "")
    assert f"The log of DEPLOY of job {job_id} is empty: zero bytes." in result.err


@pytest.mark.parametrize("scenario", ["busy"])
async def test_a_job_that_waits_has_no_log_yet(amplify: CommandLine) -> None:
    place = ("--app", "legacy-intranet", "--branch", "master")
    (job_id, *_) = await jobs_that(amplify, "PENDING", *place)
    result = await amplify("logs", *place, "--job", job_id)
    assert (result.code, result.out) == (5, "")
    assert f"job {job_id} has no log yet" in result.err.replace("Job", "job")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("fault", [GONE, EXPIRED])
async def test_a_log_that_is_gone_is_not_found(
    amplify: CommandLine, simulator: Simulator, fault: Fault
) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    simulator.fail_next("GetObject", fault, times=10)
    result = await amplify("logs", *MAIN, "--job", job_id)
    assert (result.code, result.out) == (5, "")
    assert f"The log of BUILD of job {job_id} is gone" in result.err
    assert result.err.count("\n") == 1
    assert "X-Amz" not in result.err


async def test_an_address_that_has_expired_is_signed_anew_without_a_word(
    hasty: CommandLine, hasty_simulator: Simulator
) -> None:
    (job_id, *_) = await jobs_that(hasty, "FAILED")
    whole = await hasty("logs", *MAIN, "--job", job_id)
    asked = hasty_simulator.count("GetJob")
    hasty_simulator.fail_next("GetObject", EXPIRED)
    assert await hasty("logs", *MAIN, "--job", job_id) == whole
    assert hasty_simulator.count("GetJob") == asked + 2


async def test_a_connection_that_breaks_costs_no_line_and_repeats_none(
    amplify: CommandLine, simulator: Simulator
) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    whole = await amplify("logs", *MAIN, "--job", job_id)
    simulator.fail_next("GetObject", Mishap.CUT)
    assert await amplify("logs", *MAIN, "--job", job_id) == whole


async def test_a_store_that_does_not_answer_is_given_up(
    hasty: CommandLine, hasty_simulator: Simulator
) -> None:
    (job_id, *_) = await jobs_that(hasty, "FAILED")
    hasty_simulator.fail_next("GetObject", Mishap.UNAVAILABLE, times=50)
    result = await hasty("logs", *MAIN, "--job", job_id)
    assert result.code == 6
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [(("--json",), "only with --failed"), (("--raw", "--failed"), "exclude each other")],
)
async def test_options_that_do_not_go_together_are_refused(
    amplify: CommandLine, options: tuple[str, ...], message: str
) -> None:
    result = await amplify("logs", *MAIN, *options)
    assert result.code == 2
    assert message in result.out + result.err


async def test_failed_shows_the_cause_with_its_context(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    shape = (await amplify("logs", *MAIN, "--job", job_id, "--failed", "--json")).json
    lines = (await amplify("logs", *MAIN, "--job", job_id)).out.split("\n")
    assert shape["outcome"] == "failed"
    assert shape["text"] in lines[shape["line"] - 1]
    result = await amplify("logs", *MAIN, "--job", job_id, "--failed")
    assert result.code == 0
    assert f"> {shape['line']}" in result.out
    assert len(result.out.splitlines()) < 20


async def test_failed_says_that_a_job_did_not_fail(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "SUCCEED")
    result = await amplify("logs", *MAIN, "--job", job_id, "--failed")
    assert (result.code, result.out) == (0, "")
    assert f"Job {job_id} did not fail." in result.err
    shape = (await amplify("logs", *MAIN, "--job", job_id, "--failed", "--json")).json
    assert (shape["outcome"], shape["line"]) == ("succeeded", None)


async def test_failed_looks_into_a_step_that_was_named_whatever_the_job_says(amplify: CommandLine) -> None:
    (job_id, *_) = await jobs_that(amplify, "SUCCEED")
    result = await amplify("logs", *MAIN, "--job", job_id, "--failed", "--step", "BUILD")
    assert (result.code, result.err) == (0, "")
    assert "SUCCEED" in result.out


@pytest.mark.parametrize("scenario", ["busy"])
async def test_failed_says_that_a_job_is_still_going_on(amplify: CommandLine) -> None:
    place = ("--app", "storefront", "--branch", "main")
    (job_id, *_) = await jobs_that(amplify, "RUNNING", *place)
    result = await amplify("logs", *place, "--job", job_id, "--failed", "--json")
    assert (result.json["outcome"], result.json["text"]) == ("unknown", None)


async def test_failed_without_a_log_is_not_found(amplify: CommandLine, simulator: Simulator) -> None:
    (job_id, *_) = await jobs_that(amplify, "FAILED")
    simulator.fail_next("GetObject", GONE, times=10)
    result = await amplify("logs", *MAIN, "--job", job_id, "--failed", "--json")
    assert result.code == 5
    assert "is gone" in result.json["error"]["message"]


@pytest.mark.parametrize("scenario", ["broken"])
class TestAccidents:
    """Logs that lie, stall or never end."""

    async def test_a_reader_that_leaves_ends_a_log_that_never_does(self, amplify: CommandLine) -> None:
        process = await run_alone(amplify, "logs", "--app", "logs", "--branch", "log/endless")
        assert process.stdout is not None
        await process.stdout.readline()
        process._transport.get_pipe_transport(1).close()  # type: ignore[attr-defined] # as `| head` does
        assert await asyncio.wait_for(process.wait(), 60) == 0
        assert process.stderr is not None
        assert await process.stderr.read() == b""

    async def test_a_line_of_fifty_megabytes_is_printed_in_little_memory(self, amplify: CommandLine) -> None:
        code = (
            "import sys; from amplify_tui.cli.main import main; code = main(sys.argv[1:]);"
            # getrusage would count the peak of the process that started this one
            "told = open('/proc/self/status').read().split();"
            "sys.stderr.write(told[told.index('VmHWM:') + 1]); sys.exit(code)"
        )
        place = ("--app", "logs", "--branch", "log/long line", "--step", "BUILD")
        process = await run_alone(amplify, "logs", *place, code=code)
        assert process.stdout is not None
        assert process.stderr is not None
        size = 0
        while chunk := await process.stdout.read(1 << 20):
            size += len(chunk)
        memory = int(await process.stderr.read())
        assert (await process.wait(), size) == (0, 50_000_034)
        assert memory < 150_000

    async def test_a_web_page_is_no_log(self, hasty: CommandLine) -> None:
        result = await hasty("logs", "--app", "logs", "--branch", "log/page")
        assert (result.code, result.out) == (6, "")
        assert "A web page came instead" in result.err

    async def test_another_host_is_not_asked(self, hasty: CommandLine) -> None:
        result = await hasty("logs", "--app", "logs", "--branch", "log/redirect elsewhere")
        assert (result.code, result.out) == (7, "")
        assert "session=4711" not in result.err
