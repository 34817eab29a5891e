"""What may be asked of a queue that EventBridge writes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amplify_tui.model.events import QueueMessage
    from amplify_tui.model.keys import Target


class EventQueue(Protocol):
    """One SQS queue. Every method raises subclasses of ``ApiError`` and nothing else."""

    @property
    def url(self) -> str:
        """Address of the queue."""
        ...

    @property
    def account_id(self) -> str:
        """Account that the address names; empty where it names none."""
        ...

    @property
    def region(self) -> str:
        """Region that the address names, else that of the target it is read with."""
        ...

    async def receive(self, *, wait: int = 20, visible_after: int = 60) -> tuple[QueueMessage, ...]:
        """Wait for messages, at most ten, and take them.

        Args:
            wait: Seconds to wait for the first, 0 to 20.
            visible_after: Seconds after which one that was not deleted is handed out again.
        """
        ...

    async def delete(self, receipts: Sequence[str]) -> None:
        """Delete messages; those that are gone already do no harm."""
        ...

    async def read_tags(self) -> Mapping[str, str]:
        """Read the queue's tags."""
        ...

    async def write_tags(self, tags: Mapping[str, str]) -> None:
        """Set tags of the queue; others stay."""
        ...

    async def remove_tags(self, names: Sequence[str]) -> None:
        """Remove tags of the queue."""
        ...


class EventQueues(Protocol):
    """Names and opens queues; the AWS stack is imported when the first one is opened."""

    async def event_urls(self) -> tuple[str, ...]:
        """Return the address of every queue to read for push; empty for none."""
        ...

    async def open_queue(self, url: str, targets: Sequence[Target]) -> EventQueue:
        """Open a queue with the credentials of the target that it belongs to.

        Args:
            url: Address of the queue.
            targets: What the dashboard watches; the first of the queue's region reads it, else the first.

        Raises:
            SetupError: The address is none of a queue, or there is no profile to read it with.
        """
        ...
