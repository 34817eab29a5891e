"""What EventBridge and SQS have at present of a dashboard's rule and queues, and how it differs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.event_setup import OWNER, OWNER_TAG
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

STACK_TAG: Final = "aws:cloudformation:stack-name"
UNTOLD: Final = frozenset({"RedriveAllowPolicy"})
"""Attributes that not every service tells; where they are left out, nothing is opened to anybody."""
_KEY: Final = "KmsMasterKeyId"
_ENCRYPTED: Final = "SqsManagedSseEnabled"
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it shall be.

    Attributes:
        name: What the service calls it.
        now: What it is, as text; empty where it is not there.
        wanted: What it shall be, as text.
        words: What that means where both are too long to be compared by eye, safe to show.
    """

    name: str
    now: str
    wanted: str
    words: str = ""

    def __str__(self) -> str:
        """Write it in one line that is safe to show."""
        if self.words:
            return f"{clean_line(self.name, _SHOWN)} {self.words}"
        now, wanted = (clean_line(text, _SHOWN) or "nothing" for text in (self.now, self.wanted))
        return f"{clean_line(self.name, _SHOWN)} {now} → {wanted}"


@dataclass(frozen=True, slots=True)
class FoundQueue:
    """A queue that is there.

    Attributes:
        url: Its address.
        attributes: As SQS tells them, all text.
        tags: Its tags; None where they may not be read.
    """

    url: str
    attributes: Mapping[str, str]
    tags: Mapping[str, str] | None = field(default_factory=dict)

    def count(self, name: str) -> int | None:
        """Return an attribute that counts messages; None where it is not told."""
        text = self.attributes.get(name, "")
        return int(text) if text.isascii() and text.isdigit() else None


@dataclass(frozen=True, slots=True)
class FoundRule:
    """A rule that is there.

    Attributes:
        arn: Its ARN.
        fields: As EventBridge tells them.
        targets: Where it sends to, as EventBridge tells it.
        tags: Its tags; None where they may not be read.
    """

    arn: str
    fields: Mapping[str, Any]
    targets: tuple[Mapping[str, Any], ...] = ()
    tags: Mapping[str, str] | None = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """What is there under a dashboard's names; None for what is not.

    Attributes:
        queue: The queue.
        dead_letters: The queue for what could not be read or delivered.
        rule: The rule.
    """

    queue: FoundQueue | None = None
    dead_letters: FoundQueue | None = None
    rule: FoundRule | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether none of it is there."""
        return self.queue is None and self.dead_letters is None and self.rule is None


def is_ours(tags: Mapping[str, str] | None) -> bool:
    """Tell whether tags say that this program made it."""
    return tags is not None and tags.get(OWNER_TAG) == OWNER


def stack_of(tags: Mapping[str, str] | None) -> str:
    """Return the CloudFormation stack that something belongs to; empty for none."""
    return (tags or {}).get(STACK_TAG, "")


def compare_queue(wanted: Mapping[str, Any], found: FoundQueue) -> tuple[Change, ...]:
    """List how a queue differs from what it shall be."""
    told = found.attributes
    return tuple(
        Change(name, told.get(name, ""), write_attribute(value), _compare_policies(told.get(name, ""), value))
        for name, value in wanted.items()
        if not is_same(told.get(name, ""), value)
        # A key of the account's own encrypts it as well.
        and not (name == _ENCRYPTED and told.get(_KEY))
        and not (name in UNTOLD and name not in told)
    )


def attributes_to_write(wanted: Mapping[str, Any], found: FoundQueue | None) -> dict[str, str]:
    """Return every attribute that a queue shall have, as SQS takes them.

    All of them, as not every service keeps those that one change leaves out;
    but none that would take a queue's own encryption key away.
    """
    has_key = found is not None and bool(found.attributes.get(_KEY))
    return {
        name: write_attribute(value) for name, value in wanted.items() if not (name == _ENCRYPTED and has_key)
    }


def compare_rule(wanted: Mapping[str, Any], found: FoundRule) -> tuple[Change, ...]:
    """List how a rule differs from what it shall be; one on a schedule is another kind of rule."""
    told = found.fields
    return tuple(
        Change(name, write_attribute(told.get(name, "")), write_attribute(value))
        for name, value in {**wanted, "ScheduleExpression": ""}.items()
        if not is_same(told.get(name, ""), value)
    )


def compare_target(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[Change, ...]:
    """List how a rule's target differs from what it shall be; what changes the event on its way counts."""
    return tuple(
        Change(name, write_attribute(found.get(name, "")), write_attribute(wanted.get(name, "")))
        for name in dict.fromkeys((*wanted, *found))
        if name != "Id" and not is_same(found.get(name, ""), wanted.get(name, ""))
    )


def find_target(wanted: Mapping[str, Any], found: FoundRule) -> Mapping[str, Any] | None:
    """Find the target that sends to our queue, whatever its id; else the one that has our id."""
    for name in ("Arn", "Id"):
        for each in found.targets:
            if each.get(name) == wanted[name]:
                return each
    return None


def write_attribute(value: object) -> str:
    """Write a value as SQS and EventBridge take it in a field of text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def is_same(told: object, wanted: object) -> bool:
    """Tell whether two values mean the same, however each is written.

    Policies and patterns may be text, hold one value or a list of one, lists in
    any order, numbers and booleans as text, and names of statements.

    Args:
        told: As a service tells it.
        wanted: Of JSON's types.
    """
    try:
        return bool(_canonical(_read(told)) == _canonical(_read(wanted)))
    except RecursionError:
        return False


def _compare_policies(told: str, wanted: object) -> str:
    """Say which statements a policy lacks and which it has too many; empty for what is no policy."""
    ours, theirs = _statements(wanted), _statements(_read(told))
    if ours is None:
        return ""
    if theirs is None:
        return "is missing"
    lacks = [_sid(each) for each in ours if not any(is_same(each, other) for other in theirs)]
    more = [_sid(each) for each in theirs if not any(is_same(each, other) for other in ours)]
    parts = (
        f"lacks {', '.join(lacks)}" if lacks else "",
        f"has besides {', '.join(more)}" if more else "",
    )
    return " and ".join(filter(None, parts)) or "has another version"


def _statements(policy: object) -> list[Any] | None:
    found = policy.get("Statement") if isinstance(policy, dict) else None
    return [found] if isinstance(found, dict) else found if isinstance(found, list) else None


def _sid(statement: Any) -> str:
    name = statement.get("Sid") if isinstance(statement, dict) else None
    return clean_line(str(name), _SHOWN) if name else "a statement without a name"


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        if "Version" in value and _statements(value) is not None:
            value = {"Version": value["Version"], "Statement": _statements(value)}
        if "Effect" in value:
            value = {key: each for key, each in value.items() if key != "Sid"}
        kept = {str(key): _canonical(each) for key, each in value.items()}
        return "*" if kept == {"AWS": "*"} else kept
    if isinstance(value, list):
        parts = sorted((_canonical(each) for each in value), key=repr)
        return parts[0] if len(parts) == 1 else parts
    return write_attribute(value) if isinstance(value, bool | int) else value


def _read(text: object) -> Any:
    """Read text that may be JSON; what is none stands for itself."""
    if not isinstance(text, str) or not text.startswith(("{", "[")):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
