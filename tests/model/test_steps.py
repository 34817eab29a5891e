"""A presigned address keeps its secret and is equal to its younger twin."""

from datetime import timedelta

from amplify_tui.model.jobs import Job
from amplify_tui.model.steps import JobDetail, PresignedUrl, Step
from tests.model.jobs_at_hand import NOON, make_job

ADDRESS = "https://bucket.s3.eu-west-1.amazonaws.com/d1/main/0000000007/BUILD/log.txt"
FIRST = PresignedUrl(ADDRESS, "X-Amz-Security-Token=secret1", NOON)


def test_no_text_of_an_address_shows_its_query() -> None:
    detail = JobDetail(make_job(), (Step("BUILD", "RUNNING", log_url=FIRST),))
    assert "secret1" not in f"{FIRST} {FIRST!r} {detail!r} {FIRST.label}"
    assert FIRST.reveal() == f"{ADDRESS}?X-Amz-Security-Token=secret1"
    assert PresignedUrl(ADDRESS).reveal() == ADDRESS


def test_the_same_object_signed_anew_is_equal_within_five_minutes() -> None:
    assert PresignedUrl(ADDRESS, "X-Amz-Security-Token=secret2", NOON + timedelta(minutes=4)) == FIRST
    assert PresignedUrl(ADDRESS, "", NOON + timedelta(minutes=6)) != FIRST
    assert PresignedUrl(ADDRESS + "x", "", NOON) != FIRST
    assert hash(PresignedUrl(ADDRESS, "other", NOON)) == hash(FIRST)


def test_the_time_left_ends_at_zero_and_may_be_unknown() -> None:
    assert FIRST.time_left(NOON - timedelta(minutes=3)) == timedelta(minutes=3)
    assert FIRST.time_left(NOON + timedelta(minutes=3)) == timedelta(0)
    assert PresignedUrl(ADDRESS).time_left(NOON) is None


def test_the_label_is_the_last_two_parts_of_the_path() -> None:
    assert FIRST.label == "…/BUILD/log.txt"


def test_a_detail_signed_anew_is_equal_so_that_nothing_is_painted() -> None:
    def detail(query: str, job: Job) -> JobDetail:
        return JobDetail(job, (Step("BUILD", "RUNNING", log_url=PresignedUrl(ADDRESS, query, NOON)),))

    assert detail("a", make_job()) == detail("b", make_job())
