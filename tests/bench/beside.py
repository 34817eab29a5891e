"""Other terminal programs on the same machine in the same run: start, memory, idling."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import Line, median
from tests.bench.processes import cpu_seconds, family, rss_megabytes
from tests.bench.stage import PROGRAM, clean_home, environment, simulator
from tests.bench.terminal import Terminal, plain, pump
from tests.bench.venvs import program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.stage import Surroundings

_ENOUGH = 60
_STARTS = 3
_SETTLE_SECONDS, _IDLE_SECONDS = 6.0, 12.0
_OTHERS = (
    ("awstui", "awstui", ()),
    ("dolphie", "dolphie", ("--tab-setup",)),
    ("toolong", "tl", ("build.log",)),
    ("harlequin", "harlequin", ("--adapter", "sqlite", ":memory:")),
)
_LOG_LINES = 2_000


def _has_painted(output: bytes) -> bool:
    return len("".join(plain(output).split())) >= _ENOUGH


def _describe(name: str, command: list[str], surroundings: Surroundings) -> Line:
    starts: list[float] = []
    for _ in range(_STARTS):
        with Terminal(command, surroundings) as terminal:
            at = terminal.wait_for(_has_painted, 20)
            if at is None:
                return Line(name, "did not paint", "", "UNKNOWN")
            starts.append(at - terminal.started_at)
    with Terminal(command, surroundings) as terminal:
        pump([terminal], _SETTLE_SECONDS)
        if not terminal.is_alive():
            return Line(name, f"paint {median(starts):.2f} s", "ended by itself", "UNKNOWN")
        members = family(terminal.pid)
        before = sum(map(cpu_seconds, members))
        written = len(terminal.output)
        pump([terminal], _IDLE_SECONDS)
        share = (sum(map(cpu_seconds, members)) - before) / _IDLE_SECONDS
        rate = (len(terminal.output) - written) / _IDLE_SECONDS / 1024
        memory = rss_megabytes(terminal.pid)
    figure = f"paint {median(starts):.2f} s, {memory:.0f} MB"
    return Line(name, figure, f"idle {share:.2%} of a core, {rate:.2f} KB/s", "BESIDE")


def measure() -> Iterator[Line]:
    """Describe ours and each other that can be installed, one after the other."""
    with clean_home() as home, simulator("calm", home) as address:
        surroundings = environment(home)
        yield _describe("amplify-tui", [*PROGRAM, "--endpoint-url", address], surroundings)
    for package, name, arguments in _OTHERS:
        found = program(package, name)
        if found is None:
            yield Line(package, "cannot be installed here", "", "UNKNOWN")
            continue
        with clean_home() as home, contextlib.chdir(home):
            with Path("build.log").open("w", encoding="utf-8") as log:
                log.writelines(f"2026-11-21T14:03:19.{n:03}Z [INFO]: line {n}\n" for n in range(_LOG_LINES))
            yield _describe(package, [str(found), *arguments], environment(home))
