"""Tokens come at the pace, calls take them, and nothing goes beyond a burst."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.budget import LEAST_SHARE, Bucket

STEPS = st.lists(
    st.tuples(st.floats(0, 30), st.sampled_from(["ask", "retry", "slow", "fast", "give back"])), max_size=80
)


@given(st.floats(0.1, 50), st.integers(0, 20), STEPS)
def test_whoever_asks_only_what_is_left_never_overdraws(
    pace: float, burst: int, steps: list[tuple[float, str]]
) -> None:
    now, bucket, debts = 100.0, Bucket(pace, burst, 100.0), 0
    for wait, step in steps:
        now += wait
        if step == "ask" and bucket.missing(now) == 0:
            bucket.take()
        elif step == "retry":
            bucket.take()
            debts += 1
        elif step == "slow":
            bucket.slow_down(now)
        elif step == "fast":
            bucket.speed_up()
        elif step == "give back":
            bucket.give_back()
        assert -debts - 1e-6 <= bucket.left(now) <= bucket.room
        assert pace * LEAST_SHARE <= bucket.pace <= pace
        assert 1.0 <= bucket.room <= max(burst, 1)


@given(st.floats(0.1, 50), st.integers(1, 20), st.floats(1, 30), st.integers(0, 20))
def test_after_what_is_missing_there_is_enough(pace: float, burst: int, wanted: float, taken: int) -> None:
    bucket = Bucket(pace, burst, 0.0)
    bucket.take(taken)
    seconds = bucket.missing(0.0, wanted)
    assert bucket.missing(seconds, wanted) == pytest.approx(0.0, abs=1e-6)


def test_time_that_goes_back_fills_nothing() -> None:
    bucket = Bucket(2.0, 5, 10.0)
    bucket.take(5)
    assert bucket.left(3.0) == 0
    assert bucket.left(10.5) == 1
