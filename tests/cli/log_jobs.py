"""Jobs whose logs are read, and the command in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING

from amplify_tui.simulator.contract import Fault

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

MAIN = ("--app", "storefront", "--branch", "main")
GONE = Fault("NoSuchKey", "The specified key does not exist.", 404)
EXPIRED = Fault("AccessDenied", "Request has expired", 403)


async def jobs_that(command_line: CommandLine, status: str, *place: str) -> list[str]:
    """Return the ids of a branch's jobs of one status, newest first."""
    shapes = (await command_line("jobs", *(place or MAIN), "--json", "--limit", "50")).json
    return [shape["jobId"] for shape in shapes if shape["status"] == status]


async def start(command_line: CommandLine, *place: str) -> str:
    """Start a job and return its id."""
    shape = (await command_line("start", *(place or MAIN), "--yes", "--json")).json
    return str(shape["summary"]["jobId"])


async def run_alone(command_line: CommandLine, *arguments: str, code: str = "") -> asyncio.subprocess.Process:
    """Run a command in a process of its own, its output in pipes."""
    program = ("-c", code) if code else ("-m", "amplify_tui")
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *program,
        *arguments,
        env={**os.environ, **command_line.environment},
        cwd=command_line.folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
