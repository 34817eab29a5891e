"""Processor time and memory of a process and its children, from ``/proc``."""

from __future__ import annotations

import os
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_UTIME, _STIME, _PPID = 11, 12, 1


def _stat(pid: int) -> list[str]:
    text = (_PROC / str(pid) / "stat").read_text()
    return text[text.rindex(")") + 2 :].split()


def family(pid: int) -> list[int]:
    """List a process and all that descend from it."""
    parents: dict[int, int] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_stat(int(entry.name))[_PPID])
            except (OSError, ValueError):
                continue
    found = [pid]
    for member in found:
        found.extend(child for child, parent in parents.items() if parent == member)
    return found


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process itself has used, to the tick (10 ms)."""
    try:
        runtime = (_PROC / str(pid) / "schedstat").read_text().split()[0]
    except (OSError, IndexError):
        fields = _stat(pid)
        return (int(fields[_UTIME]) + int(fields[_STIME])) / _TICKS
    threads = (_PROC / str(pid) / "task").iterdir()
    total = 0
    for thread in threads:
        try:
            total += int((thread / "schedstat").read_text().split()[0])
        except (OSError, IndexError):
            continue
    return max(total, int(runtime)) / 1e9


def rss_megabytes(pid: int) -> float:
    """Return the resident memory of a process and its children in MB (2**20 bytes)."""
    pages = 0
    for member in family(pid):
        try:
            pages += int((_PROC / str(member) / "statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
