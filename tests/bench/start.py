"""How long until something is on the screen, and until it is the jobs."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from tests.bench.figures import judge, median
from tests.bench.stage import PROGRAM, clean_home, environment, simulator
from tests.bench.terminal import Terminal, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.figures import Line
    from tests.bench.stage import Surroundings

ROUNDS = 15
MOST_TIMES_BARE = 1.25
MOST_SECONDS_TO_JOBS = 1.2
_TIMEOUT = 15.0
_BARE = (sys.executable, "-m", "tests.bench.apps.bare")
_JOB = re.compile(r"(SUCCEED|FAILED|RUNNING)\s+\d+")


def _is_bare_painted(output: bytes) -> bool:
    return b"bare-header" in output and b"bare-footer" in output


def _is_painted(output: bytes) -> bool:
    text = plain(output)
    return "amplify-tui" in text and "help" in text


def _has_jobs(output: bytes) -> bool:
    return _JOB.search(plain(output)) is not None


def _seconds(
    command: Sequence[str], surroundings: Surroundings, conditions: Sequence[Callable[[bytes], bool]]
) -> list[float]:
    with Terminal(command, surroundings) as terminal:
        moments: list[float] = []
        for condition in conditions:
            if condition(bytes(terminal.output)):
                moments.append(terminal.last_at)
                continue
            at = terminal.wait_for(condition, _TIMEOUT)
            if at is None:
                raise RuntimeError(f"{' '.join(command)} painted: {plain(bytes(terminal.output))[-400:]!r}")
            moments.append(at)
    return [at - terminal.started_at for at in moments]


def measure() -> Iterator[Line]:
    """Start both apps in turn, several times, each time as if for the first time."""
    bare: list[float] = []
    ours: list[float] = []
    jobs: list[float] = []
    with clean_home() as home, simulator("calm", home) as address:
        surroundings = environment(home)
        for _ in range(ROUNDS):
            bare += _seconds(_BARE, surroundings, [_is_bare_painted])
            painted, filled = _seconds(
                [*PROGRAM, "--endpoint-url", address], surroundings, [_is_painted, _has_jobs]
            )
            ours.append(painted)
            jobs.append(filled)
    # Each start is held against the one just before it, which ran on as busy a machine.
    ratio = median([one / other for one, other in zip(ours, bare, strict=True)])
    yield judge(
        "first paint, times a bare app's",
        f"{ratio:.2f} ({median(ours) * 1000:.0f} ms)",
        f"<= {MOST_TIMES_BARE} of {median(bare) * 1000:.0f} ms",
        is_held=ratio <= MOST_TIMES_BARE,
    )
    yield judge(
        "first jobs on screen after start",
        f"{median(jobs):.2f} s (slowest {max(jobs):.2f} s)",
        f"<= {MOST_SECONDS_TO_JOBS} s",
        is_held=median(jobs) <= MOST_SECONDS_TO_JOBS,
    )
