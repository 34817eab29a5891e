"""What ``amplify-tui simulate`` tells whoever started it, and that all of it works."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.simulator.clients import Boto

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.cli.conftest import CommandLine


@pytest.fixture
async def told(command_line: CommandLine, tmp_path: Path) -> AsyncIterator[str]:
    """The words of a simulator that runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "amplify_tui", "simulate", "--scenario", "huge",
        env={**os.environ, **command_line.environment},
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(60):
        yield (await process.stdout.readuntil(b"/-/behaviour\n")).decode()
    process.send_signal(signal.SIGINT)
    await process.wait()


async def test_keys_queues_and_the_door_are_named_and_work(told: str) -> None:
    url = told.splitlines()[0]
    keys = dict(re.findall(r"^  (\d{12})  (AKIA\w{16})$", told, re.MULTILINE))
    assert set(keys) == {"123456789012", "210987654321"}
    queues = re.findall(r"^  (http\S+/(\S+)/(\d{12})/amplify-tui-events)$", told, re.MULTILINE)
    assert len(queues) == 4
    for queue, region, account in queues:
        sqs = Boto(url, "sqs", region, keys[account])
        assert (await sqs("get_queue_url", QueueName="amplify-tui-events"))["QueueUrl"] == queue
    order = re.search(r"curl -d '(.*)' (\S+)", told)
    assert order is not None
    async with aiohttp.ClientSession() as http, http.post(order[2], data=order[1]) as response:
        assert (await response.json())["210987654321"]["callsPerSecond"] == json.loads(order[1])[
            "callsPerSecond"
        ]
