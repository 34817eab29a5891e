"""Reads what EventBridge put into a queue: never raises, whatever it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from amplify_tui.model.events import DeploymentEvent, QueueMessage
from amplify_tui.model.text import clean_line
from amplify_tui.services.times import read_time

SOURCE: Final = "aws.amplify"
DETAIL_TYPE: Final = "Amplify Deployment Status Change"
LONGEST_BODY: Final = 2_000_000
"""Characters; SQS takes half of that at most."""
LONGEST_BRANCH: Final = 255
MOST_DIGITS: Final = 18
_APP: Final = re.compile(r"d[a-z0-9]{1,19}")
_ACCOUNT: Final = re.compile(r"[0-9]{12}")
_REGION: Final = re.compile(r"[a-z0-9-]{1,40}")
_ARN: Final = re.compile(
    r"arn:[a-z-]{1,20}:amplify:(?P<region>[a-z0-9-]*):(?P<account>[0-9]*):apps/(?P<app>[^/]+)"
    r"(?:/branches/(?P<branch>.+?)(?:/jobs/(?P<job>[0-9]+))?)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ARN of a job tells; empty where it tells nothing."""

    account_id: str = ""
    region: str = ""
    app_id: str = ""
    branch: str = ""
    job: str = ""


def read_message(raw: object) -> QueueMessage:
    """Read one message.

    Args:
        raw: A member of ``Messages`` as ReceiveMessage gives it.
    """
    message = raw if isinstance(raw, Mapping) else {}
    event, complaint = _read_body(message.get("Body"))
    receipt, attributes = message.get("ReceiptHandle"), message.get("Attributes")
    count = attributes.get("ApproximateReceiveCount") if isinstance(attributes, Mapping) else None
    return QueueMessage(
        receipt=receipt if isinstance(receipt, str) else "",
        event=event,
        complaint=complaint,
        times=max(_read_number(count) or 1, 1),
    )


def read_event(envelope: Any) -> tuple[DeploymentEvent | None, str]:
    """Read an event of EventBridge.

    Args:
        envelope: What its JSON said.

    Returns:
        The event, and why there is none; one of both is empty.
    """
    if complaint := _find_fault(envelope):
        return None, complaint
    detail, place = envelope["detail"], _read_place(envelope.get("resources"))
    app_id = _first(_APP, detail.get("appId"), place.app_id)
    branch = _text(detail.get("branchName")) or place.branch
    if not app_id or not 0 < len(branch) <= LONGEST_BRANCH:
        return None, "it names no branch of an app"
    event = DeploymentEvent(
        account_id=_first(_ACCOUNT, envelope.get("account"), place.account_id),
        region=_first(_REGION, envelope.get("region"), place.region),
        app_id=app_id,
        branch=branch,
        job_id=_read_number(detail.get("jobId")) or _read_number(place.job),
        status=clean_line(_text(detail.get("jobStatus")), 40),
        at=read_time(envelope.get("time")),
        event_id=clean_line(_text(envelope.get("id")), 100),
    )
    return event, ""


def _find_fault(envelope: object) -> str:
    if not isinstance(envelope, Mapping):
        return "it is no JSON object"
    if envelope.get("source") != SOURCE:
        return f"its source is not {SOURCE}"
    if envelope.get("detail-type") != DETAIL_TYPE:
        return f"it is no {DETAIL_TYPE}"
    return "" if isinstance(envelope.get("detail"), Mapping) else "it has no detail"


def _read_body(body: object) -> tuple[DeploymentEvent | None, str]:
    envelope = _parse(body)
    if isinstance(envelope, Mapping) and envelope.get("Type") == "Notification":
        # A topic of SNS between EventBridge and the queue wraps the event as text.
        envelope = _parse(envelope.get("Message"))
    return read_event(envelope)


def _parse(text: object) -> Any:
    if not isinstance(text, str) or len(text) > LONGEST_BODY:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _read_place(resources: object) -> _Place:
    if not isinstance(resources, list) or not resources or not isinstance(resources[0], str):
        return _Place()
    if len(resources[0]) > 2 * LONGEST_BRANCH or not (found := _ARN.fullmatch(resources[0])):
        return _Place()
    return _Place(found["account"], found["region"], found["app"], found["branch"] or "", found["job"] or "")


def _first(pattern: re.Pattern[str], *values: object) -> str:
    return next((value for value in values if isinstance(value, str) and pattern.fullmatch(value)), "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _read_number(value: object) -> int | None:
    """Read the id of a job, padded or not; None for zero and for what cannot be one."""
    if isinstance(value, str):
        digits = value.lstrip("0") if value.isascii() and value.isdigit() else ""
        return int(digits) if 0 < len(digits) <= MOST_DIGITS else None
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 < value < 10**MOST_DIGITS else None
