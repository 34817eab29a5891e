"""The journal keeps the newest calls, tells who listens, and counts a minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amplify_tui.model.calls import Call
from amplify_tui.model.keys import Target
from amplify_tui.services.calls import CallJournal

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HERE, THERE = Target("prod", "eu-west-1"), Target("prod", "us-east-1")


def call(seconds: float, target: Target = HERE) -> Call:
    return Call(NOON + timedelta(seconds=seconds), target, "amplify", "ListJobs")


def test_the_oldest_calls_are_forgotten() -> None:
    journal = CallJournal(kept=2)
    for second in range(3):
        journal.record(call(second))
    assert journal.recent() == (call(1), call(2))


def test_who_listens_hears_of_every_call_until_he_stops() -> None:
    journal = CallJournal()
    heard: list[Call] = []
    stop = journal.subscribe(heard.append)
    journal.record(call(0))
    stop()
    stop()
    journal.record(call(1))
    assert heard == [call(0)]


def test_a_minute_is_counted_per_target() -> None:
    journal = CallJournal()
    for second in (-61, -60, -59, -1, 0, 1):
        journal.record(call(second))
    journal.record(call(0, THERE))
    assert journal.per_minute(HERE, NOON) == 3
    assert journal.per_minute(THERE, NOON) == 1
    assert journal.per_minute(Target("", ""), NOON) == 0


def test_a_slow_call_that_ended_late_hides_no_newer_ones() -> None:
    journal = CallJournal()
    for second in (-300, -10, -100, -5):
        journal.record(call(second))
    assert journal.per_minute(HERE, NOON) == 2


def test_calls_to_queues_cost_nothing_and_push_no_others_out() -> None:
    journal = CallJournal(kept=3, kept_of_queues=2)
    asked = [call(second) for second in range(3)]
    polled = [Call(NOON, HERE, "sqs", "ReceiveMessage", {"n": n}) for n in range(4)]
    for one in (asked[0], *polled[:3], asked[1], polled[3], asked[2]):
        journal.record(one)
    assert journal.recent() == (asked[0], polled[2], asked[1], polled[3], asked[2])
    assert journal.per_minute(HERE, NOON + timedelta(seconds=10)) == 3


def test_a_minute_counts_every_try_of_a_call() -> None:
    journal = CallJournal()
    journal.record(Call(NOON, HERE, "amplify", "ListJobs", tries=3))
    journal.record(call(0))
    assert journal.per_minute(HERE, NOON) == 4
