"""The last lines of a running step's log, below all else that is told of a job; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.steps import logging_step
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import cut, plain
from amplify_tui.ui.step_lines import PaneLine

if TYPE_CHECKING:
    from amplify_tui.model.logs.line import LogLine
    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.step_lines import JobView

_WITH_GAP: Final = 3
_WITH_TIME: Final = 40
_LONGEST: Final = 1_000


def tail_lines(view: JobView, width: int, room: int) -> tuple[PaneLine, ...]:
    """Tell how the log of the running step ends; nothing once the step is over.

    Args:
        view: The job.
        width: Cells of a line.
        room: Lines that are free.

    Returns:
        As many lines as there is room for, so that a log that grows moves nothing else; or none.
    """
    tail, step = view.tail, logging_step(view.detail)
    if room <= 0 or tail is None or step is None or step.name != tail.step or not tail.lines:
        return ()
    gap = [PaneLine(())] if room >= _WITH_GAP else []
    shown = [PaneLine(tuple(_line(line, width))) for line in tail.lines[len(gap) - room :]]
    return tuple(gap + shown + [PaneLine(())] * (room - len(gap) - len(shown)))


def _line(line: LogLine, width: int) -> list[Piece]:
    from amplify_tui.ui.logs.painting import LEVEL_MARKS

    time = "" if line.at is None or line.is_continuation else wording.local_time(line.at)
    glyph, tone = LEVEL_MARKS.get(line.level, (" ", ""))
    pieces: list[Piece] = [("  ", ""), (f"{time:<8} ", "dim")] if width >= _WITH_TIME else []
    pieces.append((f"{glyph} ", tone))
    taken = sum(len(text) for text, _ in pieces)
    return [*pieces, (cut(plain(line.text, _LONGEST), max(width - taken, 0)), "")]
