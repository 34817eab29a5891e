"""What is due follows from what is on screen, what is known of it and when it was asked."""

from datetime import UTC, datetime, timedelta
from math import inf
from typing import Any

import pytest

from amplify_tui.model.backend_jobs import BackendJob, BackendJobFilter, BackendJobList
from amplify_tui.model.focus import BackendFocus, Focus
from amplify_tui.model.jobs import Job, JobList
from amplify_tui.model.keys import BackendJobKey, BranchKey, JobKey
from amplify_tui.model.settings import Settings
from amplify_tui.model.steps import JobDetail
from amplify_tui.store.due import Asked, Entry, make_plan, next_overview, time_left
from amplify_tui.store.store import Store
from amplify_tui.store.topics import (
    AppsOf,
    BackendJobOf,
    BackendJobsOf,
    BranchesOf,
    DetailOf,
    EnvironmentsOf,
    JobsOf,
    NewestOf,
    Topic,
)
from tests.store.ledger import LOGIN, MAIN, SHOP, STAGING, TARGET

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEY = JobKey(MAIN, 7)
RUNNING, DONE = Job(KEY, "RUNNING"), Job(KEY, "SUCCEED")


def paces(
    focus: Focus, store: Store, settings: Settings | None = None, now: datetime = NOON
) -> list[tuple[object, float]]:
    return [
        (entry.topic, entry.every) for entry in make_plan(focus, store, settings or Settings(), now).entries
    ]


def test_nothing_on_screen_needs_nothing() -> None:
    plan = make_plan(None, Store(), Settings(), NOON)
    assert (plan.entries, plan.overview) == ((), ())


def test_the_jobs_come_first_and_the_lists_last() -> None:
    store = Store()
    store.put(JobsOf(MAIN), JobList((DONE,)), NOON)
    assert paces(Focus(TARGET, SHOP, MAIN, KEY), store) == [
        (JobsOf(MAIN), 30.0),
        (DetailOf(KEY), inf),
        (BranchesOf(SHOP), 300.0),
        (AppsOf(TARGET), 300.0),
    ]
    assert paces(Focus(TARGET), store) == [(AppsOf(TARGET), 300.0)]


def test_a_going_job_in_the_list_or_open_quickens_the_pace() -> None:
    store, focus = Store(), Focus(TARGET, SHOP, MAIN, KEY)
    store.put(JobsOf(MAIN), JobList((RUNNING,)), NOON)
    assert paces(focus, store)[:2] == [(JobsOf(MAIN), 3.0), (DetailOf(KEY), inf)]
    store.put(JobsOf(MAIN), JobList((DONE,)), NOON)
    store.put(DetailOf(KEY), JobDetail(RUNNING), NOON)
    assert paces(focus, store)[:2] == [(JobsOf(MAIN), 3.0), (DetailOf(KEY), 3.0)]


def test_a_job_beyond_the_first_page_does_not_quicken_the_pace_for_ever() -> None:
    store = Store()
    old = tuple(Job(JobKey(MAIN, number), "SUCCEED") for number in range(100, 50, -1))
    store.put(JobsOf(MAIN), JobList((*old, Job(JobKey(MAIN, 1), "PENDING"))), NOON)
    assert paces(Focus(TARGET, SHOP, MAIN), store)[0] == (JobsOf(MAIN), 30.0)


def test_a_job_that_hangs_keeps_the_quick_pace_for_half_an_hour_only() -> None:
    store, focus, stuck = Store(), Focus(TARGET, SHOP, MAIN, KEY), Job(KEY, "CANCELLING")
    store.put(JobsOf(MAIN), JobList((stuck,)), NOON)
    store.put(DetailOf(KEY), JobDetail(stuck), NOON)
    later = NOON + timedelta(minutes=30)
    assert [pace for _, pace in paces(focus, store, now=later - timedelta(seconds=1))[:2]] == [3.0, 3.0]
    store.put(JobsOf(MAIN), JobList((stuck,)), later)
    assert [pace for _, pace in paces(focus, store, now=later)[:2]] == [30.0, 30.0]
    store.put(JobsOf(MAIN), JobList((Job(JobKey(MAIN, 8), "PENDING"), stuck)), later)
    assert [pace for _, pace in paces(focus, store, now=later)[:2]] == [3.0, 3.0]


