"""Stops every superseded job at once: shared by the dashboard, the wall and the table of all branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.ui.screens.live_screen import LiveScreen

if TYPE_CHECKING:
    from amplify_tui.model.conditions import BranchState


class Superseding(LiveScreen):
    """A screen that shows branches, of which some may build what nobody waits for any more."""

    def superseded_branches(self) -> tuple[BranchState, ...]:
        """Return the branches in reach of ``X`` that have superseded jobs."""
        view = self.amplify.views.present
        return tuple(state for state in self.wiring.fleet.loud(view) if state.superseded)

    def action_stop_superseded(self) -> None:
        """Ask once about every superseded job, then stop exactly those that were listed."""
        from amplify_tui.ui.questions import superseded_question
        from amplify_tui.ui.screens.confirm import ConfirmDialog

        branches = self.superseded_branches()
        if not branches:
            return
        question = superseded_question(branches, self.wiring.clock.now(), is_demo=self.wiring.is_demo)

        def answered(is_sure: bool | None) -> None:  # noqa: FBT001 - the shape of Textual's callback
            if is_sure:
                self.app.run_worker(self._stop_all(branches), name="stop superseded")

        self.app.push_screen(ConfirmDialog(question), answered)

    async def _stop_all(self, branches: tuple[BranchState, ...]) -> None:
        """Stop what was listed, whatever has become superseded since."""
        for state in branches:
            for job in state.superseded:
                await self.wiring.writes.stop(job.key)
