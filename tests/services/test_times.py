"""Any spelling of a time is read or given up, and none is ever a crash."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.services.times import read_backend_time, read_time

MOMENT = datetime(2026, 11, 21, 21, 37, 14, 123000, tzinfo=UTC)
EPOCH = MOMENT.timestamp()


@pytest.mark.parametrize(
    "value",
    [
        EPOCH,
        str(EPOCH),
        int(EPOCH * 1000),
        str(int(EPOCH * 1000)),
        "2026-11-21T21:37:14.123Z",
        "2026-11-21T21:37:14.123",
        "2026-11-21T22:37:14.123+01:00",
        " 2026-11-21 21:37:14.123 ",
    ],
)
def test_seconds_milliseconds_and_iso_name_the_same_moment(value: object) -> None:
    assert read_time(value) == MOMENT


def test_an_rfc_822_date_is_read() -> None:
    assert read_time("Sat, 21 Nov 2026 21:37:14 GMT") == MOMENT.replace(microsecond=0)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -1,
        "",
        "soon",
        "0",
        float("nan"),
        float("inf"),
        1e300,
        10**400,
        "9" * 65,
        [],
        {},
        b"1",
    ],
)
def test_what_is_no_time_is_none(value: object) -> None:
    assert read_time(value) is None


@given(st.one_of(st.text(max_size=80), st.integers(), st.floats(), st.booleans(), st.none(), st.binary()))
def test_no_value_is_a_crash_and_every_time_is_utc(value: object) -> None:
    moment = read_time(value)
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_time_survives_as_epoch_and_as_text(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    read = read_time(moment.timestamp())
    assert read is not None
    assert abs(read - moment) <= timedelta(microseconds=1)
    assert read_time(moment.isoformat()) == moment


def test_a_backend_time_keeps_its_text() -> None:
    time = read_backend_time("1763761034123")
    assert time is not None
    assert time.text == "1763761034123"
    assert time.at == datetime(2025, 11, 21, 21, 37, 14, 123000, tzinfo=UTC)


def test_a_backend_time_nobody_can_read_is_shown_as_it_is() -> None:
    time = read_backend_time("last \x1b[31mTuesday\n")
    assert time is not None
    assert (time.text, time.at) == ("last Tuesday", None)


def test_a_backend_time_that_is_a_number_is_read() -> None:
    time = read_backend_time(EPOCH)
    assert time is not None
    assert time.at == MOMENT


@pytest.mark.parametrize("value", [None, "", "  ", True, [], {}])
def test_no_backend_time_is_none(value: object) -> None:
    assert read_backend_time(value) is None
