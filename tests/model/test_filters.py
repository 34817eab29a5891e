"""Filtering keeps what matches, sorting keeps everything."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.filters import JobColumn, filter_jobs, is_match, sort_jobs
from amplify_tui.model.jobs import Job
from tests.model.jobs_at_hand import NOON, make_job

JOBS = (
    make_job(57, "RUNNING", seconds=None, job_type="WEB_HOOK", commit_message="fix: price rounding"),
    make_job(5, "FAILED", seconds=38, job_type="RETRY", commit_id="HEAD", commit_message="Feat: login"),
    make_job(6, "SUCCEED", seconds=192, commit_id="a81d003", started_at=NOON - timedelta(hours=1)),
)
SOME_JOBS = st.lists(
    st.builds(
        make_job,
        st.integers(1, 500),
        st.sampled_from(["SUCCEED", "FAILED", "RUNNING", "ODD"]),
        seconds=st.none() | st.floats(0, 1e5),
        commit_id=st.none() | st.text(max_size=5),
        commit_message=st.none() | st.text(max_size=20),
        job_type=st.none() | st.just("RETRY"),
    ),
    unique_by=lambda job: job.key,
)


def ids(jobs: tuple[Job, ...]) -> list[int]:
    return [job.key.job_id for job in jobs]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [57, 5, 6]),
        ("  ", [57, 5, 6]),
        ("LOGIN", [5]),
        ("failed retry", [5]),
        ("failed webhook", []),
        ("!failed", [57, 6]),
        ("!", []),
        ("#5", [5]),
        ("#5 running", []),
        ("#5 #6", []),
        ("5", [57, 5]),
        ("a81d", [6]),
        ("[price", []),
    ],
)
def test_every_word_must_be_found_somewhere_in_the_job(query: str, found: list[int]) -> None:
    assert ids(filter_jobs(JOBS, query)) == found


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (JobColumn.JOB, [57, 6, 5]),
        (JobColumn.STATUS, [5, 57, 6]),
        (JobColumn.TYPE, [5, 57, 6]),
        (JobColumn.COMMIT, [5, 6, 57]),
        (JobColumn.MESSAGE, [5, 57, 6]),
        (JobColumn.AGE, [57, 5, 6]),
        (JobColumn.DURATION, [6, 57, 5]),
    ],
)
def test_each_column_has_its_natural_order(column: JobColumn, order: list[int]) -> None:
    assert ids(sort_jobs(JOBS, column, NOON + timedelta(minutes=2))) == order


def test_what_has_no_value_stays_last_in_both_directions() -> None:
    assert ids(sort_jobs(JOBS, JobColumn.TYPE, NOON, is_reversed=True)) == [57, 5, 6]


@given(SOME_JOBS, st.sampled_from(JobColumn), st.booleans())
def test_sorting_loses_nothing_and_does_not_depend_on_the_order_before(
    jobs: list[Job],
    column: JobColumn,
    is_reversed: bool,  # noqa: FBT001 - hypothesis gives it by position
) -> None:
    ordered = sort_jobs(jobs, column, NOON, is_reversed=is_reversed)
    assert sorted(ids(ordered)) == sorted(ids(tuple(jobs)))
    assert sort_jobs(jobs[::-1], column, NOON, is_reversed=is_reversed) == ordered


@given(SOME_JOBS, st.text(max_size=10))
def test_filtering_keeps_the_order_and_what_one_word_excludes_the_other_includes(
    jobs: list[Job], query: str
) -> None:
    kept = filter_jobs(jobs, query)
    assert [job for job in jobs if job in kept] == list(kept)


@given(st.text(), st.text(min_size=1).filter(lambda word: word.split() == [word] and word[0] not in "!#"))
def test_a_word_and_its_negation_never_both_match(text: str, word: str) -> None:
    assert is_match(text, word) != is_match(text, f"!{word}")
