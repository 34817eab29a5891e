"""A log of 35 MB: when its first screen stands, what it takes in memory, and a log that grows."""

from __future__ import annotations

import random
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.big_log import WORDS, write_log
from tests.bench.figures import Line, judge, median, quantile
from tests.bench.processes import rss_megabytes
from tests.bench.stage import PROGRAM, clean_home, environment, listening
from tests.bench.terminal import Terminal, plain, pump
from tests.bench.venvs import program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.stage import Surroundings

ROUNDS = 5
PRESSES = 300
QUIET_SECONDS = 20.0
MOST_SECONDS_TO_SCREEN = 0.5
MOST_TIMES_FILE = 2.0
MOST_MS_TO_PAINT, MOST_MS_TO_PAINT_P99 = 10.0, 50.0
_SERVER = (sys.executable, "-m", "tests.bench.apps.log_server")
_JOB = re.compile(r"(SUCCEED|FAILED|RUNNING)\s+(?:▲\s*)?\d+")
_TIMEOUT = 20.0
_LOADED_SECONDS = 8.0


def measure() -> Iterator[Line]:
    """Open the large log in ours and in others, then follow one that grows."""
    with clean_home() as home:
        log = Path(home, "build.log")
        write_log(log)
        yield from _measure_opening(home, log)
        yield _measure_keys(home)


def _has_jobs(output: bytes) -> bool:
    return _JOB.search(plain(output)) is not None


def _has_lines(output: bytes) -> bool:
    return WORDS in plain(output)


def _open_dashboard(address: str, surroundings: Surroundings, *where: str) -> Terminal:
    terminal = Terminal([*PROGRAM, "--endpoint-url", address, *where], surroundings)
    if terminal.wait_for(_has_jobs, _TIMEOUT) is None:
        raise RuntimeError(f"no jobs: {plain(bytes(terminal.output))[-600:]!r}")
    pump([terminal], 4.0)
    return terminal


@dataclass(slots=True)
class Opening:
    """What opening the log took, one figure a round.

    Attributes:
        after_byte: Seconds from its first byte to its first screen.
        after_key: Seconds from the key to its first screen.
        growth: MB that the process grew by.
        written: Bytes written to the terminal while nothing changed.
    """

    after_byte: list[float] = field(default_factory=list)
    after_key: list[float] = field(default_factory=list)
    growth: list[float] = field(default_factory=list)
    written: int = 0


def _open_ours(home: str, log: Path) -> Opening:
    """Open the log several times, wait until all of it is there, and look at it for a while."""
    opening = Opening()
    stamp = Path(home, "stamp")
    with listening([*_SERVER, "--log", str(log), "--stamp", str(stamp)], home) as address:
        for turn in range(ROUNDS):
            stamp.unlink(missing_ok=True)
            with _open_dashboard(address, environment(home)) as terminal:
                before = rss_megabytes(terminal.pid)
                since = len(terminal.output)
                pressed = terminal.send(b"l")
                shown = terminal.wait_for(_has_lines, _TIMEOUT, since=since)
                if shown is None:
                    raise RuntimeError(f"no log: {plain(bytes(terminal.output))[-600:]!r}")
                opening.after_key.append(shown - pressed)
                opening.after_byte.append(shown - float(stamp.read_text()))
                pump([terminal], _LOADED_SECONDS)
                opening.growth.append(rss_megabytes(terminal.pid) - before)
                if turn == 0:
                    written = len(terminal.output)
                    pump([terminal], QUIET_SECONDS)
                    opening.written = len(terminal.output) - written
    return opening


def _measure_opening(home: str, log: Path) -> Iterator[Line]:
    opening = _open_ours(home, log)
    size = log.stat().st_size / 2**20
    others = dict(_open_elsewhere(log, environment(home)))
    first, asked, growth = (median(each) for each in (opening.after_byte, opening.after_key, opening.growth))
    yield judge(
        f"{size:.0f} MB log, first byte to first screen",
        f"{first:.2f} s (slowest {max(opening.after_byte):.2f} s)",
        f"<= {MOST_SECONDS_TO_SCREEN} s",
        is_held=first <= MOST_SECONDS_TO_SCREEN,
    )
    told = ", ".join(f"{name} {'-' if at is None else f'{at:.2f} s'}" for name, at in others.items())
    quickest = min((at for at in others.values() if at is not None), default=None)
    yield judge(
        "the same, asked for to first screen",
        f"{asked:.2f} s",
        told,
        is_held=quickest is not None and asked <= quickest,
    )
    yield judge(
        "memory that the log takes above the dashboard",
        f"{growth:.0f} MB, {growth / size:.2f} times the file",
        f"<= {MOST_TIMES_FILE:.0f} times the file",
        is_held=growth <= MOST_TIMES_FILE * size,
    )
    yield judge(
        f"written in {QUIET_SECONDS:.0f} s while the log does not change",
        f"{opening.written} bytes",
        "0",
        is_held=opening.written == 0,
    )


def _open_elsewhere(log: Path, surroundings: Surroundings) -> Iterator[tuple[str, float | None]]:
    """Open the same file in other programs, from their start to the file's first lines."""
    tl = program("toolong", "tl")
    for name, command in (("toolong", tl), ("lnav", shutil.which("lnav"))):
        if command is None:
            yield name, None
            continue
        moments = []
        for _ in range(ROUNDS):
            with Terminal([str(command), str(log)], surroundings) as terminal:
                at = terminal.wait_for(_has_lines, _TIMEOUT)
                if at is not None:
                    moments.append(at - terminal.started_at)
        yield name, median(moments) if moments else None


def _measure_keys(home: str) -> Line:
    """Press keys while a hundred lines a second arrive."""
    chance = random.Random(5)
    delays: list[float] = []
    with listening([*_SERVER, "--scenario", "busy"], home) as address:
        where = ("--app", "storefront", "--branch", "main")
        with _open_dashboard(address, environment(home), *where) as terminal:
            terminal.send(b"l")
            pump([terminal], 3.0)
            terminal.send(b"g")
            pump([terminal], 1.0)
            for _ in range(3):
                terminal.send(b"j")
                pump([terminal], 0.1)
            line = 4
            for press in range(PRESSES):
                pump([terminal], chance.uniform(0.03, 0.11))
                key, line = (b"j", line + 1) if press % 4 or line < 2 else (b"k", line - 1)
                since = len(terminal.output)
                sent = terminal.send(key)
                wanted = f"number {line:07}"
                painted = terminal.wait_for(lambda output, text=wanted: text in plain(output), 2, since=since)  # type: ignore[misc]
                delays.append(2.0 if painted is None else painted - sent)
    middle, slow = median(delays) * 1000, quantile(delays, 0.99) * 1000
    return judge(
        "key to paint, 100 lines a second arriving",
        f"p50 {middle:.1f} ms, p99 {slow:.1f} ms",
        f"<= {MOST_MS_TO_PAINT:.0f} and {MOST_MS_TO_PAINT_P99:.0f} ms, {PRESSES} keys",
        is_held=middle <= MOST_MS_TO_PAINT and slow <= MOST_MS_TO_PAINT_P99,
    )
