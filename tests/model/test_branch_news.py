"""An answer of ListJobs, boiled down to what a picture of thousands needs."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.branch_news import FEWEST, MOST_GOING, BranchNews, read_news
from amplify_tui.model.jobs import Job, JobStatus
from tests.model.jobs_at_hand import NOON, make_job

LATER = NOON + timedelta(minutes=5)
STATUSES = st.sampled_from([*JobStatus, "THROTTLED", ""])


@st.composite
def job_lists(draw: st.DrawFn) -> list[Job]:
    ids = draw(st.lists(st.integers(1, 12), unique=True, max_size=8))
    return [
        make_job(
            number,
            draw(STATUSES),
            seconds=draw(st.none() | st.integers(-5, 900)),
            started_at=draw(st.sampled_from([None, NOON, NOON - timedelta(days=1)])),
        )
        for number in ids
    ]


def test_a_branch_without_jobs_has_no_news_but_that() -> None:
    assert read_news([], None, NOON, is_whole=True) == BranchNews()


def test_of_more_going_jobs_than_a_page_has_the_newest_are_kept() -> None:
    jobs = [make_job(number, "RUNNING", seconds=None) for number in range(1, 61)]
    news = read_news(jobs, None, NOON, is_whole=True)
    assert [job.key.job_id for job in news.going] == list(range(60, 60 - MOST_GOING, -1))


def test_the_newest_comes_first_whatever_the_order() -> None:
    jobs = [make_job(2, "RUNNING", seconds=None), make_job(3, "PENDING", seconds=None), make_job(1)]
    news = read_news(jobs, None, NOON, is_whole=True)
    assert news.newest == jobs[1]
    assert [job.key.job_id for job in news.going] == [3, 2]


def test_since_is_what_amplify_tells_of_a_running_and_a_finished_job() -> None:
    running, failed = make_job(1, "RUNNING", seconds=None), make_job(1, "FAILED", seconds=90)
    assert read_news([running], None, LATER, is_whole=True).since == NOON
    assert read_news([failed], None, LATER, is_whole=True).since == NOON + timedelta(seconds=90)


def test_since_is_the_first_sight_where_amplify_tells_nothing_and_stays_it() -> None:
    pending = make_job(1, "PENDING", seconds=None, started_at=None)
    first = read_news([pending], None, NOON, is_whole=True)
    assert first.since == NOON
    assert read_news([pending], first, LATER, is_whole=True) == first
    moved = make_job(1, "PROVISIONING", seconds=None, started_at=None)
    assert read_news([moved], first, LATER, is_whole=True).since == LATER
    newer = make_job(2, "PENDING", seconds=None, started_at=None)
    assert read_news([newer], first, LATER, is_whole=True).since == LATER


def test_a_percentile_needs_enough_jobs_and_is_the_longest_but_for_the_odd_one() -> None:
    some = [make_job(number, seconds=100 + number) for number in range(1, FEWEST)]
    assert read_news(some, None, NOON, is_whole=True).longest is None
    twenty = [make_job(number, seconds=100) for number in range(1, 20)]
    odd = [make_job(20, seconds=5_000)]
    assert read_news(twenty + odd, None, NOON, is_whole=True).longest == timedelta(seconds=100)
    few = [*some, make_job(9, seconds=300)]
    assert read_news(few, None, NOON, is_whole=True).longest == timedelta(seconds=300)


def test_the_newest_alone_says_nothing_of_what_is_usual_or_goes_below_it() -> None:
    page = [make_job(number, seconds=60) for number in range(1, 7)]
    going = make_job(7, "RUNNING", seconds=None)
    before = read_news([going, *page], None, NOON, is_whole=True)
    pending = make_job(8, "PENDING", seconds=None, started_at=None)
    news = read_news([pending], before, LATER, is_whole=False)
    assert news.going == (pending, going)
    assert (news.typical, news.longest) == (timedelta(minutes=1), timedelta(minutes=1))
    over = read_news([make_job(7)], before, LATER, is_whole=False)
    assert over.going == ()
    assert read_news([], before, LATER, is_whole=False).going == ()


def test_a_row_of_failures_does_not_take_away_what_is_usual() -> None:
    before = BranchNews(typical=timedelta(minutes=1), longest=timedelta(minutes=2))
    failed = [make_job(number, "FAILED") for number in range(1, 9)]
    news = read_news(failed, before, LATER, is_whole=True)
    assert (news.typical, news.longest) == (before.typical, before.longest)


@given(job_lists(), job_lists(), st.booleans())
def test_the_same_answer_read_again_is_no_news(old: list[Job], jobs: list[Job], is_whole: bool) -> None:  # noqa: FBT001 - drawn
    before = read_news(old, None, NOON, is_whole=True)
    first = read_news(jobs, before, LATER, is_whole=is_whole)
    again = read_news(list(reversed(jobs)), first, LATER + timedelta(hours=1), is_whole=is_whole)
    assert again == first


@given(job_lists(), job_lists(), st.booleans())
def test_going_jobs_are_going_in_order_and_begin_with_the_newest_if_it_is(
    old: list[Job],
    jobs: list[Job],
    is_whole: bool,  # noqa: FBT001 - drawn
) -> None:
    news = read_news(jobs, read_news(old, None, NOON, is_whole=True), LATER, is_whole=is_whole)
    ids = [job.key.job_id for job in news.going]
    assert ids == sorted(set(ids), reverse=True)
    assert all(job.is_going for job in news.going)
    assert (news.newest is None) == (not jobs)
    if news.newest is not None:
        assert news.newest.key.job_id == max(job.key.job_id for job in jobs)
        assert (news.newest in news.going) == news.newest.is_going
        assert news.since is not None
