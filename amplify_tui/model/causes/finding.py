"""What can be said of a log: how it ended, and the line that names the cause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How the job of a log ended, as far as the log tells."""

    FAILED = "failed"
    SUCCEEDED = "succeeded"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a job failed, as its log tells it.

    Attributes:
        line: The line that names the cause, as in the file, from 1.
        text: That line, clean, without prefix; safe to show, at most 400 characters.
        excerpt: First and last line of the few lines around it, at most eight, from 1.
        kind: A short stable name such as ``typescript``, ``module-not-found``, ``out-of-memory``.
        phase: Where: ``clone``, ``backend``, ``preBuild``, ``build``, ``deploy`` …; empty where not known.
        command: The command that failed, as typed; empty where none did.
        exit_code: What that command ended with; None where the log does not say.
        hint: What to do, only where that is certain; else empty.
        place: Source file with line and column such as ``src/app/page.tsx:14:7``; empty where none is named.
        rule: Name of the rule that decided.
    """

    line: int
    text: str
    excerpt: tuple[int, int]
    kind: str
    phase: str = ""
    command: str = ""
    exit_code: int | None = None
    hint: str = ""
    place: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the finder made of a log.

    Attributes:
        outcome: How it ended.
        cause: Why it failed; None for everything else, and where nothing in it tells.
    """

    outcome: Outcome
    cause: Cause | None = None
