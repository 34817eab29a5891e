"""The index knows where lines are and what they are, however they come."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.index import LogIndex
from amplify_tui.model.logs.line import Level
from amplify_tui.model.logs.records import HEAD
from tests.model.logs.pieces import BUILD, DEPLOY, cuts_of, texts


def index_of(*chunks: bytes) -> LogIndex:
    index = LogIndex()
    for chunk in chunks:
        index.feed(chunk)
    index.finish()
    return index


def picture(index: LogIndex) -> object:
    lines = [(index.span(number), index.mark(number)) for number in range(1, index.line_count + 1)]
    return lines, index.sections, index.size, index.longest


@given(texts, st.lists(st.integers(0, 2_000)))
def test_any_cut_gives_the_index_of_the_whole(data: bytes, places: list[int]) -> None:
    assert picture(index_of(*cuts_of(data, places))) == picture(index_of(data))


@given(texts, st.lists(st.integers(0, 2_000), max_size=4))
def test_finishing_in_between_changes_nothing(data: bytes, places: list[int]) -> None:
    index = LogIndex()
    for chunk in cuts_of(data, places):
        index.feed(chunk)
        index.finish()
    assert picture(index) == picture(index_of(data))


@given(texts)
def test_every_byte_but_line_feeds_is_in_one_line(data: bytes) -> None:
    index = index_of(data)
    lines = [data[slice(*index.span(number))] for number in range(1, index.line_count + 1)]
    assert lines == (data[:-1] if data.endswith(b"\n") else data).split(b"\n") * bool(data)
    for number in range(1, index.line_count + 1):
        assert index.longest >= len(lines[number - 1])
        assert index.line_at(index.span(number)[0]) == number


def test_a_last_line_without_line_end_counts_once_the_log_is_finished() -> None:
    index = LogIndex()
    index.feed(b"one\ntwo")
    assert index.line_count == 1
    assert index.span(1) == (0, 3)
    index.finish()
    index.finish()
    assert index.line_count == 2
    assert index.span(2) == (4, 7)
    index.feed(b" and more\n")
    assert index.line_count == 2
    assert index.span(2) == (4, 16)


def test_a_marker_that_was_cut_off_and_went_on_counts_once() -> None:
    index = LogIndex()
    index.feed(b"# Starting phase: pre")
    index.finish()
    assert [each.name for each in index.sections] == ["pre"]
    index.feed(b"Build\n# Executing command: npm")
    index.finish()
    index.feed(b" ci\n")
    assert [each.name for each in index.sections] == ["preBuild", "npm ci"]


@pytest.mark.parametrize("size", [1, 100, 1_024, 3_000, 10_000])
def test_a_line_without_end_takes_no_memory_and_no_other_turn_wherever_it_is_cut(size: int) -> None:
    data = b"# Executing command: " + b"x" * 4_000 + b" y\n" + b" " * 2_000 + b"# Starting phase: build\n"
    index = LogIndex()
    for first in range(0, len(data), size):
        index.feed(data[first : first + size])
        assert len(index._head) <= HEAD
    assert picture(index) == picture(index_of(data))


def test_lines_have_the_level_of_their_record() -> None:
    index = index_of(BUILD)
    assert [index.level(number) for number in (1, 4, 9, 10, 16)] == [
        Level.INFO,
        Level.INFO,
        Level.WARNING,
        Level.WARNING,
        Level.ERROR,
    ]
    assert [index.is_continuation(number) for number in (1, 4, 9, 10, 16)] == [
        False,
        True,
        False,
        True,
        False,
    ]
    assert list(index.numbers_of(Level.ERROR)) == [16, 18]
    assert list(index.numbers_of(Level.WARNING)) == [9, 10, 15, 16, 18]
    assert list(index.numbers_of(Level.WARNING, 11)) == [15, 16, 18]
    assert list(index.records_of(Level.WARNING)) == [9, 15, 16, 18]
    assert list(index.records_of(Level.WARNING, 10)) == [15, 16, 18]
    assert len(index.numbers_of(Level.INFO)) == 20
    assert len(index.numbers_of(Level.NONE)) == index.line_count == 22


def test_blank_lines_and_lines_before_the_first_record_have_no_level() -> None:
    index = index_of(b"cut off here\n" + b" " * 36 + b"and here\n" + DEPLOY + b"\n")
    assert [index.level(number) for number in range(1, 7)] == [0, 0, 1, 1, 3, 0]


def test_a_deploy_log_has_records_too() -> None:
    index = index_of(DEPLOY)
    assert [index.level(number) for number in (1, 2, 3)] == [Level.INFO, Level.INFO, Level.ERROR]
    assert [index.is_continuation(number) for number in (1, 2, 3)] == [False, True, False]


@pytest.mark.parametrize("far", [3, 500])
def test_the_record_of_a_line_is_found_however_far_above(far: int) -> None:
    index = index_of(b"before\n" + DEPLOY + b"  more\n" * far)
    assert index.record_of(4 + far) == 4
    assert index.record_of(3) == 2
    assert index.record_of(1) == 0


def test_the_record_of_a_copied_line_is_found_far_above() -> None:
    assert index_of(b"[ERROR]: bad\n" + b"more\n" * 300).record_of(301) == 1


def test_line_numbers_of_a_console_copy_are_no_text() -> None:
    index = index_of(b"0\n\n" + DEPLOY.splitlines()[0] + b"\n\n1\n\n    1 of 2\n\n2\n\n2\n")
    counters = [number for number in range(1, index.line_count + 1) if index.is_counter(number)]
    assert counters == [1, 5, 9]
    assert [index.level(number) for number in (1, 3, 5, 7, 9, 11)] == [0, 1, 0, 1, 0, 1]


def test_a_console_copy_may_begin_with_a_record() -> None:
    index = index_of(DEPLOY.splitlines()[0] + b"\n\n1\n\nmore\n")
    assert index.is_counter(3)


def test_digits_among_records_are_text() -> None:
    index = index_of(DEPLOY + b"42\n")
    assert not index.is_counter(4)


def test_an_index_takes_nine_bytes_a_line() -> None:
    index = index_of(BUILD * 1_000)
    held = index._starts.buffer_info()[1] * index._starts.itemsize + len(index._marks)
    assert held == 9 * index.line_count


def test_sections_tell_phases_and_commands_with_their_times() -> None:
    found = [
        (each.kind, each.name, each.phase, each.first, each.last, each.exit_code)
        for each in index_of(BUILD).sections
    ]
    assert found == [
        ("phase", "clone", "", 1, 2, None),
        ("phase", "backend", "", 3, 4, None),
        ("phase", "preBuild", "", 7, 11, None),
        ("command", "npm ci", "preBuild", 8, 10, None),
        ("phase", "build", "", 12, 15, None),
        ("command", "npm run lint", "build", 13, 13, None),
        ("command", "npm run build", "build", 14, 15, 2),
        ("phase", "environment caching", "", 19, 20, None),
    ]
    sections = {each.name: each for each in index_of(BUILD).sections}
    assert sections["npm ci"].began_at == datetime(2026, 3, 14, 9, 26, 55, 250_000, UTC)
    assert sections["npm ci"].ended_at == datetime(2026, 3, 14, 9, 27, 12, 500_000, UTC)
    assert sections["npm run build"].ended_at == datetime(2026, 3, 14, 9, 27, 20, 125_000, UTC)


def test_sections_grow_with_the_log() -> None:
    index = LogIndex()
    index.feed(b"".join(BUILD.splitlines(keepends=True)[:9]))
    assert [(each.name, each.last, each.ended_at) for each in index.sections][2:] == [
        ("preBuild", 9, None),
        ("npm ci", 9, None),
    ]


def test_a_program_that_shouts_ends_no_command() -> None:
    head = BUILD[: BUILD.index(b"2026-03-14T09:27:20.125Z")]
    index = index_of(head + b"2026-03-14T09:27:20.125Z [INFO]: !!! careful !!!\nmore\n")
    assert index.sections[-1].last == 17
    index = index_of(head + b"2026-03-14T09:27:20.125Z [ERROR]: !!! Something new\nmore\n")
    assert index.sections[-1].last == 15


def test_the_end_of_a_build_ends_its_phase_whatever_its_level() -> None:
    for end in (b"## Completed Frontend Build", b"## Build completed successfully", b"!!! Build failed"):
        index = index_of(b"# Starting phase: build\n# Executing command: x\n" + end + b"\nmore\n")
        assert [each.last for each in index.sections] == [2, 2]


def test_an_exit_code_is_none_of_a_command_of_an_earlier_phase() -> None:
    head = b"# Starting phase: preBuild\n# Executing command: x\n# Completed phase: preBuild\n"
    failed = b"!!! Error: Command failed with exit code 1\n"
    assert index_of(head + b"# Starting phase: build\n" + failed).sections[1].exit_code is None
    assert index_of(head + failed).sections[1].exit_code == 1


def test_markers_inside_of_text_are_text() -> None:
    index = index_of(
        b'2026-03-14T09:27:20.125Z [INFO]: echo "# Starting phase: build"\n  x # Starting phase: y\n'
    )
    assert index.sections == ()
    index = index_of(
        b"2026-03-14T09:27:20.125Z [INFO]: # Starting phase: build\n"
        + b" " * 35
        + b"# Executing command: x\n"
    )
    assert [each.name for each in index.sections] == ["build"]


def test_the_heading_of_a_frontend_without_phases_is_a_phase() -> None:
    index = index_of(
        b"2026-03-14T09:27:20.125Z [INFO]: ## Starting Frontend Build\n2026-03-14T09:27:21.125Z [INFO]: oh\n"
    )
    assert [each.name for each in index.sections] == ["frontend"]


def test_a_log_of_nothing_but_commands_keeps_a_bounded_number() -> None:
    index = index_of(b"# Executing command: x\n" * 6_000)
    assert len(index.sections) == 5_000
