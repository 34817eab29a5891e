"""The wall in a real terminal: it needs no keyboard, stops nothing by itself, and ends as it should."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.clock import SystemClock
from amplify_tui.simulator.server import serve
from amplify_tui.simulator.world import World
from tests.cli.terminal import open_terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine

BACK = "\x1b[?1049l"
"""Written when the terminal is given back."""


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A world whose time passes, and in which storefront's main is being built when it begins."""
    now = SystemClock().now
    async with serve(World("busy", 1, now()), now) as running:
        yield running


@pytest.fixture
def environment(command_line: CommandLine, simulator: Simulator) -> dict[str, str]:
    """The environment of a user whose account is the simulator."""
    command_line.config.write_text("calls_per_second = 1000\ncalls_burst = 1000\n")
    return {
        **command_line.environment,
        "HOME": str(command_line.home),
        "AWS_ENDPOINT_URL": simulator.url,
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }


async def test_the_wall_shows_what_the_account_builds_and_q_quits(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    async with open_terminal("wall", environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("building")
        await terminal.until("/s · used ")
        await terminal.until("read-only")
        terminal.type("q")
        assert await terminal.end() == 0
    assert BACK in terminal.text


@pytest.mark.parametrize("size", [(5, 20), (24, 80), (110, 380)])
async def test_the_demo_opens_on_the_wall_at_any_size(
    command_line: CommandLine, size: tuple[int, int]
) -> None:
    async with open_terminal(
        "demo", "--wall", environment=command_line.environment, folder=command_line.folder, size=size
    ) as terminal:
        await terminal.until("\x1b[?25l")
        if size[1] > 20:
            await terminal.until("DEMO")
        terminal.resize(30, 100)
        await terminal.until("storefront")
        await terminal.until("/s · used ")
        terminal.type("\x11")
        assert await terminal.end() == 0
    assert "Traceback" not in terminal.text


async def test_without_an_input_the_wall_listens_to_its_own_terminal(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    async with open_terminal(
        "wall", environment=environment, folder=command_line.folder, has_input=False
    ) as terminal:
        await terminal.until("building")
        terminal.type("q")
        assert await terminal.end() == 0
    assert BACK in terminal.text


async def test_a_wall_stops_nothing(
    command_line: CommandLine, environment: dict[str, str], simulator: Simulator
) -> None:
    async with open_terminal("wall", environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("building")
        terminal.type("jxy")
        await terminal.until("help")
        terminal.type("\x11")
        assert await terminal.end() == 0
    assert not simulator.count("StopJob")
    assert not any("x stop" in line for line in terminal.text.splitlines())


async def test_a_wall_with_writes_asks_before_it_stops(
    command_line: CommandLine, environment: dict[str, str], simulator: Simulator
) -> None:
    view = '[[view]]\nname = "going"\nstatuses = ["RUNNING"]\n'
    command_line.config.write_text(command_line.config.read_text() + view)
    async with open_terminal(
        "wall", "--writes", "--view", "going", environment=environment, folder=command_line.folder
    ) as terminal:
        await terminal.until("job 269")
        assert "read-only" not in terminal.text
        terminal.type("jx")
        await terminal.until("Stop this job?")
        terminal.process.terminate()
        assert await terminal.end() == 0
    assert not simulator.count("StopJob")


async def test_read_only_holds_whatever_the_wall_is_allowed(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    (command_line.folder / ".amplify-tui.toml").write_text("read_only = true")
    async with open_terminal(
        "wall", "--writes", environment=environment, folder=command_line.folder
    ) as terminal:
        await terminal.until("read-only")
        terminal.type("\x11")
        assert await terminal.end() == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGHUP, -signal.SIGHUP)])
async def test_a_wall_ends_when_it_is_told_to(
    command_line: CommandLine, environment: dict[str, str], number: int, code: int
) -> None:
    async with open_terminal("wall", environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("building")
        os.kill(terminal.process.pid, number)
        assert await terminal.end() == code
    assert (BACK in terminal.text) == (number == signal.SIGTERM)


async def test_a_wall_without_a_network_opens_says_so_and_goes_on(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    environment["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1"
    async with open_terminal("wall", environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("cannot be reached")
        assert "Traceback" not in terminal.text
        terminal.type("q")
        assert await terminal.end() == 0


async def test_one_bad_target_is_told_of_and_the_others_are_shown(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    tables = (
        "[[target]]\nname = 'broken'\nprofile = 'nosuch'\nregion = 'eu-west-1'\n"
        "[[target]]\nname = 'good'\nregion = 'eu-west-1'\n"
    )
    command_line.config.write_text(command_line.config.read_text() + tables)
    async with open_terminal("wall", environment=environment, folder=command_line.folder) as terminal:
        await terminal.until("building")
        await terminal.until("nosuch")
        terminal.type("q")
        assert await terminal.end() == 0
