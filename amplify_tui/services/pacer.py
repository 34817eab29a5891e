"""Keeps the pace of calls that an account's region is asked at."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from enum import IntEnum
from itertools import count
from typing import TYPE_CHECKING, Final

from amplify_tui.model.budget import Bucket, Budget

if TYPE_CHECKING:
    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import Clock


RESERVE: Final = 2.0
"""Calls that must be free to go at once when one goes that nobody waits for."""
MINUTE: Final = 60.0


class Rank(IntEnum):
    """Who goes first where there is a queue."""

    WRITE = 0
    READ = 1
    IDLE = 2


class Pacer:
    """Lets calls go at a steady pace, first come first served, writes ahead of reads, idle ones last.

    Pace and burst are those of ``Bucket``: learned down when the service asks for
    patience, and slowly up again.

    Args:
        clock: The source of time.
        per_second: How many calls may go in a second, in the long run.
        burst: How many may go at once after a quiet time.
    """

    def __init__(self, clock: Clock, per_second: float, burst: int) -> None:
        self._clock = clock
        self._bucket = Bucket(per_second, burst, clock.monotonic())
        self._sent: deque[float] = deque()
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
            self._take()
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

    def charge(self, calls: int) -> None:
        """Count calls that went without a turn: a client library's own retries."""
        for _ in range(calls):
            self._take()

    def slow_down(self) -> None:
        """Halve pace and burst, once for all the calls that were refused together."""
        self._bucket.slow_down(self._clock.monotonic())

    def speed_up(self) -> None:
        """Win a little of pace and burst back."""
        self._bucket.speed_up()

    def budget(self) -> Budget:
        """Tell how many calls may go now."""
        now = self._clock.monotonic()
        self._forget(now)
        return Budget(
            per_second=self._bucket.pace,
            full_per_second=self._bucket.full_pace,
            burst=self._bucket.room,
            left=self._bucket.left(now),
            waiting=len(self._queue),
            per_minute=len(self._sent),
        )

    async def close(self) -> None:
        """End the waiting of everybody who still waits."""
        for _, _, turn in self._queue:
            turn.cancel()
        self._queue.clear()
        if (server := self._server) is not None:
            server.cancel()
            await asyncio.gather(server, return_exceptions=True)

    def _missing(self, rank: Rank) -> float:
        """Tell the seconds until the next call of a rank may go."""
        wanted = 1 + RESERVE if rank is Rank.IDLE else 1.0
        return self._bucket.missing(self._clock.monotonic(), wanted)

    def _take(self) -> None:
        now = self._clock.monotonic()
        self._forget(now)
        self._sent.append(now)
        self._bucket.take()

    def _forget(self, now: float) -> None:
        while self._sent and self._sent[0] <= now - MINUTE:
            self._sent.popleft()

    async def _serve(self) -> None:
        try:
            while self._queue:
                self._joined.clear()
                if (seconds := self._missing(self._queue[0][0])) > 0:
                    await self._clock.wait(self._joined, seconds)
                    continue
                _, _, turn = heapq.heappop(self._queue)
                if not turn.done():
                    self._take()
                    turn.set_result(None)
        finally:
            if self._server is asyncio.current_task():
                self._server = None

    def _give_back(self, turn: asyncio.Future[None]) -> None:
        """Free what a caller who no longer wants his turn has taken."""
        if turn.done() and not turn.cancelled():
            self._bucket.give_back()
            if self._sent:
                self._sent.pop()
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
            pacer = self._of_target[target] = self._make()
        return pacer

    def learn(self, target: Target, account_id: str) -> None:
        """Take note of the account that a target leads to.

        Args:
            target: Profile and region.
            account_id: The twelve digits of the account.
        """
        place, own = (account_id, target.region), self.of(target)
        if place not in self._of_account:
            is_anothers = own in self._of_account.values()  # of the account that it led to before
            self._of_account[place] = self._make() if is_anothers else own
        self._of_target[target] = self._of_account[place]

    async def close(self) -> None:
        """End the waiting of everybody who still waits."""
        for pacer in {*self._of_target.values(), *self._of_account.values()}:
            await pacer.close()

    def _make(self) -> Pacer:
        return Pacer(self._clock, self._per_second, self._burst)
