"""What may come out of a queue: events as they should be, as they may be, and anything else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.events import DeploymentEvent
from amplify_tui.services.event_read import read_event, read_message
from tests.event_bus import envelope


def message(body: object, **more: Any) -> dict[str, Any]:
    text = body if isinstance(body, str) else json.dumps(body)
    return {"ReceiptHandle": "r", "Body": text, "Attributes": {"ApproximateReceiveCount": "2"}, **more}


def test_an_event_is_read_with_all_that_it_tells() -> None:
    body = envelope("d1abc", "feature/x", "0000000012", "FAILED", id="e-1")
    assert read_message(message(body)).event == DeploymentEvent(
        account_id="123456789012",
        region="eu-west-1",
        app_id="d1abc",
        branch="feature/x",
        job_id=12,
        status="FAILED",
        at=datetime(2026, 11, 21, 12, tzinfo=UTC),
        event_id="e-1",
    )
    assert read_message(message(body)).times == 2


def test_a_topic_between_bus_and_queue_does_no_harm() -> None:
    body = envelope()
    wrapped = {"Type": "Notification", "TopicArn": "arn:aws:sns:…", "Message": json.dumps(body)}
    assert read_message(message(wrapped)).event == read_message(message(body)).event is not None


def test_what_the_envelope_leaves_out_is_read_from_the_address_of_the_job() -> None:
    body = envelope("d1", "a/jobs/b", "0000000003", account=None, region=7, detail={"jobStatus": "STARTED"})
    event = read_message(message(body)).event
    assert event is not None
    assert (event.account_id, event.region) == ("123456789012", "eu-west-1")
    assert (event.app_id, event.branch, event.job_id) == ("d1", "a/jobs/b", 3)


@pytest.mark.parametrize(
    ("job", "read"),
    [
        ("28", 28), ("0000000028", 28), (28, 28), (0, None), ("0000000000", None), ("-1", None), ("٣", None),
        ("9" * 300, None), (10**30, None), (1.5, None), (True, None), (None, 7), ([], 7), ("", 7), ("x", 7),
    ],
)  # fmt: skip
def test_ids_of_jobs_come_padded_or_not_and_absurd_ones_are_none(job: object, read: int | None) -> None:
    arn = "arn:aws:amplify:eu-west-1:123456789012:apps/d1/branches/main/jobs/0000000007"
    body = envelope("d1", "main", job, resources=[arn] if read == 7 else [])
    event = read_message(message(body)).event
    assert event is not None
    assert event.job_id == read


@pytest.mark.parametrize("branch", ["a/b/c", "ünï/çødé", "a b+c%2F&?=#", "jobs/1", "x" * 255, "\ud800"])
def test_any_name_of_a_branch_is_taken_as_it_comes(branch: str) -> None:
    event = read_message(message(envelope("d1", branch, resources=[]))).event
    assert event is not None
    assert event.branch == branch


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("", "no JSON object"),
        ("{", "no JSON object"),
        ("[" * 200_000, "no JSON object"),
        ('{"a": ' * 5_000, "no JSON object"),
        ("9" * 10_000, "no JSON object"),
        ("[1, 2]", "no JSON object"),
        ("null", "no JSON object"),
        ({"Type": "Notification", "Message": "hello"}, "no JSON object"),
        ({"Type": "Notification", "Message": {"source": "aws.amplify"}}, "no JSON object"),
        ({}, "source is not aws.amplify"),
        (envelope(source="aws.ec2"), "source is not aws.amplify"),
        (envelope(source=["aws.amplify"]), "source is not aws.amplify"),
        (envelope(**{"detail-type": "AWS API Call via CloudTrail"}), "no Amplify Deployment Status Change"),
        (envelope(detail=None), "no detail"),
        (envelope(detail=[]), "no detail"),
        (envelope("../../etc", resources=[]), "no branch of an app"),
        (envelope("d" + "1" * 30, resources=[]), "no branch of an app"),
        (envelope("d1", "", resources=[]), "no branch of an app"),
        (envelope("d1", "x" * 256, resources=[]), "no branch of an app"),
        (envelope("d1", resources=[], detail={"appId": "d1", "branchName": {"a": 1}}), "no branch of an app"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 50 else type(value).__name__,
)  # fmt: skip
def test_what_is_no_event_is_refused_with_a_reason(body: object, complaint: str) -> None:
    read = read_message(message(body))
    assert read.event is None
    assert complaint in read.complaint
    assert read.receipt == "r"


def test_a_body_of_256_kilobytes_is_read_and_an_endless_one_is_not() -> None:
    assert read_message(message(envelope(padding="x" * 256_000))).event is not None
    assert read_message(message(envelope(padding="x" * 3_000_000))).event is None


def test_an_unknown_status_and_an_unreadable_time_do_not_hide_the_event() -> None:
    event = read_message(message(envelope(status="\x1b[31mMELTED\n\u202e", time="yesterday", id=["x"]))).event
    assert event is not None
    assert (event.status, event.at, event.event_id) == ("MELTED", None, "")


@pytest.mark.parametrize("raw", [None, 7, "text", [], {}, {"Body": 7}, {"Body": None, "Attributes": []}])
def test_a_message_that_is_none_is_refused(raw: object) -> None:
    read = read_message(raw)
    assert (read.event, read.times) == (None, 1)
    assert read.complaint


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = ["source", "detail-type", "detail", "resources", "account", "region", "id", "time"]


@given(st.dictionaries(st.sampled_from(NAMES), JSON), st.dictionaries(st.text(), JSON))
def test_nothing_in_an_event_raises(changes: dict[str, Any], detail: dict[str, Any]) -> None:
    event, complaint = read_event(envelope(**changes))
    assert (event is None) == bool(complaint)
    event, complaint = read_event({**envelope(), "detail": detail, **changes})
    assert (event is None) == bool(complaint)


@given(st.sampled_from(["appId", "branchName", "jobId", "jobStatus"]), JSON)
def test_nothing_in_its_detail_raises(name: str, value: object) -> None:
    body = envelope()
    body["detail"][name] = value
    read = read_message({"Body": json.dumps(body), "ReceiptHandle": value})
    assert (read.event is None) == bool(read.complaint)
    assert read.event is None or read.event.job_id is None or 0 < read.event.job_id < 10**18


@given(JSON | st.text() | st.binary())
def test_nothing_in_a_message_raises(raw: object) -> None:
    assert read_message(raw).times >= 1
    assert read_message({"Body": raw, "Attributes": {"ApproximateReceiveCount": raw}}).times >= 1
