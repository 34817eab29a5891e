"""Keys that move in a log or show it in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from amplify_tui.model.logs.line import Level
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.logs import steps
from amplify_tui.ui.screens.open_log import OpenLog

if TYPE_CHECKING:
    from amplify_tui.ui.logs.rows import Outline
    from amplify_tui.ui.widgets.log_ruler import LogRuler
    from amplify_tui.ui.widgets.log_view import LogView

_LEVELS: Final = (Level.NONE, Level.WARNING, Level.ERROR)


class LogMoves(OpenLog):
    """Errors, folds, levels, steps, times; following the end."""

    _was_at_cause = False

    def on_log_view_moved(self, event: LogView.Moved) -> None:
        """Say where one is now."""
        del event
        self.show_facts()

    def on_log_ruler_pressed(self, event: LogRuler.Pressed) -> None:
        """Go where the ruler was clicked."""
        if event.row < len(self.view.rows):
            self.go_to(self.view.rows.line_at(event.row))

    def go_to(self, line: int) -> None:
        """Go to a line, opening what is folded over it, and stop following.

        Args:
            line: From 1.
        """
        view = self.view
        view.is_touched, view.is_following = True, False
        opened = self.outline.opened_to(line)
        if opened.folded != self.folded:
            self.folded = opened.folded
            self.show_lines()
        if not view.rows.shows(line) and self.least is not Level.NONE:
            self._set_least(Level.NONE)
        view.jump_to(line)

    # --- errors -----------------------------------------------------------

    def action_next_error(self) -> None:
        """Go to the cause first, then from error to error."""
        cause = self.view.cause
        if cause and not self._was_at_cause and self.view.cursor != cause:
            self._was_at_cause = True
            self.go_to(cause)
            return
        self._was_at_cause = True
        found = self.tally.next_stop(self.view.cursor, cause) if self.tally is not None else 0
        if found:
            self.go_to(found)
        else:
            self.amplify.tell("No error or warning below this line; E goes back.")

    def action_previous_error(self) -> None:
        """Go from error to error, upwards."""
        found = self.tally.stop_before(self.view.cursor, self.view.cause) if self.tally is not None else 0
        if found:
            self.go_to(found)
        else:
            self.amplify.tell("No error or warning above this line; e goes on.")

    # --- folds and levels -------------------------------------------------

    def action_fold(self) -> None:
        """Fold the phase or command under the cursor, or open it again."""
        outline, section = self.outline.toggled(self.view.cursor)
        if section is None:
            self.amplify.tell("This line belongs to no phase or command.")
            return
        self._set_folds(outline, section.first)

    def action_fold_all(self) -> None:
        """Fold every phase and command, or open all."""
        outline = self.outline
        if not outline.sections:
            self.amplify.tell("This log names no phases or commands.")
            return
        self._set_folds(outline.toggled_all(), self.view.cursor)

    def _set_folds(self, outline: Outline, line: int) -> None:
        view = self.view
        view.is_touched = True
        self.folded = outline.folded
        self.show_lines()
        view.cursor = view.rows.line_at(view.rows.row_of(line)) if len(view.rows) else 1
        view.is_following = view.is_following and view.cursor_row == len(view.rows) - 1
        view.jump_to(view.cursor)

    def action_least_level(self) -> None:
        """Show every line, or only warnings and errors, or only errors."""
        self._set_least(_LEVELS[(_LEVELS.index(self.least) + 1) % len(_LEVELS)])

    def _set_least(self, least: Level) -> None:
        line = self.view.cursor
        self.least = least
        if self.tally is not None:
            self.tally.set_least(least)
        self.show_lines()
        if len(self.view.rows):
            self.view.jump_to(line)

    # --- looks ------------------------------------------------------------

    def action_times(self) -> None:
        """Show times since the step's start, by the local clock, or none."""
        times = self.view.look.times.following
        self.view.change_look(times=times)

    def action_wrap(self) -> None:
        """Wrap long lines, or cut them."""
        is_wrapped = not self.view.look.is_wrapped
        self.view.change_look(is_wrapped=is_wrapped, offset=0)
        self.view.jump_to(self.view.cursor)

    def action_follow_end(self) -> None:
        """Keep the end in view, or no longer."""
        view = self.view
        if not view.can_follow:
            self.amplify.tell("Nothing more comes: the log has ended.", "warning")
            return
        view.is_touched = True
        view.set_following(wanted=not view.is_following)

    # --- steps ------------------------------------------------------------

    def action_next_step(self) -> None:
        """Open the log of the next step."""
        self._go_beside(1)

    def action_previous_step(self) -> None:
        """Open the log of the step before."""
        self._go_beside(-1)

    def _go_beside(self, by: int) -> None:
        detail = self.detail
        if detail is None or not self.step_name:
            self.amplify.tell("The job's steps are not known yet.")
            return
        found = steps.beside(detail.steps, self.step_name, by)
        if found is not None:
            self.open_step(found.name)
        else:
            name = plain(self.step_name, 40)
            self.amplify.tell(f"{name} is the {'last' if by > 0 else 'first'} step.")
