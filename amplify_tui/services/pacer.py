"""Keeps the pace of calls that an account's region is asked at."""

from __future__ import annotations

import asyncio
import heapq
from enum import IntEnum
from itertools import count
from typing import TYPE_CHECKING, Final

from amplify_tui.model.budget import Budget

if TYPE_CHECKING:
    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import Clock


LEAST_SHARE: Final = 1 / 8
"""Of the pace, however often the service asks for patience."""
SHARE_PER_ANSWER: Final = 1 / 50
"""Of the pace, won back with every good answer."""
RESERVE: Final = 2.0
"""Calls that must be free to go at once when one goes that nobody waits for."""


class Rank(IntEnum):
    """Who goes first where there is a queue."""

    WRITE = 0
    READ = 1
    IDLE = 2


class Pacer:
    """Lets calls go at a steady pace, first come first served, writes ahead of reads, idle ones last.

    Where the service asks for patience pace and burst are halved; with every
    good answer a little of both comes back. So it settles at what the service
    takes, instead of going all out after every back-off.

    Args:
        clock: The source of time.
        per_second: How many calls may go in a second, in the long run.
        burst: How many may go at once after a quiet time.
    """

    def __init__(self, clock: Clock, per_second: float, burst: int) -> None:
        self._clock = clock
        self._full_pace = per_second
        self._burst = float(max(burst, 1))
        self._share = 1.0
        self._slowed_at: float | None = None
        self._tokens = self._burst
        self._filled_at = clock.monotonic()
        self._queue: list[tuple[Rank, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._joined = asyncio.Event()
        self._server: asyncio.Task[None] | None = None

    async def turn(self, *, is_write: bool = False, is_idle: bool = False) -> None:
        """Return when a call may go.

        Args:
            is_write: Whether somebody waits at a key for it: it goes before every read.
            is_idle: Whether nobody waits for it: it goes after every read, and only while
                a few others could go at once behind it.
        """
        rank = Rank.WRITE if is_write else Rank.IDLE if is_idle else Rank.READ
        if (not self._queue or self._queue[0][0] > rank) and self._missing(rank) <= 0:
            self._tokens -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (rank, next(self._numbers), turn))
        self._joined.set()
        if self._server is None:
            self._server = asyncio.create_task(self._serve(), name="pacer")
        try:
            await turn
        except asyncio.CancelledError:
            self._give_back(turn)
            raise

    def slow_down(self) -> None:
        """Halve pace and burst, once for all the calls that were refused together."""
        now = self._clock.monotonic()
        if self._slowed_at is not None and now - self._slowed_at < 1 / (self._full_pace * self._share):
            return
        self._missing()
        self._slowed_at = now
        self._share = max(self._share / 2, LEAST_SHARE)

    def speed_up(self) -> None:
        """Win a little of pace and burst back."""
        self._share = min(self._share + SHARE_PER_ANSWER, 1.0)

    def budget(self) -> Budget:
        """Tell how many calls may go now."""
        self._missing()
        return Budget(
            per_second=self._full_pace * self._share,
            full_per_second=self._full_pace,
            burst=max(self._burst * self._share, 1.0),
            left=self._tokens,
            waiting=len(self._queue),
        )

    async def close(self) -> None:
        """End the waiting of everybody who still waits."""
        for _, _, turn in self._queue:
            turn.cancel()
        self._queue.clear()
        if (server := self._server) is not None:
            server.cancel()
            await asyncio.gather(server, return_exceptions=True)

    def _missing(self, rank: Rank = Rank.READ) -> float:
        """Refill; return the seconds until the next call may go, none or less for now."""
        now = self._clock.monotonic()
        pace = self._full_pace * self._share
        room = max(self._burst * self._share, 1.0)
        self._tokens = min(room, self._tokens + max(now - self._filled_at, 0.0) * pace)
        self._filled_at = now
        # A rounding error must not make the server sleep for a billionth of a second.
        wanted = min(1 + RESERVE, room) if rank is Rank.IDLE else 1.0
        return 0.0 if self._tokens >= wanted - 1e-9 else (wanted - self._tokens) / pace

    async def _serve(self) -> None:
        try:
            while self._queue:
                self._joined.clear()
                if (seconds := self._missing(self._queue[0][0])) > 0:
                    await self._clock.wait(self._joined, seconds)
                    continue
                _, _, turn = heapq.heappop(self._queue)
                if not turn.done():
                    self._tokens -= 1
                    turn.set_result(None)
        finally:
            if self._server is asyncio.current_task():
                self._server = None

    def _give_back(self, turn: asyncio.Future[None]) -> None:
        """Free what a caller who no longer wants his turn has taken."""
        if turn.done() and not turn.cancelled():
            self._tokens += 1
        self._queue = [entry for entry in self._queue if entry[2] is not turn]
        heapq.heapify(self._queue)
        if not self._queue and (server := self._server) is not None:
            self._server = None  # at once: who comes before the cancelled one ends must start another
            server.cancel()


class Pacers:
    """One pacer for each account and region, however many profiles lead there.

    Before a target's account is known its pacer is its own; as soon as an ARN
    names the account, targets of the same account and region share one.

    Args:
        clock: The source of time.
        per_second: How many calls may go in a second, in the long run.
        burst: How many may go at once after a quiet time.
    """

    def __init__(self, clock: Clock, per_second: float, burst: int) -> None:
        self._clock = clock
        self._per_second = per_second
        self._burst = burst
        self._of_target: dict[Target, Pacer] = {}
        self._of_account: dict[tuple[str, str], Pacer] = {}

    def of(self, target: Target) -> Pacer:
        """Return the pacer that calls to a target shall wait for."""
        pacer = self._of_target.get(target)
        if pacer is None:
            pacer = self._of_target[target] = Pacer(self._clock, self._per_second, self._burst)
        return pacer

    def learn(self, target: Target, account_id: str) -> None:
        """Take note of the account that a target leads to.

        Args:
            target: Profile and region.
            account_id: The twelve digits of the account.
        """
        self._of_target[target] = self._of_account.setdefault((account_id, target.region), self.of(target))

    async def close(self) -> None:
        """End the waiting of everybody who still waits."""
        for pacer in {*self._of_target.values(), *self._of_account.values()}:
            await pacer.close()
