"""What is told of a queue, and how often."""

from __future__ import annotations

import pytest

from amplify_tui.store.queue_report import QueueReport
from amplify_tui.store.store import Store
from amplify_tui.store.topics import QueueOf
from tests.clock import ManualClock

URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/q"


def test_figures_alone_are_handed_on_once_a_second() -> None:
    store, clock = Store(), ManualClock()
    report = QueueReport(URL, store, clock)
    assert report.time_left() is None
    report.count()
    assert report.time_left() == 0
    report.put()
    assert report.time_left() is None
    clock.advance(0.4)
    report.count()
    report.refuse("it is no event")
    assert report.time_left() == pytest.approx(0.6)
    clock.advance(2)
    assert report.time_left() == 0
    health = store.get(QueueOf(URL))
    assert health is not None
    assert (health.events, health.refused) == (1, 0)
    report.answer()
    health = store.get(QueueOf(URL))
    assert health is not None
    assert (health.events, health.refused, health.is_live, report.time_left()) == (2, 1, True, None)
