"""What cannot be done ends with its own exit code, one line on stderr, and never a traceback."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.fast_clock import FastClock
from amplify_tui.cli.headless import PAUSES
from amplify_tui.simulator.contract import Fault
from amplify_tui.simulator.mishaps import Mishap

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine, Result


def check_error(result: Result, code: int) -> None:
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("amplify-tui: ")
    assert result.err.count("\n") == 1
    assert len(result.err) < 600


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault("AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized", 403), 4),
        (Fault("UnauthorizedException", "no", 401), 4),
        (Fault("ExpiredTokenException", "The security token is expired", 403), 4),
        (Fault("NotFoundException", "App d1 not found.", 404), 5),
        (Fault("BadRequestException", "Rate exceeded while calling ListApps", 400), 6),
        (Fault("InternalFailureException", "broken", 500), 6),
        (Fault("ValidationException", "\x1b]0;own\x07[red]bad[/red]", 400), 7),
    ],
)
async def test_every_answer_has_its_exit_code(
    amplify: CommandLine, simulator: Simulator, fault: Fault, code: int
) -> None:
    amplify.clock = FastClock(1_000.0)
    simulator.fail_next("ListApps", fault, times=10)
    result = await amplify("apps")
    check_error(result, code)
    assert "\x1b" not in result.err
    simulator.fail_next("ListApps", fault, times=10)
    as_json = await amplify("apps", "--json")
    assert as_json.code == code
    assert set(as_json.json["error"]) == {"code", "message", "hint"}
    assert not as_json.err


async def test_a_read_that_comes_too_often_is_tried_again_and_a_write_is_not(
    amplify: CommandLine, simulator: Simulator
) -> None:
    amplify.clock = FastClock(1_000.0)
    fault = Fault("BadRequestException", "Rate exceeded while calling an operation", 400)
    simulator.fail_next("ListApps", fault, times=len(PAUSES))
    assert (await amplify("apps")).code == 0
    assert simulator.count("ListApps") == 1 + len(PAUSES)
    simulator.fail_next("StartJob", fault)
    check_error(await amplify("start", "--app", "docs", "--branch", "main", "--yes"), 6)
    assert simulator.count("StartJob") == 1


@pytest.mark.parametrize("mishap", [Mishap.HTML, Mishap.CUT, Mishap.TRUNCATED, Mishap.WRONG_TYPE])
async def test_an_answer_that_is_none_gives_up(
    amplify: CommandLine, simulator: Simulator, mishap: Mishap
) -> None:
    simulator.fail_next("ListApps", mishap, times=10)
    check_error(await amplify("apps"), 6)


@pytest.mark.parametrize("scenario", ["expired"])
async def test_expired_credentials_are_told_as_such(amplify: CommandLine) -> None:
    check_error(await amplify("apps"), 4)


async def test_without_credentials_there_is_nothing_to_sign_with(
    amplify: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    check_error(await amplify("apps"), 4)


async def test_a_profile_that_does_not_exist_is_a_usage_error(amplify: CommandLine) -> None:
    result = await amplify("apps", "--profile", "nobody")
    check_error(result, 2)
    assert "nobody" in result.err


async def test_without_a_region_the_error_names_the_option(
    amplify: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_REGION")
    result = await amplify("apps")
    check_error(result, 2)
    assert "--region" in result.err


async def test_where_nobody_listens_it_gives_up(amplify: CommandLine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        result = await amplify("apps", "--endpoint-url", f"http://127.0.0.1:{taken.getsockname()[1]}")
    check_error(result, 6)


async def test_out_of_time_is_said_with_its_own_code(amplify: CommandLine, simulator: Simulator) -> None:
    hold = simulator.hold_next("ListApps")
    result = await amplify("apps", "--timeout", "100ms")
    hold.release()
    check_error(result, 124)


async def test_an_id_is_enough_for_who_may_not_list_apps(amplify: CommandLine, simulator: Simulator) -> None:
    app_id = (await amplify("apps")).rows[0][0]
    denied = Fault("AccessDeniedException", "not authorized", 403)
    simulator.fail_next("ListApps", denied)
    assert (await amplify("branches", "--app", app_id)).code == 0
    simulator.fail_next("ListApps", denied)
    assert (await amplify("branches", "--app", "Some Name")).code == 4


async def test_ctrl_c_ends_with_130_and_without_a_traceback(
    amplify: CommandLine, simulator: Simulator
) -> None:
    hold = simulator.hold_next("ListApps")
    process = await spawn(amplify, "apps")
    await hold.arrived.wait()
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    hold.release()
    assert (process.returncode, out, err) == (130, b"", b"")


async def test_ctrl_c_during_a_write_says_that_it_may_have_gone_out(
    amplify: CommandLine, simulator: Simulator
) -> None:
    hold = simulator.hold_next("StartJob")
    process = await spawn(amplify, "start", "--app", "docs", "--branch", "main", "--yes")
    await hold.arrived.wait()
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    line = await process.stderr.readline()
    hold.release()
    await process.communicate()
    assert b"may have gone out" in line
    assert process.returncode == 130
    assert simulator.count("StartJob") == 1


async def test_a_broken_settings_file_stops_every_command_with_file_and_line(amplify: CommandLine) -> None:
    amplify.config.write_text("theme = 'x'\nregionn = 'eu-west-1'\n")
    result = await amplify("info", "--json")
    assert result.code == 2
    assert "config.toml line 2: regionn" in result.json["error"]["message"]
    assert result.json["error"]["hint"] == "Did you mean region?"


async def test_a_saved_view_that_there_is_not_is_refused_where_it_would_be_opened(
    command_line: CommandLine,
) -> None:
    flagged = await command_line("wall", "--view", "mine")
    assert flagged.code == 2
    assert flagged.err == (
        "amplify-tui: --view: there is no saved view mine. "
        "Keep one as a [[view]] table in your settings file.\n"
    )
    command_line.config.write_text("view = 'min'\n[[view]]\nname = 'mine'\n")
    assert "is_default = true marks the one to open" in (await command_line("wall")).err
    command_line.config.write_text("view = 'min'\n")
    filed = await command_line("wall")
    assert filed.code == 2
    assert "line 1: there is no saved view min" in filed.err
    assert (await command_line("info")).code == 0


async def test_the_demo_has_views_of_its_own(command_line: CommandLine) -> None:
    command_line.config.write_text("[[view]]\nname = 'mine'\nis_default = true\n")
    told = (await command_line("demo", "--view", "mine")).err
    assert told.endswith("There are: production, trouble, storefront.\n")
    assert "needs a terminal" in (await command_line("demo", "--view", "trouble")).err
    assert "needs a terminal" in (await command_line("demo")).err


async def test_a_named_settings_file_must_exist(command_line: CommandLine) -> None:
    check_error(await command_line("info", "--config", "no.toml"), 2)
    command_line.environment["AMPLIFY_TUI_CONFIG"] = "/no/such.toml"
    check_error(await command_line("info"), 2)


async def spawn(amplify: CommandLine, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "amplify_tui",
        *arguments,
        env={**os.environ, **amplify.environment},
        cwd=amplify.folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
