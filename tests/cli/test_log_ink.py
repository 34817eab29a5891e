"""What of a log reaches the terminal: its words, its colours, and nothing that does something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.cli.log_ink import coloured_text, plain_text

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PIECES = st.sampled_from(
    [
        b"word", b" ", b"\n", b"m", b"5", b"\r", b"\x07", b"\x00", b"\xc3", b"\xa9", b"\xe2\x80\xae",
        b"\x1b[31m", b"\x1b[0m", b"\x1b[1;38;5;208m", b"\x1b[8m", b"\x9b31m", b"\xc2\x9b31m",
        b"\x1b[2J", b"\x1b[1A", b"\x1b]0;title\x07", b"\x1b]8;;https://a.example\x1b\\",
        b"\x1b[", b"\x1b", b"\x1bP",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"\x1b[31mred\x1b[0m and \x1b[1mbold", "\x1b[31mred\x1b[0m and \x1b[1mbold\x1b[0m"),
        (b"\x1b[2K\x1b[1Adone\x1b]0;owned\x07", "done"),
        (b"\x1b[38;5;9mpalette\x1b[48;2;1;2;3mparts", "\x1b[38;5;9mpalette\x1b[48;2;1;2;3mparts\x1b[0m"),
        (b"\x1b[8mhidden \x1b[5mblinking", "hidden blinking"),
        (b"\xc2\x9b32mgreen", "\x1b[32mgreen\x1b[0m"),
        (b"progress 10%\rprogress 20%", "progress 10%progress 20%"),
        ("café ✓".encode(), "café ✓"),
        (b"a\x1b[31m\nb", "a\x1b[31m\x1b[0m\nb"),
    ],
)
def test_colours_stay_and_end_with_their_line(raw: bytes, shown: str) -> None:
    assert coloured_text(raw) == shown


@given(st.lists(PIECES, max_size=30).map(b"".join))
def test_nothing_but_colour_is_left_of_any_escape(raw: bytes) -> None:
    shown = coloured_text(raw)
    assert "\x1b" not in COLOUR.sub("", shown)
    assert COLOUR.sub("", shown) == plain_text(raw)
    for line in shown.split("\n"):
        assert "\x1b" not in line or line.endswith("\x1b[0m")


@given(st.binary(max_size=200))
def test_plain_text_has_no_control_but_line_ends(raw: bytes) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain_text(raw))
    assert plain_text(raw).count("\n") == raw.count(b"\n")