def test_a_backend_job_that_hangs_for_days_is_asked_about_quietly() -> None:
    store, job = Store(), BackendJobKey(STAGING, "b")
    jobs_of = BackendJobsOf(STAGING, BackendJobFilter())
    store.put(jobs_of, BackendJobList((BackendJob(job, status="RUNNING"),)), NOON)
    store.put(BackendJobOf(job), BackendJob(job, status="RUNNING"), NOON)
    focus = Focus(TARGET, SHOP, MAIN, KEY, (), BackendFocus(SHOP, STAGING, job=job))
    assert [pace for _, pace in paces(focus, store)[:2]] == [3.0, 3.0]
    assert [pace for _, pace in paces(focus, store, now=NOON + timedelta(days=2))[:2]] == [30.0, 30.0]


def test_an_interval_that_the_user_sets_is_both_paces() -> None:
    store = Store()
    store.put(JobsOf(MAIN), JobList((RUNNING,)), NOON)
    assert paces(Focus(TARGET, SHOP, MAIN), store, Settings(interval=10.0))[0] == (JobsOf(MAIN), 10.0)


def test_behind_the_backend_screen_jobs_go_quietly() -> None:
    store, job = Store(), BackendJobKey(STAGING, "b")
    store.put(JobsOf(MAIN), JobList((RUNNING,)), NOON)
    focus = Focus(TARGET, SHOP, MAIN, KEY, (LOGIN,), BackendFocus(SHOP, STAGING, job=job))
    jobs_of = BackendJobsOf(STAGING, BackendJobFilter())
    assert paces(focus, store) == [
        (jobs_of, 30.0),
        (BackendJobOf(job), inf),
        (EnvironmentsOf(SHOP), 300.0),
        (JobsOf(MAIN), 30.0),
        (BranchesOf(SHOP), 300.0),
        (AppsOf(TARGET), 300.0),
    ]
    assert make_plan(focus, store, Settings(), NOON).overview == ()
    store.put(jobs_of, BackendJobList((BackendJob(job, status="RUNNING"),)), NOON)
    store.put(BackendJobOf(job), BackendJob(job, status="RUNNING"), NOON)
    assert paces(focus, store)[:2] == [(jobs_of, 3.0), (BackendJobOf(job), 3.0)]
    bare = Focus(TARGET, backend=BackendFocus(SHOP))
    assert paces(bare, store) == [(EnvironmentsOf(SHOP), 300.0), (AppsOf(TARGET), 300.0)]


def test_the_overview_leaves_out_the_focused_branch_and_repeats() -> None:
    plan = make_plan(Focus(TARGET, SHOP, MAIN, visible=(MAIN, LOGIN, LOGIN)), Store(), Settings(), NOON)
    assert plan.overview == (NewestOf(LOGIN),)


@pytest.mark.parametrize(
    ("entry", "asked", "left"),
    [
        (Entry(JobsOf(MAIN), 3.0), None, 0.0),
        (Entry(JobsOf(MAIN), 3.0), Asked(99.0), 2.0),
        (Entry(JobsOf(MAIN), 3.0), Asked(97.0), 0.0),
        (Entry(JobsOf(MAIN), 3.0), Asked(99.0, is_failed=True), 29.0),
        (Entry(DetailOf(KEY), inf, DONE), Asked(50.0, DONE), inf),
        (Entry(DetailOf(KEY), inf, DONE), Asked(50.0, RUNNING), 0.0),
        (Entry(DetailOf(KEY), inf, DONE), Asked(50.0, None), inf),
        (Entry(DetailOf(KEY), inf, None), Asked(50.0, DONE), inf),
        (Entry(DetailOf(KEY), inf, DONE), Asked(90.0, RUNNING, is_failed=True), 20.0),
    ],
)
def test_a_question_is_due_by_its_pace_its_failure_or_a_changed_summary(
    entry: Entry, asked: Asked | None, left: float
) -> None:
    assert time_left(entry, asked, 100.0) == left


def test_the_overview_takes_unseen_branches_first_and_then_the_oldest() -> None:
    first, second = NewestOf(BranchKey(SHOP, "a")), NewestOf(BranchKey(SHOP, "b"))
    overview = (first, second)
    assert next_overview((), {}, None, 100.0) == (None, inf)
    assert next_overview(overview, {}, None, 100.0) == (first, 0.0)
    one: dict[Topic[Any], Asked] = {first: Asked(99.5)}
    assert next_overview(overview, one, 99.5, 100.0) == (second, 0.5)
    both: dict[Topic[Any], Asked] = {first: Asked(95.0), second: Asked(94.0)}
    assert next_overview(overview, both, 95.0, 100.0) == (second, 5.0)
    assert next_overview(overview, both, 80.0, 100.0) == (second, 4.0), "seen of late on its own screen"
