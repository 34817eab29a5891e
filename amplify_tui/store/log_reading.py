"""One step's log while somebody looks at it: its text, its lines, its cause, kept current."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from amplify_tui.model.logs.index import MOST_LINES, LogIndex
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.services.log_copy import check_lines
from amplify_tui.services.log_follower import LogFollower
from amplify_tui.services.log_text import LogText

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.causes.finding import Finding
    from amplify_tui.model.health import Problem
    from amplify_tui.services.log_follower import Absence, Locator, Standing
    from amplify_tui.services.ports import Clock, ObjectReader

PIECE: Final = 64 * 1024
"""Bytes that are indexed between two turns of everybody else on the event loop."""
TELL_EVERY: Final = 0.05
"""Least seconds between two notices while bytes pour in."""

ReadingPhase = Literal["opening", "reading", "following", "ended", "absent", "failed"]


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How the reading of a log stands.

    Attributes:
        phase: ``opening`` before the first byte; ``reading`` until the present end is
            reached; ``following`` while more may come; ``ended``, ``absent`` and
            ``failed`` once nothing more is asked. What was read stays in all of them.
        size: Bytes read.
        total: Size of the log, bytes; None where that is not known.
        problem: Why the last look brought nothing; None where all is well.
        absence: Why there is no log; empty where there is one.
        finding: What the log says of the job's end; None before that is known.
        generation: Counts how often the log was rewritten: everything read before is void then.
        retry_in: Seconds until the next look after a failure; None where all is well.
    """

    phase: ReadingPhase = "opening"
    size: int = 0
    total: int | None = None
    problem: Problem | None = None
    absence: Absence = ""
    finding: Finding | None = None
    generation: int = 0
    retry_in: float | None = None


class LogReading:
    """Reads one log, off and on the event loop in pieces too small to be felt.

    Attributes:
        text: Its bytes; cleared when the log is rewritten.
        index: Its lines; another object after the log was rewritten.
        state: How it stands.
        step: Name of the step; empty where unknown.

    Args:
        locator: Finds the log, and tells whether its step is going.
        objects: Reads it.
        clock: The source of time.
        step: Name of the step.
        most_lines: Lines after which the log is given up.
    """

    def __init__(
        self,
        locator: Locator,
        objects: ObjectReader,
        clock: Clock,
        *,
        step: str = "",
        most_lines: int = MOST_LINES,
    ) -> None:
        self.text = LogText()
        self.index = LogIndex()
        self.state = ReadingState()
        self.step = step
        self._most_lines = most_lines
        self._clock = clock
        self._follower = LogFollower(locator, objects, self, clock)
        self._callbacks: list[Callable[[ReadingState], None]] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._later: asyncio.Task[None] | None = None
        self._told_at: float | None = None
        self._judged = -1
        self._is_closed = False

    def subscribe(self, callback: Callable[[ReadingState], None]) -> Callable[[], None]:
        """Call back now, and after every growth or change, on the event loop.

        Returns:
            A function that ends the subscription; calling it twice does no harm.
        """
        self._callbacks.append(callback)
        callback(self.state)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    async def run(self) -> None:
        """Read until the log has ended; may be called again after that to look once more."""
        if self._is_closed:
            return
        self._task = asyncio.current_task()
        try:
            while True:
                self._wake.clear()
                wait = await self._follower.tick()
                self._show(self._follower.standing)
                await self._judge(self._follower.standing)
                if wait is None:
                    return
                await self._clock.wait(self._wake, wait)
        finally:
            self._task = None
            self._hush()

    def look_now(self) -> None:
        """Cut the wait for the next look short."""
        self._wake.set()

    async def close(self) -> None:
        """End the reading and give memory and disk back."""
        self._is_closed = True
        self._callbacks.clear()
        self._hush()
        task = self._task
        if task is not None and task is not asyncio.current_task():
            task.cancel()
            await asyncio.wait({task})
        self.text.close()

    @property
    def size(self) -> int:
        """Bytes read so far; part of ``services.log_copy.Paper``, as the next three."""
        return self.text.size

    def read(self, first: int, last: int) -> bytes:
        """Return the bytes from ``first`` up to, not including, ``last``."""
        return self.text.read(first, last)

    async def append(self, chunk: bytes) -> None:
        """Go on with bytes that just came.

        Raises:
            StorageError: The disk is full.
            LogTooLargeError: There are too many lines.
        """
        for first in range(0, len(chunk), PIECE):
            piece = chunk[first : first + PIECE]
            self.text.append(piece)
            self.index.feed(piece)
            check_lines(self.index, self._most_lines)
            await asyncio.sleep(0)
        phase = self.state.phase if self.state.phase == "following" else "reading"
        state = replace(
            self.state,
            phase=phase,
            size=self.text.size,
            total=self._follower.total,
            problem=None,
            retry_in=None,
        )
        self._tell_soon(state)

    async def clear(self) -> None:
        """Begin anew: the log was rewritten."""
        self.text.clear()
        self.index = LogIndex()
        self._judged = -1
        generation = self.state.generation + 1
        self._tell(replace(self.state, size=0, finding=None, generation=generation))

    def _show(self, standing: Standing) -> None:
        if standing.phase in ("ended", "over", "failed"):
            self.index.finish()
        phase: ReadingPhase = "following" if standing.phase == "over" else standing.phase
        self._tell(
            replace(
                self.state,
                phase="reading" if phase == "opening" and self.text.size else phase,
                size=self.text.size,
                total=self._follower.total,
                problem=standing.problem,
                absence=standing.absence,
                retry_in=standing.retry_in,
            )
        )

    async def _judge(self, standing: Standing) -> None:
        """Find out how the job of a log that has ended fared, again after every change of it."""
        if standing.phase not in ("ended", "over") or self._judged == self.text.size:
            return
        self._judged = self.text.size
        finding = await asyncio.to_thread(_find_cause, ParsedLog(self.index, self.text), self.step)
        self._tell(replace(self.state, finding=finding))

    def _tell_soon(self, state: ReadingState) -> None:
        """Tell at most twenty times a second, the first time at once and the last state in any case."""
        self.state = state
        now = self._clock.monotonic()
        if self._told_at is None or now - self._told_at >= TELL_EVERY:
            self._told_at = now
            self._call_back()
        elif self._later is None:
            self._later = asyncio.create_task(self._tell_later())

    async def _tell_later(self) -> None:
        await self._clock.sleep(TELL_EVERY)
        self._later = None
        self._told_at = self._clock.monotonic()
        self._call_back()

    def _tell(self, state: ReadingState) -> None:
        if state != self.state or self._later is not None:
            self.state = state
            self._hush()
            self._call_back()

    def _call_back(self) -> None:
        for callback in tuple(self._callbacks):
            callback(self.state)

    def _hush(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None


def _find_cause(log: ParsedLog, step: str) -> Finding:
    from amplify_tui.model.causes.finder import find_cause

    return find_cause(log, step=step)
