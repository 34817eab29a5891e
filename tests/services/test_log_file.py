"""The log is private, small, made only when needed, and holds no secret."""

from __future__ import annotations

import logging
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.services.log_file import PrivateFile, redact, start_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://bucket.s3.eu-west-1.amazonaws.com/d1/main/0000000056/BUILD/log.txt"
QUERY = "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Security-Token=IQoJsecret%2F&X-Amz-Signature=abcdef"


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    level, own = root.level, logging.getLogger("amplify_tui").level
    yield tmp_path / "state" / "amplify-tui.log"
    for handler in [each for each in root.handlers if isinstance(each, PrivateFile)]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.getLogger("amplify_tui").setLevel(own)


def test_nothing_is_made_before_the_first_record(path: Path) -> None:
    start_log(path, "INFO")
    assert not path.parent.exists()


def test_only_its_owner_can_read_it(path: Path) -> None:
    start_log(path, "INFO")
    logging.getLogger("amplify_tui.store").info("hello")
    assert "INFO amplify_tui.store: hello" in path.read_text()
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)] == [0o600, 0o700]


def test_the_level_counts_for_our_own_records_and_libraries_only_warn(path: Path) -> None:
    start_log(path, "DEBUG")
    logging.getLogger("amplify_tui").debug("ours")
    logging.getLogger("botocore.auth").info("StringToSign")
    logging.getLogger("asyncio").warning("slow")
    text = path.read_text()
    assert "ours" in text
    assert "slow" in text
    assert "StringToSign" not in text


def test_a_presigned_query_never_reaches_it_in_arguments_or_tracebacks(path: Path) -> None:
    start_log(path, "INFO")
    log = logging.getLogger("amplify_tui")
    log.info("reading %s", URL + QUERY)
    try:
        int(URL + QUERY)
    except ValueError:
        log.exception("no luck")
    text = path.read_text()
    assert URL in text
    assert "ValueError" in text
    assert "X-Amz-Signature" not in text
    assert "secret%2F" not in text


@pytest.mark.parametrize(
    "secret",
    [
        "X-Amz-Security-Token: IQoJsecret",
        "aws_secret_access_key = IQoJsecret",
        "{'aws_session_token': 'IQoJsecret'}",
        "X-Amz-Signature=IQoJsecret",
        '"Authorization": "IQoJsecret',
    ],
)
def test_a_token_is_taken_out_wherever_it_stands(secret: str) -> None:
    assert "IQoJsecret" not in redact(f"before {secret} after")


def test_a_key_id_is_taken_out() -> None:
    assert redact("key ASIAABCDEFGHIJKLMNOP!") == "key <key>!"


@given(st.text(alphabet=st.characters(exclude_characters="?", exclude_categories=["Cs"])))
def test_what_has_no_secret_stays_as_it_is(text: str) -> None:
    assert redact(text) == text or "x-amz" in text.lower() or "auth" in text.lower() or "IA" in text


def test_three_files_of_a_megabyte_are_kept(path: Path) -> None:
    start_log(path, "INFO")
    for _ in range(40):
        logging.getLogger("amplify_tui").info("x" * 100_000)
    files = sorted(path.parent.iterdir())
    assert [each.name for each in files] == [path.name, f"{path.name}.1", f"{path.name}.2"]
    assert all(each.stat().st_size <= 1_000_000 for each in files)
    assert all(stat.S_IMODE(each.stat().st_mode) == 0o600 for each in files)


def test_starting_again_leaves_one_handler(path: Path) -> None:
    start_log(path, "INFO")
    start_log(path, "INFO")
    logging.getLogger("amplify_tui").info("once")
    assert path.read_text().count("once") == 1


def test_a_place_that_cannot_be_written_is_not_told_over_the_screen(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.parent.write_text("")
    start_log(path, "INFO")
    logging.getLogger("amplify_tui").info("hello")
    assert capsys.readouterr() == ("", "")
