from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.ui.logs.clipping import BLOCK, clean_blocks, clip_lines, said_of
from tests.ui.logs.samples import WARNING, log_of, record

LOG = log_of(record("one"), record("\x1b[31mtwo\x1b[0m", WARNING), " " * 36 + "three", record("four"))


def test_lines_are_copied_without_number_time_level_and_escapes() -> None:
    clip = clip_lines(LOG, 1, 3)
    assert clip.text == "one\ntwo\nthree"
    assert said_of(clip, "lines 1 to 3") == "Copied lines 1 to 3."


def test_what_a_terminal_does_not_take_is_left_out_and_said() -> None:
    clip = clip_lines(LOG, 1, 4, most=9)
    assert clip.text == "one\ntwo"
    assert said_of(clip, "").startswith("Copied the first 2 of 4 lines")


def test_a_line_that_is_too_long_on_its_own_is_cut() -> None:
    clip = clip_lines(log_of("ä" * 100), 1, 1, most=11)
    assert clip.text == "äääää"
    assert said_of(clip, "").startswith("Copied the first 5 letters")


def test_more_lines_than_there_are_is_no_matter() -> None:
    assert clip_lines(LOG, 4, 99).text == "four"


def test_the_whole_log_is_saved_with_times_and_levels() -> None:
    saved = b"".join(clean_blocks(LOG)).decode()
    assert saved.splitlines()[1] == record("two", WARNING)
    assert saved.endswith("four\n")


def test_a_log_of_one_huge_line_is_saved_in_pieces() -> None:
    parts = list(clean_blocks(ParsedLog.of(b"x" * (3 * BLOCK + 5))))
    assert max(map(len, parts)) <= BLOCK
    assert len(b"".join(parts)) == 3 * BLOCK + 6


@given(st.lists(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=50), max_size=30))
def test_plain_text_is_saved_as_it_is(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    assert b"".join(clean_blocks(ParsedLog.of(text))) == text


def test_what_a_terminal_takes_is_counted_in_bytes() -> None:
    assert clip_lines(log_of("ää", "bb"), 1, 2, most=7).text == "ää"
