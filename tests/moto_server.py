"""moto's EventBridge and SQS over real HTTP, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ACCOUNT: Final = "123456789012"
"""The account that moto's server plays."""
_START_SECONDS: Final = 60.0


@asynccontextmanager
async def serve_moto() -> AsyncIterator[str]:
    """Run moto's server until the block ends; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stderr is not None
    try:
        async with asyncio.timeout(_START_SECONDS):
            while b"Running on" not in (line := await process.stderr.readline()):
                assert line, "moto's server did not start"
        drain = asyncio.create_task(process.stderr.read())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.wait()
        await drain
