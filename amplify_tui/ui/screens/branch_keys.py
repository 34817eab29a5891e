"""Keys that act on one branch of the fleet: the marked one of the wall, the table's under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.focus import Focus
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_text
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.condition_words import state_mark
from amplify_tui.ui.fleet_columns import searched_text
from amplify_tui.ui.screens.fleet_watching import FleetWatching
from amplify_tui.ui.screens.page_opening import PageActions
from amplify_tui.ui.screens.superseding import Superseding
from amplify_tui.ui.screens.writing import WriteActions
from amplify_tui.ui.situation import Situation

if TYPE_CHECKING:
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import Job
    from amplify_tui.ui.questions import Scene


class BranchKeys(WriteActions, PageActions, Superseding, FleetWatching):
    """Writes, log, pages and clipboard for the branch that ``chosen_state`` returns."""

    def situation(self) -> Situation:
        """Tell what is chosen."""
        state = self.chosen_state()
        views = len(self.wiring.settings.views)
        superseded = sum(len(each.superseded) for each in self.superseded_branches())
        if state is None:
            return Situation(superseded=superseded, views=views, lacks="No branch is selected.")
        apps = self.wiring.store.get(topics.AppsOf(state.branch.app.target)) or ()
        return Situation(
            app=next((app for app in apps if app.key == state.branch.app), None),
            branch=state.branch,
            job=state.speaker,
            going=next(iter(state.news.going), None),
            has_row=True,
            superseded=superseded,
            views=views,
            lacks=f"Amplify does not list the app {plain(state.app_name, 80)} any more.",
        )

    def superseded_branches(self) -> tuple[BranchState, ...]:
        """Return the branches that view and filter show and that have superseded jobs."""
        words = self.filter_text.casefold().split()
        found = super().superseded_branches()
        if not words:
            return found
        texts = ((state, searched_text(state, None).casefold()) for state in found)
        return tuple(state for state, text in texts if all(word in text for word in words))

    def scene(self) -> Scene:
        """Tell where a write would happen."""
        from amplify_tui.ui.questions import Scene

        state = self.chosen_state()
        if state is None:
            return super().scene()
        app = state.branch.app
        return Scene(self.wiring.fleet.name_of(app), app.target, self.wiring.is_demo)

    def ask_about(self, job: Job) -> None:
        """Ask at once what became of a job that was written to."""
        self.wiring.fleet_poller.hint(job.key.branch, job.key.job_id)

    def begin_anew(self) -> None:
        """Show another view."""
        self.redraw()

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
        state = self.shown_state()
        if state is None:
            return
        job = state.speaker
        if job is None:
            self.copy(state.branch.name, "the branch's name")
        else:
            self.copy(str(job.key.job_id), f"job id {job.key.job_id}")

    def action_copy_row(self) -> None:
        """Copy what is said of the branch."""
        state = self.shown_state()
        if state is None:
            return
        job, target = state.speaker, state.branch.app.target
        name = self.wiring.fleet.name_of(state.branch.app)
        parts = [target.profile, target.region, name, state.branch.name, state_mark(state).word]
        if job is not None:
            length = job.duration(self.wiring.clock.now())
            parts += [str(job.key.job_id), wording.commit(job.commit_id), job.commit_message or ""]
            parts.append(wording.duration(length))
            cause = self.wiring.store.get(topics.CauseOf(job.key))
            parts.append(cause_text(cause) if cause is not None else "")
        self.copy("  ".join(plain(part) for part in parts if part), "the row")
