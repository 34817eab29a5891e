"""A terminal of fixed size that notes when each byte of a program arrived."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

_ESCAPE = re.compile(
    rb"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])"
)
_SYNC_QUERY, _SYNC_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_READ_SIZE = 1 << 16


class Terminal:
    """Runs one program under a pseudo-terminal.

    It answers the one question whose answer changes what Textual writes
    (synchronised output), and otherwise only reads and keeps the time.

    Attributes:
        started_at: Seconds on the monotonic clock when the program was started.
        output: Everything the program wrote so far.
        last_at: When the last bytes arrived.
    """

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], *, columns: int = 120, rows: int = 40
    ) -> None:
        self.output = bytearray()
        self.started_at = self.last_at = time.monotonic()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            self._become(command, environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @staticmethod
    def _become(command: Sequence[str], environment: Mapping[str, str]) -> None:
        # The parent sets the size of the window; a program that starts before that would lay out twice.
        while struct.unpack("HHHH", fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8))[0] == 0:
            time.sleep(0.0002)
        try:
            os.execvpe(command[0], list(command), dict(environment))
        finally:
            os._exit(127)

    def __enter__(self) -> Self:
        """Give the running program."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program, by force if it does not go."""
        self.close()

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self._fd

    def read(self, seconds: float) -> bytes:
        """Wait so long at most for bytes and return them; empty when none came."""
        ready, _, _ = select.select([self._fd], [], [], max(seconds, 0))
        if not ready:
            return b""
        try:
            data = os.read(self._fd, _READ_SIZE)
        except OSError:
            return b""
        self.last_at = time.monotonic()
        self.output += data
        if _SYNC_QUERY in data:
            self.send(_SYNC_ANSWER)
        return data

    def send(self, keys: bytes) -> float:
        """Type keys and return when, on the monotonic clock."""
        at = time.monotonic()
        os.write(self._fd, keys)
        return at

    def wait_for(self, is_there: Callable[[bytes], bool], timeout: float, *, since: int = 0) -> float | None:
        """Read until the output from ``since`` on satisfies a condition.

        Returns:
            When the bytes arrived that made it true; None if that did not happen in time.
        """
        deadline = time.monotonic() + timeout
        while (left := deadline - time.monotonic()) > 0:
            if self.read(left) and is_there(bytes(self.output[since:])):
                return self.last_at
            if not self.is_alive():
                return None
        return None

    def is_alive(self) -> bool:
        """Tell whether the program still runs."""
        try:
            return os.waitpid(self.pid, os.WNOHANG) == (0, 0)
        except ChildProcessError:
            return False

    def close(self) -> None:
        """Hang up, wait two seconds, then kill."""
        for number, patience in ((signal.SIGHUP, 0.5), (signal.SIGTERM, 1.0), (signal.SIGKILL, 1.0)):
            deadline = time.monotonic() + patience
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                break
            while time.monotonic() < deadline and self.is_alive():
                self.read(0.02)
            if not self.is_alive():
                break
        os.close(self._fd)


def shows(wanted: bytes) -> Callable[[bytes], bool]:
    """Make the condition that an output holds some bytes."""
    return lambda output: wanted in output


def plain(data: bytes) -> str:
    """Return the characters of an output without its escape sequences."""
    return _ESCAPE.sub(b"", data).decode("utf-8", "replace")


def pump(terminals: Sequence[Terminal], seconds: float) -> None:
    """Read from several terminals for so long, so that none of their programs blocks."""
    deadline = time.monotonic() + seconds
    open_ones = {terminal.fileno(): terminal for terminal in terminals}
    while open_ones and (left := deadline - time.monotonic()) > 0:
        for ready in select.select(list(open_ones), [], [], left)[0]:
            if not open_ones[ready].read(0) and not open_ones[ready].is_alive():
                del open_ones[ready]
