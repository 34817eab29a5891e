"""Writes the README's tables from the code that they describe: ``python -m tests.docs``."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from amplify_tui.cli.catalogue import COMMANDS, OWN_OPTIONS
from amplify_tui.cli.exits import Exit
from amplify_tui.model.settings import describe_settings
from amplify_tui.ui.commands import key_table_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

README = Path(__file__).parents[1] / "README.md"

EXIT_CODES = {
    Exit.DONE: "done",
    Exit.FAILED: "the followed job FAILED",
    Exit.USAGE: "wrong usage; also a write without a terminal and without `--yes`",
    Exit.CANCELLED: "the followed job was CANCELLED",
    Exit.CREDENTIALS: "credentials missing, expired or denied",
    Exit.NOT_FOUND: "app, branch or job not found",
    Exit.GAVE_UP: "gave up on API or network errors",
    Exit.REFUSED: "refused: branch busy, job already over, app without repository, read-only",
    Exit.STILL_GOING: "the job is still going",
    Exit.TIMEOUT: "`--timeout` ran out",
    Exit.INTERRUPTED: "ctrl+c",
}


def command_table() -> str:
    """Write the table of commands with their own options."""
    flags = {option.name: option.flag for option in OWN_OPTIONS}
    rows = ["| command | does | its own options |", "|---|---|---|"]
    for command in COMMANDS:
        name = f"amplify-tui {command.name}".strip()
        options = " ".join(f"`{flags[option]}`" for option in command.options)
        rows.append(f"| `{name}` | {command.help} | {options} |")
    return "\n".join(rows) + "\n"


def exit_code_table() -> str:
    """Write the table of exit codes."""
    rows = [f"| {int(code)} | {EXIT_CODES[code]} |" for code in Exit]
    return "\n".join(["| code | means |", "|---|---|", *rows]) + "\n"


PARTS: Mapping[str, Callable[[], str]] = {
    "keys": key_table_markdown,
    "commands": command_table,
    "exit codes": exit_code_table,
    "settings": describe_settings,
}


def refresh(text: str) -> str:
    """Return a text with everything between its markers written anew.

    Args:
        text: The README.

    Raises:
        ValueError: A marker is missing or stands there twice.
    """
    for name, write in PARTS.items():
        begin, end = f"<!-- {name}: written by `make docs` -->", f"<!-- end of {name} -->"
        span = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if len(span.findall(text)) != 1:
            raise ValueError(f"README.md shall hold {begin} … {end} once")
        before, after = span.split(text)
        text = f"{before}{begin}\n{write()}{end}{after}"
    return text


if __name__ == "__main__":
    README.write_text(refresh(README.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{README.name}: {', '.join(PARTS)}\n")
