"""What tools print when they fail, as whole logs of Amplify's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_suffix(".txt")
LEVELS: Final = {"I": "INFO", "W": "WARNING", "E": "ERROR"}
STAMP: Final = "2026-01-02T03:04:05.678Z"


@dataclass(slots=True)
class Output:
    """One tool's last words.

    Attributes:
        name: What it is about.
        kind: What the cause is to be called.
        command: The command that failed; ``-`` where Amplify itself gave up.
        exit_code: What it ended with.
        records: Lines, each with the letter of its level, ``|`` for one that goes on.
        keys: Which of them name the cause, from 0.
    """

    name: str
    kind: str
    command: str
    exit_code: int
    records: list[tuple[str, str]] = field(default_factory=list)
    keys: set[int] = field(default_factory=set)

    def lines(self) -> list[str]:
        """Return the whole log, line by line."""
        if self.command == "-":
            found = [f"{STAMP} [INFO]: # Cloning repository: git@git.example:acme/site.git"]
        else:
            found = [
                f"{STAMP} [INFO]: # Starting phase: build",
                " " * 33 + f"# Executing command: {self.command}",
            ]
        width = 33
        for level, text in self.records:
            prefix = " " * width if level == "|" else f"{STAMP} [{LEVELS[level]}]: "
            width = len(prefix)
            found.append(prefix + text)
        if self.command != "-":
            found.append(f"{STAMP} [ERROR]: !!! Build failed")
            found.append(f"{STAMP} [ERROR]: !!! Error: Command failed with exit code {self.exit_code}")
        return [*found, f"{STAMP} [INFO]: # Environment caching completed"]

    def key_lines(self) -> set[int]:
        """Return which lines of ``lines`` name the cause, from 1."""
        before = 1 if self.command == "-" else 2
        return {before + key + 1 for key in self.keys}


@cache
def outputs() -> tuple[Output, ...]:
    """Read them all."""
    found: list[Output] = []
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("= "):
            name, kind, rest = line[2:].split(" | ", 2)
            command, _, exit_code = rest.rpartition(" | ")
            found.append(Output(name, kind, command, int(exit_code)))
        elif line.startswith("@ "):
            found[-1].keys |= {int(number) - 1 for number in line[2:].split()}
        elif line and not line.startswith("# "):
            if line.startswith("*"):
                found[-1].keys.add(len(found[-1].records))
            record = line.removeprefix("*")
            found[-1].records.append((record[0], record[2:]))
    return tuple(found)
