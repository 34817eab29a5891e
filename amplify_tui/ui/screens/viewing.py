"""How the dashboard shows what it shows: frozen, following, sorted; the passing of time."""

from __future__ import annotations

from amplify_tui.ui.screens.dashboard import Dashboard


class ViewActions(Dashboard):
    """Keys that change nothing but the view."""

    def tick(self) -> None:
        """Let a second pass in header and tables."""
        now = self.wiring.clock.now()
        self.show_time(now)
        self.panes.set_now(self.frozen_at or now, self.wiring.store)
        self.look_at_tail()

    def action_follow(self) -> None:
        """Keep the newest job selected, or stop doing so."""
        self.is_following = not self.is_following
        jobs = self.jobs_now()
        if self.is_following and jobs:
            self.panes.jobs.move_to(jobs[0].key)
        self.show_titles()
        self.amplify.tell("Following the newest job." if self.is_following else "No longer following.")

    def action_sort(self) -> None:
        """Sort by the next column, or the other way round; remembered."""
        super().action_sort()
        self._remember_sort()

    def on_line_table_header_clicked(self) -> None:
        """Remember what the mouse sorted by."""
        self._remember_sort()

    def _remember_sort(self) -> None:
        state = self.panes.jobs.sort_state
        value = "" if state is None else f"{'-' if state.is_reverse else ''}{state.column_id}"
        self.wiring.memory.remember("sort", value)

    def recall_sort(self) -> None:
        """Sort as last time."""
        value = self.wiring.memory.recall("sort") or ""
        if value:
            self.panes.jobs.sort_by(value.removeprefix("-"), reverse=value.startswith("-"))

    def action_back(self) -> None:
        """Clear the filter, else go from steps or apps to the jobs; never quits."""
        if not self.clear_filter():
            self.set_focus(self.panes.jobs)

    def action_leave(self) -> None:
        """Quit."""
        self.call_later(self.run_action, "app.quit")
