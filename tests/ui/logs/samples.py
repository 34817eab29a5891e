"""Logs of our own, as small as a test needs them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from amplify_tui.model.logs.line import Level, Section
from amplify_tui.model.logs.parsed import ParsedLog
from amplify_tui.ui.logs.painting import ShownLine

START = datetime(2026, 11, 21, 14, 3, 0, tzinfo=UTC)
INFO, WARNING, ERROR = "INFO", "WARNING", "ERROR"


def record(text: str, level: str = INFO, seconds: float = 0.0) -> str:
    """Write a record that came so long after the start."""
    at = START + timedelta(seconds=seconds)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z [{level}]: {text}"


def log_of(*lines: str) -> ParsedLog:
    """Make a log of lines."""
    return ParsedLog.of("".join(f"{line}\n" for line in lines).encode())


def shown(text: str, number: int = 1, level: Level = Level.INFO, seconds: float = 0.0) -> ShownLine:
    """Make a line as it is painted."""
    return ShownLine(number, level, START + timedelta(seconds=seconds), ((text, ""),) if text else ())


def section(kind: str, first: int, last: int, **other: object) -> Section:
    """Make a phase or command that took ten seconds, unless said otherwise."""
    known = {"name": "build", "began_at": START, "ended_at": START + timedelta(seconds=10)} | other
    return Section(kind=kind, first=first, last=last, **known)  # type: ignore[arg-type]  # a literal, told by tests
