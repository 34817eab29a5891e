"""A program in a terminal of its own, as a test sees it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import struct
import sys
import termios
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

PATIENCE = 60.0


class Terminal:
    """The side of a pseudo-terminal that a person sits at.

    Attributes:
        process: The program.
        text: All it has written so far.
    """

    def __init__(self, process: asyncio.subprocess.Process, descriptor: int) -> None:
        self.process = process
        self.text = ""
        self._descriptor = descriptor
        self._grown = asyncio.Event()
        asyncio.get_running_loop().add_reader(descriptor, self._read)

    async def until(self, wanted: str, count: int = 1) -> None:
        """Return when the program has written something so many times.

        Raises:
            TimeoutError: It has not within a minute.
        """
        async with asyncio.timeout(PATIENCE):
            while self.text.count(wanted) < count:
                self._grown.clear()
                await self._grown.wait()

    def type(self, keys: str) -> None:
        """Type keys."""
        os.write(self._descriptor, keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        """Change the terminal's size, as somebody who drags its corner."""
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    async def end(self) -> int:
        """Return the exit code when the program has ended."""
        async with asyncio.timeout(PATIENCE):
            code = await self.process.wait()
        self._read()
        return code

    def hang_up(self) -> None:
        """Close the terminal, as a window is closed."""
        if self._descriptor >= 0:
            asyncio.get_running_loop().remove_reader(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = -1

    def _read(self) -> None:
        try:
            while chunk := os.read(self._descriptor, 65_536):
                self.text += chunk.decode("utf-8", "replace")
        except BlockingIOError:
            pass
        except OSError:
            asyncio.get_running_loop().remove_reader(self._descriptor)
        self._grown.set()


def _inherited() -> dict[str, str]:
    """Return what a program needs of the test's own environment: its path, and how coverage is measured."""
    return {
        name: value for name, value in os.environ.items() if name == "PATH" or name.startswith("COVERAGE_")
    }


@asynccontextmanager
async def open_terminal(
    *arguments: str,
    environment: Mapping[str, str],
    folder: Path,
    size: tuple[int, int] = (30, 120),
    cell: tuple[int, int] = (0, 0),
    has_input: bool = True,
) -> AsyncIterator[Terminal]:
    """Run ``amplify-tui`` in a new terminal, and end it with the block.

    Rows and columns are its size; a cell's width and height are in pixels, 0 where it does not say.
    Without input the program's standard input is no terminal, as under a service manager.
    """
    ours, its = pty.openpty()
    pixels = (size[1] * cell[0], size[0] * cell[1])
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", *size, *pixels))
    os.set_blocking(ours, False)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        # The terminal must be the controlling one, or nobody tells of its end; and whoever
        # started the program may have had it ignore that, as nohup does.
        "import fcntl, signal, sys, termios; fcntl.ioctl(1, termios.TIOCSCTTY, 0);"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN);"
        "from amplify_tui.cli.main import main; sys.exit(main())",
        *arguments,
        stdin=its if has_input else asyncio.subprocess.DEVNULL,
        stdout=its,
        stderr=its,
        env={"TERM": "xterm-256color", "LANG": "C.UTF-8", **_inherited(), **environment},
        cwd=folder,
        start_new_session=True,
    )
    os.close(its)
    terminal = Terminal(process, ours)
    try:
        yield terminal
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        terminal.hang_up()
