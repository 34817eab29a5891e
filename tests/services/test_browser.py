"""Pages open in the browser that the user names, and nothing else ever does."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services.browser import SystemBrowser, is_showable

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://eu-west-1.console.aws.amazon.com/amplify/apps/d1?x=1&y=$(id)"


def make_program(folder: Path, name: str, body: str = 'printf "%s\\n" "$@" > "$0.out"') -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o700)
    os.mkfifo(folder / f"{name}.out")
    return program


async def read_when_there(pipe: Path) -> str:
    """Wait for what the program writes into its pipe; it waits for us likewise."""
    end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    is_there = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(end, is_there.set)
    try:
        async with asyncio.timeout(60):
            await is_there.wait()
        return os.read(end, 65_536).decode()
    finally:
        loop.remove_reader(end)
        os.close(end)


def browser(folder: Path, **environment: str) -> SystemBrowser:
    return SystemBrowser({"PATH": f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin", **environment})


async def test_the_address_is_given_to_the_browser_as_one_argument(tmp_path: Path) -> None:
    make_program(tmp_path, "fox")
    assert browser(tmp_path, BROWSER="fox --new-tab").open(URL)
    assert await read_when_there(tmp_path / "fox.out") == f"--new-tab\n{URL}\n"


async def test_a_place_for_the_address_is_filled(tmp_path: Path) -> None:
    make_program(tmp_path, "fox")
    assert browser(tmp_path, BROWSER="fox --url=%s --quiet").open(URL)
    assert await read_when_there(tmp_path / "fox.out") == f"--url={URL}\n--quiet\n"


async def test_the_next_browser_is_tried_where_the_first_is_not_there(tmp_path: Path) -> None:
    make_program(tmp_path, "fox")
    assert browser(tmp_path, BROWSER=f"nosuch{os.pathsep}'unclosed{os.pathsep}fox").open(URL)
    assert await read_when_there(tmp_path / "fox.out") == f"{URL}\n"


async def test_without_browser_the_desktop_is_asked(tmp_path: Path) -> None:
    make_program(tmp_path, "xdg-open")
    assert SystemBrowser({"PATH": f"{tmp_path}", "DISPLAY": ":9"}).open(URL)
    assert await read_when_there(tmp_path / "xdg-open.out") == f"{URL}\n"


def test_without_desktop_nothing_is_opened(tmp_path: Path) -> None:
    assert not SystemBrowser({"PATH": str(tmp_path)}).open(URL)


def test_a_program_that_cannot_run_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"\x00\x01")
    (tmp_path / "broken").chmod(0o700)
    assert not SystemBrowser({"PATH": str(tmp_path), "BROWSER": "broken"}).open(URL)


async def test_a_browser_that_does_not_end_holds_up_nobody(tmp_path: Path) -> None:
    make_program(tmp_path, "slow", 'echo on; echo "$1" > "$0.out"; exec sleep 40')
    started = asyncio.get_running_loop().time()
    assert browser(tmp_path, BROWSER="slow").open(URL)
    assert asyncio.get_running_loop().time() - started < 20
    assert await read_when_there(tmp_path / "slow.out") == f"{URL}\n"


async def test_a_browser_writes_nothing_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    make_program(tmp_path, "loud", 'echo noise; echo noise >&2; echo done > "$0.out"')
    assert browser(tmp_path, BROWSER="loud").open(URL)
    await read_when_there(tmp_path / "loud.out")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://user:secret@host/",
        "https://host/a b",
        "https://host/\x1b]0;x\x07",
        "https://host/\u202ex",
        "https://bucket.s3.amazonaws.com/log.txt?X-Amz-Signature=abc",
        "https://[::1",
        "https://",
        "--version",
        "",
    ],
)
def test_what_is_no_harmless_address_is_not_opened(url: str, tmp_path: Path) -> None:
    make_program(tmp_path, "fox")
    assert not is_showable(url)
    assert not browser(tmp_path, BROWSER="fox").open(url)


async def test_a_file_is_given_to_the_browser_as_an_address_of_this_machine(tmp_path: Path) -> None:
    make_program(tmp_path, "fox")
    assert browser(tmp_path, BROWSER="fox").open_file(str(tmp_path / "a b%.png"))
    assert await read_when_there(tmp_path / "fox.out") == f"file://{tmp_path}/a%20b%25.png\n"


def test_a_file_without_a_whole_path_is_not_opened(tmp_path: Path) -> None:
    assert not browser(tmp_path, BROWSER="echo").open_file("--help")
    assert not SystemBrowser({"PATH": ""}, "linux").open_file(str(tmp_path / "a.png"))
