"""What EventBridge tells of a deployment through a queue: a hint to ask, never the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.health import Problem

Sharing = Literal["alone", "shared", "unknown"]
"""Whether another reader takes this queue's messages: nobody, somebody, or it cannot be told."""

READER_PREFIX: Final = "amplify-tui:reader:"
"""How the names of the tags begin that readers of a queue set, each its own; the value is a time."""

READER_FRESH: Final = timedelta(minutes=15)
"""A tag older than this is of a reader that is gone."""

READER_OLD: Final = timedelta(days=1)
"""A tag older than this is in everybody's way, and whoever sees it removes it."""


@dataclass(frozen=True, slots=True)
class DeploymentEvent:
    """One ``Amplify Deployment Status Change``.

    Attributes:
        account_id: Twelve digits; empty where the event names none.
        region: Region it happened in; empty where the event names none.
        app_id: Id of the app.
        branch: Name of the branch.
        job_id: Id of the job, padded or not in the event; None where unreadable.
        status: ``STARTED``, ``SUCCEED``, ``FAILED`` or whatever else came.
        at: When it happened, UTC; None where unreadable.
        event_id: EventBridge's id; the same for an event delivered twice.
    """

    account_id: str
    region: str
    app_id: str
    branch: str
    job_id: int | None = None
    status: str = ""
    at: datetime | None = None
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class QueueMessage:
    """One message of a queue, readable or not.

    Attributes:
        receipt: What deletes it.
        event: What it says; None where it is no event of Amplify's.
        complaint: Why it could not be read; empty where it could.
        times: How often the queue has handed it out; 1 at first.
    """

    receipt: str
    event: DeploymentEvent | None = None
    complaint: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """How reading one queue goes.

    Attributes:
        label: Name of the queue, safe to show.
        is_live: Whether the last receive was answered; polling slows down only then.
        problem: Why it was not; None when all is well.
        received_at: When the last event came, UTC; None for none yet.
        events: Events of Amplify's taken so far.
        refused: Messages dropped because they were no such events.
        sharing: Whether somebody else reads the queue.
        other: Who else does, as its tag says, safe to show; empty for nobody.
        doubt: Why it cannot be told whether somebody else does; None where it can be told.
        undeleted: Why what was read may not be deleted, so that it comes again; None while it may.
        warning: What else the user should know of what comes in, safe to show; empty for nothing.
    """

    label: str
    is_live: bool = False
    problem: Problem | None = None
    received_at: datetime | None = None
    events: int = 0
    refused: int = 0
    sharing: Sharing = "unknown"
    other: str = ""
    doubt: Problem | None = None
    undeleted: Problem | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class QueueReader:
    """One reader of a queue, as its tag tells.

    Attributes:
        tag: Name of the tag.
        name: Id of the reader, safe to show.
        at: When it last said that it is there, UTC; None where unreadable.
    """

    tag: str
    name: str
    at: datetime | None


def list_readers(tags: Mapping[str, str]) -> tuple[QueueReader, ...]:
    """List all readers that ever left a tag, the latest first.

    Args:
        tags: Every tag of the queue.
    """
    found = [
        QueueReader(tag, clean_line(tag.removeprefix(READER_PREFIX), 60) or "?", _read_moment(value))
        for tag, value in tags.items()
        if tag.startswith(READER_PREFIX)
    ]
    return tuple(sorted(found, key=lambda reader: (reader.at or _NEVER, reader.tag), reverse=True))


def find_readers(tags: Mapping[str, str], own: str, now: datetime) -> tuple[QueueReader, ...]:
    """Find who else reads a queue at present, the latest first.

    Args:
        tags: Every tag of the queue.
        own: Id of the reader that asks; empty for one that does not read.
        now: The present moment, aware UTC.
    """
    mine = READER_PREFIX + own
    return tuple(
        reader
        for reader in list_readers(tags)
        if reader.tag != mine and reader.at is not None and abs(now - reader.at) < READER_FRESH
    )


def find_old_readers(tags: Mapping[str, str], own: str, now: datetime) -> tuple[QueueReader, ...]:
    """Find tags that nobody needs any more: older than a day, as far ahead, or unreadable.

    Args:
        tags: Every tag of the queue.
        own: Id of the reader that asks; empty for one that does not read.
        now: The present moment, aware UTC.
    """
    mine = READER_PREFIX + own
    return tuple(
        reader
        for reader in list_readers(tags)
        if reader.tag != mine and (reader.at is None or abs(now - reader.at) > READER_OLD)
    )


_NEVER: Final = datetime.min.replace(tzinfo=UTC)


def _read_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text[:40])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
