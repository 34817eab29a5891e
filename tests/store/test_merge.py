"""A list that moves on while it is read has no job twice, none too few and none that is gone."""

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.backend_jobs import BackendJob, BackendJobList
from amplify_tui.model.jobs import Job, JobList
from amplify_tui.model.keys import BackendJobKey, JobKey
from amplify_tui.services.ports import Page
from amplify_tui.store.merge import append_backend_jobs, append_jobs, merge_backend_jobs, merge_jobs
from tests.store.ledger import MAIN, STAGING


def jobs(*ids: int, status: str = "SUCCEED") -> tuple[Job, ...]:
    return tuple(Job(JobKey(MAIN, job_id), status) for job_id in ids)


def backend(*ids: str) -> tuple[BackendJob, ...]:
    return tuple(BackendJob(BackendJobKey(STAGING, job_id)) for job_id in ids)


def test_the_first_page_is_the_list() -> None:
    assert merge_jobs(None, Page(jobs(3, 2), "t")) == JobList(jobs(3, 2), "t")


def test_a_page_in_any_order_with_repeats_becomes_newest_first_without() -> None:
    assert merge_jobs(None, Page(jobs(1, 3, 2, 3))) == JobList(jobs(3, 2, 1))


def test_older_jobs_stay_with_the_token_behind_them() -> None:
    known = JobList(jobs(5, 4, 3, 2, 1), "old")
    assert merge_jobs(known, Page(jobs(6, 5, 4), "new")) == JobList(jobs(6, 5, 4, 3, 2, 1), "old")


def test_one_job_in_common_is_enough_to_join() -> None:
    known = JobList(jobs(4, 3, 2), "old")
    assert merge_jobs(known, Page(jobs(6, 5, 4), "new")) == JobList(jobs(6, 5, 4, 3, 2), "old")


def test_a_page_that_covers_all_that_was_known_brings_its_own_token() -> None:
    assert merge_jobs(JobList(jobs(4, 3), "old"), Page(jobs(5, 4, 3), "new")) == JobList(jobs(5, 4, 3), "new")


def test_behind_a_gap_older_jobs_are_dropped() -> None:
    known = JobList(jobs(3, 2, 1), "old")
    assert merge_jobs(known, Page(jobs(9, 8, 7), "new")) == JobList(jobs(9, 8, 7), "new")


def test_a_page_without_a_token_is_the_whole_list() -> None:
    assert merge_jobs(JobList(jobs(5, 4, 3, 2, 1), "old"), Page(jobs(5, 4))) == JobList(jobs(5, 4))
    assert merge_jobs(JobList(jobs(5)), Page(())) == JobList()


def test_a_deleted_job_vanishes_and_a_changed_one_is_replaced() -> None:
    known = JobList(jobs(5, 4, 3, 2), "old")
    fresh = Page((*jobs(5, status="FAILED"), *jobs(3)), "new")
    assert merge_jobs(known, fresh) == JobList((*jobs(5, status="FAILED"), *jobs(3, 2)), "old")


def test_an_empty_page_that_promises_more_takes_nothing_away() -> None:
    assert merge_jobs(JobList(jobs(2, 1)), Page((), "t")) == JobList(jobs(2, 1))
    assert merge_jobs(None, Page((), "t")) == JobList((), "t")
    assert merge_jobs(JobList(), Page((), "t")) == JobList((), "t")


def test_an_older_page_goes_behind_and_brings_its_token() -> None:
    assert append_jobs(JobList(jobs(4, 3), "a"), Page(jobs(3, 2, 1), "b")) == JobList(jobs(4, 3, 2, 1), "b")


def test_a_token_handed_out_again_ends_the_list() -> None:
    assert append_jobs(JobList(jobs(2), "a"), Page(jobs(1), "a")) == JobList(jobs(2, 1))
    assert append_backend_jobs(BackendJobList((), "a"), Page(backend("x"), "a")) == BackendJobList(
        backend("x")
    )


def test_backend_jobs_keep_what_stood_behind_the_last_shared_one() -> None:
    known = BackendJobList(backend("c", "b", "a"), "old")
    assert merge_backend_jobs(known, Page(backend("d", "c", "b"), "new")) == BackendJobList(
        backend("d", "c", "b", "a"), "old"
    )
    assert merge_backend_jobs(known, Page(backend("z", "y"), "new")) == BackendJobList(
        backend("z", "y"), "new"
    )
    assert merge_backend_jobs(known, Page(backend("c", "c"))) == BackendJobList(backend("c"))
    assert merge_backend_jobs(None, Page(backend("c"), "t")) == BackendJobList(backend("c"), "t")
    assert merge_backend_jobs(known, Page((), "t")) == known
    assert merge_backend_jobs(BackendJobList(), Page((), "t")) == BackendJobList((), "t")


@given(st.data())
def test_reading_a_list_that_changes_ends_with_what_is_there(data: st.DataObject) -> None:
    """Polls and older pages in any order, while jobs come and go; a token names the job before the page."""
    size = data.draw(st.integers(1, 5))
    there = list(range(1, data.draw(st.integers(0, 30)) + 1))
    newest, known = len(there), None

    def page(below: float) -> Page[Job]:
        wanted = [job_id for job_id in reversed(there) if job_id < below]
        return Page(jobs(*wanted[:size]), str(wanted[size - 1]) if len(wanted) > size else None)

    for step in data.draw(st.lists(st.sampled_from(["poll", "older", "add", "delete"]), max_size=40)):
        if step == "add":
            newest += 1
            there.append(newest)
        elif step == "delete" and there:
            there.remove(data.draw(st.sampled_from(there)))
        elif step == "poll":
            known = merge_jobs(known, page(float("inf")))
        elif step == "older" and known is not None and known.next_token:
            known = append_jobs(known, page(float(known.next_token)))
        if known is not None:
            shown = [job.key.job_id for job in known.jobs]
            assert shown == sorted(set(shown), reverse=True)
    known = merge_jobs(known, page(float("inf")))
    while known.next_token:
        known = append_jobs(known, page(float(known.next_token)))
    assert set(there) <= {job.key.job_id for job in known.jobs}
