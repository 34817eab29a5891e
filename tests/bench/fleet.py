"""What five thousand branches in four accounts and regions cost on the wall."""

from __future__ import annotations

import itertools
import json
import random
import re
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import boto3

from amplify_tui.simulator.accounts import KEYS
from amplify_tui.simulator.huge import PLACES
from amplify_tui.simulator.world import World
from tests.bench.figures import Line, judge, median, quantile
from tests.bench.fleet_growth import measure_decisions, measure_growth
from tests.bench.processes import cpu_seconds, rss_megabytes
from tests.bench.stage import PROGRAM, clean_home, environment, listening, simulator
from tests.bench.terminal import Terminal, plain, pump, shows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.stage import Surroundings

ROUNDS: Final = 3
PRESSES: Final = 100
SECONDS: Final = 30.0
EVENTS_PER_SECOND: Final = 20
MOST_SECONDS_TO_LOUD, MOST_MS_TO_PAINT = 3.0, 50.0
MOST_MEGABYTES, MOST_SHARE, MOST_STILL_SHARE, MOST_GROWTH, MOST_MICROSECONDS = 200.0, 0.15, 0.01, 2.0, 50.0
_PROFILES: Final = ("demo", "staging")
_QUEUE: Final = "amplify-tui-events"
_STILL: Final = (sys.executable, "-m", "tests.bench.apps.still_server")
_LOUD: Final = re.compile(r"\b(job \d+ · |FAILED|failed \d|queued, |building \d|stuck \d)")
_SEEN: Final = re.compile(r"of\s+(?:about\s+)?([\d,.\u202f ]+)\s+branches", re.IGNORECASE)
_TIMEOUT, _FILL_SECONDS, _SETTLE_SECONDS = 20.0, 180.0, 8.0
_KEY_BAR: Final = b"help"


def measure() -> Iterator[Line]:
    """Start on a busy fleet, then look at one in which nothing happens, then let events arrive."""
    with clean_home() as home:
        _write_profiles(home)
        with simulator("huge", home) as address:
            yield from _measure_busy(address, environment(home))
        with listening(_STILL, home) as address:
            yield from _measure_still(address, environment(home))
    yield measure_growth(MOST_GROWTH)
    yield measure_decisions(MOST_MICROSECONDS)


def _write_profiles(home: str) -> None:
    folder = Path(home, ".aws")
    folder.mkdir()
    keys = "\n".join(
        f"[profile {profile}]\naws_access_key_id = {key}\naws_secret_access_key = an-example-and-no-secret\n"
        for profile, key in zip(_PROFILES, KEYS, strict=True)
    )
    Path(folder, "config").write_text(keys)


def _wall(address: str, surroundings: Surroundings, *, pace: float = 2.0, has_push: bool = False) -> Terminal:
    file = Path(surroundings["HOME"], "push.toml" if has_push else "polling.toml")
    file.write_text(f"calls_per_second = {pace}\n" + "".join(_targets(address, has_push=has_push)))
    own = {name: value for name, value in surroundings.items() if not name.startswith("AWS_ACCESS")}
    command = [*PROGRAM, "wall", "--endpoint-url", address, "--config", str(file)]
    return Terminal(command, own, columns=220, rows=60)


def _targets(address: str, *, has_push: bool) -> Iterator[str]:
    owners = dict(zip(KEYS.values(), _PROFILES, strict=True))
    for account, region in PLACES:
        profile = owners[account]
        yield f'[[target]]\nname = "{profile} {region}"\nprofile = "{profile}"\nregion = "{region}"\n'
        if has_push:
            yield f'events_queue = "{address}/{region}/{account}/{_QUEUE}"\n'


def _measure_busy(address: str, surroundings: Surroundings) -> Iterator[Line]:
    moments: list[float] = []
    for turn in range(ROUNDS):
        with _wall(address, surroundings) as terminal:
            at = terminal.wait_for(lambda output: bool(_LOUD.search(plain(output))), _TIMEOUT)
            if at is None:
                raise RuntimeError(f"nothing failed or going: {plain(bytes(terminal.output))[-800:]!r}")
            moments.append(at - terminal.started_at)
            if turn < ROUNDS - 1:
                continue
            pump([terminal], _SETTLE_SECONDS)
            before = cpu_seconds(terminal.pid)
            pump([terminal], SECONDS)
            share = (cpu_seconds(terminal.pid) - before) / SECONDS
    yield judge(
        "5,000 branches, start to the first failure or build",
        f"{median(moments):.2f} s (slowest {max(moments):.2f} s)",
        f"<= {MOST_SECONDS_TO_LOUD:.0f} s",
        is_held=median(moments) <= MOST_SECONDS_TO_LOUD,
    )
    yield judge(
        f"5,000 branches, {SECONDS:.0f} s of 4 x 2 calls a second",
        f"{share:.1%} of a core",
        f"<= {MOST_SHARE:.0%}",
        is_held=share <= MOST_SHARE,
    )


