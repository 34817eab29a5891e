"""Tags that readers of a queue leave for each other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.events import READER_PREFIX, find_old_readers, find_readers, list_readers

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def tags(**minutes: float) -> dict[str, str]:
    ages = {READER_PREFIX + name: timedelta(minutes=ago) for name, ago in minutes.items()}
    return {"team": "web", **{name: (NOW - ago).isoformat(timespec="seconds") for name, ago in ages.items()}}


def test_who_was_there_within_a_quarter_of_an_hour_reads_too() -> None:
    found = find_readers(tags(own=1, near=14, far=16, ahead=-3, future=-20), "own", NOW)
    assert [reader.name for reader in found] == ["ahead", "near"]
    assert found[1].at == NOW - timedelta(minutes=14)


def test_one_that_does_not_read_sees_every_reader() -> None:
    assert [reader.name for reader in find_readers(tags(a=1, b=2), "", NOW)] == ["a", "b"]


def test_tags_that_nobody_needs_are_those_older_than_a_day_or_unreadable() -> None:
    day = 24 * 60
    given = {**tags(own=2 * day, new=1, old=day + 1, ahead=-day - 1), READER_PREFIX + "odd": "soon"}
    assert {reader.name for reader in find_old_readers(given, "own", NOW)} == {"old", "ahead", "odd"}


def test_names_and_times_are_read_however_they_are_written() -> None:
    given = {
        READER_PREFIX + "z": "2026-11-21T12:00:00Z",
        READER_PREFIX + "n": "2026-11-21T12:00:00",
        READER_PREFIX + "o": "2026-11-21T13:00:00+01:00",
        READER_PREFIX + "\x1b[31mred\n": "2026-11-21T12:00:00Z",
        READER_PREFIX: "0001-01-01T00:00:00+23:00",
    }
    found = list_readers(given)
    assert {reader.name for reader in found} == {"z", "n", "o", "red", "?"}
    assert {reader.at for reader in found} == {NOW, None}


@given(st.dictionaries(st.text() | st.text().map(READER_PREFIX.__add__), st.text()), st.text())
def test_no_tag_raises(given: dict[str, str], own: str) -> None:
    fresh = {reader.tag for reader in find_readers(given, own, NOW)}
    old = {reader.tag for reader in find_old_readers(given, own, NOW)}
    assert not fresh & old
    assert READER_PREFIX + own not in fresh | old
