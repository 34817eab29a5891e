"""What one poll of a branch's jobs costs, from the call to the store."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import aiohttp
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from yarl import URL

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.clock import SystemClock
from amplify_tui.services.connector import AwsConnector
from amplify_tui.store.questions import JOBS_PER_PAGE, ask
from amplify_tui.store.store import Store
from amplify_tui.store.topics import JobsOf
from tests.bench.figures import Line, judge, median
from tests.bench.stage import KEYS, REGION, clean_home, environment, simulator
from tests.bench.venvs import program

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from amplify_tui.model.keys import BranchKey
    from amplify_tui.services.ports import Gateway

POLLS = 150
ROUNDS = 5
PROCESSES = 5
LEAST_SHARE_OF_CLI = 200
MOST_TIMES_PLAIN = 6.0


async def _cpu_per_call(call: Callable[[], Awaitable[object]]) -> float:
    begun = time.process_time()
    for _ in range(POLLS):
        await call()
    return (time.process_time() - begun) / POLLS


async def _find_branch(gateway: Gateway) -> BranchKey:
    """Find a branch with a full page of jobs."""
    for app in await gateway.list_apps():
        for branch in await gateway.list_branches(app.key):
            page = await gateway.list_jobs(branch.key, limit=JOBS_PER_PAGE)
            if len(page.items) == JOBS_PER_PAGE:
                return branch.key
    raise RuntimeError(f"no branch has {JOBS_PER_PAGE} jobs")


def _poll(gateway: Gateway, branch: BranchKey) -> Callable[[], Awaitable[None]]:
    store, clock = Store(), SystemClock()

    async def poll() -> None:
        for topic, value in await ask(gateway, JobsOf(branch), store):
            store.put(topic, value, clock.now())

    return poll


def _plain(session: aiohttp.ClientSession, url: str) -> Callable[[], Awaitable[None]]:
    signer = SigV4Auth(
        Credentials(KEYS["AWS_ACCESS_KEY_ID"], KEYS["AWS_SECRET_ACCESS_KEY"]), "amplify", REGION
    )
    address = URL(url, encoded=True)

    async def get() -> None:
        request = AWSRequest("GET", url)
        signer.add_auth(request)
        async with session.get(address, headers=dict(request.headers)) as answer:
            json.loads(await answer.read())

    return get


async def _compare(address: str) -> tuple[float, float, BranchKey]:
    settings = Settings(endpoint_url=address, calls_per_second=1e6, calls_burst=1_000_000)
    connector = AwsConnector(settings, CallJournal(), SystemClock(), is_isolated=True)
    try:
        gateway = await connector.connect(Target("", REGION))
        branch = await _find_branch(gateway)
        path = f"/apps/{branch.app.app_id}/branches/{quote(branch.name, safe='')}/jobs"
        ours: list[float] = []
        plain: list[float] = []
        async with aiohttp.ClientSession() as session:
            poll, get = _poll(gateway, branch), _plain(session, f"{address}{path}?maxResults={JOBS_PER_PAGE}")
            for _ in range(ROUNDS):
                plain.append(await _cpu_per_call(get))
                ours.append(await _cpu_per_call(poll))
    finally:
        await connector.close()
    return median(ours), median(plain), branch


def _cli_seconds(address: str, branch: BranchKey, home: str) -> float | None:
    """Return the processor time of one AWS CLI process that lists the same jobs."""
    aws = program("awscli", "aws")
    if aws is None:
        return None
    command = [str(aws), "amplify", "list-jobs", "--endpoint-url", address, "--max-items", str(JOBS_PER_PAGE)]
    command += [
        "--app-id",
        branch.app.app_id,
        "--branch-name",
        branch.name,
        "--page-size",
        str(JOBS_PER_PAGE),
    ]
    spent: list[float] = []
    for _ in range(PROCESSES):
        before = _children_seconds()
        done = subprocess.run(command, env=environment(home), capture_output=True, check=True, cwd=home)
        spent.append(_children_seconds() - before)
        if len(json.loads(done.stdout)["jobSummaries"]) != JOBS_PER_PAGE:
            raise RuntimeError("the AWS CLI listed other jobs")
    return median(spent)


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure() -> Iterator[Line]:
    """Poll the same branch three ways."""
    with clean_home() as home, simulator("calm", home) as address:
        ours, plain, branch = asyncio.run(_compare(address))
        cli = _cli_seconds(address, branch, home)
    name = f"poll of {JOBS_PER_PAGE} jobs to the store"
    if cli is None:
        yield Line(
            f"{name}, share of an AWS CLI",
            f"{ours * 1000:.2f} ms",
            "the AWS CLI cannot be installed",
            "UNKNOWN",
        )
    else:
        yield judge(
            f"{name}, share of an AWS CLI",
            f"{ours * 1000:.2f} ms, 1/{cli / ours:.0f}",
            f"<= 1/{LEAST_SHARE_OF_CLI} of {cli * 1000:.0f} ms",
            is_held=ours <= cli / LEAST_SHARE_OF_CLI,
        )
    yield judge(
        f"{name}, times a signed GET",
        f"{ours * 1000:.2f} ms, {ours / plain:.1f} times",
        f"<= {MOST_TIMES_PLAIN:.0f} times {plain * 1000:.2f} ms",
        is_held=ours <= plain * MOST_TIMES_PLAIN,
    )
