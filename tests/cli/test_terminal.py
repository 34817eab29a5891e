"""What only a real terminal shows: tables, questions, the dashboard, the demo, and their end."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.tables import Cell, Column, terminal_table
from tests.cli.terminal import open_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

DOCS = ("--app", "docs", "--branch", "main")
HOSTILE = {
    "AWS_PROFILE": "nobody",
    "AWS_CONFIG_FILE": "/nowhere/config",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
    "AWS_ENDPOINT_URL_AMPLIFY": "http://127.0.0.1:1",
    "AWS_CA_BUNDLE": "/nowhere/bundle.pem",
    "AWS_REGION": "nowhere-1",
    "AWS_ACCESS_KEY_ID": "AKIAREALREALREALREAL",
    "REQUESTS_CA_BUNDLE": "/nowhere/bundle.pem",
    "HTTP_PROXY": "http://127.0.0.1:1",
    "HTTPS_PROXY": "http://127.0.0.1:1",
    "http_proxy": "http://127.0.0.1:1",
    "ALL_PROXY": "http://127.0.0.1:1",
}


@pytest.fixture
def environment(command_line: CommandLine, simulator: Simulator) -> dict[str, str]:
    """The environment of a user whose account is the simulator."""
    return {
        **command_line.environment,
        "HOME": str(command_line.home),
        "AWS_ENDPOINT_URL": simulator.url,
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }


async def test_a_list_on_a_terminal_is_a_table_with_glyphs(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    async with open_terminal(
        "jobs", *DOCS, environment=environment, folder=command_line.folder, size=(30, 80)
    ) as terminal:
        assert await terminal.end() == 0
    lines = re.sub(r"\x1b\[[0-9;]*m", "", terminal.text).splitlines()
    assert re.split(r"\s{2,}", lines[0].strip()) == [
        "STATUS", "JOB", "TYPE", "COMMIT", "MESSAGE", "AGE", "DURATION",
    ]  # fmt: skip
    assert len(lines) == 21
    assert all(line[0] in "✔✘⊘" for line in lines[1:])
    assert max(map(len, lines)) <= 80
    assert "\x1b[32m" in terminal.text


async def test_no_color_leaves_no_escape(command_line: CommandLine, environment: dict[str, str]) -> None:
    async with open_terminal(
        "jobs", *DOCS, environment={**environment, "NO_COLOR": "1"}, folder=command_line.folder
    ) as terminal:
        assert await terminal.end() == 0
    assert "\x1b" not in terminal.text


async def test_one_job_on_a_terminal_has_its_steps(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    async with open_terminal("job", *DOCS, environment=environment, folder=command_line.folder) as terminal:
        assert await terminal.end() == 0
    assert "BUILD" in terminal.text
    assert "…/BUILD/log.txt" in terminal.text
    assert "X-Amz" not in terminal.text


async def test_addresses_asked_for_stand_whole_on_a_terminal(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    for command, last in (("job", "VERIFY "), ("artifacts", "Galaxy S9+")):
        async with open_terminal(
            command, *DOCS, "--urls", environment=environment, folder=command_line.folder, size=(30, 80)
        ) as terminal:
            assert await terminal.end() == 0
        line = next(line for line in reversed(terminal.text.splitlines()) if line.startswith(last))
        assert re.search(r" http://127\.0\.0\.1:\d+/\S+\?X-Amz-\S+X-Amz-Signature=[0-9a-f]+\S*$", line)


@pytest.mark.parametrize(("answer", "sent"), [("y\n", 1), ("n\n", 0), ("\n", 0), ("\x04", 0)])
async def test_a_write_asks_first_and_only_a_yes_sends_it(
    command_line: CommandLine, environment: dict[str, str], simulator: Simulator, answer: str, sent: int
) -> None:
    async with open_terminal("retry", *DOCS, environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("[y/N] ")
        assert simulator.count("StartJob") == 0
        terminal.type(answer)
        assert await terminal.end() == 0
    assert simulator.count("StartJob") == sent
    assert "docs / main" in terminal.text
    assert "eu-west-1" in terminal.text
    assert re.search(r"job \d+ SUCCEED, commit [0-9a-f]{40}", terminal.text)
    assert ("Nothing was sent." in terminal.text) == (not sent)


async def test_ctrl_c_at_the_question_sends_nothing(
    command_line: CommandLine, environment: dict[str, str], simulator: Simulator
) -> None:
    async with open_terminal("start", *DOCS, environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("[y/N] ")
        terminal.type("\x03")
        assert await terminal.end() == 130
    assert simulator.count("StartJob") == 0
    assert "Traceback" not in terminal.text


async def test_the_dashboard_shows_the_account_that_the_environment_names(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    async with open_terminal(*DOCS, environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("SUCCEED")
        await terminal.until("123456789012")
        assert "DEMO" not in terminal.text
        terminal.type("\x11")
        assert await terminal.end() == 0
    assert "\x1b[?1049l" in terminal.text


async def test_the_demo_keeps_clear_of_the_users_aws_world(command_line: CommandLine) -> None:
    environment = {**command_line.environment, **HOSTILE, "HOME": str(command_line.home)}
    async with open_terminal("demo", environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("DEMO")
        await terminal.until("SUCCEED")
        await terminal.until("live")
        terminal.type("\x11")
        assert await terminal.end() == 0
    assert "nobody" not in terminal.text
    assert (command_line.state / "demo" / "state.json").is_file()
    assert not (command_line.state / "state.json").exists()


@pytest.mark.parametrize("size", [(5, 20), (24, 80), (60, 220)])
async def test_the_demo_starts_at_any_size(command_line: CommandLine, size: tuple[int, int]) -> None:
    async with open_terminal(
        "demo", environment=command_line.environment, folder=command_line.folder, size=size
    ) as terminal:
        await terminal.until("\x1b[?1049h")
        # The cursor is hidden once keys are no longer the terminal's own: it would keep ctrl+q to itself.
        await terminal.until("demo" if size[1] > 20 else "\x1b[?25l")
        terminal.type("\x11")
        assert await terminal.end() == 0
    assert "Traceback" not in terminal.text


async def test_a_terminal_that_is_gone_ends_the_program(command_line: CommandLine) -> None:
    async with open_terminal(
        "demo", environment=command_line.environment, folder=command_line.folder
    ) as terminal:
        await terminal.until("SUCCEED")
        terminal.hang_up()
        async with asyncio.timeout(60):
            code = await terminal.process.wait()
    assert code == -signal.SIGHUP


async def test_a_terminate_signal_gives_the_terminal_back(command_line: CommandLine) -> None:
    async with open_terminal(
        "demo", environment=command_line.environment, folder=command_line.folder
    ) as terminal:
        await terminal.until("SUCCEED")
        terminal.process.terminate()
        await terminal.end()
    assert "\x1b[?1049l" in terminal.text


async def test_a_theme_that_does_not_exist_is_a_usage_error(command_line: CommandLine) -> None:
    async with open_terminal(
        "demo", "--theme", "amplify-drak", environment=command_line.environment, folder=command_line.folder
    ) as terminal:
        assert await terminal.end() == 2
    assert "Did you mean amplify-dark?" in terminal.text


async def test_the_simulator_alone_serves_until_ctrl_c(command_line: CommandLine, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "amplify_tui", "simulate", "--scenario", "calm", "--seed", "3",
        env={**os.environ, **command_line.environment},
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
    port = url.rsplit(":", 1)[1]
    taken = await command_line("simulate", "--port", port)
    assert taken.code == 2
    assert f"Port {port} cannot be used" in taken.err
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    assert f"export AWS_ENDPOINT_URL={url}" in out.decode()
    # Older AWS CLIs know only the second.
    assert "export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1" in out.decode()
    assert (process.returncode, err) == (130, b"")


def test_a_long_message_gives_way_and_status_and_id_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    columns = (Column("STATUS"), Column("JOB", is_right=True), Column("MESSAGE", is_flexible=True))
    rows = [
        (Cell("FAILED", "✘ FAILED", "failed"), Cell("1234"), Cell("[red]x[/] 修正 " * 20)),
        (Cell("SUCCEED", "✔ SUCCEED", "succeed"), Cell("9"), Cell("")),
    ]
    table = terminal_table(columns, rows, with_color=False)
    lines = table.splitlines()
    assert "✘ FAILED   1234  [red]x[/] 修正" in lines[1]
    assert lines[1].endswith("…")
    assert lines[2] == "✔ SUCCEED     9  -"


def test_a_name_of_ten_thousand_letters_pushes_no_id_off_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    columns = (Column("ID"), Column("NAME"), Column("REPOSITORY", is_flexible=True))
    rows = [
        (Cell("d7mmt6468r6e1s"), Cell("x" * 10_000), Cell("https://example.org/shop")),
        (Cell("dnz787jwv1t1qs"), Cell("shop"), Cell("")),
    ]
    lines = terminal_table(columns, rows, with_color=False).splitlines()
    assert lines[0].split() == ["ID", "NAME", "REPOSITORY"]
    assert lines[1].startswith("d7mmt6468r6e1s  xxx")
    assert "…  https://example.org" in lines[1]
    assert max(map(len, lines)) <= 80
