"""What is to be expected of a job is told only as far as it is known."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.estimate import Estimate, estimate, typical_duration
from tests.model.jobs_at_hand import NOON, make_job

TWO_MINUTES = timedelta(minutes=2)


def test_the_typical_duration_is_the_median_of_what_went_well() -> None:
    jobs = [
        make_job(1, seconds=60),
        make_job(2, seconds=100),
        make_job(3, seconds=500),
        make_job(4, "FAILED", seconds=5),
        make_job(5, "RUNNING", seconds=None),
    ]
    assert typical_duration(jobs) == timedelta(seconds=100)


def test_only_the_newest_ten_count_in_whatever_order_they_come() -> None:
    old = [make_job(number, seconds=9_999) for number in range(1, 50)]
    new = [make_job(number, seconds=60) for number in range(50, 60)]
    assert typical_duration([*old, *new]) == typical_duration([*new, *old]) == timedelta(seconds=60)


def test_nothing_is_typical_without_a_success_that_tells_its_times() -> None:
    assert typical_duration([]) is None
    assert typical_duration([make_job(1, "FAILED")]) is None
    assert typical_duration([make_job(1, started_at=None), make_job(2, seconds=0)]) is None


def test_a_going_job_has_a_remaining_time_and_a_progress() -> None:
    running = make_job(9, "RUNNING", seconds=None)
    assert estimate(running, TWO_MINUTES, NOON + timedelta(seconds=30)) == Estimate(
        TWO_MINUTES, progress=0.25, remaining=timedelta(seconds=90)
    )


def test_a_job_that_takes_longer_than_usual_has_nothing_left_of_the_usual_time() -> None:
    late = NOON + timedelta(minutes=3)
    told = estimate(make_job(9, "RUNNING", seconds=None), TWO_MINUTES, late)
    assert told == Estimate(TWO_MINUTES, progress=1.0, remaining=timedelta(0))


def test_nothing_is_said_of_a_job_that_waits_is_cancelled_is_over_or_without_experience() -> None:
    assert estimate(make_job(9, "PENDING", seconds=None, started_at=None), TWO_MINUTES, NOON) is None
    assert estimate(make_job(9, "CANCELLING", seconds=None), TWO_MINUTES, NOON) is None
    assert estimate(make_job(9), TWO_MINUTES, NOON) is None
    assert estimate(make_job(9, "RUNNING", seconds=None), None, NOON) is None


@given(taken=st.floats(0.001, 1e6), passed=st.floats(-1e3, 2e6))
def test_progress_and_remaining_time_stay_within_bounds(taken: float, passed: float) -> None:
    typical = typical_duration([make_job(1, seconds=taken)])
    told = estimate(make_job(2, "RUNNING", seconds=None), typical, NOON + timedelta(seconds=passed))
    assert told is not None
    assert 0 <= told.progress <= 1
    assert timedelta(0) <= told.remaining <= told.typical
    assert told.progress == pytest.approx(1 - told.remaining / told.typical, abs=1e-3)
