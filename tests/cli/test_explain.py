"""explain: the cause of failure in a build log, from a file or a pipe."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from amplify_tui.cli.log_input import read_stream
from amplify_tui.model.causes.finder import find_cause
from tests.cli.terminal import open_terminal
from tests.model.causes.collection import failing_logs, own_logs

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

KEYS = {"outcome", "line", "text", "excerpt", "kind", "phase", "command", "exitCode", "hint", "rule"}
LOG = next(log for log in failing_logs() if log.family == "typescript" and log.command)


async def pipe(data: bytes, *arguments: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "amplify_tui", "explain", *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate(data)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def explain(command_line: CommandLine, data: bytes) -> Any:
    (command_line.folder / "log.txt").write_bytes(data)
    result = await command_line("explain", "log.txt", "--json")
    assert result.code == 0
    return result.json


async def test_the_json_is_the_promised_one(command_line: CommandLine) -> None:
    found = await explain(command_line, LOG.data)
    assert set(found) == KEYS
    assert found["outcome"] == "failed"
    assert found["line"] in LOG.lines
    assert found["command"] == LOG.command
    first, last = found["excerpt"]
    assert first <= found["line"] <= last


async def test_a_success_and_a_riddle_have_no_cause(command_line: CommandLine) -> None:
    for log in own_logs():
        if log.outcome == "succeeded":
            found = await explain(command_line, log.data)
            assert found == {**dict.fromkeys(KEYS), "outcome": "succeeded"}
    assert (await explain(command_line, b""))["outcome"] == "unknown"


async def test_people_see_the_line_its_neighbours_and_what_to_do(command_line: CommandLine) -> None:
    (command_line.folder / "log.txt").write_text(
        "2026-01-01T00:00:00.000Z [INFO]: # Starting phase: preBuild\n"
        "2026-01-01T00:00:00.000Z [INFO]: # Executing command: npm ci\n"
        "2026-01-01T00:00:00.000Z [WARNING]: npm error code ETARGET\n"
        "2026-01-01T00:00:00.000Z [WARNING]: npm error notarget No matching "
        "version found for \x1b[1mkit@9\x1b[0m.\n"
        "2026-01-01T00:00:00.000Z [ERROR]: !!! Build failed\n"
        "2026-01-01T00:00:00.000Z [ERROR]: !!! Error: Command failed with exit code 1\n"
    )
    result = await command_line("explain", "log.txt")
    assert (result.code, result.err) == (0, "")
    assert "\x1b" not in result.out
    assert result.out.splitlines()[0] == "✘ FAILED  npm error notarget No matching version found for kit@9."
    assert "  In: preBuild phase, `npm ci`, exit code 1\n" in result.out
    assert "  Do: Ask for a version of kit@9 that exists" in result.out
    assert "> 4 │ npm error notarget No matching version found for kit@9.\n" in result.out


async def test_each_outcome_is_said_in_a_line(command_line: CommandLine) -> None:
    for text, said in (
        ("2026-01-01T00:00:00.000Z [INFO]: ## Build completed successfully\n", "✔ SUCCEED"),
        ("2026-01-01T00:00:00.000Z [INFO]: Cloning\n", "? The log does not tell how it ended."),
    ):
        (command_line.folder / "log.txt").write_text(text)
        result = await command_line("explain", "log.txt")
        assert result.code == 0
        assert result.out.startswith(said)
        assert result.out.count("\n") == 1


@pytest.mark.parametrize("members", [1, 2])
async def test_a_gzipped_log_is_unpacked(command_line: CommandLine, members: int) -> None:
    middle = len(LOG.data) // members
    packed = b"".join(map(gzip.compress, (LOG.data[:middle], LOG.data[middle:])))
    found = await explain(command_line, packed + b"\0" * 64)
    assert found["line"] in LOG.lines


async def test_of_a_gzip_file_cut_short_what_is_there_is_read(command_line: CommandLine) -> None:
    (command_line.folder / "cut.gz").write_bytes(gzip.compress(LOG.data)[:-20])
    result = await command_line("explain", "cut.gz", "--json")
    assert result.code == 0
    assert result.json["outcome"] in {"failed", "unknown"}
    assert (
        result.err == f"{command_line.folder}/cut.gz is cut short: only what was there could be unpacked.\n"
    )


async def test_of_a_damaged_gzip_file_what_comes_before_is_read(command_line: CommandLine) -> None:
    packed = bytearray(gzip.compress(LOG.data))
    packed[-8:-4] = b"nope"
    (command_line.folder / "odd.gz").write_bytes(packed)
    result = await command_line("explain", "odd.gz", "--json")
    assert result.code == 0
    assert "damaged" in result.err


async def test_a_log_as_windows_writes_it_is_read(command_line: CommandLine) -> None:
    for encoding in ("utf-16", "utf-16-be"):
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
        found = await explain(command_line, mark + LOG.data.decode().replace("\n", "\r\n").encode(encoding))
        assert found["line"] in LOG.lines


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text"),
        ("packed", b"\x1f\x8b" + b"\xff" * 100, "nothing in it can be unpacked"),
    ],
)
async def test_what_is_no_log_is_refused_in_a_line(
    command_line: CommandLine, name: str, data: bytes, said: str
) -> None:
    (command_line.folder / name).write_bytes(data)
    result = await command_line("explain", name)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("word", ["nothing-here.log", ".", "no\0name", "~nobody-at-all/x.log"])
async def test_what_cannot_be_read_is_refused_in_a_line(command_line: CommandLine, word: str) -> None:
    result = await command_line("explain", word)
    assert result.code == 2
    assert result.err.count("\n") == 1
    as_json = await command_line("explain", word, "--json")
    assert as_json.code == 2
    assert as_json.json["error"]["code"] == "UsageError"


async def test_one_word_is_all_it_takes(command_line: CommandLine) -> None:
    result = await command_line("explain", "a.log", "b.log")
    assert result.code == 2
    assert "takes no word b.log" in result.err
    assert "explain [FILE|-]" in (await command_line("explain", "--help")).out


@pytest.mark.parametrize("arguments", [("-", "--json"), ("--json",), ("--json", "-")])
async def test_a_pipe_is_read(arguments: tuple[str, ...]) -> None:
    code, out, err = await pipe(LOG.data, *arguments)
    assert (code, err) == (0, "")
    assert json.loads(out)["line"] in LOG.lines


async def test_one_line_of_fifty_megabytes_is_read() -> None:
    code, out, _ = await pipe(b"Error: " + b"x" * 50_000_000, "--json")
    assert code == 0
    assert len(out) < 2_000


async def test_on_a_terminal_it_has_colours_and_asks_for_a_file(command_line: CommandLine) -> None:
    path = command_line.folder / "log.txt"
    path.write_bytes(LOG.data)
    async with open_terminal(
        "explain", str(path), environment=command_line.environment, folder=command_line.folder
    ) as terminal:
        assert await terminal.end() == 0
        assert "\x1b[1;31m✘ FAILED" in terminal.text
    async with open_terminal(
        "explain", environment=command_line.environment, folder=command_line.folder
    ) as terminal:
        assert await terminal.end() == 2
        assert "needs a build log" in terminal.text


def test_of_too_many_lines_the_first_are_read() -> None:
    stream = io.BytesIO(LOG.data + b"\n" * 3_000_000)
    reading = read_stream(stream, "log.txt", most=1_000_000)
    cause = find_cause(reading.log).cause
    assert cause is not None
    assert cause.line in LOG.lines
    assert reading.notes == ["Only the first 1 million lines were read."]


async def test_an_empty_log_is_said_to_be_empty(command_line: CommandLine) -> None:
    (command_line.folder / "log.txt").write_bytes(b"")
    result = await command_line("explain", str(command_line.folder / "log.txt"))
    assert result.code == 0
    assert result.err.endswith("log.txt is empty: zero bytes.\n")
    assert len(result.err.splitlines()) == 1


class Trickle(io.BytesIO):
    """Gives one byte at a time, as a slow pipe may."""

    def read(self, _size: int | None = -1) -> bytes:
        return super().read(1)


def test_a_packed_log_is_known_by_two_bytes_that_come_one_by_one() -> None:
    packed = Trickle(gzip.compress(b"one\ntwo\n"))
    assert [line.text for line in read_stream(packed, "It").log.lines(1, 2)] == ["one", "two"]
