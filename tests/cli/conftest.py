"""The command line as a test calls it: against the simulator, in folders of its own."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from amplify_tui.cli.fast_clock import FastClock
from amplify_tui.cli.main import main
from amplify_tui.cli.surroundings import Surroundings
from amplify_tui.services.clock import SystemClock
from amplify_tui.simulator.server import serve
from amplify_tui.simulator.world import World
from tests.cli.event_gate import open_gate
from tests.cli.event_places import Place

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from amplify_tui.services.ports import Clock
    from amplify_tui.simulator.server import Simulator
    from tests.cli.event_gate import Gate


@dataclass(frozen=True, slots=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def rows(self) -> list[list[str]]:
        return [line.split("\t") for line in self.out.splitlines()]


class CommandLine:
    """Calls ``main`` in a thread, as it runs an event loop of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = folder / "home"
        self.folder = folder / "here"
        self.state = folder / "state" / "amplify-tui"
        self.config = folder / "config" / "amplify-tui" / "config.toml"
        self.environment = {
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        self.clock: Clock = SystemClock()
        self._capsys = capsys
        for each in (self.home, self.folder, self.config.parent):
            each.mkdir(parents=True)

    async def __call__(self, *arguments: str) -> Result:
        """Run a command to its end."""
        surroundings = Surroundings(self.environment, self.folder, self.home, self.clock)
        self._capsys.readouterr()
        code = await asyncio.to_thread(main, arguments, surroundings)
        out, err = self._capsys.readouterr()
        return Result(code, out, err)


@pytest.fixture
def command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line without any account."""
    return CommandLine(tmp_path, capsys)


def connect(command_line: CommandLine, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Let the AWS environment name the simulator, and the settings no pace."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", simulator.url)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    command_line.config.write_text("calls_per_second = 1000\ncalls_burst = 1000\n")
    return command_line


@pytest.fixture
def amplify(command_line: CommandLine, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line on the simulator's account, where time stands still."""
    return connect(command_line, simulator, monkeypatch)


@pytest.fixture
def speed() -> float:
    """How much faster than real time the hasty world is; fast enough for a build within a second."""
    return 200.0


@pytest.fixture
async def hasty_simulator(scenario: str, speed: float) -> AsyncIterator[Simulator]:
    """A simulator whose time passes by itself, since a followed job must come to its end."""
    clock = FastClock(speed)
    async with serve(World(scenario, 7, clock.now()), clock.now) as running:
        yield running


@pytest.fixture
def hasty(
    command_line: CommandLine,
    hasty_simulator: Simulator,
    speed: float,
    monkeypatch: pytest.MonkeyPatch,
) -> CommandLine:
    """The command line on that account, whose waiting is as fast as the world."""
    command_line.clock = FastClock(speed)
    return connect(command_line, hasty_simulator, monkeypatch)


@pytest.fixture
async def gate(moto: str) -> AsyncIterator[Gate]:
    """What the command line asks instead of EventBridge and SQS."""
    async with open_gate(moto) as opened:
        yield opened


@pytest.fixture
def place(moto: str) -> Place:
    """The same services as they are behind it, under a name that no other test uses."""
    return Place(moto, f"push-{uuid4().hex[:12]}")


@pytest.fixture
def events(command_line: CommandLine, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line on that account, whose waiting is short."""
    for name, value in {
        "AWS_ENDPOINT_URL": gate.url,
        "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    command_line.clock = FastClock(100.0)
    return command_line
