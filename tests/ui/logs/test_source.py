from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.ui.cell_text import text_of
from amplify_tui.ui.logs.source import LineReader, colour_name, tone_of
from amplify_tui.ui.wording import TONES
from tests.ui.logs.samples import log_of, record


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("red", "red"),
        ("bright_green", "green"),
        ("bright_black", "dim"),
        ("white", ""),
        ("", ""),
        ("#ff8700", "yellow"),
        ("#d70000", "red"),
        ("#0087ff", "cyan"),
        ("#8700ff", "magenta"),
        ("#808080", "dim"),
        ("#eeeeee", ""),
        ("#nonsense", ""),
    ],
)
def test_a_colour_becomes_the_tone_nearest_to_it(colour: str, name: str) -> None:
    assert colour_name(colour) == name


@given(st.text("0123456789abcdef", min_size=6, max_size=6))
def test_every_colour_has_a_tone_that_there_is(digits: str) -> None:
    assert colour_name(f"#{digits}") in {"", *TONES}


def test_what_has_a_background_is_reversed_in_its_colour() -> None:
    assert tone_of("white", "red", ("bold",)) == "red+bold+reverse"
    assert tone_of("cyan", "", ("underline",)) == "cyan+underline"
    assert tone_of("", "", (), is_reversed=True) == "+reverse"


def test_colours_of_a_line_become_tones_and_no_escape_is_left() -> None:
    reader = LineReader(log_of(record("\x1b[31merror\x1b[0m in \x1b]0;title\x07x\x1b[2J")))
    assert reader.line(1).pieces == (("error", "red"), (" in x", ""))


def test_a_line_that_is_too_long_says_how_much_of_it_is_missing() -> None:
    line = LineReader(log_of("x" * 50_000)).line(1)
    assert line.missing > 30_000
    assert len(line.text) < 20_000


def test_a_line_that_is_no_longer_there_is_empty() -> None:
    assert LineReader(log_of("one")).line(9).pieces == ()


@given(st.binary(max_size=400))
def test_whatever_a_log_holds_can_be_shown(data: bytes) -> None:
    log = ParsedLog.of(data)
    reader = LineReader(log)
    for number in range(1, log.line_count + 1):
        shown = text_of(reader.line(number).pieces)
        assert not [letter for letter in shown if category(letter) in {"Cc", "Zl", "Zp"}]


def test_a_last_line_that_goes_on_is_read_anew() -> None:
    text = bytearray(b"one\ntw")
    log = ParsedLog.of(bytes(text))
    log.source = _Growing(text)
    reader = LineReader(log)
    assert reader.line(2).text == "tw"

    text += b"o\n"
    log.index.feed(b"o\n")
    assert reader.line(2).text == "two"


class _Growing:
    def __init__(self, text: bytearray) -> None:
        self.text = text

    def read(self, first: int, last: int) -> bytes:
        return bytes(self.text[first:last])
