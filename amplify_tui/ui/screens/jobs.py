"""The dashboard: apps and branches, the jobs of one branch, the steps of one job."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from amplify_tui.store import topics
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.screens.fetching import FetchActions
from amplify_tui.ui.screens.fleet_opening import FleetActions
from amplify_tui.ui.screens.linking import LinkActions
from amplify_tui.ui.screens.log_opening import LogActions
from amplify_tui.ui.screens.looking_at import LookActions
from amplify_tui.ui.screens.pickers import PickActions
from amplify_tui.ui.screens.viewing import ViewActions
from amplify_tui.ui.screens.writing import WriteActions
from amplify_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.ui.widgets.branch_list import BranchList
    from amplify_tui.ui.widgets.job_table import JobTable
    from amplify_tui.ui.widgets.step_pane import StepPane

TICK_SECONDS = 1.0


class JobsScreen(
    FleetActions, ViewActions, WriteActions, LinkActions, LogActions, LookActions, FetchActions, PickActions
):
    """The screen that everything begins with."""

    PLACE: ClassVar = Place.DASHBOARD
    BINDINGS: ClassVar = bindings_at(Place.DASHBOARD)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (190, "-vast")]  # noqa: RUF012 - an instance variable of Screen
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-low"), (20, "-middle"), (32, "-high")]  # noqa: RUF012 - an instance variable of Screen

    def compose(self) -> ComposeResult:
        """Lay out header, banner, panes and key bar."""
        yield self.health_line
        yield self.banner
        yield self.panes
        yield self.filter_field()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        self.panes.find_state = self.find_state
        self.recall_sort()
        self.begin()
        self.show_view()
        self.set_interval(TICK_SECONDS, self.tick)
        self.tick()
        self.set_focus(self.panes.jobs)
        self.update_hints()

    def on_unmount(self) -> None:
        """Stop looking."""
        self.end()

    def on_screen_resume(self) -> None:
        """Come back from another screen: look at the jobs again."""
        if self.looking is not None:
            self.wiring.poller.look_at(self.looking)
            self.show_view()
            self.follow()
            self.tick()

    def on_screen_suspend(self) -> None:
        """Leave alone what nobody sees."""
        self.wiring.causes.look_at(())
        self.wiring.tails.look_at(None)

    def on_line_table_highlighted(self, event: JobTable.Highlighted) -> None:
        """Show the steps of the job that the cursor stands on."""
        if event.table is self.panes.jobs:
            self.select_job(None if event.row is None else event.row.job.key)

    def on_line_table_chosen(self, event: JobTable.Chosen) -> None:
        """Go to the steps."""
        if event.table is self.panes.jobs:
            self.action_pane_3()

    def on_line_table_near_end(self, event: JobTable.NearEnd) -> None:
        """Fetch the next older jobs."""
        is_jobs = event.table is self.panes.jobs and self.frozen_at is None
        if is_jobs and self.looking is not None and self.looking.branch is not None:
            self.run_worker(self.wiring.poller.load_older_jobs(self.looking.branch), group="older")

    def on_job_table_failures_seen(self, event: JobTable.FailuresSeen) -> None:
        """Find out why what is on screen failed."""
        self.look_into(event.jobs)

    def on_step_pane_step_chosen(self, event: StepPane.StepChosen) -> None:
        """Open the step's log."""
        self.open_log(event.step.name)

    def on_branch_list_app_chosen(self, event: BranchList.AppChosen) -> None:
        """Open an app."""
        self.open_app(event.key)

    def on_branch_list_branch_chosen(self, event: BranchList.BranchChosen) -> None:
        """Open a branch and go to its jobs."""
        self.open_branch(event.key)
        self.set_focus(self.panes.jobs)

    def on_branch_list_visible_changed(self, event: BranchList.VisibleChanged) -> None:
        """Ask about the branches that can be seen, and no others."""
        if self.looking is not None:
            self.look_at(replace(self.looking, visible=tuple(event.branches)))

    def action_pane_1(self) -> None:
        """Go to the apps; where they are folded away, to their picker."""
        if self.has_class("-narrow"):
            self.action_pick_app()
        else:
            self.set_focus(self.panes.apps)

    def action_pane_2(self) -> None:
        """Go to the jobs."""
        self.set_focus(self.panes.jobs)

    def action_pane_3(self) -> None:
        """Go to the steps, and ask which artifacts the job left."""
        self.set_focus(self.panes.steps)
        job = self.situation().job
        if job is not None and self.wiring.store.get(topics.ArtifactsOf(job.key)) is None:
            self.run_worker(self.wiring.poller.load_artifacts(job.key), group="artifacts")

    def action_backend(self) -> None:
        """Look at the backend jobs of the app."""
        if self.looking is not None and self.looking.app is not None:
            from amplify_tui.ui.screens.backend import BackendScreen

            self.app.push_screen(BackendScreen(self.looking, self.scene()))
