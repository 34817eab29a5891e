"""``amplify-tui explain``: the cause of failure in a build log."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.explanation import explain_lines
from amplify_tui.cli.json_shapes import finding_shape
from amplify_tui.cli.log_input import read_file, read_stream
from amplify_tui.cli.output import Output
from amplify_tui.model.causes.finder import find_cause

if TYPE_CHECKING:
    from amplify_tui.cli.log_input import Reading
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings


def run(request: Request, surroundings: Surroundings) -> int:
    """Run the command.

    Raises:
        UsageError: There is no log, or none that can be read.
    """
    settings = surroundings.settings(request)
    output = Output(is_json=request.has("json"), no_color=settings.no_color)
    reading = _read(request, surroundings)
    finding = find_cause(reading.log)
    for note in reading.notes:
        output.note(note)
    if output.is_json:
        output.json(finding_shape(finding))
        return Exit.DONE
    width = shutil.get_terminal_size().columns if output.is_terminal else 0
    with_color = output.is_terminal and not settings.no_color
    for line in explain_lines(finding, reading.log, width, with_color=with_color):
        output.text(line + "\n")
    return Exit.DONE


def _read(request: Request, surroundings: Surroundings) -> Reading:
    if request.word and request.word != "-":
        return read_file(surroundings.folder / _expand(request.word))
    if sys.stdin is None or (not request.word and sys.stdin.isatty()):
        raise UsageError("explain needs a build log.", "Name a file, or pipe one in.")
    return read_stream(sys.stdin.buffer, "Standard input")


def _expand(word: str) -> Path:
    try:
        return Path(word).expanduser()
    except RuntimeError:
        # There is no such user, so the tilde is part of a name.
        return Path(word)
