"""Keeps what is said of one queue: whether it is read, how much came, what was refused."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.events import QueueHealth
from amplify_tui.model.queue_address import label_queues
from amplify_tui.model.text import clean_line
from amplify_tui.store.topics import QueueOf

if TYPE_CHECKING:
    from amplify_tui.model.events import DeploymentEvent
    from amplify_tui.model.health import Problem
    from amplify_tui.services.ports import Clock
    from amplify_tui.store.queue_sharing import QueueSharing
    from amplify_tui.store.store import Store

LOG_SECONDS: Final = 60.0
COUNT_SECONDS: Final = 1.0
MOST_FOREIGN: Final = 20

_LOG: Final = logging.getLogger(__name__)


class QueueReport:
    """The health of one queue, on its way to the store.

    Figures alone are handed on once a second at most: with many events a second
    nobody reads faster, and every hand-over repaints.

    Args:
        url: Address of the queue.
        store: The picture.
        clock: The source of time.
        label: What tells the queue from its namesakes, safe to show; empty for its name.
    """

    def __init__(self, url: str, store: Store, clock: Clock, label: str = "") -> None:
        self._url = url
        self._store = store
        self._clock = clock
        self._health = QueueHealth(label or label_queues([url])[url])
        self._put_at: float | None = None
        self._is_waiting = False
        self._logged_at: float | None = None
        self._foreign: set[tuple[str, str]] = set()

    @property
    def label(self) -> str:
        """Name of the queue, safe to show."""
        return self._health.label

    @property
    def is_live(self) -> bool:
        """Whether the last receive was answered."""
        return self._health.is_live

    def answer(self) -> None:
        """Note that the queue was answered."""
        self._set(is_live=True, problem=None)

    def fail(self, problem: Problem) -> None:
        """Note that the queue cannot be read."""
        if self._health.problem != problem:
            _LOG.warning("The queue %s cannot be read: %s", self.label, problem.message)
        self._set(is_live=False, problem=problem)

    def rest(self) -> None:
        """Note that nobody reads the queue any more."""
        self._set(is_live=False, problem=None)

    def count(self) -> None:
        """Note an event of Amplify's."""
        self._health = replace(self._health, events=self._health.events + 1, received_at=self._clock.now())
        self._is_waiting = True

    def refuse(self, complaint: str) -> None:
        """Note a message that is dropped.

        Args:
            complaint: Why, as the end of the sentence "it was dropped, since …".
        """
        self._health = replace(self._health, refused=self._health.refused + 1)
        self._is_waiting = True
        now = self._clock.monotonic()
        if self._logged_at is None or now - self._logged_at >= LOG_SECONDS:
            self._logged_at = now
            _LOG.warning("A message of the queue %s was dropped: %s", self.label, complaint)

    def refuse_foreign(self, event: DeploymentEvent) -> None:
        """Note an event of where nobody watches; each place is told once."""
        place = (event.account_id, event.region)
        account = clean_line(event.account_id) or "an unknown account"
        warning = f"events of account {account} in {event.region or 'no region'}, which no profile watches"
        self.refuse(warning)
        if place not in self._foreign and len(self._foreign) < MOST_FOREIGN:
            self._foreign.add(place)
            self.warn(warning)

    def warn(self, warning: str) -> None:
        """Say what the user should know of what comes in.

        Args:
            warning: The end of the sentence "the queue brings …".
        """
        self._set(warning=warning)

    def note_sharing(self, sharing: QueueSharing) -> None:
        """Note whether somebody else reads the queue."""
        self._set(sharing=sharing.sharing, other=sharing.other, doubt=sharing.doubt)

    def note_deleting(self, problem: Problem | None) -> None:
        """Note why messages may not be deleted; None where they were."""
        if problem is not None and self._health.undeleted is None:
            _LOG.warning("Messages of the queue %s may not be deleted: %s", self.label, problem.message)
        self._set(undeleted=problem)

    def time_left(self) -> float | None:
        """Return the seconds until the figures are to be handed on; None where they are."""
        if not self._is_waiting:
            return None
        return max((self._put_at or 0.0) + COUNT_SECONDS - self._clock.monotonic(), 0.0)

    def put(self) -> None:
        """Hand on what is known."""
        self._is_waiting = False
        self._put_at = self._clock.monotonic()
        self._store.put(QueueOf(self._url), self._health, self._clock.now())

    def _set(self, **members: Any) -> None:
        changed = replace(self._health, **members)
        if changed != self._health or self._put_at is None:
            self._health = changed
            self.put()
