"""Where the dashboard's downloads go, and that it leaves nothing half-written there."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amplify_tui.cli.parser import parse
from amplify_tui.cli.surroundings import Surroundings
from amplify_tui.services.paths import find_downloads
from tests.cli.terminal import PATIENCE, open_terminal
from tests.cli.test_artifacts import environment_of
from tests.services.depot import names_in

if TYPE_CHECKING:
    from amplify_tui.simulator.server import Simulator
    from tests.cli.conftest import CommandLine


def folder_for(command_line: CommandLine, *arguments: str) -> Path:
    surroundings = Surroundings(command_line.environment, command_line.folder, command_line.home)
    return surroundings.download_folder(surroundings.settings(parse(arguments)))


def test_downloads_go_where_the_user_has_them_go_else_where_he_stands(command_line: CommandLine) -> None:
    assert folder_for(command_line) == command_line.folder
    (command_line.home / "Downloads").mkdir()
    assert folder_for(command_line) == command_line.home / "Downloads"
    (command_line.home / "Geladen").mkdir()
    (command_line.config.parents[1] / "user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Geladen"\n')
    assert folder_for(command_line) == command_line.home / "Geladen"
    command_line.environment["XDG_DOWNLOAD_DIR"] = str(command_line.home)
    assert folder_for(command_line) == command_line.home
    command_line.environment["AMPLIFY_TUI_DOWNLOAD_DIR"] = "set"
    assert folder_for(command_line) == command_line.folder / "set"
    assert folder_for(command_line, "--download-dir", "/elsewhere") == Path("/elsewhere")
    assert folder_for(command_line, "demo", "--download-dir", "/elsewhere") == Path("/elsewhere")


def test_a_folders_own_file_may_not_say_where_downloads_go(command_line: CommandLine) -> None:
    (command_line.folder / ".amplify-tui.toml").write_text('download_dir = "/elsewhere"\n')
    with pytest.raises(Exception, match="download_dir"):
        folder_for(command_line)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('# a comment\nXDG_MUSIC_DIR="$HOME/Music"\nXDG_DOWNLOAD_DIR="$HOME/My files"\n', "home/My files"),
        ('XDG_DOWNLOAD_DIR="/srv/down"', "/srv/down"),
        ('XDG_DOWNLOAD_DIR="$HOME/$(id)"', "home/Downloads"),
        ('XDG_DOWNLOAD_DIR="relative"', "home/Downloads"),
        ('#XDG_DOWNLOAD_DIR="/srv/down"', "home/Downloads"),
        ("\udcff\0garbage", "home/Downloads"),
    ],
)
def test_the_users_folders_are_read_and_nothing_in_them_is_run(tmp_path: Path, text: str, found: str) -> None:
    home = tmp_path / "home"
    (home / ".config").mkdir(parents=True)
    (home / ".config/user-dirs.dirs").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert find_downloads({}, home) == tmp_path / found
    assert find_downloads({"XDG_CONFIG_HOME": "relative"}, home) == tmp_path / found
    assert find_downloads({"XDG_DOWNLOAD_DIR": "relative"}, home) == home / "Downloads"


@pytest.mark.parametrize("end", ["ctrl+q", "SIGTERM"])
async def test_leaving_the_dashboard_leaves_nothing_half_written(
    amplify: CommandLine, simulator: Simulator, end: str
) -> None:
    down = amplify.home / "Downloads"
    down.mkdir()
    arguments = ("--app", "storefront", "--branch", "main")
    environment = environment_of(amplify, simulator)
    async with open_terminal(*arguments, environment=environment, folder=amplify.folder) as terminal:
        await terminal.until("SUCCEED")
        terminal.type("d")
        await terminal.until("goes to")
        hold = simulator.hold_next("GetObject")
        terminal.type("\r")
        await asyncio.wait_for(hold.arrived.wait(), PATIENCE)
        assert any(name.endswith("/BUILD-artifacts.zip.part") for name in names_in(down))
        if end == "ctrl+q":
            terminal.type("\x11")
        else:
            terminal.process.send_signal(signal.SIGTERM)
        assert await terminal.end() == 0
    assert names_in(down) == set()
    hold.release()
