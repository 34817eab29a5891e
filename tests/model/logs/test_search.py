"""A search finds what a person would find reading, line by line."""

from __future__ import annotations

import time
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amplify_tui.model.logs.index import LogIndex
from amplify_tui.model.logs.lines import LIMIT
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.model.logs.query import QueryError, compile_query
from amplify_tui.model.logs.search import SECONDS, Hits, search
from tests.model.logs.pieces import BUILD, texts


def never() -> float:
    """A clock that stands still."""
    return 0.0


def found(data: bytes, text: str, *, is_regex: bool = False) -> list[int]:
    hits = search(ParsedLog.of(data), compile_query(text, is_regex=is_regex), clock=never)
    assert hits.problem == ""
    return list(hits.numbers)


def naive(data: bytes, text: str, *, is_regex: bool) -> list[int]:
    """Try each line's clean text on its own."""
    query = compile_query(text, is_regex=is_regex)
    log = ParsedLog.of(data)
    return [line.number for line in log.lines(1, log.line_count) if query.pattern.search(line.text)]


WORDS = st.sampled_from(
    [
        "error",
        "Error",
        "e",
        "x",
        " ",
        "  ",
        "info",
        "[",
        "2026",
        "ok",
        "é",
        "✓ ok",
        "]: ",
        "build",
        ": ",
        "1",
        "\t",
        "\n",
    ]
) | st.text(min_size=1, max_size=3)
PATTERNS = st.sampled_from(
    [
        *(
            "error",
            "^",
            "$",
            "x*",
            r"\s",
            r"\S",
            r"\w+",
            r"[^x]",
            r"[^x]$",
            r"^\s*$",
            r"e.*r",
            r"(?s)e.*",
            r"\s+\S",
        ),
        *(
            r"^#",
            r"k$",
            r"\bbuild\b",
            r"(?<!x)e",
            r"e(?!r)",
            r"\Ax",
            r"x\Z",
            r"(?i)ERROR",
            r"x++",
            r"(?>x+)x",
            r"\s*+$",
        ),
        *(
            r"(x)\1",
            r"[\s\S]+",
            r"\n",
            r"(a|)+",
            r"é|✓",
            r"(?:xx)+|\d",
            r"!!!|error",
            r"$\s",
            r"x\K",
            r"(?m)^e",
        ),
    ]
) | st.text(st.sampled_from("exr .*+?[]^$|()\\sSdw-"), min_size=1, max_size=8)


@settings(max_examples=300)
@given(texts, WORDS)
def test_words_are_found_where_a_naive_search_finds_them(data: bytes, text: str) -> None:
    assert found(data, text) == naive(data, text, is_regex=False)


@settings(max_examples=300)
@given(texts, PATTERNS)
def test_patterns_are_found_where_a_naive_search_finds_them(data: bytes, text: str) -> None:
    try:
        assert found(data, text, is_regex=True) == naive(data, text, is_regex=True)
    except QueryError:
        return


def test_the_prefix_is_no_text() -> None:
    assert found(BUILD, "2026-03-14") == []
    assert found(BUILD, "warning") == []
    assert found(BUILD, "error") == [15, 18]
    assert found(BUILD, "^#", is_regex=True) == [1, 3, 4, 6, 7, 8, 11, 12, 13, 14, 19, 20]


def test_escapes_do_not_hide_a_word() -> None:
    data = b"\x1b[31mer\x1b[0mror\ner\xe2\x80\x8bror\ner\x00ror\ne\x1b]0;title\x07rror\nE\xcc\x81rror\n"
    assert found(data, "error") == [1, 2, 3, 4]
    assert found(data, "^error$", is_regex=True) == [1, 2, 3, 4]


def test_what_was_overwritten_or_counted_is_not_found() -> None:
    assert found(b"10 %\r20 %\n0\n\n1\n", "10") == []
    assert found(b"10 %\r20 %\n", "20") == [1]


