"""What boto3 and aiobotocore meet when they ask the simulator's SQS."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from aiobotocore.session import AioSession
from botocore.exceptions import ClientError

from amplify_tui.services.isolation import fake_keys
from amplify_tui.simulator.accounts import ACCOUNT, STAGING
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.simulator.mailbox import MOST_MESSAGES, RETENTION, Mailbox
from tests.simulator.clients import KEYS, Boto, sign

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock

REGION = "eu-west-1"


@pytest.fixture
def boto(simulator: Simulator) -> Boto:
    return Boto(simulator.url, "sqs", REGION)


@pytest.fixture
def url(simulator: Simulator) -> str:
    return simulator.queue_url(ACCOUNT, REGION)


async def receive(boto: Boto, url: str, **more: object) -> list[dict[str, Any]]:
    return list((await boto("receive_message", QueueUrl=url, **more)).get("Messages", []))


async def refuse(boto: Boto, operation: str, **parameters: object) -> str:
    with pytest.raises(ClientError) as error:
        await boto(operation, **parameters)
    return str(error.value.response["Error"]["Code"])


async def test_boto3_sends_receives_and_deletes(boto: Boto, url: str) -> None:
    assert (await boto("get_queue_url", QueueName="amplify-tui-events"))["QueueUrl"] == url
    sent = await boto("send_message", QueueUrl=url, MessageBody="poison \u202e {")
    (message,) = await receive(boto, url, MessageSystemAttributeNames=["All"], MaxNumberOfMessages=10)
    assert message["Body"] == "poison \u202e {"
    assert message["MessageId"] == sent["MessageId"]
    assert message["MD5OfBody"] == sent["MD5OfMessageBody"]
    assert message["Attributes"]["ApproximateReceiveCount"] == "1"
    await boto("delete_message", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    assert await receive(boto, url, VisibilityTimeout=0) == []
    await boto("delete_message", QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


@pytest.mark.parametrize("scenario", ["busy"])
async def test_aiobotocore_receives_and_deletes(simulator: Simulator, clock: ManualClock, url: str) -> None:
    make = AioSession().create_client
    async with make("sqs", region_name=REGION, endpoint_url=simulator.url, **KEYS) as client:
        assert "Messages" not in await client.receive_message(QueueUrl=url)
        clock.advance(120)
        answer = await client.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        events = [json.loads(message["Body"]) for message in answer["Messages"]]
        assert {event["source"] for event in events} == {"aws.amplify"}
        entries = [
            {"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]}
            for n, message in enumerate(answer["Messages"])
        ]
        done = await client.delete_message_batch(QueueUrl=url, Entries=entries)
        assert len(done["Successful"]) == len(events)
        assert not done.get("Failed")
        counts = await client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        assert counts["Attributes"]["ApproximateNumberOfMessagesNotVisible"] == "0"


async def test_a_message_that_nobody_deletes_is_handed_out_again(
    boto: Boto, url: str, clock: ManualClock
) -> None:
    await boto("send_message", QueueUrl=url, MessageBody="x")
    (first,) = await receive(boto, url, VisibilityTimeout=60)
    assert await receive(boto, url) == []
    clock.advance(59)
    assert await receive(boto, url) == []
    clock.advance(2)
    (second,) = await receive(boto, url, VisibilityTimeout=60, AttributeNames=["ApproximateReceiveCount"])
    assert second["Attributes"] == {"ApproximateReceiveCount": "2"}
    await boto("delete_message", QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    clock.advance(61)
    assert len(await receive(boto, url)) == 1


async def test_a_message_can_be_given_back_at_once(boto: Boto, url: str) -> None:
    await boto("send_message", QueueUrl=url, MessageBody="x")
    (message,) = await receive(boto, url)
    held = {"QueueUrl": url, "ReceiptHandle": message["ReceiptHandle"]}
    await boto("change_message_visibility", **held, VisibilityTimeout=0)
    assert (
        await refuse(boto, "change_message_visibility", **held, VisibilityTimeout=5) == "MessageNotInflight"
    )
    assert len(await receive(boto, url)) == 1


async def test_a_long_poll_ends_with_the_first_message(boto: Boto, url: str) -> None:
    other = asyncio.create_task(receive(boto, url, WaitTimeSeconds=20))
    await asyncio.sleep(0)
    await boto("send_message", QueueUrl=url, MessageBody="x")
    async with asyncio.timeout(15):
        assert [message["Body"] for message in await other] == ["x"]


async def test_a_long_poll_that_waits_in_vain_ends_after_its_real_seconds(boto: Boto, url: str) -> None:
    before = asyncio.get_running_loop().time()
    assert await receive(boto, url, WaitTimeSeconds=1) == []
    assert asyncio.get_running_loop().time() - before >= 0.99


async def test_tags_come_and_go(boto: Boto, url: str) -> None:
    assert "Tags" not in await boto("list_queue_tags", QueueUrl=url)
    await boto("tag_queue", QueueUrl=url, Tags={"a": "1", "b": "2"})
    await boto("tag_queue", QueueUrl=url, Tags={"b": "3"})
    assert (await boto("list_queue_tags", QueueUrl=url))["Tags"] == {"a": "1", "b": "3"}
    await boto("untag_queue", QueueUrl=url, TagKeys=["a", "none"])
    assert (await boto("list_queue_tags", QueueUrl=url))["Tags"] == {"b": "3"}
    many = {str(n): "" for n in range(51)}
    assert await refuse(boto, "tag_queue", QueueUrl=url, Tags=many) == "InvalidParameterValue"


async def test_a_purge_leaves_nothing_and_takes_a_minute(boto: Boto, url: str, clock: ManualClock) -> None:
    await boto("send_message", QueueUrl=url, MessageBody="x", DelaySeconds=10)
    await boto("purge_queue", QueueUrl=url)
    refused = await refuse(boto, "purge_queue", QueueUrl=url)
    assert refused == "AWS.SimpleQueueService.PurgeQueueInProgress"
    clock.advance(61)
    assert await receive(boto, url) == []
    await boto("purge_queue", QueueUrl=url)


async def test_a_queue_describes_itself(boto: Boto, url: str) -> None:
    await boto("send_message", QueueUrl=url, MessageBody="x", DelaySeconds=10)
    asked = ["QueueArn", "ApproximateNumberOfMessagesDelayed"]
    answer = await boto("get_queue_attributes", QueueUrl=url, AttributeNames=asked)
    assert answer["Attributes"] == {
        "QueueArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:amplify-tui-events",
        "ApproximateNumberOfMessagesDelayed": "1",
    }
    assert "Attributes" not in await boto("get_queue_attributes", QueueUrl=url)


@pytest.mark.parametrize(
    ("operation", "parameters", "code"),
    [
        ("receive_message", {"MaxNumberOfMessages": 11}, "InvalidParameterValue"),
        ("receive_message", {"WaitTimeSeconds": 21}, "InvalidParameterValue"),
        ("receive_message", {"VisibilityTimeout": 43_201}, "InvalidParameterValue"),
        ("delete_message", {"ReceiptHandle": "nonsense"}, "ReceiptHandleIsInvalid"),
        ("delete_message_batch", {"Entries": []}, "AWS.SimpleQueueService.EmptyBatchRequest"),
        (
            "delete_message_batch",
            {"Entries": [{"Id": "1", "ReceiptHandle": "a#1"}] * 2},
            "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
        ),
        (
            "delete_message_batch",
            {"Entries": [{"Id": str(n), "ReceiptHandle": "a#1"} for n in range(11)]},
            "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        ),
        ("send_message", {"MessageBody": ""}, "InvalidParameterValue"),
        ("send_message", {"MessageBody": "\x00"}, "InvalidMessageContents"),
        ("send_message", {"MessageBody": "x" * 262_145}, "InvalidParameterValue"),
        ("list_queues", {}, "UnknownOperationException"),
    ],
)
async def test_nonsense_is_refused_in_the_words_of_sqs(
    boto: Boto, url: str, operation: str, parameters: dict[str, object], code: str
) -> None:
    place = {} if operation == "list_queues" else {"QueueUrl": url}
    assert await refuse(boto, operation, **place, **parameters) == code


async def test_each_message_of_a_batch_fails_by_itself(boto: Boto, url: str) -> None:
    entries = [{"Id": "good", "ReceiptHandle": "gone#1"}, {"Id": "bad", "ReceiptHandle": "nonsense"}]
    answer = await boto("delete_message_batch", QueueUrl=url, Entries=entries)
    assert [each["Id"] for each in answer["Successful"]] == ["good"]
    assert [(each["Id"], each["Code"]) for each in answer["Failed"]] == [("bad", "ReceiptHandleIsInvalid")]


async def test_only_the_regions_and_accounts_own_queue_is_there(
    simulator: Simulator, boto: Boto, url: str
) -> None:
    missing = "AWS.SimpleQueueService.NonExistentQueue"
    assert await refuse(boto, "get_queue_url", QueueName="nothing") == missing
    assert await refuse(boto, "receive_message", QueueUrl=url + "-dlq") == missing
    assert await refuse(boto, "receive_message", QueueUrl="nonsense") == missing
    elsewhere = simulator.queue_url(ACCOUNT, "us-east-1")
    assert await refuse(boto, "receive_message", QueueUrl=elsewhere) == missing
    theirs = simulator.queue_url(STAGING, REGION)
    assert await refuse(boto, "receive_message", QueueUrl=theirs) == "AccessDenied"
    assert await receive(Boto(simulator.url, "sqs", REGION, fake_keys("staging")[0]), theirs) == []


async def test_a_queue_can_be_named_without_its_region(simulator: Simulator, boto: Boto) -> None:
    assert await receive(boto, f"{simulator.url}/{ACCOUNT}/amplify-tui-events") == []


async def test_credentials_that_are_over_open_no_queue_and_a_pace_slows_none(
    simulator: Simulator, boto: Boto, url: str
) -> None:
    simulator.behave(Behaviour(calls_per_second=0.1))
    for _ in range(3):
        await receive(boto, url)
    simulator.behave(Behaviour(is_expired=True))
    assert await refuse(boto, "receive_message", QueueUrl=url) == "ExpiredTokenException"


async def test_answers_are_json_of_its_own_kind(simulator: Simulator, http: aiohttp.ClientSession) -> None:
    headers = sign("sqs", REGION) | {"X-Amz-Target": "AmazonSQS.ListQueueTags"}
    async with http.post(f"{simulator.url}/", headers=headers, data=b"{") as response:
        assert response.status == 400
        assert response.content_type == "application/x-amz-json-1.0"
        assert (await response.json(content_type=None))["__type"] == "com.amazonaws.sqs#InvalidParameterValue"


def test_a_queue_that_nobody_reads_does_not_grow_for_ever() -> None:
    mailbox = Mailbox("x", 0.0)
    for n in range(MOST_MESSAGES + 10):
        mailbox.send(str(n), float(n) / 1000)
    assert mailbox.counts(10.0) == (MOST_MESSAGES, 0, 0)
    assert mailbox.receive(10.0, 1, 30)[0].body == "10"
    assert mailbox.counts(RETENTION + 60.0) == (0, 0, 0)
