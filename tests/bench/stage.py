"""The scenery: a clean environment, and the simulator in a process of its own."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REGION = "eu-west-1"
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "an-example-and-no-secret"}
PROGRAM = (sys.executable, "-m", "amplify_tui")
Surroundings = dict[str, str]
_ROOT = Path(__file__).parents[2]


def environment(home: str) -> Surroundings:
    """Return a small environment that knows fixed fake keys and nothing of the user's AWS world."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(_ROOT),
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        **KEYS,
    }


@contextlib.contextmanager
def clean_home() -> Iterator[str]:
    """Give an empty home folder that vanishes afterwards."""
    with tempfile.TemporaryDirectory(prefix="amplify-tui-bench-") as home:
        yield home


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def simulator(scenario: str, home: str) -> Iterator[str]:
    """Run ``amplify-tui simulate`` and give its address.

    Raises:
        RuntimeError: It did not answer within ten seconds.
    """
    with listening([*PROGRAM, "simulate", "--scenario", scenario], home) as address:
        yield address


@contextlib.contextmanager
def listening(program: Sequence[str], home: str) -> Iterator[str]:
    """Run a server that takes ``--port`` and give its address.

    Raises:
        RuntimeError: It did not answer within ten seconds.
    """
    port = _free_port()
    command = [*program, "--port", str(port)]
    process = subprocess.Popen(
        command, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home
    )
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                yield f"http://127.0.0.1:{port}"
                return
            time.sleep(0.05)
        raise RuntimeError(f"no server: {' '.join(command)} ended with {process.poll()}")
    finally:
        process.terminate()
        process.wait(5)
