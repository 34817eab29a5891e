"""Programs that bring credentials get no keyboard."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.processes import CredentialProcesses

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def keyboard() -> Iterator[None]:
    """A standard input on which somebody has typed and may type more."""
    kept = os.dup(0)
    reader, writer = os.pipe()
    os.write(writer, b"typed")
    os.dup2(reader, 0)
    yield
    os.dup2(kept, 0)
    for each in (kept, reader, writer):
        os.close(each)


@pytest.mark.usefixtures("keyboard")
async def test_a_program_that_reads_its_input_finds_its_end_and_nothing_typed() -> None:
    processes = CredentialProcesses()
    process = await processes.start("cat", stdout=asyncio.subprocess.PIPE)
    async with asyncio.timeout(60):
        out, _ = await process.communicate()
    assert out == b""
    await processes.end()
