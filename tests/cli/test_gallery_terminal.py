"""The gallery in a terminal of its own: what is asked, what is drawn, and that no key is lost."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.cli.terminal import open_terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine
    from tests.cli.terminal import Terminal

QUESTION = "\x1b[6n"
SIXELS = re.compile(r'\x1bP[0-9;]*q"1;1;[0-9]+;[0-9]+#')


@pytest.fixture
def environment(command_line: CommandLine, simulator: Simulator) -> dict[str, str]:
    """The environment of a user whose account is the simulator."""
    return {
        **command_line.environment,
        "HOME": str(command_line.home),
        "COLORTERM": "truecolor",
        "AWS_ENDPOINT_URL": simulator.url,
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }


@asynccontextmanager
async def dashboard(
    command_line: CommandLine, environment: dict[str, str], cell: tuple[int, int] = (8, 16)
) -> AsyncIterator[Terminal]:
    """Open the dashboard on a job with screenshots."""
    async with open_terminal(
        "--app", "docs", "--branch", "main",
        environment=environment, folder=command_line.folder, size=(50, 120), cell=cell,
    ) as terminal:  # fmt: skip
        await terminal.until("Galaxy S9+")
        assert QUESTION not in terminal.text
        assert "\x1b_G" not in terminal.text
        yield terminal
        terminal.type("\x11")
        assert await terminal.end() == 0
        assert "Traceback" not in terminal.text


async def test_a_terminal_that_moves_its_cursor_gets_sixels(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    async with dashboard(command_line, environment) as terminal:
        terminal.type("v")
        await terminal.until(QUESTION)
        terminal.type("\x1b[7;1R")
        await terminal.until('q"1;1;68')
        assert SIXELS.search(terminal.text)
        assert "▀▀▀" not in terminal.text
        asked = terminal.text.count(QUESTION)
        terminal.type("j")
        await terminal.until("iPad Mini  768")
        await terminal.until('q"1;1;', count=asked + 2)
        assert terminal.text.count(QUESTION) == asked


@pytest.mark.parametrize("answer", ["\x1b[1;1R", ""])
async def test_one_that_does_not_or_is_silent_gets_half_cells(
    command_line: CommandLine, environment: dict[str, str], answer: str
) -> None:
    async with dashboard(command_line, environment) as terminal:
        terminal.type("v")
        await terminal.until(QUESTION)
        terminal.type(answer)
        await terminal.until("▀")
        assert not SIXELS.search(terminal.text)


@pytest.mark.parametrize("pictures", ["auto", "half-cells", "sixel", "kitty"])
async def test_no_key_is_lost_while_the_gallery_opens(
    command_line: CommandLine, environment: dict[str, str], pictures: str
) -> None:
    """Three keys come at once with the one that opens it, and one just before the terminal's answer."""
    async with dashboard(command_line, {**environment, "AMPLIFY_TUI_PICTURES": pictures}) as terminal:
        terminal.type("vjjj")
        if pictures == "auto":
            await terminal.until(QUESTION)
            terminal.type("k\x1b[7;1R")
        else:
            await terminal.until("4 of 4")
            terminal.type("k")
        await terminal.until("3 of 4  iPhone X  375")
        shown = terminal.text.count("2 Jobs")
        terminal.type("q")
        await terminal.until("2 Jobs", count=shown + 1)


async def test_kitty_is_sent_a_picture_and_its_placeholders(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    async with dashboard(command_line, {**environment, "TERM": "xterm-kitty"}) as terminal:
        terminal.type("v")
        await terminal.until("\U0010eeee")
        assert "\x1b_Ga=T,U=1,i=" in terminal.text
        assert QUESTION not in terminal.text


async def test_in_tmux_pictures_are_half_cells_and_nothing_is_asked(
    command_line: CommandLine, environment: dict[str, str]
) -> None:
    inside = {**environment, "TERM": "tmux-256color", "TMUX": "/run/tmux-0/default,1,0"}
    async with dashboard(command_line, inside) as terminal:
        terminal.type("v")
        await terminal.until("▀▀")
        assert QUESTION not in terminal.text
