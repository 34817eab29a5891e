"""Keys that take something out of a log: text, an address, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.file_names import safe_name
from amplify_tui.services.errors import ApiError
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.logs.clipping import clean_blocks, clip_lines, said_of
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.log_moves import LogMoves

if TYPE_CHECKING:
    from amplify_tui.model.logs.parsed import ParsedLog
    from amplify_tui.ui.widgets.log_view import LogView


class LogTaking(LogMoves):
    """Clipboard, addresses, files."""

    def action_mark(self) -> None:
        """Begin to mark lines at the cursor, or end it."""
        view = self.view
        if not len(view.rows):
            self.amplify.tell("There is no line to mark.")
            return
        view.marked = None if view.marked is not None else (view.cursor, view.cursor)
        view.is_touched = True
        view.refit()
        self.show_facts()
        self.amplify.tell(
            "Marking: move, then c copies the lines." if view.marked is not None else "Nothing is marked."
        )

    def on_log_view_moved(self, event: LogView.Moved) -> None:
        """Let the mark reach to the cursor."""
        view = self.view
        if view.marked is not None and view.marked[1] != view.cursor:
            view.marked = (view.marked[0], view.cursor)
            view.refit()
        super().on_log_view_moved(event)

    def action_copy_text(self) -> None:
        """Copy the marked lines; at the cause what is around it; else the line under the cursor."""
        log, view, cause = self.parsed, self.view, self.cause
        if log is None or not len(view.rows):
            self.amplify.tell("There is no line to copy.")
            return
        first = last = view.cursor
        what = f"line {first:,}"
        if view.marked is not None:
            first, last = min(view.marked), max(view.marked)
            what = f"lines {first:,} to {last:,}" if last > first else what
        elif cause is not None and view.cursor == cause.line:
            first, last = cause.excerpt
            what = f"the cause with what is around it, lines {first:,} to {last:,}"
        clip = clip_lines(log, first, last)
        self.app.copy_to_clipboard(clip.text)
        self.amplify.tell(said_of(clip, what))
        if view.marked is not None:
            view.marked = None
            view.refit()

    def action_copy_url(self) -> None:
        """Copy a freshly signed address of the log."""
        self.run_worker(self._copy_url(self.step_name), name="url", group="url", exclusive=True)

    async def _copy_url(self, name: str) -> None:
        key = self.target.job.key
        try:
            gateway = await self.wiring.connector.connect(key.target)
            detail = await gateway.get_job(key)
        except ApiError as error:
            self.amplify.tell(f"No fresh address: {problem_text(error.problem)}", "error")
            return
        step = next((each for each in detail.steps if each.name == name), None)
        if step is None or step.log_url is None:
            self.amplify.tell(f"Amplify names no log of {plain(name, 40) or 'this step'}.", "warning")
            return
        self.app.copy_to_clipboard(step.log_url.reveal())
        self.amplify.tell(
            f"Copied the address of {plain(step.log_url.label, 120)}; it holds a session token."
        )

    def action_save(self) -> None:
        """Save the log as clean text to a new file."""
        if self.parsed is None or not self.parsed.line_count:
            self.amplify.tell("There is nothing to save.")
            return
        self.run_worker(self._save(self.parsed), name="save", group="save", exclusive=True)

    async def _save(self, log: ParsedLog) -> None:
        job = self.target.job.key
        app = self.target.app.name if self.target.app is not None else job.branch.app.app_id
        name = safe_name(f"{app}-{job.branch.name}-{job.job_id}-{self.step_name}.log".replace("/", "-"))
        try:
            path = await self.wiring.saver.save(name, clean_blocks(log))
        except ApiError as error:
            self.amplify.tell(f"Could not save the log: {problem_text(error.problem)}", "error")
        else:
            self.amplify.tell(f"Saved {log.line_count:,} lines to {plain(path, 400)}")
