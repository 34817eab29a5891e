"""Addresses of queues, as AWS and those who play it write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.queue_address import label_queues, read_queue_address


@pytest.mark.parametrize(
    ("url", "origin", "account", "region", "name", "is_usual"),
    [
        ("https://sqs.eu-west-1.amazonaws.com/123456789012/amplify", "https://sqs.eu-west-1.amazonaws.com",
         "123456789012", "eu-west-1", "amplify", True),
        ("https://sqs.us-gov-west-1.amazonaws.com/123456789012/a_b-c.fifo",
         "https://sqs.us-gov-west-1.amazonaws.com", "123456789012", "us-gov-west-1", "a_b-c.fifo", True),
        ("https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q", "https://sqs.cn-north-1.amazonaws.com.cn",
         "123456789012", "cn-north-1", "q", True),
        ("https://eu-west-1.queue.amazonaws.com/123456789012/q", "https://eu-west-1.queue.amazonaws.com",
         "123456789012", "eu-west-1", "q", True),
        ("https://queue.amazonaws.com/123456789012/q", "https://queue.amazonaws.com",
         "123456789012", "us-east-1", "q", True),
        ("https://sqs-fips.us-east-2.amazonaws.com/123456789012/q/", "https://sqs-fips.us-east-2.amazonaws.com",
         "123456789012", "us-east-2", "q", True),
        ("https://vpce-1a-2b.sqs.eu-west-1.vpce.amazonaws.com/123456789012/q",
         "https://vpce-1a-2b.sqs.eu-west-1.vpce.amazonaws.com", "123456789012", "eu-west-1", "q", False),
        ("http://127.0.0.1:5000/123456789012/q", "http://127.0.0.1:5000", "123456789012", "", "q", False),
        ("http://[::1]:5000/123456789012/q", "http://[::1]:5000", "123456789012", "", "q", False),
        ("http://localhost:4566/queue/eu-west-1/000000000000/q", "http://localhost:4566",
         "000000000000", "eu-west-1", "q", False),
        ("http://sqs.eu-west-1.localhost.localstack.cloud:4566/000000000000/q",
         "http://sqs.eu-west-1.localhost.localstack.cloud:4566", "000000000000", "eu-west-1", "q", False),
        ("http://localhost:9324/queue/q", "http://localhost:9324", "", "", "q", False),
    ],
)  # fmt: skip
def test_an_address_tells_whose_the_queue_is_and_where_it_lies(  # noqa: PLR0917 - a row of the table
    url: str,
    origin: str,
    account: str,
    region: str,
    name: str,
    is_usual: bool,  # noqa: FBT001 - as above
) -> None:
    address = read_queue_address(url)
    assert address is not None
    assert (address.origin, address.account_id, address.region) == (origin, account, region)
    assert (address.name, address.is_usual, address.url) == (name, is_usual, url)


@pytest.mark.parametrize(
    "url",
    [
        "", "amplify", "arn:aws:sqs:eu-west-1:123456789012:amplify", "https://", "https://example.com",
        "https://sqs.eu-west-1.amazonaws.com/amplify", "https://sqs.eu-west-1.amazonaws.com/12/amplify",
        "ftp://127.0.0.1/123456789012/q", "http://127.0.0.1:99999/123456789012/q", "http://[::1/1/q",
        "https://a:b@sqs.eu-west-1.amazonaws.com/123456789012/q", "http://127.0.0.1/1/q?x=1", "http://h/1/q#x",
        "http://user@h/1/q",
        "http://127.0.0.1/1/a b", "http://127.0.0.1/1/\x1b[31m", "http://h/1/" + "q" * 81,
        "http://h/" + "a" * 2_000,
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_queue_is_none(url: str) -> None:
    assert read_queue_address(url) is None


@given(st.text() | st.builds("http://{}/{}/{}".format, st.text(), st.text(), st.text()))
def test_no_text_raises(url: str) -> None:
    address = read_queue_address(url)
    assert address is None or address.name


def aws_url(region: str, account: str, name: str = "amplify") -> str:
    return f"https://sqs.{region}.amazonaws.com/{account}/{name}"


def test_queues_of_one_name_are_told_apart_by_what_differs_among_them() -> None:
    here, there = aws_url("eu-west-1", "123456789012"), aws_url("us-east-1", "123456789012")
    staging = aws_url("eu-west-1", "210987654321")
    other = aws_url("eu-west-1", "123456789012", "other")
    assert label_queues([here, other]) == {here: "amplify", other: "other"}
    assert list(label_queues([here, there]).values()) == ["amplify (eu-west-1)", "amplify (us-east-1)"]
    assert label_queues([here, staging])[staging] == "amplify (210987654321)"
    assert set(label_queues([here, there, staging, other]).values()) == {
        "amplify (eu-west-1 123456789012)",
        "amplify (us-east-1 123456789012)",
        "amplify (eu-west-1 210987654321)",
        "other",
    }
    local = ["http://127.0.0.1:5000/q", "http://127.0.0.1:6000/q"]
    assert label_queues(local)[local[1]] == "q (http://127.0.0.1:6000)"
    assert label_queues(["no \x1b[31mqueue"]) == {"no \x1b[31mqueue": "no queue"}
