"""Real calls to queues that moto plays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.connector import AwsConnector
from amplify_tui.services.errors import BadAnswerError, NotFoundError, SetupError, UnreachableError
from tests.event_bus import Bus, envelope
from tests.services.conftest import write
from tests.services.faulty_server import page_of_html, tell

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from amplify_tui.services.calls import CallJournal
    from tests.clock import ManualClock
    from tests.services.conftest import Opener
    from tests.services.faulty_server import FaultyServer

EU = Target("", "eu-west-1")
KEYS = "aws_access_key_id = AKIATEST\naws_secret_access_key = test\n"


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
    assert (deleted.operation, deleted.summary) == ("DeleteMessageBatch", "")
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


@pytest.mark.parametrize(
    "configure",
    [
        lambda home, url: home.setenv("AWS_ENDPOINT_URL_SQS", url),
        lambda home, url: home.setenv("AWS_ENDPOINT_URL", url),
    ],
    ids=["of the service", "of all services"],
)
async def test_the_environments_endpoint_goes_before_the_queues_own_origin(
    bus: Bus,
    connector: AwsConnector,
    monkeypatch: pytest.MonkeyPatch,
    configure: Callable[[pytest.MonkeyPatch, str], None],
) -> None:
    url = await bus.make_queue()
    configure(monkeypatch, bus.url)
    elsewhere = url.replace(bus.url, "http://127.0.0.1:9")
    assert await (await connector.open_queue(elsewhere, [EU])).receive(wait=0) == ()


async def test_a_profiles_and_the_flags_endpoint_go_before_the_queues_own_origin(
    bus: Bus, open_connector: Opener, home: Path
) -> None:
    url = (await bus.make_queue()).replace(bus.url, "http://127.0.0.1:9")
    write(home, f"[profile one]\nendpoint_url = {bus.url}\n[profile two]\n", f"[one]\n{KEYS}[two]\n{KEYS}")
    one, two = Target("one", "eu-west-1"), Target("two", "eu-west-1")
    assert await (await open_connector().open_queue(url, [one])).receive(wait=0) == ()
    flagged = open_connector(endpoint_url=bus.url)
    assert await (await flagged.open_queue(url, [two])).receive(wait=0) == ()
    with pytest.raises(UnreachableError, match=r"127\.0\.0\.1:9"):
        await (await open_connector().open_queue(url, [two])).receive(wait=0)


async def test_a_queue_is_read_by_the_profile_of_its_region_else_by_the_first(
    connector: AwsConnector,
) -> None:
    targets = [Target("one", "eu-west-1"), Target("two", "us-east-1")]
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/q"
    near = await connector.open_queue(url, targets)
    far = await connector.open_queue(url.replace("us-east-1", "ap-south-1"), targets)
    nowhere = await connector.open_queue("http://127.0.0.1:9/123456789012/q", targets)
    assert [queue.region for queue in (near, far, nowhere)] == ["us-east-1", "ap-south-1", "eu-west-1"]
    assert (near.account_id, near.url) == ("123456789012", url)
    with pytest.raises(SetupError, match="Nothing is watched"):
        await connector.open_queue(url, [])


async def test_more_than_ten_messages_are_deleted_in_several_calls(
    bus: Bus, connector: AwsConnector, journal: CallJournal
) -> None:
    url = await bus.make_queue()
    for n in range(13):
        await bus.send(url, envelope(job=n + 1))
    queue = await connector.open_queue(url, [EU])
    receipts: list[str] = []
    while len(receipts) < 13:
        receipts += [message.receipt for message in await queue.receive(wait=1)]
    await queue.delete([*receipts, "", receipts[0]])
    assert await bus.count(url) == 0
    assert [call.operation for call in journal.recent()].count("DeleteMessageBatch") == 2
    await queue.delete([])


async def test_a_long_poll_that_was_given_up_hides_a_message_only_for_a_while(
    bus: Bus, connector: AwsConnector
) -> None:
    url = await bus.make_queue()
    queue = await connector.open_queue(url, [EU])
    waiting = asyncio.create_task(queue.receive(wait=20, visible_after=1))
    await asyncio.wait([waiting], timeout=0.2)
    waiting.cancel()
    await asyncio.wait([waiting])
    await bus.send(url, envelope())
    async with asyncio.timeout(60):
        while not (messages := await queue.receive(wait=1)):
            pass
    assert messages[0].event is not None


async def test_a_page_and_a_cut_answer_are_no_answers_of_a_queue(
    faulty: FaultyServer, connector: AwsConnector
) -> None:
    queue = await connector.open_queue(f"{faulty.url}/123456789012/q", [EU])
    faulty.give(page_of_html())
    with pytest.raises(BadAnswerError, match="no answer to ReceiveMessage"):
        await queue.receive(wait=0)
    faulty.give(tell(Messages="none"))
    with pytest.raises(BadAnswerError):
        await queue.receive(wait=0)
    faulty.give(tell())
    assert await queue.receive(wait=0) == ()
    assert await queue.read_tags() == {}
    await queue.delete(["r"])
    faulty.give(tell(Failed=[{"Id": "0"}]))
    await queue.delete(["r"])
