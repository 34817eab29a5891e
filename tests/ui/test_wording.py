from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.health import Health, Problem
from amplify_tui.model.jobs import JobStatus
from amplify_tui.model.steps import PresignedUrl
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import width_of

NOW = datetime(2026, 11, 21, 14, 3, 21, tzinfo=UTC)
CET = timezone(timedelta(hours=1), "CET")


def ago(**length: float) -> datetime:
    return NOW - timedelta(**length)


@pytest.mark.parametrize("status", list(JobStatus))
def test_every_status_that_amplify_knows_has_a_glyph_of_one_cell_its_word_and_a_tone(status: str) -> None:
    mark = wording.status_mark(status)
    assert width_of(mark.glyph) == 1
    assert mark.glyph in "◌●◍✔✘⊘"
    assert mark.word == status
    assert mark.tone in wording.TONES


@pytest.mark.parametrize(
    ("status", "word"), [("NEW\x1b[31mONE", "NEWONE"), (None, "UNKNOWN"), ("", "UNKNOWN")]
)
def test_a_status_that_nobody_knows_is_a_question_mark_and_its_word(status: str | None, word: str) -> None:
    mark = wording.status_mark(status)
    assert (mark.glyph, mark.word, mark.tone) == ("?", word, "unknown")


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (None, wording.NOTHING),
        (ago(seconds=-90), "now"),
        (ago(seconds=59), "now"),
        (ago(seconds=60), "1m"),
        (ago(minutes=59, seconds=59), "59m"),
        (ago(hours=1), "1h"),
        (ago(hours=23.9), "23h"),
        (ago(days=1), "1d"),
        (ago(days=13.9), "13d"),
        (ago(days=14), "2w"),
        (ago(days=364), "52w"),
        (ago(days=365), "1y"),
        (ago(days=800), "2y"),
    ],
)
def test_ages_have_one_unit(at: datetime | None, shown: str) -> None:
    assert wording.age(at, NOW) == shown


@given(st.integers(-10, 10**9))
def test_an_age_takes_four_cells_at_most(seconds: int) -> None:
    assert len(wording.age(NOW - timedelta(seconds=seconds), NOW)) <= 4


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "0s"),
        (-5, "0s"),
        (38.9, "38s"),
        (192, "3m 12s"),
        (62, "1m 02s"),
        (3720, "1h 02m"),
        (266400, "3d 2h"),
    ],
)
def test_durations_have_two_units(seconds: float, shown: str) -> None:
    assert wording.duration(timedelta(seconds=seconds)) == shown
    assert wording.short_duration(timedelta(seconds=seconds)) == shown.split(maxsplit=1)[0]


def test_an_unknown_duration_is_a_dash() -> None:
    assert wording.duration(None) == wording.NOTHING


def test_times_are_local_and_name_the_day_only_when_it_is_not_today() -> None:
    assert wording.local_time(NOW, CET) == "15:03:21"
    assert wording.local_time(None) == wording.NOTHING
    assert wording.local_day_time(NOW, NOW, CET) == "15:03:21"
    assert wording.local_day_time(ago(days=2), NOW, CET) == "19 Nov 15:03"
    assert wording.local_day_time(ago(days=700), NOW, CET) == "2024-12-21"
    assert wording.local_day_time(None, NOW) == wording.NOTHING
    assert wording.zone_clock(NOW, CET) == "CET 15:03:21"


@pytest.mark.parametrize(
    ("commit", "shown"),
    [
        ("3f9c2ab" + "0" * 33, "3f9c2ab"),
        ("HEAD", "HEAD"),
        (None, wording.NOTHING),
        ("", wording.NOTHING),
        ("v1.2-\x1bcx", "v1.2-x"),
        ("g" * 40, "g" * 40),
    ],
)
def test_only_a_sha_is_shortened(commit: str | None, shown: str) -> None:
    assert wording.commit(commit) == shown


def test_a_presigned_address_shows_its_end_and_its_time_left_but_never_its_query() -> None:
    url = PresignedUrl(
        "https://b.s3.amazonaws.com/d1/main/1/BUILD/log.txt", "X-Amz-Security-Token=s", ago(minutes=-58.5)
    )
    assert wording.link(url, NOW) == "…/BUILD/log.txt (valid 58m)"
    assert wording.link(url, NOW + timedelta(hours=1)) == "…/BUILD/log.txt (expired)"
    assert wording.link(PresignedUrl("https://b/x/y.zip", "Token=s"), NOW) == "…/x/y.zip"
    assert wording.link(None, NOW) == wording.NOTHING


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0, "░░░░░"), (0.5, "▓▓░░░"), (1, "▓▓▓▓▓"), (7, "▓▓▓▓▓"), (-1, "░░░░░")],
)
def test_a_bar_keeps_its_length(share: float, drawn: str) -> None:
    assert wording.bar(share, 5) == drawn


def health(**known: object) -> Health:
    return Health(timedelta(seconds=3), **known)  # type: ignore[arg-type]  # the test's own shorthand


def test_freshness_says_how_old_the_picture_is() -> None:
    assert wording.freshness_mark(health(answered_at=ago(seconds=2)), NOW).text == "● live 2s ago"
    assert wording.freshness_mark(None, NOW).text == "◌ loading"
    assert wording.freshness_mark(health(), NOW).text == "◌ loading"


def test_freshness_says_that_the_service_asked_for_patience() -> None:
    waiting = health(answered_at=ago(seconds=40), is_throttled=True, retry_at=ago(seconds=-12))
    assert wording.freshness_mark(waiting, NOW).text == "◐ 40s ago, backing off 12s"
    first = health(is_throttled=True)
    assert wording.freshness_mark(first, NOW).text == "◐ backing off"


def test_freshness_says_what_is_wrong_and_when_it_asks_again() -> None:
    broken = health(
        answered_at=ago(minutes=6), problem=Problem("X", "no\x07 network"), retry_at=ago(seconds=-20)
    )
    mark = wording.freshness_mark(broken, NOW)
    assert mark.text == "○ stale 6m: no network, retrying in 20s"
    assert mark.short == "○ stale 6m"
    never = wording.freshness_mark(health(problem=Problem("X", "no network")), NOW)
    assert never.text == "○ no answer yet: no network"
    silent = wording.freshness_mark(health(answered_at=ago(minutes=6)), NOW)
    assert silent.text == "○ stale 6m: no answer"


def test_a_frozen_display_says_since_when_whatever_else_is_so() -> None:
    mark = wording.freshness_mark(health(answered_at=NOW), NOW, ago(minutes=10), CET)
    assert mark.short == "◼ frozen since 14:53"
