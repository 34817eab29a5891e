"""The command line's entry point."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name; None for the process's own.

    Returns:
        The exit code.
    """
    del argv
    sys.stderr.write("amplify-tui: nothing here yet\n")
    return 2
