"""Command line of the bench."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

PARTS = ("start", "poll", "rows", "idle", "engine", "growing", "logs", "beside", "changes", "fleet")
"""Modules of this package, in the order in which they run; each has ``measure``."""


def main() -> int:
    """Measure and print, one line a figure as soon as it is known.

    Returns:
        0 when every promise held, 1 when one was missed.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part; repeatable")
    chosen = parser.parse_args().only or PARTS
    is_missed = False
    for part in chosen:
        for line in import_module(f"tests.bench.{part}").measure():
            is_missed |= line.verdict == "MISSED"
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return int(is_missed)


if __name__ == "__main__":
    sys.exit(main())
