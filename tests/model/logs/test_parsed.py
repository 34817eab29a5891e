"""A parsed log gives its lines by number, however large it is and wherever its bytes are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from amplify_tui.model.logs.line import Level
from amplify_tui.model.logs.lines import CUT, LIMIT
from amplify_tui.model.logs.parsed import PIECE, ParsedLog
from tests.model.logs.pieces import BUILD


class Reads:
    """A source that notes how much was asked for at a time."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.longest = 0

    def read(self, first: int, last: int) -> bytes:
        self.longest = max(self.longest, last - first)
        return self.data[first:last]


def test_lines_come_by_number_from_both_ends() -> None:
    log = ParsedLog.of(BUILD)
    assert [line.number for line in log.lines(20, 99)] == [20, 21, 22]
    assert [line.number for line in log.lines(-5, 2)] == [1, 2]
    assert log.lines(5, 4) == ()
    assert log.lines(99, 99) == ()
    assert log.line(20).text == "# Environment caching completed"


@pytest.mark.parametrize("number", [0, 23, -1])
def test_a_line_that_is_not_there_is_an_index_error(number: int) -> None:
    log = ParsedLog.of(BUILD)
    for ask in (log.line, log.spans, log.raw):
        with pytest.raises(IndexError, match=f"no line {number}"):
            ask(number)


def test_a_continuation_knows_its_record_and_time_wherever_reading_begins() -> None:
    log = ParsedLog.of(BUILD + b" " * 33 + b"more\n" + (b" " * 33 + b"and more\n") * 200)
    line = log.line(log.line_count)
    assert line.at == datetime(2026, 3, 14, 9, 27, 21, 200_000, UTC)
    assert (line.level, line.is_continuation) == (Level.INFO, True)


def test_raw_lines_are_whole() -> None:
    assert ParsedLog.of(BUILD).raw(4) == b" " * 33 + b"## Completed Backend Build"


def test_a_line_of_fifty_megabytes_is_given_out_cut_and_never_read_whole() -> None:
    data = BUILD + b"2026-03-14T09:28:00.000Z [WARNING]: " + b"x" * 50_000_000 + b"\nafter\n"
    whole = ParsedLog.of(data)
    source = Reads(data)
    log = ParsedLog(whole.index, source)
    line = log.line(23)
    assert line.text == "x" * LIMIT + CUT
    assert line.level is Level.WARNING
    assert log.line(24).text == "after"
    assert [each.number for each in log.lines(1, 24)] == list(range(1, 25))
    assert source.longest <= PIECE
    assert len(log.raw(23)) == 50_000_036


def test_many_lines_are_read_in_pieces() -> None:
    data = BUILD * 2_000
    source = Reads(data)
    log = ParsedLog(ParsedLog.of(data).index, source)
    assert len(log.lines(1, log.line_count)) == log.line_count == 44_000
    assert source.longest <= PIECE
    blocks = list(log.blocks(1, log.line_count))
    assert b"\n".join(block for *_, block in blocks) == data[:-1]
    assert len(blocks) == -(-len(data) // PIECE)
    assert [(first, last) for first, last, _ in ParsedLog.of(BUILD).blocks(3, 22)] == [(3, 22)]


def test_a_source_that_was_cleared_meanwhile_gives_empty_lines() -> None:
    log = ParsedLog(ParsedLog.of(BUILD).index, Reads(b""))
    assert log.line(1).text == ""
    assert len(log.lines(1, 22)) <= 22
    assert log.spans(1) == ()