def _measure_still(address: str, surroundings: Surroundings) -> Iterator[Line]:
    with _wall(address, surroundings, pace=60.0, has_push=True) as terminal:
        filled = _fill(terminal)
        pump([terminal], _SETTLE_SECONDS)
        before, written = cpu_seconds(terminal.pid), len(terminal.output)
        pump([terminal], SECONDS)
        share = (cpu_seconds(terminal.pid) - before) / SECONDS
        rate = (len(terminal.output) - written) / SECONDS / 1024
        memory = rss_megabytes(terminal.pid)
        delays = _press(terminal, address)
        later = rss_megabytes(terminal.pid)
    yield judge(
        "5,000 branches, nothing changes, events cover all",
        f"{share:.2%} of a core, {rate:.2f} KB/s",
        f"<= {MOST_STILL_SHARE:.0%}; all seen after {filled:.0f} s",
        is_held=share <= MOST_STILL_SHARE,
    )
    yield judge(
        "5,000 branches, resident memory, all seen",
        f"{max(memory, later):.0f} MB",
        f"<= {MOST_MEGABYTES:.0f} MB",
        is_held=max(memory, later) <= MOST_MEGABYTES,
    )
    middle, slow = median(delays) * 1000, quantile(delays, 0.99) * 1000
    yield judge(
        f"key to paint, {EVENTS_PER_SECOND} events a second arriving",
        f"p50 {middle:.1f} ms, p99 {slow:.1f} ms",
        f"<= {MOST_MS_TO_PAINT:.0f} ms, {PRESSES} keys",
        is_held=slow <= MOST_MS_TO_PAINT,
    )


def _fill(terminal: Terminal) -> float:
    """Wait until every branch was seen; return the seconds from the start."""
    deadline, has_begun = time.monotonic() + _FILL_SECONDS, False
    while time.monotonic() < deadline:
        since = len(terminal.output)
        pump([terminal], 3.0)
        told = plain(bytes(terminal.output[since:]))
        # On a busy machine the first seconds say nothing at all.
        has_begun = has_begun or bool(_SEEN.search(told))
        if has_begun and "not seen" not in told and "branches seen" not in told:
            return time.monotonic() - terminal.started_at
    raise RuntimeError(f"not all were seen: {plain(bytes(terminal.output))[-800:]!r}")


def _press(terminal: Terminal, address: str) -> list[float]:
    """Mark a branch again and again while events arrive; the key bar appears with the mark."""
    chance, delays = random.Random(9), []
    ended = threading.Event()
    sender = threading.Thread(target=_send_events, args=(address, ended))
    sender.start()
    try:
        pump([terminal], 3.0)
        for _ in range(PRESSES):
            terminal.send(b"\x1b")
            pump([terminal], chance.uniform(0.25, 0.4))
            since = len(terminal.output)
            sent = terminal.send(b"j")
            painted = terminal.wait_for(shows(_KEY_BAR), 2, since=since)
            delays.append(2.0 if painted is None else painted - sent)
    finally:
        ended.set()
        sender.join()
    return delays


def _send_events(address: str, ended: threading.Event) -> None:
    """Send events of random branches, at a steady pace, until it is told to end."""
    chance = random.Random(4)
    world = World("huge", 1, datetime.now(UTC))
    senders = [
        (
            account,
            region,
            boto3.client(
                "sqs",
                endpoint_url=address,
                region_name=region,
                aws_access_key_id=next(key for key, owner in KEYS.items() if owner == account),
                aws_secret_access_key="an-example-and-no-secret",
            ),
        )
        for account, region in PLACES
    ]
    began = time.monotonic()
    for number in itertools.count():
        if ended.wait(max(began + number / EVENTS_PER_SECOND - time.monotonic(), 0.0)):
            return
        account, region, client = chance.choice(senders)
        site = chance.choice(list(world.region(region, account).sites))
        client.send_message(
            QueueUrl=f"{address}/{region}/{account}/{_QUEUE}",
            MessageBody=json.dumps(_event(account, region, site.app.app_id, site.plan.name, number)),
        )


def _event(account: str, region: str, app_id: str, branch: str, number: int) -> dict[str, object]:
    arn = f"arn:aws:amplify:{region}:{account}:apps/{app_id}/branches/{branch}/jobs/{number + 1:010}"
    return {
        "version": "0",
        "id": f"bench-{number}",
        "detail-type": "Amplify Deployment Status Change",
        "source": "aws.amplify",
        "account": account,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": region,
        "resources": [arn],
        "detail": {"appId": app_id, "branchName": branch, "jobId": str(number + 1), "jobStatus": "STARTED"},
    }
