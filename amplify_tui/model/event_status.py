"""How well a dashboard is told of deployments at present."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amplify_tui.model.event_plan import COUNTS, count_of, plan_setup
from amplify_tui.model.event_setup import NAME
from amplify_tui.model.events import find_readers
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from amplify_tui.model.event_found import Found, FoundQueue
    from amplify_tui.model.event_plan import Step
    from amplify_tui.model.event_setup import Blueprint
    from amplify_tui.model.events import QueueReader, Sharing


@dataclass(frozen=True, slots=True)
class SetupStatus:
    """Rule and queues of one account and region.

    Attributes:
        steps: What setting up would do; nothing but ``keep`` where all is well.
        waiting: About how many messages wait to be read; None where not told.
        reading: About how many were handed out and not yet deleted; None where not told.
        dead_letters: About how many could not be read or delivered; None where not told.
        encryption: ``SSE-SQS``, the key's name, ``none``, or empty where there is no queue.
        readers: Who reads at present; None where the tags may not be read.
        sharing: Whether several do.
        problems: What is wrong, one line each, safe to show.
    """

    steps: tuple[Step, ...]
    waiting: int | None
    reading: int | None
    dead_letters: int | None
    encryption: str
    readers: tuple[QueueReader, ...] | None
    sharing: Sharing
    problems: tuple[str, ...]


def judge_setup(blueprint: Blueprint, found: Found, now: datetime) -> SetupStatus:
    """Tell how rule and queues are.

    Args:
        blueprint: What shall be there.
        found: What is.
        now: The present moment, aware UTC.
    """
    steps = plan_setup(blueprint, found)
    queue, dead = found.queue, found.dead_letters
    tags = queue.tags if queue is not None else {}
    readers = None if tags is None else find_readers(tags, "", now)
    sharing: Sharing = "unknown" if readers is None else "shared" if len(readers) > 1 else "alone"
    lost = dead.count(COUNTS[0]) if dead is not None else None
    named = "" if blueprint.name == NAME else f" --name {blueprint.name}"
    command = f"`amplify-tui events setup{named}`"
    problems = [f"There is no rule and no queue: {command} makes them."]
    if not found.is_nothing:
        problems = [*_differences(steps, command), *_losses(blueprint, lost), *_sharing(readers)]
    return SetupStatus(
        steps=steps,
        waiting=queue.count(COUNTS[0]) if queue is not None else None,
        reading=queue.count(COUNTS[1]) if queue is not None else None,
        dead_letters=lost,
        encryption=_encryption(queue),
        readers=readers,
        sharing=sharing,
        problems=tuple(problems),
    )


def _differences(steps: tuple[Step, ...], command: str) -> Iterator[str]:
    for step in steps:
        if step.action == "create":
            yield f"The {step.title} is missing: {command} sees to it."
        elif step.action == "change":
            yield f"The {step.title} is not as it shall be ({_list(step)}): {command} sees to it."
        elif step.action == "refuse":
            how = _list(step) or "it is missing"
            yield f"The {step.title} is not as it shall be ({how}), and {step.note}."


def _list(step: Step) -> str:
    return ", ".join(map(str, step.changes))


def _losses(blueprint: Blueprint, lost: int | None) -> Iterator[str]:
    if lost:
        yield (
            f"About {count_of(lost, 'message')} could not be read, deleted or delivered: "
            f"look into {blueprint.dead_letter_name}, and whether readers have sqs:DeleteMessage."
        )


def _sharing(readers: tuple[QueueReader, ...] | None) -> Iterator[str]:
    if readers is None:
        yield "Sharing cannot be detected: the queue's tags may not be read (sqs:ListQueueTags)."
    elif len(readers) > 1:
        names = ", ".join(reader.name for reader in readers)
        yield (
            f"{len(readers)} dashboards take each other's events from one queue: {names}. "
            "Give each its own with --name."
        )


def _encryption(queue: FoundQueue | None) -> str:
    if queue is None:
        return ""
    key = clean_line(queue.attributes.get("KmsMasterKeyId", ""), 200)
    return key or ("SSE-SQS" if queue.attributes.get("SqsManagedSseEnabled") == "true" else "none")
