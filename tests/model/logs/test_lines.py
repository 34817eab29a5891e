"""A line is read as a person would, whatever is in it."""

from __future__ import annotations

import time
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.line import Level, LogLine
from amplify_tui.model.logs.lines import CUT, LIMIT, content_of, contents_of, parse_lines, read_line, text_of
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.model.logs.records import time_of
from tests.model.logs.pieces import BUILD, DEPLOY, texts

AT = datetime(2026, 3, 14, 9, 27, 20, 125_000, UTC)


def texts_of(data: bytes) -> list[str]:
    return [line.text for line in parse_lines(data)]


def test_a_record_has_level_time_and_text() -> None:
    assert read_line(b"2026-03-14T09:27:20.125Z [ERROR]: !!! Build failed\n", number=7) == LogLine(
        7, Level.ERROR, AT, "!!! Build failed"
    )


def test_a_deploy_record_is_taken_as_utc() -> None:
    line = read_line(b"2026-03-14T09:27:20 [WARNING]: slow")
    assert (line.level, line.at, line.text) == (Level.WARNING, AT.replace(microsecond=0), "slow")


def test_what_is_no_record_has_no_level_and_no_time() -> None:
    assert read_line(b"just words") == LogLine(1, Level.NONE, None, "just words")


def test_continuation_lines_belong_to_the_record_above() -> None:
    lines = parse_lines(BUILD)
    assert lines[9] == LogLine(
        10,
        Level.WARNING,
        datetime(2026, 3, 14, 9, 27, 10, tzinfo=UTC),
        "use String.prototype.padStart",
        is_continuation=True,
    )
    assert parse_lines(DEPLOY)[1].text == "of a framework"


def test_a_continuation_keeps_the_indentation_of_its_own() -> None:
    data = b"2026-03-14T09:27:20.125Z [INFO]: a\n" + b" " * 36 + b"b\n" + b" " * 5 + b"c\nd\n"
    assert texts_of(data) == ["a", "   b", "c", "d"]


@pytest.mark.parametrize("width", [33, 34, 36])
def test_a_continuation_whose_record_was_cut_off_loses_its_indentation(width: int) -> None:
    assert texts_of(b"rest\n" + b" " * width + b"more\n") == ["rest", "more"]
    assert texts_of(b"    code\n") == ["    code"]


@pytest.mark.parametrize(
    ("copied", "level", "text"),
    [
        (b"[ERROR]: !!! Build failed", Level.ERROR, "!!! Build failed"),
        ("2026-… [INFO]: # Cloning".encode(), Level.INFO, "# Cloning"),
        (b"2026-03-14 09:27:20,125 [WARNING]: w", Level.WARNING, "w"),
        (b"17 2026-03-14T09:27:20.125Z [INFO]: a", Level.INFO, "a"),
        (b"172026-03-14T09:27:20.125Z [INFO]: a", Level.INFO, "a"),
        (b"\xef\xbb\xbf2026-03-14T09:27:20.125Z [INFO]: a", Level.INFO, "a"),
        (b"    2026-03-14T09:27:20.125Z [INFO]:   a", Level.INFO, "  a"),
        (b"2026-03-14T09:27:20.125Z [INFO]:", Level.INFO, ""),
        (b"2026-03-14T09:27:20.125Z [INFO]:a", Level.INFO, "a"),
        (b"[WARNING] of another tool", Level.NONE, "[WARNING] of another tool"),
        (b"[DEBUG]: of another tool", Level.NONE, "[DEBUG]: of another tool"),
    ],
)
def test_copies_that_lost_something_are_records_still(copied: bytes, level: Level, text: str) -> None:
    (line,) = parse_lines(copied)
    assert (line.level, line.text) == (level, text)


def test_a_level_within_the_text_is_text() -> None:
    (line,) = parse_lines(b"2026-03-14T09:27:20.125Z [WARNING]: [WARNING] aws-cdk is deprecated\n")
    assert line.text == "[WARNING] aws-cdk is deprecated"


def test_the_line_numbers_of_a_console_copy_leave_blank_lines() -> None:
    copy = b"0\n\n2026-03-14T09:27:20.125Z [INFO]: a\n\n1\n\n" + b" " * 33 + b"# Starting phase: build\n\n2\n"
    assert texts_of(copy) == ["", "", "a", "", "", "", "# Starting phase: build", "", ""]


