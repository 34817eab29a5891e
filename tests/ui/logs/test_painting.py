from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.model.logs.line import Level
from amplify_tui.ui.cell_text import text_of, width_of
from amplify_tui.ui.logs.look import Look, Times, since
from amplify_tui.ui.logs.painting import (
    CURRENT_HIT,
    HIT,
    Notes,
    ShownLine,
    line_rows,
    row_count,
    section_note,
    with_hits,
)
from tests.ui.logs.samples import START, section, shown

LOOK = Look(80, last_number=9_999, start=START, zone=UTC)


def rows(line: ShownLine, look: Look = LOOK, notes: Notes | None = None) -> list[str]:
    return [text_of(row) for row in line_rows(line, look, notes or Notes())]


def test_a_line_has_number_mark_time_and_text() -> None:
    assert rows(shown("Compiled", 208, seconds=12.4))[0].rstrip() == "  208     +12.4s Compiled"
    assert rows(shown("bad", 7, Level.WARNING))[0].rstrip() == "    7 !    +0.0s bad"
    assert rows(shown("worse", 7, Level.ERROR))[0].rstrip() == "    7 ✘    +0.0s worse"


def test_the_cause_and_marked_lines_are_told_without_colour() -> None:
    assert rows(shown("why", 7), notes=Notes(is_cause=True))[0].startswith("▶   7")
    assert rows(shown("why", 7), notes=Notes(is_marked=True))[0].startswith("┃   7")


def test_a_line_that_goes_on_has_no_time_of_its_own() -> None:
    line = ShownLine(7, Level.INFO, START, (("more", ""),), is_continuation=True)
    assert rows(line)[0].rstrip() == "    7            more"


def test_times_can_be_local_or_off() -> None:
    clock = Look(80, 9_999, Times.CLOCK, start=START, zone=UTC)
    assert "14:03:05 x" in rows(shown("x", seconds=5), clock)[0]
    off = Look(80, 9_999, Times.OFF)
    assert rows(shown("x", seconds=5), off)[0].rstrip() == "    1   x"
    assert [Times.SINCE.following, Times.CLOCK.following, Times.OFF.following] == [
        Times.CLOCK,
        Times.OFF,
        Times.SINCE,
    ]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "+0.0s"), (14.96, "+14.9s"), (99.99, "+99.9s"), (124, "+2m 04s"), (3_720, "+1h 02m"), (-5, "+0.0s")],
)
def test_the_time_since_the_start_is_short(seconds: float, text: str) -> None:
    assert since(timedelta(seconds=seconds)) == text


def test_narrow_screens_give_up_time_then_number() -> None:
    assert rows(shown("x", 5), Look(50, 999, start=START))[0].rstrip() == "   5   x"
    assert rows(shown("x", 5), Look(20, 999, start=START))[0].rstrip() == "   x"


def test_long_lines_are_cut_moved_or_wrapped() -> None:
    line = shown("abcdefghijklmnopqrstuvwxyz" * 4, 5)
    assert rows(line, Look(50, 999))[0].endswith("…")
    assert "uvw" in rows(line, Look(50, 999, offset=20))[0][:12]
    wrapped = rows(line, Look(50, 999, is_wrapped=True))
    assert len(wrapped) == 3
    assert "".join(row[7:].rstrip() for row in wrapped) == line.text


def test_a_wide_letter_cut_in_half_leaves_a_blank() -> None:
    assert rows(shown("漢字漢字", 5), Look(50, 999, offset=1))[0].rstrip() == "   5    字漢字"


def test_what_is_too_long_says_how_much_is_missing() -> None:
    line = ShownLine(5, Level.INFO, None, (("abc", ""),), missing=50_000_000)
    assert "abc … 50,000,000 bytes more" in rows(line)[0]


def test_a_section_says_how_long_it_took_and_what_is_folded() -> None:
    head = section("command", 5, 20)
    assert rows(shown("# Executing", 5), notes=Notes(head=head))[0].endswith("10s")
    folded = rows(shown("# Executing", 5), notes=Notes(head=head, is_folded=True))[0]
    assert "▸ # Executing" in folded
    assert folded.endswith("10s · 15 lines")
    failed = section("command", 5, 6, exit_code=1)
    assert section_note(failed, is_folded=True) == "✘ exit 1 · 10s · 1 line"
    assert section_note(section("phase", 5, 5, ended_at=None), is_folded=True) == ""


def test_hits_are_marked_across_colours() -> None:
    pieces = [("one two", "red"), (" three", "")]
    found = with_hits(pieces, ((4, 9), (10, 12)), current=1)
    assert found == [("one ", "red"), ("two", HIT), (" t", HIT), ("h", ""), ("re", CURRENT_HIT), ("e", "")]


TEXTS = st.text(st.sampled_from("ab 漢é\u0301🎉-"), max_size=60)


@given(
    pieces=st.lists(st.tuples(TEXTS, st.sampled_from(["", "red"])), max_size=4),
    width=st.integers(4, 140),
    offset=st.integers(0, 40),
    is_wrapped=st.booleans(),
    is_head=st.booleans(),
)
def test_no_row_is_wider_than_the_screen(
    pieces: list[tuple[str, str]], width: int, offset: int, *, is_wrapped: bool, is_head: bool
) -> None:
    line = ShownLine(12, Level.WARNING, START, tuple(piece for piece in pieces if piece[0]))
    look = Look(width, 99_999, is_wrapped=is_wrapped, offset=0 if is_wrapped else offset, start=START)
    notes = Notes(head=section("phase", 12, 30) if is_head else None)
    found = line_rows(line, look, notes)
    assert all(width_of(text_of(row)) <= width for row in found)
    assert row_count(line, look, notes) == len(found)
    if is_wrapped and not is_head and look.text_width > 1:
        gutter = look.gutter_width
        assert "".join(text_of(row)[gutter:] for row in found) == line.text


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), max_size=5))
def test_marking_hits_changes_no_letter(text: str, wanted: list[tuple[int, int]]) -> None:
    hits, end = [], 0
    for first, length in sorted(wanted):
        if first >= end and first + length <= len(text):
            hits.append((first, first + length))
            end = first + length
    pieces = [(text[:7], "red"), (text[7:20], ""), (text[20:], "blue")]
    assert text_of(with_hits(pieces, hits)) == text