def test_patterns_that_match_nothing_at_all_match_every_line() -> None:
    for pattern in ("^", "$", "x*"):
        assert found(BUILD, pattern, is_regex=True) == list(range(1, 23))
    assert found(BUILD, "^$", is_regex=True) == [21, 22]


def test_a_hit_over_a_line_end_is_none() -> None:
    assert found(b"a\nb\n", r"a\sb", is_regex=True) == []
    assert found(b"a\nb\n", "a\nb") == []
    assert found(b"a b\n\nc", r"\s+\S", is_regex=True) == [1]
    assert found(b"a\n\nb\n", r"[\s\S]+", is_regex=True) == [1, 3]
    assert found(b"ab\nab\nb", r"a[^x]+|b", is_regex=True) == [1, 2, 3]


def test_of_a_very_long_line_only_what_is_shown_is_searched() -> None:
    data = b"x" * (LIMIT - 5) + b"needle\nneedle\n" + b"y" * 1_000_000 + b"needle\n"
    assert found(data, "needle") == [2]
    assert found(data, "needl") == [1, 2]
    assert found(data, "needle$", is_regex=True) == [2]
    title = b"x" * (LIMIT - 10) + b"\x1b]0;needle\x07\n"
    assert found(title, "needl") == naive(title, "needl", is_regex=False) == [1]


def test_only_new_lines_are_searched_when_a_log_grew() -> None:
    index = LogIndex()
    log = ParsedLog(index, ParsedLog.of(BUILD * 2).source)
    query = compile_query("npm", is_regex=False)
    index.feed(BUILD)
    first = search(log, query, clock=never)
    assert (list(first.numbers), first.last) == ([8, 9, 13, 14], 22)
    index.feed(BUILD)
    second = search(log, query, clock=never, first=first.last + 1)
    assert (list(second.numbers), second.last) == ([30, 31, 35, 36], 44)
    assert list(search(log, query, clock=never, first=9, last=30).numbers) == [9, 13, 14, 30]
    assert search(log, query, clock=never, first=45) == Hits(last=44)


def test_a_search_nobody_wants_any_more_ends() -> None:
    log = ParsedLog.of(BUILD * 2_000)
    wanted = count()
    hits = search(log, compile_query("npm", is_regex=False), clock=never, is_wanted=lambda: next(wanted) < 2)
    assert 0 < hits.last < log.line_count
    assert hits.problem == ""


@pytest.mark.parametrize("needs_lines", ["", "(?<!x)"])
def test_a_wild_pattern_is_ended_after_two_seconds_and_keeps_what_it_found(needs_lines: str) -> None:
    data = b"aa\n" * 10 + b"a" * 5_000 + b"b\n" + b"aa\n"
    query = compile_query(f"{needs_lines}(a+)+$", is_regex=True)
    began = time.process_time()  # which is what ends a single try; other processes may take as much again
    hits = search(ParsedLog.of(data), query, clock=lambda: 0.0)
    assert time.process_time() - began < SECONDS + 1
    assert list(hits.numbers) == list(range(1, 11))
    assert hits.last == 10
    assert hits.problem == "The pattern took more than 2 s: ended at line 11 of 12."


def test_the_time_counts_for_the_whole_log() -> None:
    log = ParsedLog.of(BUILD * 2_000)
    clock = count(0, 0.25)
    hits = search(log, compile_query("npm", is_regex=True), clock=lambda: next(clock))
    assert hits.problem.startswith("The pattern took more than 2 s: ended at line ")
    assert 0 < hits.last < log.line_count
    assert list(hits.numbers) == naive(BUILD * 2_000, "npm", is_regex=True)[: len(hits.numbers)]


def test_words_have_no_limit_of_time() -> None:
    clock = count(0, 100.0)
    hits = search(ParsedLog.of(BUILD * 50), compile_query("é", is_regex=False), clock=lambda: next(clock))
    assert hits.problem == ""
