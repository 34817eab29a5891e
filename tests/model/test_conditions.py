"""Failed, stuck, running, queued, superseded: what jobs and time make of a branch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.branch_news import BranchNews, read_news
from amplify_tui.model.conditions import (
    LOUD,
    NOBODY,
    Ahead,
    Condition,
    Verdict,
    judge,
    state_limit,
    superseded_jobs,
)
from tests.model.jobs_at_hand import NOON, make_job
from tests.model.test_branch_news import job_lists

if TYPE_CHECKING:
    from amplify_tui.model.jobs import Job

MINUTE = timedelta(minutes=1)
BLOCKED = Ahead(is_blocked=True)
AHEADS = st.builds(
    Ahead, st.booleans(), st.none() | st.integers(-60, 60).map(lambda n: NOON + n * MINUTE), st.booleans()
)


def news_of(*jobs: Job, **more: Any) -> BranchNews:
    news = read_news(jobs, BranchNews(**more), NOON, is_whole=True)
    assert news.newest is not None
    return news


def going(status: str, number: int = 1, **more: Any) -> Job:
    return make_job(number, status, seconds=None, **more)


def test_a_branch_never_asked_about_is_unseen_and_one_without_jobs_is_empty() -> None:
    assert judge(None, NOON) == Verdict(Condition.UNSEEN)
    assert judge(BranchNews(), NOON) == Verdict(Condition.EMPTY)


@pytest.mark.parametrize(
    ("status", "condition"),
    [
        ("FAILED", Condition.FAILED),
        ("SUCCEED", Condition.OK),
        ("CANCELLED", Condition.CANCELLED),
        ("EXPLODED", Condition.UNKNOWN),
    ],
)
def test_a_job_that_is_over_tells_by_its_status_since_its_end(status: str, condition: Condition) -> None:
    verdict = judge(news_of(make_job(1, status, seconds=60)), NOON + timedelta(days=300))
    assert verdict == Verdict(condition, NOON + MINUTE)


@pytest.mark.parametrize(
    ("status", "condition", "minutes"),
    [
        ("CREATED", Condition.QUEUED, 5),
        ("PENDING", Condition.QUEUED, 5),
        ("PROVISIONING", Condition.RUNNING, 10),
        ("RUNNING", Condition.RUNNING, 30),
        ("CANCELLING", Condition.RUNNING, 10),
        ("THROTTLED", Condition.UNKNOWN, 30),
    ],
)
def test_a_job_that_stays_too_long_in_a_state_is_stuck(
    status: str, condition: Condition, minutes: int
) -> None:
    news, limit = news_of(going(status)), NOON + minutes * MINUTE
    assert judge(news, limit - timedelta(seconds=1)) == Verdict(condition, NOON, limit)
    assert judge(news, limit) == Verdict(Condition.STUCK, limit)
    assert judge(news, limit + timedelta(days=3)) == Verdict(Condition.STUCK, limit)


def test_a_running_job_is_measured_by_its_branch_s_own_builds() -> None:
    assert state_limit("RUNNING", MINUTE) == 2 * MINUTE
    assert state_limit("RUNNING", 20 * MINUTE) == 25 * MINUTE
    assert state_limit("RUNNING", 60 * MINUTE) == 75 * MINUTE
    assert state_limit("CANCELLING", MINUTE) == 10 * MINUTE
    assert judge(news_of(going("RUNNING"), longest=MINUTE), NOON + 2 * MINUTE).condition is Condition.STUCK


def test_a_job_behind_others_waits_as_long_as_it_must_and_has_time_to_begin_then() -> None:
    news = news_of(going("PENDING"))
    assert judge(news, NOON + timedelta(hours=9), BLOCKED) == Verdict(Condition.QUEUED, NOON)
    freed = Ahead(free_since=NOON + 60 * MINUTE)
    assert judge(news, NOON + 64 * MINUTE, freed).condition is Condition.QUEUED
    assert judge(news, NOON + 65 * MINUTE, freed).condition is Condition.STUCK


def test_a_job_has_more_time_while_somebody_unseen_may_be_before_it() -> None:
    news, blind = news_of(going("PENDING")), Ahead(is_known=False)
    assert judge(news, NOON + 29 * MINUTE, blind).condition is Condition.QUEUED
    assert judge(news, NOON + 30 * MINUTE, blind).condition is Condition.STUCK


def test_a_stuck_job_makes_the_branch_stuck_that_waits_behind_it() -> None:
    news = news_of(going("PENDING", 2), going("RUNNING", 1))
    assert judge(news, NOON + 29 * MINUTE, BLOCKED).condition is Condition.QUEUED
    assert judge(news, NOON + 30 * MINUTE, BLOCKED).condition is Condition.STUCK


def test_of_several_going_jobs_the_first_that_stays_too_long_counts() -> None:
    older = going("RUNNING", 1, started_at=NOON - 25 * MINUTE)
    news = news_of(going("PROVISIONING", 2), older)
    assert judge(news, NOON) == Verdict(Condition.RUNNING, NOON, NOON + 5 * MINUTE)
    assert judge(news, NOON + 5 * MINUTE) == Verdict(Condition.STUCK, NOON + 5 * MINUTE)


def test_an_older_job_that_goes_on_speaks_unless_the_newest_failed() -> None:
    older = going("RUNNING", 1)
    assert judge(news_of(make_job(2, "CANCELLED"), older), NOON).condition is Condition.RUNNING
    assert judge(news_of(make_job(2, "FAILED"), older), NOON).condition is Condition.FAILED


def test_all_that_waits_or_runs_behind_another_commit_is_superseded() -> None:
    news = news_of(
        going("PENDING", 4, commit_id="d"),
        going("CANCELLING", 3, commit_id="c"),
        going("RUNNING", 2, commit_id="b"),
        make_job(1, commit_id="a"),
    )
    assert [job.key.job_id for job in superseded_jobs(news)] == [2]


def test_the_same_commit_again_supersedes_nothing_but_head_and_uploads_do() -> None:
    def ids(older: str | None, newer: str | None) -> list[int]:
        pair = news_of(going("PENDING", 2, commit_id=newer), going("RUNNING", 1, commit_id=older))
        return [job.key.job_id for job in superseded_jobs(pair)]

    assert ids("a", "a") == []
    assert ids("HEAD", "HEAD") == ids(None, None) == ids("HEAD", "a") == ids("a", "HEAD") == [1]


def test_nothing_is_superseded_by_a_job_that_ends() -> None:
    assert superseded_jobs(news_of(going("CANCELLING", 2), going("RUNNING", 1))) == ()
    assert superseded_jobs(news_of(make_job(2, "FAILED"), going("RUNNING", 1))) == ()
    assert superseded_jobs(BranchNews()) == ()


def test_a_job_from_the_end_of_time_is_never_stuck() -> None:
    end = datetime.max.replace(tzinfo=UTC)
    assert judge(news_of(going("RUNNING", started_at=end)), NOON) == Verdict(Condition.RUNNING, end)


@given(job_lists(), AHEADS, st.integers(0, 90))
def test_a_verdict_holds_until_it_says_so_and_then_changes(
    jobs: list[Job], ahead: Ahead, minutes: int
) -> None:
    news, now = read_news(jobs, None, NOON, is_whole=True), NOON + minutes * MINUTE
    verdict = judge(news, now, ahead)
    if verdict.until is None:
        assert judge(news, now + timedelta(days=99), ahead) == verdict
    else:
        assert verdict.until > now
        assert judge(news, verdict.until - timedelta(microseconds=1), ahead) == verdict
        assert judge(news, verdict.until, ahead) == Verdict(Condition.STUCK, verdict.until)


@given(job_lists(), AHEADS)
def test_what_goes_on_is_loud_and_superseded_jobs_are_never_the_newest(jobs: list[Job], ahead: Ahead) -> None:
    news = read_news(jobs, None, NOON, is_whole=True)
    condition = judge(news, NOON, ahead).condition
    assert not news.going or condition in LOUD
    gone = superseded_jobs(news)
    assert set(gone) <= set(news.going[1:])
    assert news.newest not in gone


def test_nobody_is_before_a_job_unless_somebody_says_so() -> None:
    assert not NOBODY.is_blocked
    assert NOBODY.is_known
