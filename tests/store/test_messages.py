"""A toast that was missed is not lost."""

from datetime import UTC, datetime

from amplify_tui.model.messages import Message
from amplify_tui.store.messages import Messages

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_messages_are_kept_oldest_first_and_bounded() -> None:
    messages = Messages(limit=2)
    for text in ("one", "two", "three"):
        messages.add(NOON, text)
    assert [message.text for message in messages.recent()] == ["two", "three"]


def test_a_subscriber_hears_every_further_message_until_it_leaves() -> None:
    messages, heard = Messages(), list[Message]()
    messages.add(NOON, "before")
    leave = messages.subscribe(heard.append)
    added = messages.add(NOON, "during", "error")
    leave()
    leave()
    messages.add(NOON, "after")
    assert heard == [added] == [Message(NOON, "during", "error")]
