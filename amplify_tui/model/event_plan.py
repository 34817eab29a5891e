"""What has to be done so that a dashboard's rule and queues are there, or gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from amplify_tui.model.event_found import (
    compare_queue,
    compare_rule,
    compare_target,
    find_target,
    is_ours,
    stack_of,
)
from amplify_tui.model.event_setup import OWNER, OWNER_TAG
from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.event_found import Change, Found, FoundQueue, FoundRule
    from amplify_tui.model.event_setup import Blueprint

Kind = Literal["deadLetterQueue", "queue", "rule", "target"]
Action = Literal["create", "change", "keep", "delete", "absent", "refuse"]

KINDS: Final[Mapping[Kind, str]] = {
    "deadLetterQueue": "dead-letter queue",
    "queue": "queue",
    "rule": "rule",
    "target": "rule's target",
}
"""In the order of making: each needs what stands before it."""
WRITES: Final = frozenset({"create", "change", "delete"})
COUNTS: Final = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
"""What SQS calls the messages that wait, and those that are being read."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one thing.

    Attributes:
        kind: What it is.
        name: Its name.
        arn: Its ARN.
        action: What happens to it.
        changes: How it differs from what it shall be.
        note: What to know about it, safe to show; for ``refuse`` the reason.
    """

    kind: Kind
    name: str
    arn: str
    action: Action
    changes: tuple[Change, ...] = ()
    note: str = ""

    @property
    def title(self) -> str:
        """Kind and name in words."""
        return f"{KINDS[self.kind]} {self.name}"


def plan_setup(blueprint: Blueprint, found: Found) -> tuple[Step, ...]:
    """List what has to be done so that everything is there, in order.

    What somebody else made under the same name is kept where it fits already,
    and else refused.
    """
    things = _name(blueprint)
    dead_letters, queue = (
        _set_up_queue(things[kind], thing, wanted) for kind, thing, wanted in _queues(blueprint, found)
    )
    rule = (
        things["rule"]
        if found.rule is None
        else _set_up(things["rule"], found.rule.tags, compare_rule(blueprint.rule, found.rule))
    )
    return dead_letters, queue, rule, _set_up_target(blueprint, found.rule, things["target"])


def plan_removal(blueprint: Blueprint, found: Found) -> tuple[Step, ...]:
    """List what has to be done so that nothing is there any more, in order.

    What somebody else made under the same name goes only where it is exactly what would be made.
    """
    things = _name(blueprint)
    dead_letters, queue = (
        _remove_queue(things[kind], thing, wanted) for kind, thing, wanted in _queues(blueprint, found)
    )
    return *_remove_rule(blueprint, found.rule, things), queue, dead_letters


def is_refused(steps: tuple[Step, ...]) -> bool:
    """Tell whether a plan cannot be carried out as a whole; then nothing of it is."""
    return any(step.action == "refuse" for step in steps)


def has_writes(steps: tuple[Step, ...]) -> bool:
    """Tell whether carrying a plan out changes anything."""
    return any(step.action in WRITES for step in steps)


def _name(blueprint: Blueprint) -> Mapping[Kind, Step]:
    return {
        "deadLetterQueue": Step(
            "deadLetterQueue", blueprint.dead_letter_name, blueprint.dead_letter_arn, "create"
        ),
        "queue": Step("queue", blueprint.name, blueprint.queue_arn, "create"),
        "rule": Step("rule", blueprint.name, blueprint.rule_arn, "create"),
        "target": Step("target", blueprint.name, blueprint.queue_arn, "create"),
    }


def _queues(
    blueprint: Blueprint, found: Found
) -> tuple[tuple[Kind, FoundQueue | None, Mapping[str, Any]], ...]:
    return (
        ("deadLetterQueue", found.dead_letters, blueprint.dead_letters),
        ("queue", found.queue, blueprint.queue),
    )


def _set_up_queue(thing: Step, found: FoundQueue | None, wanted: Mapping[str, Any]) -> Step:
    return thing if found is None else _set_up(thing, found.tags, compare_queue(wanted, found))


def _set_up(thing: Step, tags: Mapping[str, str] | None, changes: tuple[Change, ...]) -> Step:
    if not changes:
        return replace(thing, action="keep", note=_whose(tags))
    if _may_touch(tags):
        return replace(thing, action="change", changes=changes)
    return replace(thing, action="refuse", changes=changes, note=_whose(tags))


def _set_up_target(blueprint: Blueprint, rule: FoundRule | None, thing: Step) -> Step:
    target = None if rule is None else find_target(blueprint.target, rule)
    changes = () if target is None else compare_target(blueprint.target, target)
    if rule is None or (target is None and _may_touch(rule.tags)):
        return thing
    if target is None:
        return replace(thing, action="refuse", note=_whose(rule.tags))
    return _set_up(thing, rule.tags if changes else {OWNER_TAG: OWNER}, changes)


def _remove_queue(thing: Step, found: FoundQueue | None, wanted: Mapping[str, Any]) -> Step:
    if found is None:
        return replace(thing, action="absent")
    changes = compare_queue(wanted, found)
    if not _may_remove(found.tags, changes):
        return replace(thing, action="refuse", changes=changes, note=_whose(found.tags))
    lost = sum(found.count(name) or 0 for name in COUNTS)
    return replace(thing, action="delete", note=f"with about {count_of(lost, 'message')}" if lost else "")


def _remove_rule(
    blueprint: Blueprint, found: FoundRule | None, things: Mapping[Kind, Step]
) -> tuple[Step, Step]:
    target, rule = things["target"], things["rule"]
    if found is None:
        return replace(target, action="absent"), replace(rule, action="absent")
    ours = find_target(blueprint.target, found)
    others = [str(each.get("Arn") or each.get("Id")) for each in found.targets if each is not ours]
    changes = compare_rule(blueprint.rule, found)
    if others:
        named = ", ".join(clean_line(each, 100) for each in others)
        rule = replace(rule, action="refuse", note=f"it sends to others too, remove those first: {named}")
    elif not _may_remove(found.tags, changes):
        rule = replace(rule, action="refuse", changes=changes, note=_whose(found.tags))
    else:
        rule = replace(rule, action="delete")
    action: Action = "absent" if ours is None else "delete"
    return replace(target, action=action), rule


def _may_touch(tags: Mapping[str, str] | None) -> bool:
    return is_ours(tags) and not stack_of(tags)


def _may_remove(tags: Mapping[str, str] | None, changes: tuple[Change, ...]) -> bool:
    return not stack_of(tags) and (is_ours(tags) or (tags is not None and not changes))


def _whose(tags: Mapping[str, str] | None) -> str:
    """Say whose something is that is not plainly ours; empty where it is."""
    if tags is None:
        return "nobody can tell whose it is: its tags may not be read"
    if stack_of(tags):
        return f"it belongs to the CloudFormation stack {clean_line(stack_of(tags), 100)}: change that"
    return "" if is_ours(tags) else f"somebody else made it: it has no tag {OWNER_TAG} = {OWNER}"


def count_of(number: int, noun: str) -> str:
    """Write a number with its noun, such as ``2 messages``."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
