"""What it costs to look at a calm branch, and how much memory that takes."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pyte

from amplify_tui.model.keys import Target
from amplify_tui.model.orders import StartOrder
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.clock import SystemClock
from amplify_tui.services.connector import AwsConnector
from amplify_tui.ui.wording import age, duration
from tests.bench.figures import judge
from tests.bench.processes import cpu_seconds, rss_megabytes
from tests.bench.stage import PROGRAM, REGION, clean_home, environment, simulator
from tests.bench.terminal import Terminal, pump

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.services.ports import Gateway
    from tests.bench.figures import Line

SECONDS = 60.0
MOST_SHARE_ABOVE = 0.003
MOST_KB_PER_SECOND = 0.5
MOST_MEGABYTES = 90.0
_COLUMNS, _ROWS = 120, 40
_SETTLE_SECONDS = 15.0
_TICKING = (sys.executable, "-m", "tests.bench.apps.ticking")


def _connector(address: str) -> AwsConnector:
    return AwsConnector(Settings(endpoint_url=address), CallJournal(), SystemClock(), is_isolated=True)


async def _make_one_young(gateway: Gateway) -> BranchKey:
    """Start and stop one job, so that an age is there that changes within the minute."""
    for app in await gateway.list_apps():
        for branch in await gateway.list_branches(app.key):
            page = await gateway.list_jobs(branch.key, limit=20)
            if app.repository and len(page.items) == 20 and all(job.is_over for job in page.items):
                job = (await gateway.start_job(branch.key, StartOrder())).key
                await gateway.stop_job(job)
                for _ in range(240):
                    if (await gateway.get_job(job)).job.is_over:
                        return branch.key
                    await asyncio.sleep(0.5)
    raise RuntimeError("no calm branch")


async def _prepare(address: str) -> BranchKey:
    connector = _connector(address)
    try:
        return await _make_one_young(await connector.connect(Target("", REGION)))
    finally:
        await connector.close()


async def _list(address: str, branch: BranchKey) -> Sequence[Job]:
    connector = _connector(address)
    try:
        return (await (await connector.connect(Target("", REGION))).list_jobs(branch)).items
    finally:
        await connector.close()


def _show(output: bytes) -> list[str]:
    """Return the lines of the screen that a terminal would have in the end."""
    screen = pyte.Screen(_COLUMNS, _ROWS)
    pyte.ByteStream(screen).feed(output)
    return list(screen.display)


def _count_right_rows(lines: Sequence[str], jobs: Sequence[Job], now: datetime) -> tuple[int, int]:
    """Count the rows of jobs on screen, and those whose age and duration are right to the minute."""
    seen = right = 0
    for job in jobs:
        mark = re.compile(rf"\b{job.status}\s+(?:▲\s*)?{job.key.job_id}\b")
        for line in lines:
            if mark.search(line):
                seen += 1
                cells = line.split()
                ages = {
                    age(at, now - timedelta(seconds=back))
                    for at in (job.started_at, job.ended_at)
                    for back in (0, 60)
                }
                right += bool(ages & set(cells)) and duration(job.duration(now)) in line
    return seen, right


@dataclass(frozen=True, slots=True)
class Watch:
    """What was seen in a minute of looking.

    Attributes:
        share: Processor time of ours, as a share of a core.
        floor: The same of the bare ticking app.
        rate: What ours wrote to the terminal, in KB a second.
        seen: Rows of jobs on screen at the end.
        right: Those of them whose age and duration are right.
        memory: Resident memory with both clients up, in MB.
    """

    share: float
    floor: float
    rate: float
    seen: int
    right: int
    memory: float


def _watch() -> Watch:
    with clean_home() as home, simulator("calm", home) as address:
        surroundings = environment(home)
        branch = asyncio.run(_prepare(address))
        command = [*PROGRAM, "--endpoint-url", address, "--app", branch.app.app_id, "--branch", branch.name]
        with Terminal(command, surroundings) as ours, Terminal(_TICKING, surroundings) as bare:
            pump([ours, bare], _SETTLE_SECONDS)
            before = [cpu_seconds(terminal.pid) for terminal in (ours, bare)]
            written = len(ours.output)
            pump([ours, bare], SECONDS)
            after = [cpu_seconds(terminal.pid) for terminal in (ours, bare)]
            rate = (len(ours.output) - written) / SECONDS / 1024
            jobs = asyncio.run(_list(address, branch))
            seen, right = _count_right_rows(_show(bytes(ours.output)), jobs, datetime.now(UTC))
            ours.send(b"B")
            pump([ours, bare], 5)
            memory = rss_megabytes(ours.pid)
    share, floor = ((late - early) / SECONDS for early, late in zip(before, after, strict=True))
    return Watch(share, floor, rate, seen, right, memory)


def measure() -> Iterator[Line]:
    """Look for a minute at a calm branch, with the bare ticking app beside it."""
    watch = _watch()
    yield judge(
        f"idle {SECONDS:.0f} s on a calm branch, processor",
        f"{watch.share:.2%} of a core",
        f"<= {MOST_SHARE_ABOVE:.1%} above {watch.floor:.2%}",
        is_held=watch.share - watch.floor <= MOST_SHARE_ABOVE,
    )
    yield judge(
        "idle, written to the terminal",
        f"{watch.rate:.2f} KB/s",
        f"<= {MOST_KB_PER_SECOND} KB/s",
        is_held=watch.rate <= MOST_KB_PER_SECOND,
    )
    yield judge(
        "idle, ages and durations right at the end",
        f"{watch.right} rows",
        f"of {watch.seen} rows on screen",
        is_held=0 < watch.seen == watch.right,
    )
    yield judge(
        "resident memory with both clients up",
        f"{watch.memory:.0f} MB",
        f"<= {MOST_MEGABYTES:.0f} MB",
        is_held=watch.memory <= MOST_MEGABYTES,
    )
