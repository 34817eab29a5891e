"""The finder points at the line that names the cause, whatever tool printed it."""

from __future__ import annotations

import pytest

from amplify_tui.model.causes.finder import find_cause
from amplify_tui.model.causes.finding import Cause, Outcome
from amplify_tui.model.causes.noise import MARKS
from amplify_tui.model.logs.parsed import ParsedLog
from tests.model.causes.outputs import Output, outputs

each_output = pytest.mark.parametrize("output", outputs(), ids=lambda output: output.name.replace(" ", "-"))


def cause_in(lines: list[str]) -> Cause:
    finding = find_cause(ParsedLog.of("\n".join(lines).encode() + b"\n"))
    assert finding.outcome is Outcome.FAILED
    assert finding.cause is not None
    return finding.cause


def test_no_two_outputs_have_the_same_name_or_command() -> None:
    assert len(outputs()) >= 150
    assert len({output.name for output in outputs()}) == len(outputs())
    assert all(output.keys and output.records for output in outputs())


@each_output
def test_the_cause_is_found(output: Output) -> None:
    cause = cause_in(output.lines())
    assert (cause.line in output.key_lines(), cause.kind) == (True, output.kind), cause
    if output.command != "-":
        assert cause.command == output.command
        assert cause.phase == "build"
        assert cause.exit_code == output.exit_code
    first, last = cause.excerpt
    assert first <= cause.line <= last < first + 8


@each_output
def test_the_cause_is_found_in_a_copy_from_the_console(output: Output) -> None:
    lines = [part for number, line in enumerate(output.lines()) for part in (str(number), "", line, "")]
    assert (cause_in(lines).line + 1) / 4 in output.key_lines()


@each_output
def test_the_cause_is_found_with_colours_around_every_word(output: Output) -> None:
    lines = []
    for line in output.lines():
        at = line.find("]: ") + 3 if "]: " in line[:40] else 33
        head, text = line[:at], line[at:]
        lines.append(head + " ".join(f"\x1b[1;31m{word}\x1b[0m" for word in text.split(" ")))
    for number in (*range(2), *range(len(lines) - 3, len(lines))):
        lines[number] = output.lines()[number]  # Amplify itself uses no colour
    assert cause_in(lines).line in output.key_lines()


@pytest.mark.parametrize("mark", sorted(set(MARKS) - set("●∟•│")))
def test_a_mark_garbled_on_the_way_is_still_a_mark(mark: str) -> None:
    garbled = "".join(
        bytes([byte]).decode("cp1252" if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "latin-1")
        for byte in mark.encode()
    )
    records = [("I", "one"), ("W", f"{garbled} the page is odd"), ("I", "three")]
    output = Output("garbled", "error", "./publish", 1, records, {1})
    assert cause_in(output.lines()).line in output.key_lines()
