"""How rule and queues are, in sentences."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.model.event_found import Found
from amplify_tui.model.event_setup import NAME
from amplify_tui.model.event_status import judge_setup
from amplify_tui.model.events import READER_PREFIX
from tests.model.test_event_plan import BLUEPRINT, OURS, dead_letters, everything, queue, rule

if TYPE_CHECKING:
    from amplify_tui.model.event_found import FoundQueue

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETUP = "`amplify-tui events setup`"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (everything(), ""),
        (Found(), f"There is no rule and no queue: {SETUP} makes them."),
        (
            everything(dead_letters=None),
            f"The dead-letter queue amplify-tui-events-dlq is missing: {SETUP} sees to it.",
        ),
        (
            everything(queue=queue(VisibilityTimeout="7")),
            f"The queue {NAME} is not as it shall be (VisibilityTimeout 7 → 60): {SETUP} sees to it.",
        ),
        (
            everything(rule=rule({}, ())),
            (
                f"The rule's target {NAME} is not as it shall be (it is missing), "
                "and somebody else made it: it has no tag created-by = amplify-tui."
            ),
        ),
        (
            everything(dead_letters=dead_letters(ApproximateNumberOfMessages="1")),
            (
                "About 1 message could not be read, deleted or delivered: look into amplify-tui-events-dlq, "
                "and whether readers have sqs:DeleteMessage."
            ),
        ),
        (
            everything(queue=queue(tags=None)),
            "Sharing cannot be detected: the queue's tags may not be read (sqs:ListQueueTags).",
        ),
    ],
)
def test_what_is_not_as_it_shall_be_is_said_with_what_to_do(found: Found, said: str) -> None:
    assert "\n".join(judge_setup(BLUEPRINT, found, NOW).problems) == said


def test_who_reads_is_told_by_the_tags_and_how_much_by_the_counts() -> None:
    def judge(queue: FoundQueue) -> tuple[str, int | None, int | None]:
        status = judge_setup(BLUEPRINT, everything(queue=queue), NOW)
        return status.sharing, status.waiting, status.reading

    counts: dict[str, Any] = {
        "ApproximateNumberOfMessages": "3",
        "ApproximateNumberOfMessagesNotVisible": "2",
    }
    readers = [{READER_PREFIX + name: NOW.isoformat()} for name in ("a", "b")]
    assert judge(queue(tags=None)) == ("unknown", None, None)
    assert judge(queue(tags=OURS | readers[0], **counts)) == ("alone", 3, 2)
    assert judge(queue(tags=OURS | readers[0] | readers[1], **counts)) == ("shared", 3, 2)
