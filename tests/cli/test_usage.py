"""The command line itself: help, versions, typos, later commands, JSON errors."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui import __version__
from amplify_tui.cli.catalogue import COMMANDS, LATER_COMMANDS, LATER_OPTIONS, OWN_OPTIONS, SETTING_OPTIONS
from amplify_tui.cli.exits import UsageError
from amplify_tui.cli.parser import parse
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name or "none")
async def test_every_command_has_help_that_names_its_options(
    command_line: CommandLine, command: object
) -> None:
    name, options = command.name, command.options  # type: ignore[attr-defined]
    result = await command_line(*filter(None, [name, "--help"]))
    assert (result.code, result.err) == (0, "")
    for option in OWN_OPTIONS:
        if option.name not in {"version", "help"}:
            listed = f"\n  {option.flag} " in result.out or f"\n  {option.flag}\n" in result.out
            assert listed == (option.name in options)
    assert all(option.flag in result.out for option in SETTING_OPTIONS)


async def test_the_help_names_every_command(command_line: CommandLine) -> None:
    out = (await command_line("-h")).out
    assert all(f"  {command.name or '(none)'} " in out for command in COMMANDS)


async def test_the_version_is_one_line(command_line: CommandLine) -> None:
    assert (await command_line("jobs", "--version")).out == f"amplify-tui {__version__}\n"


@pytest.mark.parametrize("name", LATER_COMMANDS)
async def test_a_later_command_says_so(command_line: CommandLine, name: str) -> None:
    result = await command_line(name)
    assert result.code == 2
    assert f"{name} is not in this version yet." in result.err


async def test_a_later_command_says_so_whatever_options_it_will_have(command_line: CommandLine) -> None:
    result = await command_line("stats", "--json")
    assert result.json["error"]["message"] == "stats is not in this version yet."


@pytest.mark.parametrize("flag", LATER_OPTIONS)
async def test_a_later_option_says_so(command_line: CommandLine, flag: str) -> None:
    result = await command_line("jobs", flag)
    assert result.code == 2
    assert f"{flag} is not in this version yet." in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["jbos"], "Did you mean jobs?"),
        (["frobnicate"], "amplify-tui --help"),
        (["jobs", "--brnch", "x"], "Did you mean --branch?"),
        (["jobs", "--xyzzy"], "amplify-tui --help"),
        (["jobs", "57"], "amplify-tui jobs --help"),
        (["job", "57"], "Did you mean --job 57?"),
        (["jobs", "--app"], "expected one argument"),
        (["--urls"], "the dashboard takes no --urls"),
        (["apps", "--yes"], "apps takes no --yes"),
        (["jobs", "--li", "3"], "There is no option --li"),
        (["start", "--yes", "--timeout", "9s"], "--timeout needs --watch"),
        (["apps", "--timeout", "soon"], "--timeout"),
        (["stop", "--yes", "--watch", "--timeout", "0"], "--timeout"),
        (["start", "--yes", "--commit", "a b"], "no blanks"),
        (["start", "--yes", "--reason", "x" * 256], "at most 255"),
        (["demo", "--speed", "fast"], "--speed"),
        (["demo", "--speed", "nan"], "--speed"),
        (["demo", "--seed", "x"], "--seed"),
        (["demo", "--scenario", "bsy"], "There are: calm, busy"),
        (["simulate", "--port", "65536"], "--port"),
        (["job", "--job", "0"], "--job"),
        (["--writes"], "the dashboard takes no --writes"),
        (["wall", "--app"], "expected one argument"),
        (["wall"], "The wall needs a terminal for output"),
        (["demo", "--wall"], "The wall needs a terminal for output"),
        (["--interval", "1.9"], "--interval: “1.9” is too short"),
        (["jobs", "--interval", "nan"], "--interval"),
        (["jobs", "--endpoint-url", "ftp://x"], "--endpoint-url"),
        (["apps", "--region", ""], "--region: “” has an empty name in it"),
        (["wall", "--profile", "a,,b"], "--profile: “a,,b” has an empty name in it"),
        (["\x1b]0;title\x07"], "There is no command"),
        ([], "needs a terminal"),
        (["demo"], "needs a terminal"),
    ],
)
async def test_a_usage_error_is_one_line_that_says_what_to_do(
    command_line: CommandLine, arguments: list[str], said: str
) -> None:
    result = await command_line(*arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.startswith("amplify-tui: ")
    assert result.err.count("\n") == 1
    assert "\x1b" not in result.err


async def test_a_usage_error_with_json_is_an_object_on_stdout(command_line: CommandLine) -> None:
    result = await command_line("--json", "jbos")
    assert (result.code, result.err) == (2, "")
    assert result.json == {
        "error": {"code": "UsageError", "message": "There is no command jbos.", "hint": "Did you mean jobs?"}
    }


def test_options_stand_before_and_after_the_command_and_the_later_wins() -> None:
    request = parse(["--limit", "3", "--app", "a", "jobs", "--app=b", "--limit", "4", "--readonly"])
    assert request.command.name == "jobs"
    assert request.settings == {"app": "b", "read_only": True}
    assert request.options == {"limit": "4"}


def test_profiles_and_regions_add_up() -> None:
    request = parse(["--profile", "a", "apps", "--profile", "b,c"])
    assert request.settings["profile"] == ["a", "b,c"]


@given(st.lists(st.text(max_size=12), max_size=5))
def test_no_command_line_breaks_the_parser(arguments: list[str]) -> None:
    refusals: list[str] = []
    try:
        request = parse(arguments)
    except UsageError as error:
        refusals.append(error.message)
    else:
        assert request.command in COMMANDS
    assert refusals == [clean_line(message) for message in refusals]


def test_help_and_the_dashboards_modules_load_no_aws_library() -> None:
    code = """
