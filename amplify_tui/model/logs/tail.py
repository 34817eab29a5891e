"""The last lines of a log, from its last bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from amplify_tui.model.logs.line import LogLine

KEPT_LINES: Final = 50
_LONGEST_LETTER: Final = 4


@dataclass(frozen=True, slots=True)
class LogTail:
    """How the log of a step that is going ends at present.

    Attributes:
        step: Name of the step.
        lines: The last ones, without blank ones; numbered from the first that was read.
    """

    step: str
    lines: tuple[LogLine, ...] = ()


def last_lines(data: bytes, *, is_cut: bool) -> tuple[LogLine, ...]:
    """Read the last lines, blank ones left out.

    Args:
        data: The last bytes of a log.
        is_cut: Whether others come before, so that the first line is but the end of one.
    """
    from amplify_tui.model.logs.lines import parse_lines

    lines = parse_lines(_whole_lines(data) if is_cut else data)
    return tuple(line for line in lines if line.text.strip())[-KEPT_LINES:]


def _whole_lines(data: bytes) -> bytes:
    """Drop a broken line at the beginning, of the only line no more than a broken letter."""
    _, feed, rest = data.partition(b"\n")
    if feed and rest:
        return rest
    start = 0
    while start < min(_LONGEST_LETTER, len(data)) and data[start] & 0xC0 == 0x80:  # noqa: PLR2004 - UTF-8's
        start += 1
    return data[start:]
