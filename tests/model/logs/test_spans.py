"""Colours become data; nothing else of an escape becomes anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.lines import content_of, text_of
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.model.logs.spans import Span, spans_of
from tests.model.logs.pieces import texts


@pytest.mark.parametrize(
    ("codes", "span"),
    [
        (b"31", Span("x", fg="red")),
        (b"97;44", Span("x", fg="bright_white", bg="blue")),
        (b"100", Span("x", bg="bright_black")),
        (
            b"1;2;3;4;7;9",
            Span("x", "", "", bold=True, dim=True, italic=True, underline=True, reverse=True, strike=True),
        ),
        (b"1;2;3;4;7;9;22;23;24;27;29", Span("x")),
        (b"31;41;39;49", Span("x")),
        (b"31;0", Span("x")),
        (b"31;", Span("x")),
        (b"", Span("x")),
        (b"38;5;1", Span("x", fg="red")),
        (b"38;5;9", Span("x", fg="bright_red")),
        (b"38;5;208", Span("x", fg="#ff8700")),
        (b"48;5;255;1", Span("x", bg="#eeeeee", bold=True)),
        (b"38;5;256;1", Span("x", bold=True)),
        (b"38;2;255;128;0;4", Span("x", fg="#ff8000", underline=True)),
        (b"38;2;300;1;1;4", Span("x", underline=True)),
        (b"38:2::255:128:0", Span("x", fg="#ff8000")),
        (b"38:2:255:128:0", Span("x", fg="#ff8000")),
        (b"38:5:208", Span("x", fg="#ff8700")),
        (b"4:3", Span("x", underline=True)),
        (b"38", Span("x")),
        (b"38;5", Span("x")),
        (b"38;7;1", Span("x", bold=True)),
        (b"5;8;58;99999;777", Span("x")),
    ],
)
def test_every_way_to_name_a_colour_is_understood(codes: bytes, span: Span) -> None:
    assert spans_of(b"\x1b[" + codes + b"mx") == (span,)


def test_neighbours_in_one_style_are_one_span() -> None:
    assert spans_of(b"\x1b[31ma\x1b[31mb\x1b[2Kc\x1b[32m\x1b[31md\x1b[0me") == (
        Span("abcd", fg="red"),
        Span("e"),
    )


def test_private_sequences_are_no_colours() -> None:
    assert spans_of(b"\x1b[?31mx\x1b[>4;1my") == (Span("xy"),)


def test_nothing_makes_no_span() -> None:
    assert spans_of(b"") == ()
    assert spans_of(b"\x1b[31m") == ()


def test_a_log_gives_spans_without_prefix() -> None:
    log = ParsedLog.of(b"2026-03-14T09:27:20.125Z [INFO]: \x1b[32mok\x1b[0m\n")
    assert log.spans(1) == (Span("ok", fg="green"),)


@given(st.lists(texts, max_size=3).map(b"\x1b[31m".join))
def test_joined_spans_are_the_clean_text(data: bytes) -> None:
    log = ParsedLog.of(data)
    for number in range(1, log.line_count + 1):
        spans = log.spans(number)
        assert "".join(span.text for span in spans) == log.line(number).text
        assert all(span.text for span in spans)
        content = content_of(log.raw(number), log.index.mark(number))
        assert text_of(content) == log.line(number).text