import sys, amplify_tui.cli.commands.demo, amplify_tui.cli.commands.dashboard, amplify_tui.ui.app
heavy = {name.split(".")[0] for name in sys.modules} & {"botocore", "aiobotocore", "boto3", "aiohttp"}
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_parser_alone_loads_neither_textual_nor_asyncio() -> None:
    code = """
import sys, amplify_tui.cli.main
heavy = set(sys.modules) & {"asyncio", "textual", "rich", "botocore", "aiohttp"}
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_python_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "amplify_tui", "--version"], check=True, capture_output=True, timeout=60
    )
    assert done.stdout.decode() == f"amplify-tui {__version__}\n"


def test_a_reader_that_leaves_ends_the_command_without_a_word() -> None:
    line = f"{sys.executable} -m amplify_tui --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], check=True, capture_output=True, timeout=60)
    assert (done.stdout, done.stderr) == (b"0\n", b"")


@pytest.mark.parametrize("redirection", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_break_nothing(redirection: str) -> None:
    line = f"{sys.executable} -m amplify_tui jbos {redirection}; echo $? >&3"
    done = subprocess.run(["bash", "-c", f"exec 3>&1; {line}"], check=True, capture_output=True, timeout=60)
    assert done.stdout.strip().endswith(b"2")
    assert b"Traceback" not in done.stderr


def run_shell(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell, in which ``$PROGRAM`` is the program."""
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PROGRAM": f"{sys.executable} -m amplify_tui",
    }
    return subprocess.run(["bash", "-c", line], check=False, capture_output=True, timeout=60, env=environment)


@pytest.mark.parametrize(
    "command",
    [
        "info",
        "info --json",
        "--version",
        "--help",
        "explain --json nowhere",
        "explain /dev/null",
        "jobs --json",
    ],
)
def test_a_full_disk_behind_the_output_is_told_in_one_line(command: str, tmp_path: Path) -> None:
    done = run_shell(f"$PROGRAM {command} --endpoint-url ftp://x > /dev/full", tmp_path)
    told = done.stderr.decode().splitlines()
    assert len(told) == 1
    assert "unexpected" not in told[0]
    assert done.returncode in {2, 6}
    assert not (tmp_path / "amplify-tui").exists()


def test_a_result_that_cannot_be_written_is_given_up_with_the_reason(tmp_path: Path) -> None:
    done = run_shell("$PROGRAM info > /dev/full", tmp_path)
    assert done.returncode == 6
    message = b"The output cannot be written: No space left on device. Make room, or write it elsewhere."
    assert done.stderr == b"amplify-tui: " + message + b"\n"


def test_an_error_that_cannot_be_told_keeps_its_exit_code(tmp_path: Path) -> None:
    assert run_shell("$PROGRAM explain nowhere 2> /dev/full", tmp_path).returncode == 2
    assert run_shell("$PROGRAM explain nowhere --json > /dev/full 2>&1", tmp_path).returncode == 2


@pytest.mark.parametrize(("redirection", "told"), [("", 1), ("2> /dev/full", 0)])
def test_what_nobody_foresaw_is_one_line_and_no_result_of_a_job(
    redirection: str, told: int, tmp_path: Path
) -> None:
    code = (
        "import sys; from amplify_tui.cli.main import main; sys.argv = ['amplify-tui', 'info'];"
        "sys.modules['amplify_tui.cli.commands.info'] = None; main()"
    )
    done = run_shell(f'{sys.executable} -c "{code}" {redirection}', tmp_path)
    assert done.returncode == 6
    line = b"amplify-tui: unexpected ModuleNotFoundError; `amplify-tui info` names the log with more.\n"
    assert done.stderr == line * told
    assert "halted" in (tmp_path / "amplify-tui" / "amplify-tui.log").read_text()
