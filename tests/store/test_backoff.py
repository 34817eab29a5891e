"""A failing target is left alone for longer and longer, and forgiven at the first answer."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    CredentialsError,
    DeniedError,
    SetupError,
    ThrottledError,
    UnreachableError,
)
from amplify_tui.store.backoff import Standing, delay

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
THROTTLED = ThrottledError("Throttling", "slow down")
NO_NETWORK = UnreachableError("Timeout", "no answer")


@pytest.mark.parametrize(
    ("error", "delays"),
    [
        (THROTTLED, [2, 4, 8, 16, 32, 60, 60]),
        (NO_NETWORK, [2, 4, 8, 16, 30, 30, 30]),
        (CredentialsError("Expired", "expired"), [30, 30, 30]),
        (SetupError("NoRegion", "no region"), [30, 30, 30]),
    ],
)
def test_the_delay_grows_to_its_limit(error: ApiError, delays: list[float]) -> None:
    assert [delay(error, row + 1, 0.0) for row in range(len(delays))] == delays


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_jitter_takes_at_most_a_quarter_away_however_long_the_row(row: int, jitter: float) -> None:
    whole = delay(THROTTLED, row, 0.0)
    assert 0.75 * whole <= delay(THROTTLED, row, jitter) <= whole <= 60


def fail(standing: Standing, error: ApiError, turn: int, last_turn: int) -> None:
    standing.fail(error, turn, last_turn=last_turn, at=NOON, mono=100.0, jitter=0.0)


def test_failures_of_one_turn_count_once() -> None:
    standing = Standing()
    fail(standing, THROTTLED, 1, 1)
    fail(standing, NO_NETWORK, 1, 1)
    assert (standing.row, standing.quiet_until, standing.is_throttled) == (1, 102.0, True)
    fail(standing, NO_NETWORK, 2, 2)
    assert (standing.row, standing.quiet_until, standing.is_throttled) == (2, 104.0, False)
    assert standing.failed_since == NOON


def test_an_answer_to_an_earlier_question_proves_nothing() -> None:
    standing = Standing()
    fail(standing, NO_NETWORK, 2, 3)
    standing.answer(3, NOON)
    assert standing.row == 1
    standing.answer(4, NOON)
    assert standing.row == 0
    assert (standing.problem, standing.failed_since, standing.retry_at) == (None, None, None)
    assert standing.quiet_until == 0.0


@pytest.mark.parametrize("error", [DeniedError("AccessDenied", "no"), BadAnswerError("NoList", "html")])
def test_a_doubt_is_the_targets_when_nothing_is_answered(error: ApiError) -> None:
    never = Standing()
    never.doubt(error, 1, NOON)
    assert never.problem == error.problem
    assert not never.is_backing_off
    known = Standing()
    known.answer(1, NOON)
    known.doubt(error, 2, NOON)
    known.doubt(error, 2, NOON)
    assert known.health(3.0, 0).problem is None
    known.doubt(error, 3, NOON + timedelta(seconds=30))
    assert known.health(3.0, 0).problem == error.problem
    assert known.retry_at == NOON + timedelta(seconds=60)
    known.answer(4, NOON)
    known.doubt(error, 5, NOON + timedelta(seconds=60))
    assert known.health(3.0, 0).problem is None


def test_health_is_the_same_as_a_plain_value() -> None:
    standing = Standing()
    fail(standing, THROTTLED, 1, 1)
    health = standing.health(3.0, 18)
    assert health.interval == timedelta(seconds=3)
    assert health.calls_per_minute == 18
    assert health.problem == THROTTLED.problem
    assert health.retry_at == NOON + timedelta(seconds=2)
    assert health.is_throttled
