"""events setup, status and remove against EventBridge and SQS over HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.event_template import describe_template
from tests.cli.event_places import Place, actions, run

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine
    from tests.cli.event_gate import Gate

KINDS = ["deadLetterQueue", "queue", "rule", "target"]


async def test_setup_makes_everything_and_the_second_time_keeps_it(events: CommandLine, place: Place) -> None:
    first = await run(events, place, "setup", "--yes")
    assert actions(first) == [(kind, "create", True) for kind in KINDS]
    assert first["accountId"] == "123456789012"
    assert first["queueUrl"].endswith(f"/123456789012/{place.name}")
    second = await run(events, place, "setup", "--yes")
    assert actions(second) == [(kind, "keep", False) for kind in KINDS]
    assert {**second, "resources": []} == {**first, "resources": []}


async def test_what_setup_makes_is_what_it_says(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    queue, dead = await place.attributes(), await place.attributes("-dlq")
    assert queue["VisibilityTimeout"] == "60"
    assert queue["ReceiveMessageWaitTimeSeconds"] == "20"
    assert queue["MessageRetentionPeriod"] == "3600"
    assert (queue["SqsManagedSseEnabled"], dead["SqsManagedSseEnabled"]) == ("true", "true")
    assert dead["MessageRetentionPeriod"] == "1209600"
    redrive = json.loads(queue["RedrivePolicy"])
    assert (redrive["deadLetterTargetArn"], redrive["maxReceiveCount"]) == (dead["QueueArn"], 5)
    tags = await place.call("list_queue_tags", QueueUrl=await place.queue_url())
    assert tags["Tags"] == {"created-by": "amplify-tui"}
    rule = await place.call("describe_rule", Name=place.name)
    assert rule["State"] == "ENABLED"
    assert json.loads(rule["EventPattern"])["source"] == ["aws.amplify"]
    (target,) = (await place.call("list_targets_by_rule", Rule=place.name))["Targets"]
    assert target["DeadLetterConfig"] == {"Arn": dead["QueueArn"]}
    told = await place.call("list_tags_for_resource", ResourceARN=rule["Arn"])
    assert told["Tags"] == [{"Key": "created-by", "Value": "amplify-tui"}]


async def test_an_event_of_amplify_arrives_and_no_other_does(events: CommandLine, place: Place) -> None:
    url = (await run(events, place, "setup", "--yes"))["queueUrl"]
    detail = json.dumps({"appId": "d1", "branchName": "main", "jobId": "7", "jobStatus": "FAILED"})
    entry = {"Source": "aws.amplify", "DetailType": "Amplify Deployment Status Change", "Detail": detail}
    foreign = [{**entry, "Source": "my.app"}, {**entry, "DetailType": "Something Else"}]
    await place.call("put_events", Entries=[*foreign, entry])
    told = await place.call("receive_message", QueueUrl=url, WaitTimeSeconds=5, MaxNumberOfMessages=10)
    (message,) = told["Messages"]
    assert json.loads(message["Body"])["detail"]["jobStatus"] == "FAILED"


async def test_a_rehearsal_shows_the_plan_and_writes_nothing(events: CommandLine, place: Place) -> None:
    (events.folder / ".amplify-tui.toml").write_text("read_only = true")
    target = await run(events, place, "setup", "--dry-run")
    assert actions(target) == [(kind, "create", False) for kind in KINDS]
    assert target["queueUrl"] is None
    assert target["resources"][2]["arn"] == f"arn:aws:events:eu-west-1:123456789012:rule/{place.name}"
    assert await place.is_empty()


async def test_what_somebody_changed_by_hand_is_shown_and_repaired(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    right = (await place.attributes())["Policy"]
    await place.spoil(Policy=json.dumps({"Version": "2012-10-17", "Statement": []}), VisibilityTimeout="30")
    await place.call("disable_rule", Name=place.name)
    await place.call("remove_targets", Rule=place.name, Ids=[place.name])
    status = await run(events, place, "status")
    assert [each["action"] for each in status["resources"]] == ["keep", "change", "change", "create"]
    assert len(status["problems"]) == 3
    assert "VisibilityTimeout 30 → 60" in status["problems"][0]
    plan = await run(events, place, "setup", "--dry-run")
    assert plan["resources"][1]["changes"][0] == {"name": "VisibilityTimeout", "now": "30", "wanted": "60"}
    repaired = await run(events, place, "setup", "--yes")
    assert actions(repaired) == [
        ("deadLetterQueue", "keep", False),
        ("queue", "change", True),
        ("rule", "change", True),
        ("target", "create", True),
    ]
    assert (await place.attributes())["Policy"] == right
    assert not (await run(events, place, "status"))["problems"]


async def test_setup_goes_on_where_something_is_missing(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    await place.call("delete_queue", QueueUrl=await place.queue_url("-dlq"))
    again = await run(events, place, "setup", "--yes")
    assert actions(again)[0] == ("deadLetterQueue", "create", True)
    assert [action for _, action, _ in actions(again)[1:]] == ["keep"] * 3


async def test_a_foreign_queue_is_refused_and_nothing_else_is_made(events: CommandLine, place: Place) -> None:
    await place.call("create_queue", QueueName=place.name, tags={"team": "other"})
    result = await events("events", "setup", "--name", place.name, "--yes")
    assert result.code == 7
    assert f"queue {place.name}: somebody else made it" in result.err
    assert "--name" in result.err
    assert await place.queues() == [place.name]
    assert not await place.rules()
    assert (await place.attributes())["VisibilityTimeout"] == "30"


async def test_a_foreign_queue_stays_when_ours_are_removed(events: CommandLine, place: Place) -> None:
    await place.call("create_queue", QueueName=place.name)
    target = await run(events, place, "remove", "--yes", code=7)
    assert target["error"]["code"] == "NotOurs"
    assert await place.queues() == [place.name]


async def test_remove_leaves_nothing_and_removing_again_does_no_harm(
    events: CommandLine, place: Place
) -> None:
    await run(events, place, "setup", "--yes")
    removed = await run(events, place, "remove", "--yes")
    assert actions(removed) == [
        ("target", "delete", True),
        ("rule", "delete", True),
        ("queue", "delete", True),
        ("deadLetterQueue", "delete", True),
    ]
    assert removed["queueUrl"] is None
    assert await place.is_empty()
    again = await run(events, place, "remove", "--yes")
    assert {action for _, action, _ in actions(again)} == {"absent"}
    await run(events, place, "status", code=5)


async def test_a_rule_that_sends_to_others_too_is_not_removed(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    other = {"Id": "other", "Arn": "arn:aws:sqs:eu-west-1:123456789012:elsewhere"}
    await place.call("put_targets", Rule=place.name, Targets=[other])
    result = await events("events", "remove", "--name", place.name, "--json", "--yes")
    assert "elsewhere" in result.json["targets"][0]["error"]["message"]
    assert (result.code, result.err) == (7, "Nothing was changed.\n")
    assert len(await place.queues()) == 2


async def test_two_dashboards_have_two_queues(events: CommandLine, place: Place) -> None:
    await run(events, place, "setup", "--yes")
    other = Place(place.url, place.name + "-wall")
    await run(events, other, "setup", "--yes")
    await run(events, place, "remove", "--yes")
    assert not (await run(events, other, "status"))["problems"]


async def test_the_template_is_printed_without_asking_anybody(command_line: CommandLine) -> None:
    result = await command_line(
        "events", "setup", "--template", "--name", "mine", "--endpoint-url", "http://127.0.0.1:1"
    )
    assert (result.code, result.err) == (0, "")
    assert result.json == describe_template("mine")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["events"], "events setup, events status or events remove"),
        (["events", "stauts"], "Did you mean events status?"),
        (["events", "setup"], "Add --yes."),
        (["events", "remove"], "Add --yes."),
        (["events", "status", "--yes"], "events status takes no --yes"),
        (["events", "status", "--dry-run"], "events status takes no --dry-run"),
        (["events", "remove", "--template"], "events remove takes no --template"),
        (["events", "setup", "--template", "--dry-run"], "nothing to rehearse"),
        (["events", "setup", "--yes", "--name", "a b"], "is no name"),
        (["events", "setup", "--yes", "--name", ""], "“” is no name"),
        (["events", "setup", "--yes", "--name", "x-dlq"], "another dashboard's dead-letter queue"),
        (["events", "setup", "again"], "takes no word again"),
    ],
)
async def test_wrong_usage_is_said_before_anything_is_asked(
    command_line: CommandLine, arguments: list[str], said: str
) -> None:
    result = await command_line(*arguments, "--endpoint-url", "http://127.0.0.1:1")
    assert (result.code, result.out) == (2, "")
    assert said in result.err


@pytest.mark.parametrize("word", ["setup", "remove"])
async def test_read_only_changes_nothing(events: CommandLine, place: Place, word: str) -> None:
    result = await events("events", word, "--name", place.name, "--yes", "--read-only", "--json")
    assert (result.code, result.json["error"]["code"]) == (7, "ReadOnly")
    assert await place.is_empty()


async def test_a_pipe_gets_a_row_for_each_thing(events: CommandLine, place: Place, gate: Gate) -> None:
    result = await events("events", "setup", "--name", place.name, "--yes")
    assert [(row[1], row[2], row[3], row[7]) for row in result.rows] == [
        ("eu-west-1", "create", kind, "done") for kind in KINDS
    ]
    assert f"amplify-tui --region eu-west-1 --events-queue {gate.url}/123456789012/{place.name}" in result.err
    status = await events("events", "status", "--name", place.name)
    assert ["", "eu-west-1", "queue", "right", place.name] in status.rows
    assert status.err == ""
