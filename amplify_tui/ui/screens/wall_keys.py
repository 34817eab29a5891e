"""Keys of the wall that lead to dashboard and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.ui.screens.branch_keys import BranchKeys
from amplify_tui.ui.screens.wall_marking import WallMarking

if TYPE_CHECKING:
    from amplify_tui.model.keys import BranchKey


class WallKeys(WallMarking, BranchKeys):
    """Ways from the wall to other screens.

    Args:
        is_base: Whether the program opened on the wall, so that nothing lies below.
    """

    def __init__(self, *, is_base: bool = False) -> None:
        super().__init__()
        self.is_base = is_base

    def action_open_tile(self) -> None:
        """Show the marked branch on the dashboard."""
        state = self.chosen_state()
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
