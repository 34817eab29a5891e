"""What is told of queues, once each, whatever is on screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from amplify_tui.model.events import QueueHealth
from amplify_tui.model.health import Problem
from amplify_tui.store.store import Store
from amplify_tui.store.topics import QueueOf
from amplify_tui.ui.push_notices import PushNotices, describe_change
from amplify_tui.ui.wall.facts import push_words

if TYPE_CHECKING:
    from amplify_tui.model.messages import Severity

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LIVE = QueueHealth("amplify", is_live=True)
GONE = Problem("X", "It is \x1b[31mnot there.", kind="NotFoundError")
DEAD = replace(LIVE, is_live=False, problem=GONE)


def told(before: QueueHealth | None, now: QueueHealth) -> list[tuple[str, Severity]]:
    return list(describe_change(before, now))


def test_what_is_well_is_not_told() -> None:
    assert told(None, QueueHealth("amplify")) == told(None, LIVE) == told(LIVE, replace(LIVE, events=7)) == []


def test_a_dead_queue_is_told_once_and_again_when_it_lives() -> None:
    line = "The queue amplify cannot be read, polling instead: It is not there."
    assert told(LIVE, DEAD) == [(line, "warning")]
    assert told(DEAD, replace(DEAD, refused=3)) == []
    assert told(DEAD, LIVE) == [("The queue amplify is read again.", "information")]


def test_another_reader_and_what_nobody_watches_are_told() -> None:
    shared = replace(LIVE, sharing="shared", other="ab\x1b]0;t\x07cd")
    assert told(LIVE, shared) == [
        ("abcd reads the queue amplify too: each takes events away from the other.", "warning")
    ]
    assert told(shared, replace(shared, other="other")) == []
    foreign = replace(LIVE, warning="events of account 1 in x, which no profile watches")
    assert told(LIVE, foreign) == [
        ("The queue amplify brings events of account 1 in x, which no profile watches.", "warning")
    ]


def test_it_is_said_that_what_is_read_comes_again() -> None:
    kept = replace(LIVE, undeleted=Problem("AccessDenied", "You may not."))
    line = "What the queue amplify brings may not be deleted, so it comes again: You may not."
    assert told(LIVE, kept) == [(line, "warning")]
    assert told(kept, kept) == told(kept, LIVE) == []
    words, troubles = push_words([kept])
    assert words == ("push live", "succeed")
    assert troubles == (("queue amplify: may not delete what it brings, so it comes again", "warning"),)


def test_it_is_said_that_sharing_cannot_be_detected() -> None:
    doubtful = replace(LIVE, doubt=Problem("AccessDenied", "You may not do TagQueue."))
    assert told(LIVE, doubtful) == [
        (
            "Whether others read the queue amplify too cannot be told: You may not do TagQueue.",
            "information",
        )
    ]
    assert told(doubtful, doubtful) == []


def test_each_queue_is_told_of_by_itself() -> None:
    store, lines = Store(), []
    PushNotices(store, lambda text, severity: lines.append(text))
    for url in ("a", "b"):
        store.put(QueueOf(url), replace(LIVE, label=url), NOW)
        store.put(QueueOf(url), replace(DEAD, label=url), NOW)
    assert len(lines) == 2
