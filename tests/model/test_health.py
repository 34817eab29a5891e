"""Nothing old passes for fresh."""

from datetime import timedelta

import pytest

from amplify_tui.model.health import Freshness, Health, Problem
from tests.model.jobs_at_hand import NOON

PACE = timedelta(seconds=30)
PROBLEM = Problem("Timeout", "no answer")


@pytest.mark.parametrize(
    ("health", "word"),
    [
        (Health(PACE), Freshness.LOADING),
        (Health(PACE, answered_at=NOON), Freshness.LIVE),
        (Health(PACE, answered_at=NOON - 3 * PACE), Freshness.LIVE),
        (Health(PACE, answered_at=NOON - 4 * PACE), Freshness.STALE),
        (Health(PACE, answered_at=NOON, problem=PROBLEM), Freshness.STALE),
        (Health(PACE, problem=PROBLEM), Freshness.STALE),
        (Health(PACE, answered_at=NOON, problem=PROBLEM, is_throttled=True), Freshness.BACKING_OFF),
    ],
)
def test_the_mark_says_how_the_picture_is_kept(health: Health, word: Freshness) -> None:
    assert health.freshness(NOON) is word


def test_the_age_is_unknown_before_the_first_answer_and_never_negative() -> None:
    assert Health(PACE).age(NOON) is None
    assert Health(PACE, answered_at=NOON + PACE).age(NOON) == timedelta(0)


def test_the_picture_is_dimmed_after_three_missed_polls() -> None:
    health = Health(PACE, answered_at=NOON)
    assert not health.is_dim(NOON + 3 * PACE)
    assert health.is_dim(NOON + 3 * PACE + timedelta(seconds=1))
    assert not Health(PACE).is_dim(NOON)
