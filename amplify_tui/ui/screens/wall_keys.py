"""Keys of the wall that lead elsewhere or copy; each acts on the marked branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.focus import Focus
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_text
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.condition_words import state_mark
from amplify_tui.ui.screens.wall_marking import WallMarking
from amplify_tui.ui.wall.tile_words import speaker_of

if TYPE_CHECKING:
    from amplify_tui.model.keys import BranchKey


class WallKeys(WallMarking):
    """Ways from the wall to other screens and to the clipboard.

    Args:
        is_base: Whether the program opened on the wall, so that nothing lies below.
    """

    def __init__(self, *, is_base: bool = False) -> None:
        super().__init__()
        self.is_base = is_base

    def action_open_tile(self) -> None:
        """Show the marked branch on the dashboard."""
        state = self.marked_state()
        if state is not None:
            self._show_jobs_of(state.branch)

    def _show_jobs_of(self, branch: BranchKey) -> None:
        if not self.is_base:
            self.dismiss(branch)
            return
        from amplify_tui.ui.screens.jobs import JobsScreen

        dashboard = JobsScreen()
        dashboard.first_branch = branch
        self.app.push_screen(dashboard)

    def action_all_branches(self) -> None:
        """Show all branches in one table."""
        from amplify_tui.ui.screens.fleet import FleetScreen

        def chosen(branch: BranchKey | None) -> None:
            if branch is not None:
                self._show_jobs_of(branch)

        self.app.push_screen(FleetScreen(), chosen)

    def action_pick_view(self) -> None:
        """Pick a saved view."""
        from amplify_tui.ui.screens.view_picker import pick_view

        pick_view(self.amplify, lambda _: self.begin_anew())

    def action_log(self) -> None:
        """Open the log of the failed, else the running, else the last step."""
        from amplify_tui.ui.screens.log import LogScreen
        from amplify_tui.ui.screens.log_frame import LogTarget

        situation = self.situation()
        job = situation.job
        if job is None:
            return
        branch = job.key.branch
        self.wiring.poller.look_at(Focus(branch.app.target, branch.app, branch, job.key))
        names = (self.wiring.fleet.name_of(branch.app), plain(branch.name, 255), str(job.key.job_id))
        self.app.push_screen(LogScreen(LogTarget(job, situation.app, " / ".join(names))))

    def action_copy_id(self) -> None:
        """Copy the job's id, else the branch's name."""
        situation = self.situation()
        if situation.job is not None:
            self.copy(str(situation.job.key.job_id), f"job id {situation.job.key.job_id}")
        elif situation.branch is not None:
            self.copy(situation.branch.name, "the branch's name")

    def action_copy_row(self) -> None:
        """Copy what the tile says."""
        state = self.marked_state()
        if state is None:
            return
        job = speaker_of(state)
        target = state.branch.app.target
        parts = [target.profile, target.region, state.app_name, state.branch.name, state_mark(state).word]
        if job is not None:
            parts += [str(job.key.job_id), wording.commit(job.commit_id), job.commit_message or ""]
            cause = self.wiring.store.get(topics.CauseOf(job.key))
            parts.append(cause_text(cause) if cause is not None else "")
        self.copy("  ".join(plain(part) for part in parts if part), "the tile's text")
