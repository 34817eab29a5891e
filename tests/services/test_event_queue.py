"""Real calls to queues that moto plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.errors import NotFoundError, SetupError
from tests.event_bus import Bus, envelope

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from amplify_tui.services.calls import CallJournal
    from tests.clock import ManualClock

EU = Target("", "eu-west-1")


@pytest.fixture
def bus(moto: str) -> Bus:
    return Bus(moto)


@pytest.fixture
async def connector(
    journal: CallJournal, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[AwsConnector]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIATEST")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    made = AwsConnector(Settings(), journal, clock)
    yield made
    await made.close()


async def test_what_is_put_into_a_queue_comes_out_and_is_gone_once_deleted(
    bus: Bus, connector: AwsConnector
) -> None:
    url = await bus.make_queue()
    await bus.send(url, envelope("d1", "feature/x", "0000000012", "FAILED"))
    queue = await connector.open_queue(url, [EU])
    (message,) = await queue.receive(wait=1)
    assert message.event is not None
    assert (message.event.branch, message.event.job_id, message.event.status) == ("feature/x", 12, "FAILED")
    assert (message.event.account_id, message.event.region) == ("123456789012", "eu-west-1")
    await queue.delete([message.receipt])
    assert await bus.count(url) == 0
    await queue.delete([message.receipt])


async def test_it_is_told_how_often_a_message_was_handed_out(bus: Bus, connector: AwsConnector) -> None:
    url = await bus.make_queue()
    await bus.send(url, envelope())
    queue = await connector.open_queue(url, [EU])
    for times in (1, 2, 3):
        (message,) = await queue.receive(wait=1, visible_after=0)
        assert message.times == times


async def test_calls_stand_in_the_history_without_what_the_messages_say(
    bus: Bus, connector: AwsConnector, journal: CallJournal, clock: ManualClock
) -> None:
    url = await bus.make_queue()
    await bus.send(url, envelope("d1", "secret-branch"))
    queue = await connector.open_queue(url, [EU])
    (message,) = await queue.receive(wait=1)
    await queue.delete([message.receipt])
    received, deleted = journal.recent()
    assert (received.service, received.operation, received.summary) == ("sqs", "ReceiveMessage", "1 message")
    assert received.parameters["QueueUrl"] == url
    assert deleted.operation == "DeleteMessageBatch"
    assert "secret-branch" not in str(journal.recent())
    assert message.receipt not in str(journal.recent())


async def test_tags_can_be_read_set_and_removed(bus: Bus, connector: AwsConnector) -> None:
    queue = await connector.open_queue(await bus.make_queue(), [EU])
    assert await queue.read_tags() == {}
    await queue.write_tags({"amplify-tui:reader:a": "2026-11-21T12:00:00+00:00", "team": "web"})
    await queue.remove_tags(["team", "nothing"])
    assert await queue.read_tags() == {"amplify-tui:reader:a": "2026-11-21T12:00:00+00:00"}


async def test_a_queue_that_is_not_there_is_said_so(bus: Bus, connector: AwsConnector) -> None:
    queue = await connector.open_queue(f"{bus.url}/123456789012/nothing", [EU])
    with pytest.raises(NotFoundError, match="ReceiveMessage"):
        await queue.receive(wait=0)


@pytest.mark.parametrize(
    "url", ["", "nothing", "https://example.com", "https://sqs.eu-west-1.amazonaws.com/q"]
)
async def test_what_is_no_address_of_a_queue_is_refused_in_words(connector: AwsConnector, url: str) -> None:
    with pytest.raises(SetupError, match="no address of an SQS queue"):
        await connector.open_queue(url, [EU])
