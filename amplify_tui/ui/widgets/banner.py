"""One to three lines about what is wrong, with what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.ui.cell_text import cut, plain, wrap
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from amplify_tui.model.health import Problem
    from amplify_tui.ui.cell_text import Piece

_MOST = 3


class Banner(ToneLines):
    """Takes no room while nothing is wrong."""

    problem: Problem | None = None
    is_warning = False

    def on_mount(self) -> None:
        """Hide while there is nothing to say."""
        self.lay_out()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.lay_out()

    def show_problem(self, problem: Problem | None, *, is_warning: bool = False) -> None:
        """Say what is wrong.

        Args:
            problem: What is wrong; None when all is well.
            is_warning: Whether the picture is kept in spite of it.
        """
        if (problem, is_warning) != (self.problem, self.is_warning):
            self.problem, self.is_warning = problem, is_warning
            self.lay_out()

    def lay_out(self) -> None:
        """Break the lines for the present width."""
        lines = banner_lines(
            self.problem,
            (self.content_size.width or self.app.size.width - 2) - 2,
            is_warning=self.is_warning,
        )
        self.display = bool(lines)
        self.styles.height = max(len(lines), 1)
        self.set_lines(lines)


def banner_lines(problem: Problem | None, width: int, *, is_warning: bool = False) -> list[list[Piece]]:
    """Break a problem into at most three lines; the hint is what must not be lost.

    Args:
        problem: What is wrong; None when all is well.
        width: Cells there are.
        is_warning: Whether the picture is kept in spite of it.
    """
    if problem is None:
        return []
    hint = wrap(plain(problem.hint), max(width, 1))[: _MOST - 1] if problem.hint else []
    message = wrap(plain(problem.message), max(width, 1))
    room = _MOST - len(hint)
    if len(message) > room:
        message = [*message[: room - 1], cut(" ".join(message[room - 1 :]), width)]
    mark, tone = ("! ", "warning") if is_warning else ("✘ ", "failed")
    head: list[list[Piece]] = [
        [(mark if line == 0 else "  ", tone), (text, "strong")] for line, text in enumerate(message)
    ]
    return head + [[("  ", ""), (text, "accent")] for text in hint]
