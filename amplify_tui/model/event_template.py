"""The same rule and queues as a CloudFormation template."""

from __future__ import annotations

from typing import Any, Final

from amplify_tui.model.event_setup import DESCRIPTION, Blueprint

QUEUE: Final = "Queue"
DEAD_LETTER_QUEUE: Final = "DeadLetterQueue"
RULE: Final = "Rule"

_ABOUT: Final = (
    "Push for amplify-tui: an EventBridge rule that sends Amplify's deployment events to an SQS queue. "
    "Deploy it in every account and region to watch."
)


def describe_template(name: str) -> dict[str, Any]:
    """Return the template of one dashboard's rule and queues.

    Args:
        name: Name of rule and queue.
    """
    blueprint = Blueprint(name, "${AWS::AccountId}", "${AWS::Region}", "${AWS::Partition}")
    made = {
        blueprint.queue_arn: QUEUE,
        blueprint.dead_letter_arn: DEAD_LETTER_QUEUE,
        blueprint.rule_arn: RULE,
    }
    # The two queues name each other: here the one that comes later is only written out.
    dead_letters = _refer(blueprint.dead_letters, {})
    queue = _refer(blueprint.queue, made)
    rule = _refer(blueprint.rule, made)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": _ABOUT,
        "Resources": {
            DEAD_LETTER_QUEUE: _queue(blueprint, blueprint.dead_letter_name, dead_letters),
            QUEUE: _queue(blueprint, blueprint.name, queue),
            RULE: {
                "Type": "AWS::Events::Rule",
                # No tags: CloudFormation does not know those of a rule in every partition.
                "Properties": {
                    "Name": blueprint.name,
                    "Description": DESCRIPTION,
                    **rule,
                    "Targets": [_refer(blueprint.target, made)],
                },
            },
            f"{QUEUE}Policy": _policy(QUEUE, _refer(blueprint.queue["Policy"], made)),
            f"{DEAD_LETTER_QUEUE}Policy": _policy(
                DEAD_LETTER_QUEUE, _refer(blueprint.dead_letters["Policy"], made)
            ),
        },
        "Outputs": {
            "QueueUrl": {
                "Description": "What amplify-tui takes as --events-queue",
                "Value": {"Ref": QUEUE},
            }
        },
    }


def _queue(blueprint: Blueprint, name: str, attributes: dict[str, Any]) -> dict[str, Any]:
    tags = [{"Key": key, "Value": value} for key, value in blueprint.tags.items()]
    own = {key: value for key, value in attributes.items() if key != "Policy"}
    return {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": name, **own, "Tags": tags}}


def _policy(queue: str, document: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::SQS::QueuePolicy",
        "Properties": {"Queues": [{"Ref": queue}], "PolicyDocument": document},
    }


def _refer(value: Any, made: dict[str, str]) -> Any:
    """Put references where ARNs are that nobody can know before the stack is there."""
    if isinstance(value, dict):
        return {key: _refer(each, made) for key, each in value.items()}
    if isinstance(value, list):
        return [_refer(each, made) for each in value]
    if not isinstance(value, str) or "${" not in value:
        return value
    return {"Fn::GetAtt": [made[value], "Arn"]} if value in made else {"Fn::Sub": value}
