"""What EventBridge tells of a deployment through a queue: a hint to ask, never the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.health import Problem

Sharing = Literal["alone", "shared", "unknown"]
"""Whether another reader takes this queue's messages: nobody, somebody, or it cannot be told."""


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
    """

    label: str
    is_live: bool = False
    problem: Problem | None = None
    received_at: datetime | None = None
    events: int = 0
    refused: int = 0
    sharing: Sharing = "unknown"
    other: str = ""
