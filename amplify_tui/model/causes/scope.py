"""How a log ended, and which of its lines tell why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.model.causes.finding import Outcome
from amplify_tui.model.logs.line import Level

if TYPE_CHECKING:
    from amplify_tui.model.logs.line import Section
    from amplify_tui.model.logs.parsed import ParsedLog

_OWN: Final = re.compile(r"^!!! \S")
_HARMLESS: Final = re.compile(
    r"\s*$|!{0,3} ?(?:Unable to \w{1,20} (?:environment )?cache|Failed to set up process\.env)"
)
_JSON_ERROR: Final = re.compile(r"^\{.{0,200}\"message\"")
_SUCCESS: Final = re.compile(r"^(?:## Build completed successfully|Deployment complete)")
_FAILED: Final = re.compile(r"(?:^|: )!!! (?:Build failed|Error|CustomerError|Non-Zero|[A-Z])")
_EXIT: Final = re.compile(r"exit code:? (-?\d{1,9})\b")
_SUCCESS_WORDS: Final = (b"## Build completed successfully", b"Deployment complete")
_LOOK: Final = 4_000
"""Lines at the end of a log in which its outcome is looked for."""
_LOOK_BYTES: Final = 4 << 20
"""Most bytes at the end of a log in which its outcome is looked for."""
_ERRORS: Final = 200
_FEW: Final = 60


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be judged.

    Attributes:
        outcome: How the log ended, by Amplify's own words alone.
        first: First line to judge, from 1.
        last: Last line to judge.
        command: The section of the command that failed, or ran last; None where there is none.
        phase: Where it failed; empty where not known.
        exit_code: What the command ended with; None where the log does not say.
        is_record: Whether the text is a log of Amplify's at all.
    """

    outcome: Outcome
    first: int
    last: int
    command: Section | None = None
    phase: str = ""
    exit_code: int | None = None
    is_record: bool = True


def read_scope(log: ParsedLog, step: str) -> Scope:
    """Find out how a log ended and where to look for the reason.

    Args:
        log: The log.
        step: Name of the step that wrote it; empty where not known.
    """
    errors = _own_errors(log)
    success = _last_success(log)
    is_record = bool(log.index.numbers_of(Level.INFO)) if log.line_count else False
    errors = [number for number in errors if number > success]
    if errors:
        return _failed(log, errors, step)
    if success:
        return Scope(Outcome.SUCCEEDED, 1, 0)
    command = _command_before(log, log.line_count)
    first = command.first + 1 if command else _phase_before(log, log.line_count)[1]
    return Scope(
        Outcome.UNKNOWN,
        first,
        log.line_count,
        command,
        command.phase if command else _phase_before(log, log.line_count)[0],
        command.exit_code if command else None,
        is_record,
    )


def _own_errors(log: ParsedLog) -> list[int]:
    """Return the lines in which Amplify itself says that something is wrong."""
    numbers = log.index.numbers_of(Level.ERROR)
    found = [
        number
        for number in (*numbers[:_ERRORS], *numbers[_ERRORS:][-_ERRORS:])
        if not log.index.is_continuation(number) and not _HARMLESS.match(log.line(number).text)
    ]
    if found:
        return [number for number in found if _OWN.match(log.line(number).text)] or found
    # A copy may have lost its levels.
    last = range(max(1, log.line_count - _FEW), log.line_count + 1)
    return [number for number in last if _FAILED.search(log.line(number).text[:200])]


def _last_success(log: ParsedLog) -> int:
    if not log.line_count:
        return 0
    end = log.index.span(log.line_count)[1]
    begin = max(log.index.span(max(1, log.line_count - _LOOK))[0], end - _LOOK_BYTES)
    raw = log.source.read(begin, end)
    at = len(raw)
    while (at := max(raw.rfind(words, 0, at) for words in _SUCCESS_WORDS)) >= 0:
        number = log.index.line_at(begin + at)
        if _SUCCESS.match(log.line(number).text[:80]):
            return number
    return 0


def _failed(log: ParsedLog, errors: list[int], step: str) -> Scope:
    begin = errors[0]
    command = _command_before(log, begin)
    exit_code = command.exit_code if command else None
    for number in errors:
        found = _EXIT.search(log.line(number).text[:200])
        if found:
            exit_code = int(found[1]) if exit_code is None else exit_code
            break
    phase, first = _phase_before(log, begin)
    if command is not None:
        phase, first = command.phase or phase, command.first + 1
    elif not phase and step:
        phase = {"BUILD": "build", "DEPLOY": "deploy", "VERIFY": "verify", "TEST": "test"}.get(
            step.upper(), ""
        )
    if not phase and log.line(begin).at is not None and _JSON_ERROR.match(log.line(begin).text):
        phase = "deploy"
    return Scope(Outcome.FAILED, first, max(errors[-1], begin), command, phase, exit_code)


def _command_before(log: ParsedLog, number: int) -> Section | None:
    """Return the command that was running at a line: the last one that no end of a phase follows."""
    found: Section | None = None
    for section in log.sections:
        if section.first > number:
            break
        if section.kind == "command":
            found = section
        elif found is not None and section.first > found.last:
            found = None
    if found is None or (found.last + 1 < number and _is_over(log, found, number)):
        return None
    return found


def _is_over(log: ParsedLog, section: Section, number: int) -> bool:
    """Tell whether a phase ended or a success was said between a command and a line."""
    for line in range(section.last + 1, min(number, section.last + 200)):
        text = log.line(line).text
        if text.startswith(("# Completed phase", "## Completed", "## Build completed")):
            return True
    return False


def _phase_before(log: ParsedLog, number: int) -> tuple[str, int]:
    """Return the phase of a line, and the line after the last command that was over before it."""
    name, first = "", 1
    for section in log.sections:
        if section.first > number:
            break
        if section.kind == "phase":
            name, first = section.name, section.first
    return name, first
