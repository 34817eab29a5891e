"""Papers: however the bytes are cut, the same is printed, and a rewritten log begins anew."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amplify_tui.cli.log_ink import plain_text
from amplify_tui.cli.log_papers import LONGEST, PrintedLog, SearchedLog
from amplify_tui.cli.output import Output
from amplify_tui.services.log_copy import LogTooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Capture = pytest.CaptureFixture[str]


def print_all(chunks: Sequence[bytes], ink: Callable[[bytes], str] | None = plain_text) -> PrintedLog:
    paper = PrintedLog(Output(), ink)

    async def copy() -> None:
        for chunk in chunks:
            await paper.append(chunk)

    asyncio.run(copy())
    paper.finish()
    return paper


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(st.sampled_from("aé✓🎉 \n"), max_size=60), cuts=st.lists(st.integers(0, 120), max_size=6))
def test_lines_are_printed_whole_however_they_are_cut(capsys: Capture, text: str, cuts: list[int]) -> None:
    data = text.encode()
    edges = [0, *sorted(cut for cut in cuts if cut < len(data)), len(data)]
    chunks = [data[first:last] for first, last in pairwise(edges)]
    capsys.readouterr()
    paper = print_all(chunks)
    printed = capsys.readouterr().out
    assert printed == (text if text.endswith("\n") or not text else text + "\n")
    assert paper.size == len(data)
    assert paper.read(1, 9) == data[1:9]
    paper.close()


def test_a_line_without_end_is_printed_before_it_fills_the_memory(capsys: Capture) -> None:
    line = ("é" * LONGEST).encode()
    paper = print_all([line[:1], line[1 : LONGEST + 3], line[LONGEST + 3 :]])
    assert capsys.readouterr().out == "é" * LONGEST + "\n"
    paper.close()


def test_a_line_of_broken_characters_is_printed_all_the_same(capsys: Capture) -> None:
    paper = print_all([b"\x80" * (LONGEST + 8)])
    assert len(capsys.readouterr().out) >= LONGEST
    paper.close()


def test_bytes_as_they_are_get_no_line_end(capsys: Capture) -> None:
    paper = print_all([b"\x1b[31mred"], None)
    assert capsys.readouterr().out == "\x1b[31mred"
    paper.close()


def test_a_log_written_anew_is_said_to_be(capsys: Capture) -> None:
    paper = PrintedLog(Output(), plain_text)

    async def copy() -> None:
        await paper.append(b"first\nhalf a li")
        await paper.clear()
        await paper.append(b"second\n")

    asyncio.run(copy())
    out, err = capsys.readouterr()
    assert out == "first\nhalf a li\nsecond\n"
    assert "written anew" in err
    assert paper.size == len(b"second\n")
    paper.close()


def test_a_searched_log_that_was_written_anew_has_the_new_lines_only() -> None:
    paper = SearchedLog()

    async def copy() -> None:
        await paper.append(b"one\ntwo\n")
        assert paper.read(0, 3) == b"one"
        await paper.clear()
        await paper.append(b"three")

    asyncio.run(copy())
    paper.finish()
    assert [line.text for line in paper.parsed.lines(1, 9)] == ["three"]
    assert paper.size == len(b"three")
    paper.close()


def test_a_searched_log_has_so_many_lines_and_no_more() -> None:
    paper = SearchedLog(most=100)

    async def copy() -> None:
        for _ in range(20):
            await paper.append(b"\n" * 10)

    with pytest.raises(LogTooLargeError):
        asyncio.run(copy())
    assert paper.size == 110
    paper.close()
