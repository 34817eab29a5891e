"""Escapes have no effect, and cleaning many lines at once is cleaning each."""

from __future__ import annotations

import pytest
from hypothesis import given

from amplify_tui.model.logs.escapes import clean, clean_bytes, clean_lines
from tests.model.logs.pieces import texts


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1A\x1b[2Kdone", "done"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]52;c;aGVsbG8=\x07after", "after"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;never ends", "0;never ends"),
        ("\x1b]0;never ends\x1b[31m red", "0;never ends red"),
        ("\x1bPq payload\x1b\\after", "after"),
        ("\x9b31mC1\x9b0m", "C1"),
        ("\x9d0;title\x9cafter", "after"),
        ("\x1b(Bcharset", "charset"),
        ("\x1b", ""),
        ("\x1b[", ""),
        ("\x1b\x1b[m[31mx", "[31mx"),
        ("er\u200bror \u202egnp\u202c \u2066x\u2069", "error gnp x"),
        ("⚠\ufe0f", "⚠"),
        ("e" + "\u0301" * 50, "e\u0301\u0301"),
        ("\U000e0041tag", "tag"),
        ("bell\x07 nul\x00 del\x7f", "bell nul del"),
        ("[red]markup[/]", "[red]markup[/]"),
        ("a\tb", "a    b"),
    ],
)
def test_words_stay_and_commands_go(raw: str, shown: str) -> None:
    assert clean(raw) == shown
    assert clean_lines(raw.encode()) == shown


@given(texts)
def test_many_lines_at_once_are_each_line_cleaned(data: bytes) -> None:
    block = data.replace(b"\r", b"")
    each = [clean(line.decode("utf-8", "replace")) for line in block.split(b"\n")]
    assert clean_lines(block).split("\n") == each


@given(texts)
def test_bytes_keep_the_ascii_of_the_text(data: bytes) -> None:
    block = data.replace(b"\r", b"")
    text = clean(block.decode("utf-8", "replace"))
    words = clean_bytes(block).decode("utf-8", "replace")
    assert ascii_runs(words) == ascii_runs(text)


def ascii_runs(text: str) -> list[str]:
    """The stretches between characters that are not ASCII; how many of those there are is no matter."""
    return [run for run in "".join(each if each.isascii() else "\x00" for each in text).split("\x00") if run]
