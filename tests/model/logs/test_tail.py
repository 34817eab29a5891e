from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.lines import parse_lines
from amplify_tui.model.logs.tail import KEPT_LINES, last_lines

RECORD = b"2026-11-21T11:01:00.000Z [INFO]: "


def test_a_line_whose_beginning_is_missing_is_left_out() -> None:
    lines = last_lines(b"ing: half\n" + RECORD + b"whole\n", is_cut=True)
    assert [line.text for line in lines] == ["whole"]


def test_the_end_of_the_only_line_is_better_than_nothing() -> None:
    assert [line.text for line in last_lines("ü!".encode()[1:], is_cut=True)] == ["!"]
    assert [line.text for line in last_lines(b"no end\n", is_cut=True)] == ["no end"]


def test_blank_lines_take_no_room_and_no_more_are_kept_than_can_be_shown() -> None:
    lines = last_lines((RECORD + b"x\n\n  \n") * 200, is_cut=False)
    assert len(lines) == KEPT_LINES
    assert {line.text for line in lines} == {"x"}


@given(st.binary(max_size=300), st.booleans())
def test_whatever_bytes_come_the_lines_are_clean(
    data: bytes,
    is_cut: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    for line in last_lines(data, is_cut=is_cut):
        assert all(letter >= " " and letter not in "\x7f\u202e" for letter in line.text)
        assert line.text.strip()


@given(st.lists(st.text(min_size=1, max_size=8).map(str.encode), max_size=9), st.integers(0, 40))
def test_a_cut_only_takes_lines_away(texts: list[bytes], cut: int) -> None:
    whole = b"".join(RECORD + text.replace(b"\n", b" ") + b"\n" for text in texts)
    known = [line.text for line in parse_lines(whole) if line.text.strip()]
    cut = min(cut, len(whole))
    rest = [line.text for line in last_lines(whole[cut:], is_cut=cut > 0)]
    if whole[cut:].count(b"\n") > 1:
        assert known[len(known) - len(rest) :] == rest
