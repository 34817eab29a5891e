"""What EventBridge tells of the world through the queues."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from amplify_tui.simulator.accounts import ACCOUNT, STAGING
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.simulator.scenarios import SCENARIOS, Scenario
from tests.clock import STARTED_AT
from tests.simulator.desk import Desk

QUEUE = "/eu-west-1/{}/amplify-tui-events"
STEADY = Scenario(
    "steady", "busy, and every event comes once and in time", SCENARIOS["busy"].fleet, push_seconds=60.0
)


def read(desk: Desk, after: float, most: int = 10) -> list[dict[str, Any]]:
    """Receive and delete at most ten messages."""
    now = STARTED_AT + timedelta(seconds=after)

    def ask(operation: str, **parameters: object) -> Any:
        asked = {"QueueUrl": QUEUE.format(desk.account)} | parameters
        return desk.world.call("sqs", operation, asked, now, desk.region, account=desk.account)

    messages = ask("ReceiveMessage", MaxNumberOfMessages=most).get("Messages", [])
    for message in messages:
        ask("DeleteMessage", ReceiptHandle=message["ReceiptHandle"])
    return [json.loads(message["Body"]) for message in messages]


def listen(desk: Desk, seconds: int) -> list[tuple[float, dict[str, Any]]]:
    """Read every second, and return each event with when it was read."""
    read(desk, 0.0)
    return [(float(after), event) for after in range(1, seconds) for event in read(desk, float(after))]


def name(event: dict[str, Any]) -> tuple[str, str, int, str]:
    detail = event["detail"]
    return detail["appId"], detail["branchName"], int(detail["jobId"]), detail["jobStatus"]


@pytest.mark.parametrize("account", [ACCOUNT, STAGING])
def test_every_start_and_end_is_told_and_nothing_else(account: str) -> None:
    desk = Desk(STEADY, account=account)
    events = [event for _, event in listen(desk, 1_800)]
    told = {"PROVISIONING": "STARTED", "SUCCEED": "SUCCEED", "FAILED": "FAILED"}
    changes = desk.world.changes(account, "eu-west-1", STARTED_AT, STARTED_AT + timedelta(seconds=1_799))
    expected = [
        (each.site.app.app_id, each.site.plan.name, each.job_id, told[each.status])
        for each in changes
        if each.status in told
    ]
    assert Counter(name(event) for event in events) == Counter(expected)
    assert len(events) > 30
    assert {event["account"] for event in events} == {account}


def test_an_event_is_what_eventbridge_sends() -> None:
    for after, event in listen(Desk(STEADY), 600):
        detail = event["detail"]
        assert set(event) == {
            "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail",
        }  # fmt: skip
        assert (event["version"], event["source"]) == ("0", "aws.amplify")
        assert event["detail-type"] == "Amplify Deployment Status Change"
        assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", event["id"])
        assert set(detail) - {"jobStep"} == {"appId", "branchName", "jobId", "jobStatus"}
        (resource,) = event["resources"]
        place = f"apps/{detail['appId']}/branches/{detail['branchName']}/jobs/{int(detail['jobId']):010}"
        assert resource == f"arn:aws:amplify:eu-west-1:{ACCOUNT}:{place}"
        happened = (datetime.fromisoformat(event["time"]) - STARTED_AT).total_seconds()
        assert 0.0 <= after - happened <= 2.0


def test_the_jobs_id_comes_padded_and_unpadded() -> None:
    ids = [event["detail"]["jobId"] for _, event in listen(Desk(STEADY), 1_200)]
    assert 5 < sum(len(each) == 10 for each in ids) < len(ids) - 5
    assert all(each == str(int(each)) for each in ids if len(each) != 10)


def test_nothing_is_told_of_a_job_that_was_cancelled() -> None:
    desk = Desk(STEADY)
    read(desk, 0.0)
    job_id = desk.start("landing-page", "main", after=1.0)
    desk.stop("landing-page", "main", job_id, after=20.0)
    assert desk.job("landing-page", "main", job_id, after=120.0)["summary"]["status"] == "CANCELLED"
    mine = [
        event["detail"]["jobStatus"]
        for after in range(1, 120)
        for event in read(desk, float(after))
        if name(event)[:3] == (desk.app_id("landing-page"), "main", job_id)
    ]
    assert mine == ["STARTED"]


def test_nothing_is_told_of_what_was_before_the_first_look() -> None:
    desk = Desk(STEADY)
    assert read(desk, 600.0) == []
    assert all(event["time"] > "2026-11-21T12:10" for n in range(60) for event in read(desk, 601.0 + n))


def test_some_events_of_the_demo_come_late_twice_or_in_the_wrong_order() -> None:
    heard = listen(Desk("busy"), 3_600)
    ids = Counter(event["id"] for _, event in heard)
    late = [
        after - (datetime.fromisoformat(event["time"]) - STARTED_AT).total_seconds() for after, event in heard
    ]
    times = [event["time"] for _, event in heard]
    assert 0.05 < sum(count > 1 for count in ids.values()) / len(ids) < 0.3
    assert 0.02 < sum(each > 15.0 for each in late) / len(late) < 0.2
    assert max(late) < 70.0
    assert any(later < earlier for earlier, later in pairwise(times))


def test_a_few_jobs_are_said_to_have_ended_while_they_are_still_listed_as_going() -> None:
    desk = Desk("busy")
    heard = listen(desk, 3_600)
    changes = desk.world.changes(ACCOUNT, "eu-west-1", STARTED_AT, STARTED_AT + timedelta(hours=2))
    ends = {
        (each.site.app.app_id, each.site.plan.name, each.job_id, each.status): each.at - STARTED_AT
        for each in changes
    }
    early = [
        name(event) for after, event in heard if after < ends.get(name(event), timedelta()).total_seconds()
    ]
    assert 1 <= len(early) <= len(heard) / 10
    assert len(set(early)) == len(early)
    assert all(count <= 2 for count in Counter(name(event) for _, event in heard).values())
    told = {name(event) for _, event in heard}
    assert {
        key for key, end in ends.items() if key[3] in {"SUCCEED", "FAILED"} and end.seconds < 3_500
    } <= told


def test_how_events_come_is_decided_by_the_seed() -> None:
    assert listen(Desk("busy", 3), 600) == listen(Desk("busy", 3), 600)
    assert SCENARIOS["busy"].behaviour == Behaviour(are_events_unruly=True)
