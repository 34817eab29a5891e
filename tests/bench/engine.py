"""What searching a large log takes, and finding the cause of a usual one."""

from __future__ import annotations

import asyncio
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amplify_tui.model.causes.finder import find_cause
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.model.logs.query import compile_query
from amplify_tui.model.logs.search import search
from tests.bench.big_log import LINES, NEEDLE, WILD, write_log
from tests.bench.figures import judge, median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.figures import Line

ROUNDS = 7
MOST_LITERAL = 0.3
MOST_PATTERN = 1.0
MOST_CAUSE_MS = 150.0
MOST_LATE_MS = 50.0
PATTERN = rf"{NEEDLE[:6]}-\w+/\d+"
_BEAT = 0.002
_MEGABYTE_LINES = 9_000


def measure() -> Iterator[Line]:
    """Search and judge in this very process, as the screen does in a thread."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "build.log")
        write_log(path)
        log = ParsedLog.of(path.read_bytes())
        yield from _measure_search(log)
        write_log(path, lines=_MEGABYTE_LINES)
        yield _measure_cause(path.read_bytes())


def _measure_search(log: ParsedLog) -> Iterator[Line]:
    size = log.index.size / 2**20
    for title, text, is_regex, most in (
        ("a literal", NEEDLE, False, MOST_LITERAL),
        ("a regular expression", PATTERN, True, MOST_PATTERN),
    ):
        query = compile_query(text, is_regex=is_regex)
        spent, late, found = [], [], 0
        for _ in range(ROUNDS):
            seconds, beats, hits = asyncio.run(
                _beside_a_loop(partial(search, log, query, clock=time.monotonic))
            )
            spent.append(seconds)
            late += beats
            found = len(hits.numbers)
        yield judge(
            f"all hits of {title} in {size:.0f} MB",
            f"{median(spent):.2f} s, {found} lines",
            f"<= {most} s; the loop late by {quantile(late, 0.99) * 1000:.0f} ms at p99",
            is_held=median(spent) <= most and found == LINES // 1000,
        )
    query = compile_query(WILD, is_regex=True)
    seconds, beats, hits = asyncio.run(_beside_a_loop(partial(search, log, query, clock=time.monotonic)))
    late_ms = quantile(beats, 0.99) * 1000
    yield judge(
        "a pattern that runs wild is ended",
        f"{seconds:.2f} s: {hits.problem[:40]}",
        f"<= 2.5 s; the loop late by {late_ms:.0f} ms at p99",
        is_held=seconds <= 2.5 and bool(hits.problem) and late_ms <= MOST_LATE_MS,
    )


async def _beside_a_loop(work: Callable[[], Any]) -> tuple[float, list[float], Any]:
    """Run work in a thread, and note by how much the loop beats late meanwhile."""
    began = time.perf_counter()
    task = asyncio.create_task(asyncio.to_thread(work))
    beats: list[float] = []
    while not task.done():
        at = time.perf_counter()
        await asyncio.sleep(_BEAT)
        beats.append(time.perf_counter() - at - _BEAT)
    return time.perf_counter() - began, beats, task.result()


def _measure_cause(data: bytes) -> Line:
    spent = []
    line = 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        finding = find_cause(ParsedLog.of(data))
        spent.append((time.perf_counter() - began) * 1000)
        line = finding.cause.line if finding.cause else 0
    return judge(
        f"cause of a {len(data) / 2**20:.1f} MB log",
        f"{median(spent):.0f} ms, line {line} of {_MEGABYTE_LINES}",
        f"<= {MOST_CAUSE_MS:.0f} ms, reading it included",
        is_held=median(spent) <= MOST_CAUSE_MS and line == _MEGABYTE_LINES - 5,
    )
