"""Text from outside can be shown, not obeyed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.text import clean_block, clean_line

HOSTILE = st.text(
    st.sampled_from("\x1b\x9b\x9d[]();0123456789mHJK\x07\\\r\n\t ab\u202e\u2066\ufeff\x00\x7fé🚀")
    | st.characters(),
    max_size=200,
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("[red]markup[/] stays", "[red]markup[/] stays"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPpayload\x1b\\after", "after"),
        ("up\x1b[2Aover", "upover"),
        ("two\nlines\tand  blanks", "two lines and blanks"),
        ("\u202eright to left\u202c", "right to left"),
        ("bell\x07 null\x00", "bell null"),
        ("a \x1f\rb", "a b"),
        ("", ""),
    ],
)
def test_a_line_keeps_its_words_and_loses_its_commands(text: str, clean: str) -> None:
    assert clean_line(text) == clean


def test_a_long_line_is_cut() -> None:
    assert clean_line("x" * 10_000, limit=10) == "x" * 10 + "…"
    assert clean_block("x" * 100, limit=10) == "x" * 10 + "…"


def test_a_block_keeps_its_lines() -> None:
    assert clean_block("\none\r\ntwo\rthree\n\n") == "one\ntwo\nthree"
    assert clean_block("a\tb") == "a   b"


@given(HOSTILE)
def test_no_line_holds_a_control_a_break_or_a_direction_mark(text: str) -> None:
    clean = clean_line(text)
    assert not {unicodedata.category(character) for character in clean} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200f\ufeff")


@given(HOSTILE)
def test_no_block_holds_a_control_but_line_ends(text: str) -> None:
    assert {char for char in clean_block(text) if unicodedata.category(char) == "Cc"} <= {"\n"}


@given(HOSTILE)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
