"""Downloads in words and figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amplify_tui.model.downloads import Download, DownloadPhase, rate_text, size_text
from amplify_tui.model.job_files import JobFile
from tests.model.test_job_files import JOB

FILE = JobFile(JOB, "artifact", "a", artifact_id="1")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (None, ""),
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (1_049, "1.0 kB"),
        (99_940, "99.9 kB"),
        (99_950, "100 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (4_200_000, "4.2 MB"),
        (5_000_000_000, "5.0 GB"),
        (3 * 10**12, "3.0 TB"),
        (10**19, "10000 PB"),
    ],
)
def test_a_size_has_three_digits(count: int | None, text: str) -> None:
    assert size_text(count) == text


def test_a_rate_is_a_size_a_second() -> None:
    assert (rate_text(0), rate_text(1_100_000.4)) == ("", "1.1 MB/s")


def test_the_share_and_the_time_left_are_known_where_the_size_is() -> None:
    loading = Download(FILE, DownloadPhase.LOADING, 250, 1_000, 100.0)
    assert (loading.share, loading.time_left) == (0.25, timedelta(seconds=7.5))
    unknown = replace(loading, total=None)
    assert (unknown.share, unknown.time_left) == (None, None)
    assert replace(loading, rate=0.0).time_left is None
    assert replace(loading, phase=DownloadPhase.PAUSING).time_left is None
    assert replace(loading, rate=1e-9).time_left == timedelta(seconds=359_999)
    assert replace(loading, received=0, total=0).share == 0.0
    assert replace(unknown, phase=DownloadPhase.DONE).share == 1.0


def test_a_download_is_over_when_nothing_more_comes() -> None:
    over = {phase for phase in DownloadPhase if Download(FILE, phase).is_over}
    assert over == {DownloadPhase.DONE, DownloadPhase.FAILED, DownloadPhase.CANCELLED}
