"""What is typed becomes a pattern, or one clear line that says why not."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amplify_tui.model.logs.query import LONGEST, QueryError, compile_query


def columns(text: str, line: str, *, is_regex: bool = False) -> tuple[tuple[int, int], ...]:
    return compile_query(text, is_regex=is_regex).columns(line)


def test_words_are_words() -> None:
    assert columns("a.b", "axb a.b A.B") == ((4, 7), (8, 11))
    assert columns("(", "f(x)") == ((1, 2),)
    assert columns("über", "Über über") == ((0, 4), (5, 9))


def test_a_capital_makes_case_count() -> None:
    assert columns("Error", "error Error") == ((6, 11),)
    assert columns("error", "error Error") == ((0, 5), (6, 11))
    assert columns(r"\S+Error\b", "typeerror TypeError", is_regex=True) == ((10, 19),)
    assert columns(r"\Serror", "TypeError", is_regex=True) == ((3, 9),)
    assert columns(r"\p{Lu}\d", "a1 B2", is_regex=True) == ((0, 2), (3, 5))


def test_ascii_words_fold_as_ascii() -> None:
    assert columns("k", "\u212a k K") == ((2, 3), (4, 5))


def test_empty_hits_are_not_painted() -> None:
    assert columns("x*", "axxb", is_regex=True) == ((1, 3),)
    assert columns("^", "abc", is_regex=True) == ()


def test_the_columns_of_one_line_are_bounded() -> None:
    assert len(columns("a", "a" * 5_000)) == 1_000


def test_painting_is_not_held_up_by_a_pattern_that_runs_wild() -> None:
    query = compile_query("(a+)+$", is_regex=True)
    began = time.process_time()
    assert query.columns("aa") == ((0, 2),)
    for _ in range(1_000):
        assert query.columns("a" * 5_000 + "b") == ()
    assert query.columns("aa") == ()
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("(", "Not a regular expression: missing ) at position 2."),
        ("[a", "Not a regular expression"),
        ("*a", "Not a regular expression: nothing to repeat at position 1."),
        (r"\p{Nope}", "Not a regular expression: unknown property"),
        ("(?<=a", "Not a regular expression"),
        ("", "Type what to look for."),
        ("x" * (LONGEST + 1), "The pattern is longer than 1,000 characters."),
    ],
)
def test_what_is_no_pattern_says_so_in_one_line(text: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        compile_query(text, is_regex=True)
    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


@given(
    st.text(
        st.sampled_from("ab()[]{}*+?|\\^$.:<>=!PpkgQdDwWsSbBAzZ0129,-&~\n\x00é&#(?") | st.characters(),
        max_size=30,
    )
)
@example("(" * 900)
@example("(?:" * 200 + ")" * 200)
@example("(((a{1,999}){1,999}){1,999}){1,999}")
@example("[[a--b]&&c]")
@example("(?V1)[[a-z]--[aeiou]]")
@example(r"\N{NO SUCH NAME}")
@example("(?P<x>a)(?P<x>b)\\g<y>")
def test_anything_typed_is_a_pattern_or_a_query_error(text: str) -> None:
    if text:
        assert (0, len(text)) in compile_query(text, is_regex=False).columns(text)
    try:
        compile_query(text, is_regex=True)
    except QueryError as error:
        lines = str(error).splitlines()
    else:
        lines = ["none"]
    assert len(lines) == 1
