"""Reads one queue for ever: takes messages, has them worked on, deletes what is done."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from amplify_tui.model.queue_address import read_queue_address
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import ApiError, CredentialsError, DeniedError, NotFoundError, SetupError
from amplify_tui.store.backoff import delay
from amplify_tui.store.queue_sharing import QueueSharing
from amplify_tui.store.topics import AppsOf

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from amplify_tui.model.keys import Target
    from amplify_tui.services.ports import Clock, EventQueue, EventQueues
    from amplify_tui.store.inbox import Inbox
    from amplify_tui.store.queue_report import QueueReport
    from amplify_tui.store.store import Store

HIDDEN_SECONDS: Final = 60
"""How long a message is hidden from others; longer than an answer is waited for."""
LIVE_SECONDS: Final = 60.0
LEAST_ROUND: Final = 1.0
"""Seconds that a round without a message takes at least, whatever answers."""
LEAVE_SECONDS: Final = 2.0
OF_PROFILE: Final = (CredentialsError, DeniedError, NotFoundError, SetupError)
"""What one profile is told, and another may not be."""

_LOG: Final = logging.getLogger(__name__)


class QueueReader:
    """Keeps one queue read; a dead one is tried again until it lives.

    Args:
        url: Address of the queue.
        queues: Opens it.
        store: The picture.
        clock: The source of time.
        inbox: Where messages go.
        report: Where it is told how that goes.
        own: Id of this reader.
        long_poll: Seconds to wait for a message, 0 to 20.
        jitter: From 0 to 1, so that many screens do not ask in step.
        on_change: Called when it becomes live or dead.

    Attributes:
        url: Address of the queue.
        inbox: Where messages go.
        place: Account and region of the queue; empty where unknown.
    """

    def __init__(
        self,
        url: str,
        queues: EventQueues,
        store: Store,
        clock: Clock,
        *,
        inbox: Inbox,
        report: QueueReport,
        own: str,
        long_poll: int,
        jitter: Callable[[], float],
        on_change: Callable[[], None],
    ) -> None:
        self.url = url
        self.inbox = inbox
        self._queues = queues
        self._report = report
        self._store = store
        self._clock = clock
        self._long_poll = long_poll
        self._jitter = jitter
        self._on_change = on_change
        self._sharing = QueueSharing(own, clock, self._note_sharing)
        self._targets: tuple[Target, ...] = ()
        self._queue: EventQueue | None = None
        self.place = ("", "")
        self._answered_at: float | None = None
        self._row = 0
        self._profile = ""
        self._refusals: dict[str, ApiError] = {}
        self._is_answered = asyncio.Event()
        self._is_lost = asyncio.Event()

    @property
    def is_reliable(self) -> bool:
        """Whether its events can be relied on.

        It was answered within the last minute, the last time too, and nobody else takes messages away.
        """
        if not self._report.is_live or self._answered_at is None or self._sharing.sharing == "shared":
            return False
        return self._clock.monotonic() - self._answered_at <= LIVE_SECONDS

    def watch(self, targets: Sequence[Target]) -> None:
        """Say whose credentials there are."""
        if tuple(targets) != self._targets:
            self._targets = tuple(targets)
            self._queue = None
            self._refusals.clear()

    def doubt(self, target: Target) -> None:
        """Say that jobs of an account and region changed and no event told of it."""
        where = clean_line(f"{target.profile} in {target.region}".removeprefix(" in "), 120)
        self._report.warn(f"nothing of {where}, where jobs changed, so that is polled; is its rule there?")

    async def run(self) -> None:
        """Read for ever."""
        tasks = [
            asyncio.create_task(self._read(), name="read a queue"),
            asyncio.create_task(self._tidy(), name="delete messages"),
            asyncio.create_task(self._share(), name="tag a queue"),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                await task
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.inbox.abandon()
            self._is_answered.clear()
            self._report.rest()

    async def leave(self) -> None:
        """Delete what is done, and take the tag away."""
        if self._queue is None:
            return
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await self._delete(self._queue)
        except TimeoutError:
            return
        finally:
            await self._sharing.leave(self._queue)

    async def _read(self) -> None:
        while True:
            await self.inbox.wait_for_room()
            began = self._clock.monotonic()
            # The first round does not wait for a message, so that a queue is known to live at once.
            wait = self._long_poll if self._report.is_live else 0
            try:
                queue = self._queue = self._queue or await self._open()
                self.place = (queue.account_id, queue.region)
                messages = await queue.receive(wait=wait, visible_after=HIDDEN_SECONDS)
            except ApiError as error:
                await self._fail(error)
                continue
            self._answer()
            for message in messages:
                self.inbox.take(message)
            rest = LEAST_ROUND - (self._clock.monotonic() - began)
            if not messages and wait and rest > 0:
                await self._clock.sleep(rest)

    async def _open(self) -> EventQueue:
        candidates = self._candidates()
        likely = [each for each in candidates if each.profile not in self._refusals] or candidates
        self._profile = likely[0].profile if likely else ""
        return await self._queues.open_queue(self.url, likely[:1])

    def _candidates(self) -> list[Target]:
        """List one target of each profile, that of the queue's own account first, then that of its region."""
        address = read_queue_address(self.url)

        def distance(target: Target) -> tuple[bool, bool]:
            accounts = {app.account_id for app in self._store.get(AppsOf(target)) or ()}
            if address is None:
                return False, False
            return address.account_id not in accounts, address.region != target.region

        chosen: dict[str, Target] = {}
        for target in sorted(self._targets, key=distance):
            chosen.setdefault(target.profile, target)
        return list(chosen.values())

    def _note_sharing(self) -> None:
        self._report.note_sharing(self._sharing)
        self._on_change()

    def _answer(self) -> None:
        self._row = 0
        self._answered_at = self._clock.monotonic()
        self._is_answered.set()
        self._is_lost.clear()
        if not self._report.is_live:
            self._report.answer()
            self._on_change()

    async def _fail(self, error: ApiError) -> None:
        if isinstance(error, OF_PROFILE):
            # The queue may be another profile's: each is tried before it is said to be dead,
            # and then what the likeliest of them was told is the reason.
            self._queue = None
            self._refusals[self._profile] = error
            profiles = [each.profile for each in self._candidates()]
            if not self._report.is_live and any(each not in self._refusals for each in profiles):
                return
            error = next((self._refusals[each] for each in profiles if each in self._refusals), error)
        self._refusals.clear()
        self._row += 1
        was_live = self._report.is_live
        self._report.fail(error.problem)
        self._is_answered.clear()
        self._is_lost.set()
        self._sharing.forget()
        if was_live:
            self._on_change()
        await self._clock.sleep(delay(error, self._row, self._jitter()))

    async def _share(self) -> None:
        while True:
            await self._is_answered.wait()
            if self._queue is None:
                await self._clock.sleep(LEAST_ROUND)
                continue
            await self._clock.wait(self._is_lost, await self._sharing.look(self._queue))
            if self._is_lost.is_set():  # perhaps while it was looked
                self._sharing.forget()

    async def _tidy(self) -> None:
        while True:
            left = self._report.time_left()
            if left is None:
                await self.inbox.changed.wait()
            elif left > 0:
                await self._clock.wait(self.inbox.changed, left)
            self.inbox.changed.clear()
            if self._report.time_left() == 0.0:
                self._report.put()
            if self._queue is not None:
                await self._delete(self._queue)

    async def _delete(self, queue: EventQueue) -> None:
        if not (receipts := self.inbox.collect()):
            return
        try:
            await queue.delete(receipts)
        except DeniedError as error:
            self._report.note_deleting(error.problem)
        except ApiError as error:
            # They come again, are known then, and are deleted without a question.
            _LOG.info("Messages of %s were not deleted: %s", self._report.label, error.message)
        else:
            self._report.note_deleting(None)
