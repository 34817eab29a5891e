"""What ten thousand rows cost: one of them changes, and a key is pressed."""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.apps.rows import HIGHEST
from tests.bench.figures import judge, median, quantile
from tests.bench.stage import clean_home, environment
from tests.bench.terminal import Terminal, plain, shows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.figures import Line

CHANGES = 120
PRESSES = 300
MOST_MS_PER_CHANGE = 3.0
MOST_LINES_PER_CHANGE = 1
MOST_MS_TO_PAINT, MOST_MS_TO_PAINT_P99 = 10.0, 50.0
_PLACE = re.compile(rb"\x1b\[(\d+);\d+H")
_HOME = b"\x1b[1;1H"
_FRAME = re.compile(rb"\x1b\[\?2026h(.*?)\x1b\[\?2026l", re.DOTALL)
_APP = (sys.executable, "-m", "tests.bench.apps.rows")


def measure() -> Iterator[Line]:
    """Change single rows, then press keys while fifty rows a second change."""
    with clean_home() as home:
        surroundings = environment(home)
        yield from _measure_changes(surroundings)
        yield _measure_keys(surroundings)


def _wait_until_painted(terminal: Terminal) -> None:
    if terminal.wait_for(shows(str(HIGHEST).encode()), 15) is None:
        raise RuntimeError(f"the table did not come up: {plain(bytes(terminal.output))[-2000:]}")


def _measure_changes(surroundings: dict[str, str]) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder, "result.json")
        command = [*_APP, "--changes", str(CHANGES), "--every", "0.04", "--result", str(result)]
        with Terminal(command, surroundings) as terminal:
            _wait_until_painted(terminal)
            while terminal.read(0.5):
                pass
            settled = len(terminal.output)
            deadline = time.monotonic() + 60
            while not result.exists() and time.monotonic() < deadline:
                terminal.read(0.2)
            terminal.read(0.2)
            written = bytes(terminal.output[settled:])
        told = json.loads(result.read_text())
    frames = [frame for whole in _FRAME.findall(written) if (frame := whole.removesuffix(_HOME))]
    lines = [len(set(_PLACE.findall(frame))) for frame in frames]
    cost = (told["busy"] - told["idle"]) * 1000 / CHANGES
    yield judge(
        "one of 10,000 rows changed and painted",
        f"{cost:.2f} ms of processor time",
        f"<= {MOST_MS_PER_CHANGE:.0f} ms above the bench's own timer",
        is_held=cost <= MOST_MS_PER_CHANGE,
    )
    yield judge(
        "lines written for one changed row",
        f"{sum(lines) / CHANGES:.2f}, {len(written) / CHANGES:.0f} bytes",
        f"<= {MOST_LINES_PER_CHANGE} line a change, {len(frames)} frames",
        # On a busy machine a frame may paint two changes.
        is_held=sum(lines) <= MOST_LINES_PER_CHANGE * CHANGES and len(frames) >= CHANGES * 0.9,
    )


def _measure_keys(surroundings: dict[str, str]) -> Line:
    chance = random.Random(11)
    delays: list[float] = []
    with Terminal([*_APP, "--batch", "5", "--every", "0.1"], surroundings) as terminal:
        _wait_until_painted(terminal)
        terminal.read(1.0)
        line = 0
        for press in range(PRESSES):
            pause = time.monotonic() + chance.uniform(0.03, 0.11)
            while (left := pause - time.monotonic()) > 0:
                terminal.read(left)
            key, line = (b"j", line + 1) if press % 4 or not line else (b"k", line - 1)
            wanted = str(HIGHEST - line).encode()
            since = len(terminal.output)
            sent = terminal.send(key)
            painted = terminal.wait_for(shows(wanted), 2, since=since)
            delays.append(2.0 if painted is None else painted - sent)
    middle, slow = median(delays) * 1000, quantile(delays, 0.99) * 1000
    return judge(
        "key to paint, 10,000 rows, 50 changing a second",
        f"p50 {middle:.1f} ms, p99 {slow:.1f} ms",
        f"<= {MOST_MS_TO_PAINT:.0f} and {MOST_MS_TO_PAINT_P99:.0f} ms, {PRESSES} keys",
        is_held=middle <= MOST_MS_TO_PAINT and slow <= MOST_MS_TO_PAINT_P99,
    )
