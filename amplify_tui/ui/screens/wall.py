"""The wallboard: a screen that nobody touches, on which every key still works."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from amplify_tui.model.focus import Focus
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cause_words import cause_text
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.condition_words import state_mark
from amplify_tui.ui.fleet_watch import rest_fleet
from amplify_tui.ui.screens.page_opening import PageActions
from amplify_tui.ui.screens.superseding import Superseding
from amplify_tui.ui.screens.wall_marking import WallMarking
from amplify_tui.ui.screens.writing import WriteActions
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.wall.tile_words import speaker_of
from amplify_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.ui.questions import Scene

TICK_SECONDS = 1.0


class WallScreen(WallMarking, WriteActions, PageActions, Superseding):
    """Ends with the branch that was opened, or None.

    Args:
        is_base: Whether the program opened on it, so that nothing lies below.
    """

    PLACE: ClassVar = Place.WALL
    BINDINGS: ClassVar = bindings_at(Place.WALL)

    def __init__(self, *, is_base: bool = False) -> None:
        super().__init__()
        self.is_base = is_base

    def compose(self) -> ComposeResult:
        """Lay out the wall, and the keys that appear while somebody uses them."""
        yield self.view
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        self.begin()
        self.set_interval(TICK_SECONDS, self.tick)
        self.set_focus(self.view)
        self.redraw()
        self.update_hints()

    def on_unmount(self) -> None:
        """Stop looking; the poller rests where no other screen shows the fleet."""
        self.end()
        others = (screen for screen in self.app.screen_stack if screen is not self)
        if not any(getattr(screen, "watches_fleet", False) for screen in others):
            rest_fleet(self.wiring)

    def on_screen_resume(self) -> None:
        """Come back from the dashboard, a log or a dialog."""
        if self.targets:
            self.watch_fleet()
        self.redraw()

    def on_screen_suspend(self) -> None:
        """Leave alone what nobody sees."""
        self.wiring.causes.look_at(())

    def on_resize(self) -> None:
        """Arrange everything anew."""
        self.redraw()

    def tick(self) -> None:
        """Let a second pass."""
        if not self.is_current:
            return
        self.wiring.fleet.tick(self.wiring.clock.now())
        self.forget_mark()
        self.redraw()

    def situation(self) -> Situation:
        """Tell what is marked."""
        state = self.marked_state()
        views = len(self.wiring.settings.views)
        superseded = self.arrangement.superseded
        pages = self.arrangement.pages
        if state is None:
            return Situation(superseded=superseded, views=views, pages=pages)
        apps = self.wiring.store.get(topics.AppsOf(state.branch.app.target)) or ()
        return Situation(
            app=next((app for app in apps if app.key == state.branch.app), None),
            branch=state.branch,
            job=speaker_of(state),
            going=next(iter(state.news.going), None),
            has_row=True,
            superseded=superseded,
            views=views,
            pages=pages,
        )

    def scene(self) -> Scene:
        """Tell where a write would happen."""
        from amplify_tui.ui.questions import Scene

        state = self.marked_state()
        if state is None:
            return super().scene()
        app = state.branch.app
        return Scene(self.wiring.fleet.name_of(app), app.target, self.wiring.is_demo)

    def ask_about(self, job: Job) -> None:
        """Ask at once what became of a job that was written to."""
        self.wiring.fleet_poller.hint(job.key.branch, job.key.job_id)

    # --- keys -------------------------------------------------------------

    def action_back(self) -> None:
        """Take the mark away, else leave; never quits."""
        if self.marked is not None:
            self.mark(None)
        elif not self.is_base:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Leave; quit where the program opened on the wall."""
        if self.is_base:
            self.call_later(self.run_action, "app.quit")
        else:
            self.dismiss(None)

    def action_refresh(self) -> None:
        """Ask Amplify now."""
        self.wiring.fleet_poller.refresh()
        self.amplify.action_refresh()

    def action_freeze(self) -> None:
        """Hold the picture still, or let it go on."""
        super().action_freeze()
        self.redraw()

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
