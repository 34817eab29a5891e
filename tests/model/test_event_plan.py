"""What differs, what is done about it, and what belongs to somebody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.event_found import (
    Found,
    FoundQueue,
    FoundRule,
    attributes_to_write,
    compare_queue,
    is_same,
    write_attribute,
)
from amplify_tui.model.event_plan import has_writes, is_refused, plan_removal, plan_setup
from amplify_tui.model.event_setup import NAME, Blueprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.model.event_plan import Step

BLUEPRINT = Blueprint(NAME, "123456789012", "eu-west-1")
OURS = {"created-by": "amplify-tui"}
STACK = {**OURS, "aws:cloudformation:stack-name": "push\x1b[31m"}


def queue(
    wanted: dict[str, Any] = BLUEPRINT.queue, tags: Mapping[str, str] | None = OURS, **attributes: str
) -> FoundQueue:
    told = {name: write_attribute(value) for name, value in wanted.items()}
    return FoundQueue("https://sqs/1/q", {**told, **attributes}, tags)


def dead_letters(tags: Mapping[str, str] | None = OURS, **attributes: str) -> FoundQueue:
    return queue(BLUEPRINT.dead_letters, tags, **attributes)


def rule(
    tags: Mapping[str, str] | None = OURS, targets: tuple[dict[str, Any], ...] | None = None, **fields: str
) -> FoundRule:
    told = {name: write_attribute(value) for name, value in BLUEPRINT.rule.items()}
    return FoundRule(
        BLUEPRINT.rule_arn, {**told, **fields}, (BLUEPRINT.target,) if targets is None else targets, tags
    )


def everything(**parts: Any) -> Found:
    return Found(**{"queue": queue(), "dead_letters": dead_letters(), "rule": rule(), **parts})


def actions(steps: tuple[Step, ...]) -> dict[str, str]:
    return {step.kind: step.action for step in steps}


def step_of(steps: tuple[Step, ...], kind: str) -> Step:
    return next(step for step in steps if step.kind == kind)


def test_where_nothing_is_everything_is_made_and_each_before_what_needs_it() -> None:
    steps = plan_setup(BLUEPRINT, Found())
    assert [(step.kind, step.action) for step in steps] == [
        ("deadLetterQueue", "create"),
        ("queue", "create"),
        ("rule", "create"),
        ("target", "create"),
    ]
    assert [step.arn for step in steps] == [
        "arn:aws:sqs:eu-west-1:123456789012:amplify-tui-events-dlq",
        "arn:aws:sqs:eu-west-1:123456789012:amplify-tui-events",
        "arn:aws:events:eu-west-1:123456789012:rule/amplify-tui-events",
        "arn:aws:sqs:eu-west-1:123456789012:amplify-tui-events",
    ]


def test_where_everything_is_right_nothing_is_done() -> None:
    steps = plan_setup(BLUEPRINT, everything())
    assert set(actions(steps).values()) == {"keep"}
    assert not has_writes(steps)
    assert not any(step.changes or step.note for step in steps)


@pytest.mark.parametrize(
    ("part", "kind", "said"),
    [
        ({"queue": queue(VisibilityTimeout="30")}, "queue", "VisibilityTimeout 30 → 60"),
        ({"queue": queue(SqsManagedSseEnabled="false")}, "queue", "SqsManagedSseEnabled false → true"),
        ({"queue": queue(RedrivePolicy="")}, "queue", "RedrivePolicy nothing → {"),
        ({"queue": queue(Policy="")}, "queue", "Policy is missing"),
        ({"queue": queue(Policy="junk")}, "queue", "Policy is missing"),
        ({"queue": queue(Policy="[" * 9_000)}, "queue", "Policy is missing"),
        ({"dead_letters": dead_letters(MessageRetentionPeriod="60")}, "deadLetterQueue", "60 → 1209600"),
        ({"dead_letters": dead_letters(RedriveAllowPolicy="{}")}, "deadLetterQueue", "RedriveAllowPolicy {}"),
        ({"rule": rule(State="DISABLED")}, "rule", "State DISABLED → ENABLED"),
        ({"rule": rule(EventPattern='{"source":["aws.s3"]}')}, "rule", "EventPattern"),
        (
            {"rule": rule(ScheduleExpression="rate(1 day)")},
            "rule",
            "ScheduleExpression rate(1 day) → nothing",
        ),
        ({"rule": rule(targets=({**BLUEPRINT.target, "InputPath": "$.detail"},))}, "target", "InputPath"),
        (
            {"rule": rule(targets=({**BLUEPRINT.target, "DeadLetterConfig": {}},))},
            "target",
            "DeadLetterConfig",
        ),
        ({"rule": rule(targets=({**BLUEPRINT.target, "Arn": "arn:aws:sqs:x:1:other"},))}, "target", "Arn"),
    ],
)
def test_what_is_ours_and_differs_is_changed_and_said(part: dict[str, Any], kind: str, said: str) -> None:
    steps = plan_setup(BLUEPRINT, everything(**part))
    assert {each for each, action in actions(steps).items() if action != "keep"} == {kind}
    step = step_of(steps, kind)
    assert step.action == "change"
    assert said in " ".join(map(str, step.changes))


def test_a_policy_is_told_by_its_statements() -> None:
    wanted = BLUEPRINT.queue["Policy"]
    open_to_all = {"Sid": "Mine\x07", "Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
    told = json.dumps({**wanted, "Statement": [wanted["Statement"][0], open_to_all]})
    (change,) = compare_queue(BLUEPRINT.queue, queue(Policy=told))
    assert str(change) == "Policy lacks TlsOnly and has besides Mine"


def test_the_same_policy_may_be_written_in_other_ways() -> None:
    allow, deny = BLUEPRINT.queue["Policy"]["Statement"]
    told = {
        "Version": "2012-10-17",
        "Id": "somebody's",
        "Statement": [
            {
                **deny,
                "Sid": "x",
                "Principal": {"AWS": "*"},
                "Condition": {"Bool": {"aws:SecureTransport": False}},
            },
            {**allow, "Action": ["sqs:SendMessage"], "Resource": [allow["Resource"]]},
        ],
    }
    assert not compare_queue(BLUEPRINT.queue, queue(Policy=json.dumps(told, indent=2)))


def test_an_attribute_that_the_service_never_tells_is_no_difference() -> None:
    told = {name: text for name, text in dead_letters().attributes.items() if name != "RedriveAllowPolicy"}
    assert not compare_queue(BLUEPRINT.dead_letters, FoundQueue("u", told))


def test_an_own_key_encrypts_as_well_and_is_not_taken_away() -> None:
    found = queue(KmsMasterKeyId="alias/ours", SqsManagedSseEnabled="false", VisibilityTimeout="1")
    assert [change.name for change in compare_queue(BLUEPRINT.queue, found)] == ["VisibilityTimeout"]
    assert "SqsManagedSseEnabled" not in attributes_to_write(BLUEPRINT.queue, found)
    assert attributes_to_write(BLUEPRINT.queue, None)["SqsManagedSseEnabled"] == "true"


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({}, "somebody else made it"),
        ({"created-by": "terraform"}, "somebody else made it"),
        (None, "its tags may not be read"),
        (STACK, "the CloudFormation stack push: change that"),
    ],
)
@pytest.mark.parametrize("part", ["queue", "dead_letters", "rule"])
def test_what_is_not_ours_is_kept_where_it_fits_and_refused_where_not(
    tags: Mapping[str, str] | None, said: str, part: str
) -> None:
    right = {"queue": queue(tags=tags), "dead_letters": dead_letters(tags), "rule": rule(tags)}
    wrong = {
        "queue": queue(tags=tags, VisibilityTimeout="1"),
        "dead_letters": dead_letters(tags, MessageRetentionPeriod="1"),
        "rule": rule(tags, State="DISABLED"),
    }
    assert not has_writes(plan_setup(BLUEPRINT, everything(**{part: right[part]})))
    assert not is_refused(plan_setup(BLUEPRINT, everything(**{part: right[part]})))
    steps = plan_setup(BLUEPRINT, everything(**{part: wrong[part]}))
    assert is_refused(steps)
    (step,) = [step for step in steps if step.action == "refuse"]
    assert said in step.note


def test_a_foreign_rule_gets_no_target_and_ours_does() -> None:
    assert actions(plan_setup(BLUEPRINT, everything(rule=rule({}, ()))))["target"] == "refuse"
    assert actions(plan_setup(BLUEPRINT, everything(rule=rule(targets=()))))["target"] == "create"


def test_a_target_that_sends_to_our_queue_is_ours_whatever_its_id() -> None:
    steps = plan_setup(BLUEPRINT, everything(rule=rule(targets=({**BLUEPRINT.target, "Id": "Id77"},))))
    assert actions(steps)["target"] == "keep"


def test_removal_goes_backwards_and_says_what_is_lost() -> None:
    steps = plan_removal(BLUEPRINT, everything(queue=queue(ApproximateNumberOfMessages="3")))
    assert [(step.kind, step.action) for step in steps] == [
        ("target", "delete"),
        ("rule", "delete"),
        ("queue", "delete"),
        ("deadLetterQueue", "delete"),
    ]
    assert [step.note for step in steps] == ["", "", "with about 3 messages", ""]


def test_what_is_gone_already_is_as_gone_as_can_be() -> None:
    steps = plan_removal(BLUEPRINT, Found())
    assert set(actions(steps).values()) == {"absent"}
    assert not has_writes(steps)
    assert actions(plan_removal(BLUEPRINT, everything(rule=rule(targets=()))))["target"] == "absent"


@pytest.mark.parametrize(
    ("part", "is_taken"),
    [
        ({"queue": queue(tags={})}, True),  # exactly what would be made
        ({"queue": queue(tags={}, VisibilityTimeout="1")}, False),
        ({"queue": queue(VisibilityTimeout="1")}, True),
        ({"queue": queue(tags=None)}, False),
        ({"dead_letters": dead_letters(STACK)}, False),
        ({"rule": rule({}, State="DISABLED")}, False),
        ({"rule": rule({})}, True),
        ({"rule": rule(STACK)}, False),
        ({"rule": rule(targets=(BLUEPRINT.target, {"Id": "x", "Arn": "arn:aws:lambda:x\x1b[2J"}))}, False),
    ],
)
def test_only_what_is_ours_or_exactly_right_is_removed(part: dict[str, Any], is_taken: bool) -> None:  # noqa: FBT001 - a column of the table
    steps = plan_removal(BLUEPRINT, everything(**part))
    assert is_refused(steps) != is_taken
    assert all("\x1b" not in step.note for step in steps)


TEXTS = st.text(max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_every_value_is_the_same_as_its_own_text_whatever_its_order(value: Any) -> None:
    assert is_same(value, value)
    if isinstance(value, dict | list):
        assert is_same(json.dumps(value, indent=1), value)
    if isinstance(value, list):
        assert is_same([*reversed(value)], value)


@given(
    st.dictionaries(st.sampled_from([*BLUEPRINT.queue, "KmsMasterKeyId", "x"]), TEXTS | JSON.map(json.dumps))
)
def test_whatever_sqs_tells_is_compared_and_after_the_change_nothing_differs(told: dict[str, str]) -> None:
    found = FoundQueue("u", told, OURS)
    changes = compare_queue(BLUEPRINT.queue, found)
    assert all("\n" not in str(change) for change in changes)
    after = FoundQueue("u", {**told, **attributes_to_write(BLUEPRINT.queue, found)}, OURS)
    assert not compare_queue(BLUEPRINT.queue, after)


@given(
    st.dictionaries(st.sampled_from(["EventPattern", "State", "ScheduleExpression"]), JSON),
    st.lists(st.dictionaries(st.sampled_from(["Id", "Arn", "Input", "RetryPolicy"]), JSON), max_size=3),
)
def test_whatever_eventbridge_tells_makes_a_plan(
    fields: dict[str, Any], targets: list[dict[str, Any]]
) -> None:
    found = everything(rule=FoundRule("arn", fields, tuple(targets), OURS))
    for steps in (plan_setup(BLUEPRINT, found), plan_removal(BLUEPRINT, found)):
        assert len(steps) == 4
        assert all("\n" not in f"{step.title}{step.note}{step.changes}" for step in steps)
