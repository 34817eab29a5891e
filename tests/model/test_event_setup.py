"""What shall be there: names, attributes, policies, and the same as a template."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.model.event_setup import DEAD_LETTERS, NAME, NAME_PATTERN, Blueprint
from amplify_tui.model.event_template import describe_template

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = "123456789012"
BLUEPRINT = Blueprint(NAME, NUMBER, "eu-west-1")
PSEUDO = {"AWS::AccountId": NUMBER, "AWS::Region": "eu-west-1", "AWS::Partition": "aws"}


def resolve(value: Any, template: dict[str, Any]) -> Any:
    """Put in what CloudFormation would, and fail on what it could not."""
    if isinstance(value, list):
        return [resolve(each, template) for each in value]
    if not isinstance(value, dict):
        assert not (isinstance(value, str) and "${" in value)
        return value
    if set(value) == {"Fn::Sub"}:
        text = value["Fn::Sub"]
        for name, each in PSEUDO.items():
            text = text.replace(f"${{{name}}}", each)
        assert "${" not in text
        return text
    if set(value) == {"Fn::GetAtt"}:
        name, attribute = value["Fn::GetAtt"]
        assert attribute == "Arn"
        return arn_of(template["Resources"][name])
    if set(value) == {"Ref"}:
        return template["Resources"][value["Ref"]]["Properties"]["QueueName"]
    return {key: resolve(each, template) for key, each in value.items()}


def arn_of(resource: dict[str, Any]) -> str:
    known = resource["Properties"]
    if resource["Type"] == "AWS::SQS::Queue":
        return f"arn:aws:sqs:eu-west-1:{NUMBER}:{known['QueueName']}"
    assert resource["Type"] == "AWS::Events::Rule"
    return f"arn:aws:events:eu-west-1:{NUMBER}:rule/{known['Name']}"


def references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "Ref":
                yield each
            elif key == "Fn::GetAtt":
                yield each[0]
            else:
                yield from references(each)


@pytest.fixture
def template() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(describe_template(NAME)))
    return made


def properties(template: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = resolve(template["Resources"][name]["Properties"], template)
    return found


@pytest.mark.parametrize(
    ("name", "queue_name", "wanted"),
    [
        ("Queue", BLUEPRINT.name, BLUEPRINT.queue),
        ("DeadLetterQueue", BLUEPRINT.dead_letter_name, BLUEPRINT.dead_letters),
    ],
)
def test_the_templates_queues_have_the_attributes_and_policy_that_a_call_sets(
    template: dict[str, Any], name: str, queue_name: str, wanted: dict[str, Any]
) -> None:
    queue, policy = properties(template, name), properties(template, f"{name}Policy")
    assert queue.pop("QueueName") == queue_name
    assert queue.pop("Tags") == [{"Key": "created-by", "Value": "amplify-tui"}]
    assert policy == {"Queues": [queue_name], "PolicyDocument": wanted["Policy"]}
    assert {**queue, "Policy": policy["PolicyDocument"]} == wanted


def test_the_templates_rule_is_the_one_that_a_call_makes(template: dict[str, Any]) -> None:
    rule = properties(template, "Rule")
    assert rule["Name"] == BLUEPRINT.name
    assert rule["Targets"] == [BLUEPRINT.target]
    assert {name: rule[name] for name in BLUEPRINT.rule} == BLUEPRINT.rule


def test_the_template_refers_to_its_own_resources_only_and_in_no_circle(template: dict[str, Any]) -> None:
    needs = {name: set(references(each)) for name, each in template["Resources"].items()}
    made: set[str] = set()
    while needs:
        ready = {name for name, wanted in needs.items() if wanted <= made}
        assert ready, needs
        made |= ready
        needs = {name: wanted for name, wanted in needs.items() if name not in ready}
    assert set(references(template["Outputs"])) <= made


def test_the_queue_that_is_named_first_is_made_first(template: dict[str, Any]) -> None:
    redrive = template["Resources"]["Queue"]["Properties"]["RedrivePolicy"]
    assert redrive["deadLetterTargetArn"] == {"Fn::GetAtt": ["DeadLetterQueue", "Arn"]}


@pytest.mark.parametrize(
    ("attributes", "arn"),
    [(BLUEPRINT.queue, BLUEPRINT.queue_arn), (BLUEPRINT.dead_letters, BLUEPRINT.dead_letter_arn)],
)
def test_each_policy_is_about_its_own_queue(attributes: dict[str, Any], arn: str) -> None:
    assert {statement["Resource"] for statement in attributes["Policy"]["Statement"]} == {arn}


def test_only_this_rule_may_send_and_nobody_may_do_anything_without_tls() -> None:
    allow, deny = BLUEPRINT.queue["Policy"]["Statement"]
    assert (allow["Effect"], allow["Action"]) == ("Allow", "sqs:SendMessage")
    assert allow["Principal"] == {"Service": "events.amazonaws.com"}
    assert allow["Resource"] == f"arn:aws:sqs:eu-west-1:{NUMBER}:amplify-tui-events"
    assert allow["Condition"] == {
        "ArnEquals": {"aws:SourceArn": f"arn:aws:events:eu-west-1:{NUMBER}:rule/amplify-tui-events"}
    }
    assert (deny["Effect"], deny["Principal"], deny["Action"]) == ("Deny", "*", "sqs:*")
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_an_event_comes_through_as_amplify_sends_it() -> None:
    assert BLUEPRINT.pattern == {
        "source": ["aws.amplify"],
        "detail-type": ["Amplify Deployment Status Change"],
    }
    assert not {"Input", "InputPath", "InputTransformer"} & set(BLUEPRINT.target)


def test_arns_are_those_of_the_partition() -> None:
    china = Blueprint("mine", NUMBER, "cn-north-1", "aws-cn")
    assert china.queue_arn == f"arn:aws-cn:sqs:cn-north-1:{NUMBER}:mine"
    assert china.target["Arn"] == china.queue_arn
    assert china.target["DeadLetterConfig"] == {"Arn": china.dead_letter_arn}


def test_a_name_fits_both_services_with_its_ending() -> None:
    longest = "x" * 64
    assert NAME_PATTERN.fullmatch(longest)
    assert len(longest + DEAD_LETTERS) <= 80
    assert not any(NAME_PATTERN.fullmatch(name) for name in ("", longest + "x", "a b", "a.fifo", "a/b", "ü"))
