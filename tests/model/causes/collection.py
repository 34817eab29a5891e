"""The build logs written for these tests, and what a person says of each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent / "logs"


@dataclass(frozen=True, slots=True)
class OwnLog:
    """One log of the collection.

    Attributes:
        path: The file.
        family: The tool, or the kind of failure, that it is about.
        outcome: How the job ended, as a person reads it.
        diagnosis: What went wrong, in a line.
        lines: Lines that name the cause, from 1; any of them is right.
        command: The command that failed; empty where none did.
        kind: What to call the cause, as a suggestion.
    """

    path: Path
    family: str
    outcome: Literal["failed", "succeeded", "unknown"]
    diagnosis: str
    lines: tuple[int, ...] = ()
    command: str = ""
    kind: str = ""

    @property
    def data(self) -> bytes:
        """The file as it is."""
        return self.path.read_bytes()

    @property
    def text(self) -> list[str]:
        """Its lines, as written."""
        return self.data.decode().split("\n")

    @property
    def key_texts(self) -> list[str]:
        """The lines that name the cause."""
        return [self.text[number - 1] for number in self.lines]


@cache
def own_logs() -> tuple[OwnLog, ...]:
    """Read what the index says of the logs."""
    rows = tomllib.loads((FOLDER / "index.toml").read_text())["log"]
    return tuple(
        OwnLog(
            path=FOLDER / row["file"],
            family=row["family"],
            outcome=row["outcome"],
            diagnosis=row["diagnosis"],
            lines=tuple(row.get("lines", ())),
            command=row.get("command", ""),
            kind=row.get("kind", ""),
        )
        for row in rows
    )


def failing_logs() -> tuple[OwnLog, ...]:
    """Return those whose job failed."""
    return tuple(log for log in own_logs() if log.outcome == "failed")