def test_line_numbers_before_the_lines_go_away() -> None:
    copy = b"4 2026-03-14T09:27:20.125Z [INFO]: a\n5 " + b" " * 33 + b"  b\n6\t" + b" " * 33 + b"c\n9 lives\n"
    assert texts_of(copy) == ["a", "  b", "c", "9 lives"]


def test_line_ends_of_windows_and_progress_bars_leave_what_was_written_last() -> None:
    assert texts_of(b"2026-03-14T09:27:20.125Z [INFO]: a\r\nb\r\n\r\n") == ["a", "b", ""]
    assert texts_of(b"10 %\r 50 %\r100 %\r\n") == ["100 %"]
    assert texts_of(b"100 %\r\x1b[K\r\n") == ["100 %"]
    assert texts_of(b"a\r\r\r") == ["a"]
    assert texts_of(b" \r\x1b[K\r \n") == [""]


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert texts_of(b"a\x00b\xffc\xc3") == ["ab\ufffdc\ufffd"]
    assert texts_of(b"tab\tbed") == ["tab    bed"]


def test_a_log_in_utf_16_is_read_as_well() -> None:
    assert texts_of("[INFO]: é\n[ERROR]: no\n".encode("utf-16")) == ["é", "no"]
    assert texts_of(b"\xff\xfea\x00\x00") == ["a\ufffd"]


def test_an_empty_log_has_no_lines() -> None:
    assert parse_lines(b"") == ()


def test_a_line_without_end_is_cut_with_a_mark() -> None:
    line = b"2026-03-14T09:27:20.125Z [INFO]: " + b"x" * LIMIT
    assert read_line(line + b"\r\n").text == "x" * LIMIT
    assert read_line(line + b"y").text == "x" * LIMIT + CUT


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        (b"2026-03-14T10:27:20.125+01:00 [", AT),
        (b"2026-99-14T10:27:20.125Z [", None),
        (b"12:00 [", None),
        (b"2026-03-14T10:27:20", None),
    ],
)
def test_times_are_utc_or_none(stamp: bytes, at: datetime | None) -> None:
    found = time_of(stamp)
    assert found == at
    assert found is None or found.tzinfo is UTC


def test_a_time_within_the_text_is_no_time_of_the_record() -> None:
    assert read_line(b"[INFO]: since 2026-03-14T09:27:20.125Z [x]").at is None


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=2))])))
def test_any_time_is_read_back(at: datetime) -> None:
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    stamp = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = read_line(f"{stamp} [INFO]: x".encode())
    assert line.at == at


@given(texts)
def test_no_line_breaks_the_reader_and_none_holds_a_control(data: bytes) -> None:
    log = ParsedLog.of(data)
    lines = parse_lines(data)
    assert [line.number for line in lines] == list(range(1, log.line_count + 1))
    for line in lines:
        categories = {unicodedata.category(character) for character in line.text}
        assert not categories & {"Cc", "Cs", "Zl", "Zp"}
        assert not set(line.text) & set("\u200b\u202e\u2066\ufeff\ufe0f")
        assert log.line(line.number) == line


@given(texts)
def test_cutting_many_lines_is_cutting_each(data: bytes) -> None:
    log = ParsedLog.of(data)
    for number, until, block in log.blocks(1, log.line_count):
        raws, marks = block.split(b"\n"), log.index.marks(number, until)
        assert len(raws) == len(marks)
        assert contents_of(raws, marks).split(b"\n") == list(map(content_of, raws, marks))


@given(texts, st.integers(1, 40))
def test_reading_many_lines_is_reading_each(data: bytes, first: int) -> None:
    log = ParsedLog.of(data)
    found = []
    at = None
    for number in range(1, log.line_count + 1):
        found.append(read_line(log.raw(number), number=number, mark=log.index.mark(number), at=at))
        at = found[-1].at
    assert log.lines(1, log.line_count) == tuple(found)
    assert log.lines(first, log.line_count) == tuple(found[first - 1 :])


def test_a_million_escapes_are_read_in_linear_time() -> None:
    for hostile in (b"\x1b[31m", b"\x1b]0;", b"\x1b", b"\xc2\x9d", b"\r", b"\x1bP\x1b[", b"\xcc\x81"):
        began = time.process_time()
        parse_lines(hostile * 1_000_000)
        text_of(hostile * 100_000)
        assert time.process_time() - began < 3
