"""Names of files come from outside and must not lead outside."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amplify_tui.model.file_names import (
    MOST_BYTES,
    NAMELESS,
    free_name,
    joined_name,
    names_for,
    numbered_name,
    safe_name,
    variants,
)
from amplify_tui.model.text import clean_line
from amplify_tui.simulator import hostile

if TYPE_CHECKING:
    from pathlib import Path

WILD = st.lists(
    st.one_of(
        st.text(),
        st.sampled_from(
            [
                "..",
                "/",
                "\\",
                ".",
                "-",
                " ",
                "CON",
                "nul",
                "COM1",
                "lpt9",
                ".txt",
                ".tar.gz",
                "\0",
                "\r\n",
                "\x1b[2J",
            ]
        ),
        st.sampled_from(
            [
                "\u202e",
                "\u200d",
                "\ufeff",
                "e\u0301",
                "\ud800",
                "😀",
                "👩\u200d👧",
                "表",
                "x" * 300,
                "é" * 200,
            ]
        ),
        st.text(st.sampled_from("ab./\\ -_:é\u0301")),
    ),
    max_size=8,
).map("".join)
RESERVED = [
    "CON", "con", "PRN", "AUX", "NUL", "COM1", "com9", "COM0", "LPT1", "COM¹", "CONIN$", "conout$",
    "CON.txt", "nul.tar.gz", "aux .log", "Com7.json.zip",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.zip", "report.zip"),
        ("cypress/report/junit.xml", "junit.xml"),
        ("refuses an expired voucher (failed).png", "refuses an expired voucher (failed).png"),
        ("übersicht.txt", "übersicht.txt"),
        ("u\u0308bersicht.txt", "übersicht.txt"),
        ("日本語.txt", "日本語.txt"),
        ("😀👍🏽.png", "😀👍🏽.png"),
        ("👩\u200d👩\u200d👧.png", "👩\u200d👩\u200d👧.png"),
        ("../../x", "x"),
        ("../../../etc/passwd", "passwd"),
        ("/etc/passwd", "passwd"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("C:x", "C_x"),
        ("report.zip:stream", "report.zip_stream"),
        ("reports/", "reports"),
        ("reports/..", "reports"),
        ("a\\..\\..\\b", "b"),
        ("", NAMELESS),
        (".", NAMELESS),
        ("..", NAMELESS),
        ("...", NAMELESS),
        ("/", NAMELESS),
        ("../..", NAMELESS),
        (" \t\n", NAMELESS),
        ("\0", NAMELESS),
        ("\u202e\u2066", NAMELESS),
        ("\u200d\ufe0f", NAMELESS),
        ("evil\0.png", "evil.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\r\nb", "a b"),
        ("a\u00a0\u3000b", "a b"),
        ("\x1b]0;title\x07.txt", "txt"),
        ("\x1b[31mred\x1b[0m.txt", "red.txt"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("-rf", "rf"),
        ("--help.txt", "help.txt"),
        (".bashrc", "bashrc"),
        (".env.production", "env.production"),
        ("name. . .", "name"),
        ('what?*<>|".txt', "what______.txt"),
        ("%2e%2e%2fx", "%2e%2e%2fx"),
    ],
)  # fmt: skip
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", RESERVED)
def test_a_name_that_windows_keeps_for_itself_is_none_any_more(name: str) -> None:
    assert safe_name(name).startswith("_")


@pytest.mark.parametrize("name", ["CONSOLE", "com10.txt", "auxiliary", "nullable.py", "COM.txt", "x.con"])
def test_a_name_that_only_looks_reserved_is_left_alone(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".log", "é" * 300 + ".tar.gz", "😀" * 100 + ".png", "表" * 5_000]
)
def test_a_long_name_is_cut_between_characters_and_keeps_its_ending(name: str) -> None:
    safe = safe_name(name)
    assert MOST_BYTES - 4 < len(safe.encode()) <= MOST_BYTES
    ending = name[-1] if "." not in name else name[name.index(".") :]
    assert safe.endswith(ending)
    assert set(safe) <= set(name)


def test_a_name_that_is_all_ending_is_cut_too() -> None:
    assert len(safe_name("a." + "b" * 400).encode()) == MOST_BYTES


@given(WILD)
@example("e\u200b\u0301")
@example("CON." + "x" * 300)
@example("a" * 235 + " .....")
@example("a/\u0338")
@example("<\u0338")
@example("x" * 230 + "\u0301" * 20 + ".zip")
def test_a_safe_name_is_one_and_stays_one(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert safe
    assert safe not in {".", ".."}
    assert len(safe.encode()) <= MOST_BYTES
    assert not set(safe) & set('/\\\0<>:"|?*')
    assert safe == clean_line(safe)
    assert safe == unicodedata.normalize("NFC", safe)
    assert not safe.startswith((".", "-", " "))
    assert not safe.endswith((".", " "))
    assert safe.partition(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@given(WILD)
def test_a_safe_name_stays_in_its_folder(name: str) -> None:
    path = os.path.normpath(os.path.join("/downloads", safe_name(name)))  # noqa: PTH118 - what the system does with it
    assert os.path.dirname(path) == "/downloads"  # noqa: PTH120


@given(WILD, st.integers(1, 99_999))
def test_a_number_and_the_mark_of_a_part_still_find_room(name: str, number: int) -> None:
    numbered = numbered_name(safe_name(name), number)
    assert len(f"{numbered}.part".encode()) <= 255
    assert (numbered == safe_name(name)) is (number == 1)


def test_a_number_before_an_ending_leaves_one_blank() -> None:
    assert numbered_name("0 .0", 2) == "0 (2).0"


@given(st.lists(WILD, max_size=12))
def test_the_names_of_a_batch_differ_even_where_case_does_not_count(paths: list[str]) -> None:
    names = names_for(paths)
    assert len({name.casefold() for name in names}) == len(names) == len(paths)
    assert all(safe_name(name) == name for name in names if len(name.encode()) <= MOST_BYTES)
    assert names_for(paths) == names


def test_files_that_clash_are_told_apart_by_their_folders_else_by_a_number() -> None:
    paths = ("BUILD/artifacts.zip", "TEST/artifacts.zip", "a/log.txt", "same.txt", "Same.TXT", "../same.txt")
    assert names_for(paths) == (
        "BUILD-artifacts.zip", "TEST-artifacts.zip", "log.txt", "same.txt", "Same (2).TXT", "same (3).txt",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "second"),
    [("report.zip", "report (2).zip"), ("site.tar.gz", "site (2).tar.gz"), ("README", "README (2)")],
)
def test_the_number_stands_before_the_ending(name: str, second: str) -> None:
    assert numbered_name(name, 2) == second
    assert free_name(name, {name.casefold()}) == second
    names = variants(name)
    assert [next(names), next(names)] == [name, second]


def test_a_path_can_become_one_name() -> None:
    assert joined_name("cypress/../login/./report.json") == "cypress-login-report.json"
    assert joined_name("../..") == NAMELESS


@pytest.mark.parametrize("name", [*hostile.FILES, *hostile.TEXTS])
def test_every_hostile_name_can_be_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / safe_name(name)
    path.write_bytes(b"x")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
