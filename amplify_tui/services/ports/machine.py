"""What may be asked of the machine that the program runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from amplify_tui.model.calls import Call
    from amplify_tui.model.keys import Target


class Clock(Protocol):
    """The only source of time below the command line."""

    def now(self) -> datetime:
        """Return the present moment, aware UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never go back, from an arbitrary start."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after ``seconds``."""
        ...

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """Return True as soon as ``event`` is set, or False after ``seconds``."""
        ...


class CallLog(Protocol):
    """The calls made so far, newest last, bounded."""

    def recent(self) -> Sequence[Call]:
        """Return what is kept, oldest first."""
        ...

    def subscribe(self, callback: Callable[[Call], None]) -> Callable[[], None]:
        """Call back at every further call; returns how to stop that."""
        ...

    def per_minute(self, target: Target, now: datetime) -> int:
        """Count the calls to a target in the sixty seconds before ``now``."""
        ...


class Memory(Protocol):
    """What the program remembers from one run to the next: app, branch, sort, theme."""

    def recall(self, name: str) -> str | None:
        """Return what was remembered under a name, or None."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Keep a value under a name; a failure to write is logged, never raised."""
        ...


class Browser(Protocol):
    """Opens pages and files for the user."""

    def open(self, url: str) -> bool:
        """Show an http or https address without credentials; False where that cannot be done."""
        ...

    def open_file(self, path: str) -> bool:
        """Show a file with whatever shows such files; False where that cannot be done."""
        ...
