"""An address is taken apart so that its secret half is seen by nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.services.presigned import read_presigned, strip_query

QUERY = "X-Amz-Security-Token=SECRET&X-Amz-Date=20261121T213714Z&X-Amz-Expires=3600&X-Amz-Signature=abc"
ADDRESS = "https://b.s3.eu-west-1.amazonaws.com/d1/feature%2Fx/0000000007/BUILD/log.txt"


def test_an_address_knows_when_it_ends_and_hides_its_query() -> None:
    url = read_presigned(f"{ADDRESS}?{QUERY}")
    assert url is not None
    assert url.address == ADDRESS
    assert url.reveal() == f"{ADDRESS}?{QUERY}"
    assert url.expires_at == datetime(2026, 11, 21, 22, 37, 14, tzinfo=UTC)
    assert "SECRET" not in f"{url!r} {url}"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "X-Amz-Expires=3600",
        "X-Amz-Date=20261121T213714Z",
        "X-Amz-Date=20269921T213714Z&X-Amz-Expires=3600",
        "X-Amz-Date=99991231T235959Z&X-Amz-Expires=9999999",
        "Y-X-Amz-Date=20261121T213714Z&X-Amz-Expires=3600",
    ],
)
def test_an_address_that_does_not_say_when_it_ends_has_no_end(query: str) -> None:
    url = read_presigned(f"{ADDRESS}?{query}")
    assert url is not None
    assert url.expires_at is None


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "",
        "ftp://host/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//host/x",
        "https://",
        "https:///x",
        "https://[::1/x",
        "https://user:secret@host/x",
        "https://host/a b",
        "https://host/\x1b[31m",
        "https://host/\r\nHost: evil",
    ],
)
def test_only_http_addresses_without_user_are_taken(value: object) -> None:
    assert read_presigned(value) is None


@given(st.text(max_size=80))
def test_no_text_is_a_crash(text: str) -> None:
    for value in (text, f"https://{text}", f"{ADDRESS}?{text}"):
        url = read_presigned(value)
        assert url is None or url.address.startswith("http")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        ("s3://bucket/key?versionId=1", "s3://bucket/key"),
        ("https://user:secret@host/x#y", "https://host/x"),
        ("some words", "some words"),
    ],
)
def test_an_address_that_is_only_shown_loses_query_and_user(value: str | None, shown: str | None) -> None:
    assert strip_query(value) == shown
