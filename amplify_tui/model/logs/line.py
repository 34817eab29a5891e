"""One line of a log, and the stretches that lines belong to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime


class Level(IntEnum):
    """How Amplify marks a record: INFO is stdout, WARNING stderr, ERROR written by Amplify itself."""

    NONE = 0
    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class LogLine:
    """One physical line.

    Attributes:
        number: As in the file, from 1.
        level: Of its record; NONE before the first one and in texts that are no records.
        at: Of its record, aware UTC; None where it has none.
        text: Without prefix, indentation of a continuation, escapes and control characters.
        is_continuation: Whether it goes on with the record above it.
    """

    number: int
    level: Level
    at: datetime | None
    text: str
    is_continuation: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A phase of the build, or one command in it.

    Attributes:
        kind: ``phase`` or ``command``.
        name: ``preBuild``, ``build``, ``postBuild``, ``backend``, ``clone`` …, or the command as typed.
        first: Line that opens it, from 1.
        last: Its last line so far, from 1.
        began_at: Aware UTC; None where the log does not say.
        ended_at: Aware UTC; None while it goes on or where the log does not say.
        exit_code: Of a command that failed; None of any other.
        phase: Name of the phase that a command belongs to; empty for a phase.
    """

    kind: Literal["phase", "command"]
    name: str
    first: int
    last: int
    began_at: datetime | None = None
    ended_at: datetime | None = None
    exit_code: int | None = None
    phase: str = ""
