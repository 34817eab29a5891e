"""Messages of one queue from their arrival to their deletion, each worked on once."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from amplify_tui.store.event_work import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.events import DeploymentEvent, QueueMessage
    from amplify_tui.store.event_work import EventWork
    from amplify_tui.store.queue_report import QueueReport

MOST_AT_WORK: Final = 50
MOST_DONE: Final = 4_096
MOST_RECEIPTS: Final = 20
MOST_PLACES: Final = 100
MOST_TRIES: Final = 3
"""How often a message may be handed out before it is deleted although nobody answered."""

Identity: TypeAlias = "str | DeploymentEvent"

_LOG: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Work:
    """One event that is worked on.

    Attributes:
        event: The event.
        receipts: What deletes its messages; there are several where it was handed out again.
        times: How often it was handed out.
        is_known: Whether its branch is known, so that an answer can be waited for.
    """

    event: DeploymentEvent
    receipts: deque[str] = field(default_factory=lambda: deque(maxlen=MOST_RECEIPTS))
    times: int = 1
    is_known: bool = True


class Inbox:
    """Takes messages, and says which may be deleted.

    What is no event is refused and deleted at once: handed out again it would be
    no better. An event that nobody answered is left to be handed out again, a few
    times. Equal events are worked on once, and later ones are deleted at once.

    Args:
        work: Works on events.
        report: Where they are counted.
        on_place: Called with account and region where events came from for the first time.
    """

    def __init__(self, work: EventWork, report: QueueReport, on_place: Callable[[], None]) -> None:
        self.changed = asyncio.Event()
        self.places: set[tuple[str, str]] = set()
        self._work = work
        self._report = report
        self._on_place = on_place
        self._under_way: dict[Identity, _Work] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._done: dict[Identity, None] = {}
        self._doomed: deque[str] = deque()
        self._has_room = asyncio.Event()
        self._has_room.set()

    async def wait_for_room(self) -> None:
        """Return when further messages may be taken."""
        await self._has_room.wait()

    def take(self, message: QueueMessage) -> None:
        """Take a message; what is to be done about it is done apart from this."""
        self.changed.set()
        event = message.event
        if event is None:
            self._report.refuse(message.complaint)
            self._doomed.append(message.receipt)
            return
        identity = event.event_id or event
        if identity in self._done:
            self._doomed.append(message.receipt)
        elif identity in self._under_way:
            work = self._under_way[identity]
            work.receipts.append(message.receipt)
            work.times = max(work.times, message.times)
        else:
            self._begin(identity, event, message)

    def collect(self) -> list[str]:
        """Return what deletes all that is done; it is not returned again."""
        receipts = list(self._doomed)
        self._doomed.clear()
        return receipts

    async def abandon(self) -> None:
        """Give up what is worked on; its messages will be handed out again."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, identity: Identity, event: DeploymentEvent, message: QueueMessage) -> None:
        self._report.count()
        self._note_place(event)
        branch = self._work.find(event)
        if branch is not None and self._work.is_told(branch, event):
            self._doomed.append(message.receipt)
            self._remember(identity)
            return
        work = _Work(event, times=message.times, is_known=branch is not None)
        work.receipts.append(message.receipt)
        self._under_way[identity] = work
        self._measure()
        task = asyncio.create_task(self._process(identity, work), name="an event")
        self._tasks.add(task)
        task.add_done_callback(lambda task: self._end(identity, task))

    async def _process(self, identity: Identity, work: _Work) -> None:
        outcome = await self._work.process(work.event)
        if outcome is Outcome.LATER and work.times < MOST_TRIES:
            return
        if outcome is Outcome.FOREIGN:
            self._report.refuse_foreign(work.event)
        self._doomed.extend(work.receipts)
        self._remember(identity)

    def _end(self, identity: Identity, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._under_way.pop(identity, None)
        self._measure()
        self.changed.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("An event could not be worked on: an internal error", exc_info=error)

    def _measure(self) -> None:
        """Let messages in, or not; those that wait for their branch to become known do not count."""
        if sum(work.is_known for work in self._under_way.values()) < MOST_AT_WORK:
            self._has_room.set()
        else:
            self._has_room.clear()

    def _note_place(self, event: DeploymentEvent) -> None:
        place = (event.account_id, event.region)
        if all(place) and place not in self.places and len(self.places) < MOST_PLACES:
            self.places.add(place)
            self._on_place()

    def _remember(self, identity: Identity) -> None:
        self._done[identity] = None
        while len(self._done) > MOST_DONE:
            del self._done[next(iter(self._done))]
