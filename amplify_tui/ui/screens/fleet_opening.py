"""How the dashboard reaches the fleet: its table, saved views, what is superseded.

The screens are imported when they are opened, since the first paint must not wait for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from amplify_tui.store import topics
from amplify_tui.ui.screens.dashboard import Dashboard
from amplify_tui.ui.screens.superseding import Superseding

if TYPE_CHECKING:
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.ui.situation import Situation


class FleetActions(Superseding, Dashboard):
    """Keys that lead from one branch to all."""

    def superseded_branches(self) -> tuple[BranchState, ...]:
        """Return the open branch where it has superseded jobs, else those of the open app that have."""
        looking = self.looking
        if looking is None or looking.app is None:
            return ()
        own = self._state_of_open_branch()
        if own is not None and own.superseded:
            return (own,)
        fleet = self.wiring.fleet
        listed = self.wiring.store.get(topics.BranchesOf(looking.app)) or ()
        known = (fleet.state(branch.key) for branch in listed)
        return tuple(state for state in known if state is not None and state.superseded)

    def _state_of_open_branch(self) -> BranchState | None:
        """Judge the open branch by its own list, which is newer than what the fleet knows."""
        branch = self.looking.branch if self.looking is not None else None
        going = tuple(job for job in self.jobs_now() if job.is_going)
        if branch is None or not going:
            return None
        from amplify_tui.model.branch_news import BranchNews
        from amplify_tui.model.conditions import BranchState, superseded_jobs

        news = BranchNews(self.jobs_now()[0], going)
        return BranchState(branch, self.app_label(), news=news, superseded=superseded_jobs(news))

    def find_state(self, branch: BranchKey) -> BranchState | None:
        """Look up what the fleet knows of a branch; it is imported with the first question."""
        return self.wiring.fleet.state(branch)

    def situation(self) -> Situation:
        """Tell what is selected, and what can be done with all of it."""
        count = sum(len(state.superseded) for state in self.superseded_branches())
        return replace(super().situation(), superseded=count, views=len(self.wiring.settings.views))

    def action_all_branches(self) -> None:
        """Show all branches of all accounts and regions."""
        from amplify_tui.ui.screens.fleet import FleetScreen

        self.app.push_screen(FleetScreen(), self.come_back)

    def action_wall(self) -> None:
        """Show the wall; where the program opened on it, go back to it."""
        if self._lies_on_wall():
            self.dismiss()
            return
        from amplify_tui.ui.screens.wall import WallScreen

        self.app.push_screen(WallScreen(), self.come_back)

    def _lies_on_wall(self) -> bool:
        return self.app.screen_stack[0] is not self

    def action_leave(self) -> None:
        """Quit; where the program opened on the wall, go back to it."""
        if self._lies_on_wall():
            self.dismiss()
        else:
            super().action_leave()

    def come_back(self, branch: BranchKey | None) -> None:
        """Open the branch that was chosen elsewhere.

        Args:
            branch: The branch; None where none was chosen.
        """
        if branch is not None:
            self.open_place(branch)
            self.set_focus(self.panes.jobs)

    def action_pick_view(self) -> None:
        """Pick a saved view."""
        from amplify_tui.ui.screens.view_picker import pick_view

        pick_view(self.amplify, lambda _: self.show_view())

    def show_view(self) -> None:
        """Narrow the list of apps to the view in force."""
        views = self.amplify.views
        if not views.is_narrow:
            if self.panes.apps.is_narrow:
                self.panes.show_view("", None)
            return
        from amplify_tui.ui.narrowing import Narrowing

        self.panes.show_view(views.present.name, Narrowing(views.present, self.find_state))

    def action_back(self) -> None:
        """Clear the filter, else the view, else go to the jobs; never quits."""
        if self.amplify.views.is_narrow and not self.clear_filter():
            from amplify_tui.model.views import EVERYTHING

            self.amplify.views.pick(EVERYTHING)
            self.show_view()
            self.amplify.tell("Everything is shown. V picks a view.")
            return
        super().action_back()
