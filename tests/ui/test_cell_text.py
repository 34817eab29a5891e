from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from amplify_tui.ui.cell_text import (
    cut,
    cut_front,
    cut_middle,
    fit,
    harmless,
    plain,
    plain_block,
    text_of,
    width_of,
    wrap,
)

WILD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(list("ab \n\t中한e\u0301\u200d\ufe0f\u20e3👍👨👩🏽🇩🇪\u202e\x1b[]m\x07")),
    ),
    max_size=60,
)


@given(WILD)
def test_plain_text_has_nothing_that_a_terminal_obeys(text: str) -> None:
    line = plain(text)
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line)
    assert not set(line) & set("\u202e\u202d\u2066\u200d\ufe0f\ufe0e")


@given(WILD)
def test_plain_text_is_as_wide_as_its_characters_together(text: str) -> None:
    line = plain(text)
    assert width_of(line) == cell_len(line)


@given(WILD, st.integers(0, 30))
def test_cut_text_is_never_wider_than_its_room(text: str, width: int) -> None:
    line = plain(text)
    for shown in (cut(line, width), cut_front(line, width)):
        assert width_of(shown) <= width
        assert shown == line or width_of(line) > width


@given(
    pieces=st.lists(st.tuples(WILD, st.sampled_from(["", "dim"])), max_size=4),
    width=st.integers(0, 30),
    is_right=st.booleans(),
)
def test_a_fitted_cell_has_exactly_its_width(
    *, pieces: list[tuple[str, str]], width: int, is_right: bool
) -> None:
    assert width_of(text_of(fit(pieces, width, is_right=is_right))) == width


@given(WILD, st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    block = plain_block(text)
    lines = wrap(block, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(block.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨‍👩‍👧 family", "👨 family"),
        ("⚠️ careful", "⚠ careful"),
        ("🇩🇪 flag", "DE flag"),
        ("👍🏽", "👍"),
        ("1️⃣", "1"),
        ("e\u0301", "é"),
        ("e\u0301\u0301\u0301\u0301", "é\u0301"),
        ("\u0301abc", "abc"),
        ("ascii", "ascii"),
        ("\x1b[31mred\x1b]0;title\x07[/] [bold]", "red[/] [bold]"),
    ],
)
def test_what_terminals_disagree_on_is_reduced(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_cut_never_halves_a_wide_character() -> None:
    assert cut("中文提交", 4) == "中…"
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"
    assert cut("中文", 4) == "中文"
    assert cut("abc", 0) == ""
    assert cut_front("abcdef", 4) == "…def"
    assert cut_front("abc", 0) == ""


def test_harmless_text_is_left_as_it_is() -> None:
    assert harmless("fix: [red] 中") == "fix: [red] 中"
    assert harmless("a\x1b]0;x\x07b\n") == "a]0;xb"


def test_numbers_stand_at_the_right_edge() -> None:
    assert text_of(fit("57", 6, is_right=True)) == "    57"


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wrap("abcdef gh", 3) == ["abc", "def", "gh"]


@given(st.text(max_size=60), st.integers(0, 40))
def test_text_cut_in_the_middle_fits_and_keeps_both_ends(text: str, width: int) -> None:
    line = plain(text)
    shown = cut_middle(line, width)
    assert width_of(shown) <= width
    if width_of(line) <= width:
        assert shown == line


def test_names_that_differ_at_their_end_still_differ_when_cut() -> None:
    assert cut_middle("feature/login-14042", 12) == "featur…14042"
    assert cut_middle("feature/login-14042", 19) == "feature/login-14042"
