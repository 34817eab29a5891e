"""What each operation of SQS answers; every account and region has one queue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from amplify_tui.simulator.contract import Fault, LocalUrl
from amplify_tui.simulator.mailbox import HIDDEN_SECONDS, RETENTION
from amplify_tui.simulator.queue_wire import QUEUE_NAME, queue_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amplify_tui.simulator.mailbox import Letter, Mailbox
    from amplify_tui.simulator.places import Region
    from amplify_tui.simulator.records import Answer
    from amplify_tui.simulator.world import World

MOST_BYTES: Final = 262_144
MOST_TAGS: Final = 50
MOST_ENTRIES: Final = 10
LONGEST_HIDDEN: Final = 43_200
_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _missing() -> Fault:
    return Fault("QueueDoesNotExist", "The specified queue does not exist.", 400)


def _invalid(name: str, value: object, reason: str) -> Fault:
    message = f"Value {value} for parameter {name} is invalid. Reason: {reason}"
    return Fault("InvalidParameterValue", message, 400)


def _find(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Mailbox:
    """Return the queue that a call is about; a region that its address names must be the signature's.

    Raises:
        Fault: There is none, or it is another account's.
    """
    *folders, account, name = ["", "", *urlsplit(str(parameters["QueueUrl"])).path.split("/")]
    if name != QUEUE_NAME or (folders[-1] and folders[-1] != region.name):
        raise _missing()
    if account != region.account:
        message = f"Access to the resource {parameters['QueueUrl']} is denied."
        raise Fault("AccessDenied", message, 403)
    return world.post(region, now).deliver(now)


def _number(parameters: Mapping[str, object], name: str, default: int, least: int, most: int) -> int:
    value = parameters.get(name, default)
    if not isinstance(value, int) or not least <= value <= most:
        raise _invalid(name, value, f"Must be between {least} and {most}, if provided.")
    return value


def get_queue_url(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer GetQueueUrl."""
    owner = str(parameters.get("QueueOwnerAWSAccountId") or region.account)
    if parameters["QueueName"] != QUEUE_NAME or owner != region.account:
        raise _missing()
    world.post(region, now).deliver(now)
    return {"QueueUrl": LocalUrl(queue_path(region.account, region.name))}


def get_queue_attributes(
    world: World, region: Region, parameters: Mapping[str, object], now: float
) -> Answer:
    """Answer GetQueueAttributes."""
    mailbox = _find(world, region, parameters, now)
    visible, taken, coming = mailbox.counts(now)
    known: dict[str, object] = {
        "ApproximateNumberOfMessages": visible,
        "ApproximateNumberOfMessagesDelayed": coming,
        "ApproximateNumberOfMessagesNotVisible": taken,
        "CreatedTimestamp": int(mailbox.created),
        "DelaySeconds": 0,
        "LastModifiedTimestamp": int(mailbox.created),
        "MaximumMessageSize": MOST_BYTES,
        "MessageRetentionPeriod": RETENTION,
        "QueueArn": f"arn:aws:sqs:{region.name}:{region.account}:{QUEUE_NAME}",
        "ReceiveMessageWaitTimeSeconds": 0,
        "SqsManagedSseEnabled": "true",
        "VisibilityTimeout": HIDDEN_SECONDS,
    }
    asked = _names(parameters, "AttributeNames")
    found = {name: str(value) for name, value in known.items() if name in asked or "All" in asked}
    return {"Attributes": found} if found else {}


