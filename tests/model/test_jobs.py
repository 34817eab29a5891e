"""A job knows whether it moves and how long it took, whatever Amplify left out."""

from datetime import timedelta

import pytest

from tests.model.jobs_at_hand import NOON, make_job

LATER = NOON + timedelta(minutes=5)


@pytest.mark.parametrize("status", ["CREATED", "PENDING", "PROVISIONING", "RUNNING", "CANCELLING"])
def test_a_job_is_going_by_its_status_even_with_an_end(status: str) -> None:
    assert make_job(status=status).is_going


@pytest.mark.parametrize("status", ["FAILED", "SUCCEED", "CANCELLED"])
def test_a_job_is_over_by_its_status_even_without_an_end(status: str) -> None:
    assert make_job(status=status, seconds=None).is_over


def test_an_unknown_status_is_going_until_it_has_an_end() -> None:
    assert make_job(status="HYPERLINKING", seconds=None).is_going
    assert make_job(status="HYPERLINKING").is_over


def test_the_duration_runs_until_the_end_or_until_now() -> None:
    assert make_job().duration(LATER) == timedelta(minutes=2)
    assert make_job(status="RUNNING", seconds=None).duration(LATER) == timedelta(minutes=5)


def test_the_duration_is_unknown_without_a_start_or_without_an_end() -> None:
    assert make_job(started_at=None).duration(LATER) is None
    assert make_job(seconds=None).duration(LATER) is None


def test_the_duration_is_never_negative() -> None:
    assert make_job(seconds=-5).duration(LATER) == timedelta(0)
    early = NOON - timedelta(seconds=3)
    assert make_job(status="RUNNING", seconds=None).duration(early) == timedelta(0)


def test_a_retry_of_head_builds_something_else() -> None:
    assert make_job(commit_id="HEAD").builds_head
    assert not make_job(commit_id="3f9c2ab").builds_head
    assert not make_job().builds_head
