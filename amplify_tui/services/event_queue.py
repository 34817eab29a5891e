"""Reads queues of SQS: messages, and the tags that readers leave for each other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from botocore import xform_name

from amplify_tui.model.calls import Call
from amplify_tui.model.keys import Target
from amplify_tui.model.queue_address import read_queue_address
from amplify_tui.services.aws import QUEUES, endpoint_of
from amplify_tui.services.errors import ApiError, BadAnswerError, SetupError
from amplify_tui.services.event_read import read_message
from amplify_tui.services.isolation import fake_keys
from amplify_tui.services.question import Question, clean_error
from amplify_tui.services.translate import RAISED, translate

if TYPE_CHECKING:
    from amplify_tui.model.events import QueueMessage
    from amplify_tui.model.queue_address import QueueAddress
    from amplify_tui.services.aws import Sessions
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import Clock, EventQueue

T = TypeVar("T")

BATCH: Final = 10
"""Most messages that one call takes or deletes."""


class SqsQueue:
    """One queue; implements ``services.ports.EventQueue``.

    Args:
        address: Which.
        target: The profile that reads it, and the region it lies in.
        sessions: Where clients come from.
        journal: Where calls are noted.
        clock: The source of time.
    """

    def __init__(
        self, address: QueueAddress, target: Target, sessions: Sessions, journal: CallJournal, clock: Clock
    ) -> None:
        self._address = address
        self._target = target
        self._sessions = sessions
        self._journal = journal
        self._clock = clock
        self._endpoint = ""

    @property
    def url(self) -> str:
        """Address of the queue."""
        return self._address.url

    @property
    def account_id(self) -> str:
        """Account that the address names; empty where it names none."""
        return self._address.account_id

    @property
    def region(self) -> str:
        """Region that the address names, else that of the target it is read with."""
        return self._target.region

    async def receive(self, *, wait: int = 20, visible_after: int = 60) -> tuple[QueueMessage, ...]:
        """Wait for messages, at most ten, and take them.

        Args:
            wait: Seconds to wait for the first, 0 to 20.
            visible_after: Seconds after which one that was not deleted is handed out again.

        Raises:
            ApiError: The queue cannot be read.
        """
        parameters = {
            "MaxNumberOfMessages": BATCH,
            "WaitTimeSeconds": wait,
            "VisibilityTimeout": visible_after,
            "MessageSystemAttributeNames": ["ApproximateReceiveCount"],
        }
        return await self._ask("ReceiveMessage", parameters, _read_messages, _count)

    async def delete(self, receipts: Sequence[str]) -> None:
        """Delete messages; those that are gone already do no harm.

        Args:
            receipts: What the messages were handed out with.

        Raises:
            ApiError: The queue cannot be asked.
        """
        known = [receipt for receipt in dict.fromkeys(receipts) if receipt]
        for first in range(0, len(known), BATCH):
            part = known[first : first + BATCH]
            entries = [{"Id": str(n), "ReceiptHandle": receipt} for n, receipt in enumerate(part)]
            await self._ask("DeleteMessageBatch", {"Entries": entries}, _read_deleted, str)

    async def read_tags(self) -> Mapping[str, str]:
        """Read the queue's tags.

        Raises:
            ApiError: They cannot be read.
        """
        return await self._ask("ListQueueTags", {}, _read_tags, lambda tags: f"{len(tags)} tags")

    async def write_tags(self, tags: Mapping[str, str]) -> None:
        """Set tags of the queue; others stay.

        Args:
            tags: Values by name.

        Raises:
            ApiError: They cannot be set.
        """
        await self._ask("TagQueue", {"Tags": dict(tags)}, _read_nothing, str)

    async def remove_tags(self, names: Sequence[str]) -> None:
        """Remove tags of the queue.

        Args:
            names: Which; those that are not there do no harm.

        Raises:
            ApiError: They cannot be removed.
        """
        await self._ask("UntagQueue", {"TagKeys": list(names)}, _read_nothing, str)

    async def _ask(
        self,
        operation: str,
        parameters: Mapping[str, object],
        read: Callable[[Mapping[str, Any]], T],
        tell: Callable[[T], str],
    ) -> T:
        at, started = self._clock.now(), self._clock.monotonic()
        error, summary = "", ""
        try:
            answer = read(await self._send(operation, parameters))
            summary = tell(answer)
        except ApiError as problem:
            error = problem.code
            raise
        except asyncio.CancelledError:
            error = "Cancelled"
            raise
        finally:
            is_demo = self._sessions.world.is_isolated
            self._journal.record(
                Call(
                    at=at,
                    target=self._target,
                    service=QUEUES,
                    operation=operation,
                    parameters=self._tell_parameters(parameters),
                    took=timedelta(seconds=self._clock.monotonic() - started),
                    error=error,
                    summary=summary,
                    endpoint=self._endpoint,
                    keys=fake_keys(self._target.profile) if is_demo else (),
                )
            )
        return answer

    async def _send(self, operation: str, parameters: Mapping[str, object]) -> Mapping[str, Any]:
        origin = "" if self._address.is_usual else self._address.origin
        async with self._sessions.use(self._target, QUEUES, origin=origin) as client:
            self._endpoint = endpoint_of(client)
            question = Question(self._target, operation, self._endpoint, service=QUEUES)
            try:
                method = getattr(client, xform_name(operation))
                answer: Mapping[str, Any] = await method(QueueUrl=self.url, **parameters)
            except RAISED as error:
                raise translate(error, question) from None
        if not _is_answer(answer):
            raise BadAnswerError(
                "BadAnswer",
                f"{question.place} sent something that is no answer to {operation}.",
                "Look whether a proxy or a captive portal stands between here and AWS.",
            )
        return answer

    def _tell_parameters(self, parameters: Mapping[str, object]) -> Mapping[str, object]:
        """Name what was sent; receipts are long, and good for nothing by the time they are read."""
        kept = {name: value for name, value in parameters.items() if isinstance(value, int | str)}
        return {"QueueUrl": self.url, **kept}


class SqsQueues:
    """Opens queues, as ``services.ports.EventQueues`` wants it.

    Args:
        sessions: Where clients come from.
        journal: Where calls are noted.
        clock: The source of time.
    """

    def __init__(self, sessions: Sessions, journal: CallJournal, clock: Clock) -> None:
        self._sessions = sessions
        self._journal = journal
        self._clock = clock

    async def open_queue(self, url: str, targets: Sequence[Target]) -> EventQueue:
        """Open a queue; nothing is asked of it yet.

        Args:
            url: Address of the queue.
            targets: What the dashboard watches; the first of the queue's region reads it, else the first.

        Raises:
            SetupError: The address is none of a queue, or there is no profile to read it with.
        """
        address = read_queue_address(url)
        if address is None:
            raise SetupError(
                "NoQueueAddress",
                f"{clean_error(url, 100) or 'An empty text'} is no address of an SQS queue.",
                "It looks like https://sqs.eu-west-1.amazonaws.com/123456789012/name.",
            )
        if not targets:
            raise SetupError("NoTarget", f"Nothing is watched that {address.name} could tell of.")
        same = (target for target in targets if target.region == address.region)
        target = next(same, targets[0])
        where = Target(target.profile, address.region or target.region)
        return SqsQueue(address, where, self._sessions, self._journal, self._clock)


def _is_answer(answer: Mapping[str, Any]) -> bool:
    """Tell an answer of SQS from a page: of both the client library makes an empty structure."""
    headers = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    return "html" not in str(headers.get("content-type", "")).casefold()


def _read_messages(answer: Mapping[str, Any]) -> tuple[QueueMessage, ...]:
    """Read the messages; a queue that has none leaves them out."""
    messages = answer.get("Messages")
    return tuple(read_message(raw) for raw in messages) if isinstance(messages, list) else ()


def _read_tags(answer: Mapping[str, Any]) -> Mapping[str, str]:
    tags = answer.get("Tags")
    return {str(name): str(value) for name, value in tags.items()} if isinstance(tags, Mapping) else {}


def _read_deleted(answer: Mapping[str, Any]) -> str:
    failed = answer.get("Failed")
    return f"{len(failed)} were not deleted" if isinstance(failed, list) and failed else ""


def _read_nothing(_answer: Mapping[str, Any]) -> str:
    return ""


def _count(messages: Sequence[QueueMessage]) -> str:
    return f"{len(messages)} message{'' if len(messages) == 1 else 's'}"