def receive_message(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer ReceiveMessage at once; whoever serves it waits."""
    most = _number(parameters, "MaxNumberOfMessages", 1, 1, MOST_ENTRIES)
    hidden = _number(parameters, "VisibilityTimeout", HIDDEN_SECONDS, 0, LONGEST_HIDDEN)
    _number(parameters, "WaitTimeSeconds", 0, 0, 20)
    letters = _find(world, region, parameters, now).receive(now, most, hidden)
    asked = {*_names(parameters, "AttributeNames"), *_names(parameters, "MessageSystemAttributeNames")}
    return {"Messages": [_write(letter, asked) for letter in letters]} if letters else {}


def _names(parameters: Mapping[str, object], name: str) -> Iterable[str]:
    value = parameters.get(name)
    return [str(each) for each in value] if isinstance(value, list) else ()


def _write(letter: Letter, asked: set[str]) -> Answer:
    answer: Answer = {
        "MessageId": letter.letter_id,
        "ReceiptHandle": letter.receipt,
        "MD5OfBody": letter.md5,
        "Body": letter.body,
    }
    known = {
        "ApproximateFirstReceiveTimestamp": int(letter.first * 1000),
        "ApproximateReceiveCount": letter.times,
        "SenderId": "AIDASIMULATORSIMULATO",
        "SentTimestamp": int(letter.sent * 1000),
    }
    found = {name: str(value) for name, value in known.items() if name in asked or "All" in asked}
    return answer | {"Attributes": found} if found else answer


def delete_message(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer DeleteMessage."""
    _find(world, region, parameters, now).delete(str(parameters["ReceiptHandle"]))
    return {}


def delete_message_batch(
    world: World, region: Region, parameters: Mapping[str, object], now: float
) -> Answer:
    """Answer DeleteMessageBatch: each message by itself."""
    mailbox = _find(world, region, parameters, now)
    entries = parameters["Entries"]
    if not isinstance(entries, list) or not entries:
        raise Fault("EmptyBatchRequest", "There should be at least one entry in the request.", 400)
    if len(entries) > MOST_ENTRIES:
        message = f"Maximum number of entries per request are {MOST_ENTRIES}."
        raise Fault("TooManyEntriesInBatchRequest", f"{message} You have sent {len(entries)}.", 400)
    if len({entry["Id"] for entry in entries}) < len(entries):
        raise Fault("BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id.", 400)
    done: list[Answer] = []
    failed: list[Answer] = []
    for entry in entries:
        try:
            mailbox.delete(str(entry["ReceiptHandle"]))
            done.append({"Id": entry["Id"]})
        except Fault as fault:
            failed.append(
                {"Id": entry["Id"], "SenderFault": True, "Code": fault.code, "Message": fault.message}
            )
    return {"Successful": done, "Failed": failed}


def change_message_visibility(
    world: World, region: Region, parameters: Mapping[str, object], now: float
) -> Answer:
    """Answer ChangeMessageVisibility."""
    hidden = _number(parameters, "VisibilityTimeout", 0, 0, LONGEST_HIDDEN)
    _find(world, region, parameters, now).hide(str(parameters["ReceiptHandle"]), now, hidden)
    return {}


def send_message(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer SendMessage."""
    body = str(parameters["MessageBody"])
    delay = _number(parameters, "DelaySeconds", 0, 0, 900)
    if not body:
        raise _invalid("MessageBody", body, "The request must contain a message.")
    if len(body.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _invalid("MessageBody", "…", f"Message must be shorter than {MOST_BYTES} bytes.")
    if _FORBIDDEN.search(body):
        raise Fault("InvalidMessageContents", "Invalid characters found in the message body.", 400)
    letter = _find(world, region, parameters, now).send(body, now, delay)
    return {"MessageId": letter.letter_id, "MD5OfMessageBody": letter.md5}


def purge_queue(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer PurgeQueue."""
    _find(world, region, parameters, now).purge(now)
    return {}


def tag_queue(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer TagQueue: other tags stay."""
    mailbox = _find(world, region, parameters, now)
    given = parameters["Tags"]
    tags = mailbox.tags | (given if isinstance(given, dict) else {})
    if len(tags) > MOST_TAGS:
        raise _invalid("Tags", len(tags), f"Too many tags, at most {MOST_TAGS}.")
    mailbox.tags = tags
    return {}


def untag_queue(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer UntagQueue."""
    mailbox = _find(world, region, parameters, now)
    for name in _names(parameters, "TagKeys"):
        mailbox.tags.pop(name, None)
    return {}


def list_queue_tags(world: World, region: Region, parameters: Mapping[str, object], now: float) -> Answer:
    """Answer ListQueueTags."""
    tags = _find(world, region, parameters, now).tags
    return {"Tags": dict(tags)} if tags else {}
