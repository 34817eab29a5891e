"""What the dashboard looks at, and how the picture reaches its panes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from amplify_tui.model.focus import Focus
from amplify_tui.model.remembered import last_app, last_branch
from amplify_tui.services.errors import ApiError
from amplify_tui.store import topics
from amplify_tui.ui.following import Following, topics_of
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.titles import Titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.jobs import Job, JobList
    from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
    from amplify_tui.store.topics import Topic


class Dashboard(Titles):
    """Everything on the dashboard follows from its selection.

    Attributes:
        first_branch: Where to open instead of where the program was told to; None for there.
    """

    first_branch: BranchKey | None = None

    def __init__(self) -> None:
        super().__init__()
        self._is_opened = False
        self._is_started = False
        self._wanted_branch = ""
        self._failures: tuple[Job, ...] = ()
        # What reads logs is made, and imported, once there is a job to read of.
        self._has_causes = False
        self._has_tail = False

    # --- selecting --------------------------------------------------------

    def look_at(self, focus: Focus) -> None:
        """Show something else from now on."""
        if focus == self.looking:
            return
        before, self.looking = self.looking, focus
        self.wiring.poller.look_at(focus)
        if before is None or replace(before, visible=()) != replace(focus, visible=()):
            self.show_titles()
        if before is None or before.job != focus.job:
            self.show_steps()
        self.follow()
        self.show_placeholders()
        self.update_hints()

    def look_into(self, failures: Sequence[Job]) -> None:
        """Find out why the failed jobs on screen failed.

        Args:
            failures: From top to bottom.
        """
        self._failures = tuple(failures)
        self.follow()

    def follow(self) -> None:
        """Follow what is on screen: the selection, and the causes of failures."""
        looking, selected = self.looking, self.panes.jobs.row_at_cursor
        if looking is None:
            return
        failures = [job for job in self._failures if job.key.branch == looking.branch]
        if selected is not None and selected.cause is not None and selected.job.key == looking.job:
            failures = [selected.job, *(job for job in failures if job.key != looking.job)]
        causes = (topics.CauseOf(job.key) for job in failures)
        tails = () if looking.job is None else (topics.TailOf(looking.job),)
        self.following.follow((*topics_of(looking), *tails, *causes))
        if failures or looking.job is not None or self._has_causes:
            self._has_causes = True
            self.wiring.causes.look_at(failures, looking.job)
        self.look_at_tail()

    def look_at_tail(self) -> None:
        """Have the end of the selected job's log read as long as it can be seen."""
        is_seen = self.is_current and self.frozen_at is None and self.panes.steps.has_room
        wanted = self.looking.job if self.looking is not None and is_seen else None
        if wanted is not None or self._has_tail:
            self._has_tail = True
            self.wiring.tails.look_at(wanted)

    def open_target(self, target: Target, branch: BranchKey | None = None) -> None:
        """Look at another account or region.

        Args:
            target: Account and region.
            branch: Branch to open there; None for the one looked at last.
        """
        self._is_opened = branch is not None
        self.panes.clear()
        self.show_health(None)
        if branch is not None:
            self.wiring.memory.remember(last_app(target), branch.app.app_id)
            self.wiring.memory.remember(last_branch(branch.app), branch.name)
        self.look_at(Focus(target, app=branch.app if branch else None, branch=branch))
        self.show_facts()

    def open_app(self, key: AppKey) -> None:
        """Look at an app; its branch follows when the branches are known."""
        if self.looking is None or key == self.looking.app:
            return
        self.wiring.memory.remember(last_app(key.target), key.app_id)
        self.panes.clear_jobs()
        self.look_at(replace(self.looking, app=key, branch=None, job=None))

    def open_branch(self, key: BranchKey) -> None:
        """Look at a branch; its newest job is selected when the jobs are known."""
        if self.looking is None or key == self.looking.branch:
            return
        self.wiring.memory.remember(last_branch(key.app), key.name)
        self.panes.clear_jobs()
        self.look_at(replace(self.looking, app=key.app, branch=key, job=None))

    def open_place(self, key: BranchKey) -> None:
        """Look at a branch of any account and region."""
        if self.looking is not None and self.looking.target == key.app.target:
            self.open_app(key.app)
            self.open_branch(key)
            return
        self.open_target(key.app.target, key)

    def select_job(self, key: JobKey | None) -> None:
        """Look at a job's steps."""
        if self.looking is not None and (key is None or key.branch == self.looking.branch):
            self.look_at(replace(self.looking, job=key))

    # --- the picture ------------------------------------------------------

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Bring one value of the picture to its pane."""
        match topic:
            case topics.HealthOf():
                self.show_health(value)
            case topics.AppsOf():
                self._show_apps(value)
            case topics.BranchesOf(app=app):
                self._show_branches(app, value)
            case topics.JobsOf():
                self._show_jobs(value)
            case topics.NewestOf(branch=branch):
                self.panes.show_newest(branch, value)
            case topics.DetailOf() | topics.ArtifactsOf() | topics.ProblemWith(topic=topics.DetailOf()):
                self.show_steps()
                self.update_hints()
            case topics.TailOf():
                self.show_steps()
            case topics.CauseOf(job=job):
                self.panes.jobs.set_cause(job, value)
                if self.looking is not None and self.looking.job == job:
                    self.show_steps()
            case _:
                pass
        self.show_placeholders()

    def _show_apps(self, apps: tuple[App, ...]) -> None:
        self.panes.show_apps(apps)
        looking = self.looking
        if looking is None:
            return
        if looking.app is None and not self._is_opened:
            self._open_first(apps, looking.target)
        self.show_titles()
        self.run_worker(self.show_endpoint(looking.target), name="endpoint", exclusive=True, group="endpoint")
        self.update_hints()

    def _open_first(self, apps: tuple[App, ...], target: Target) -> None:
        from amplify_tui.ui.opening import app_to_open

        self._is_opened = bool(apps)
        # What was asked for on the command line is one place, not one in every account.
        start = self.wiring.start if not self._is_started else replace(self.wiring.start, app="", branch="")
        self._is_started = self._is_started or bool(apps)
        remembered = self.wiring.memory.recall(last_app(target))
        choice = app_to_open(apps, start, remembered)
        if choice.complaint:
            self.amplify.tell(choice.complaint, "warning")
        if choice.must_pick:
            self.call_after_refresh(self.run_action, "pick_app")
        if choice.app is not None:
            self._wanted_branch = start.branch or (start.folder_branch if choice.is_folder else "")
            self.open_app(choice.app.key)

    def _show_branches(self, app: AppKey, branches: tuple[Branch, ...]) -> None:
        self.panes.show_branches(app, branches)
        looking = self.looking
        if looking is None or looking.app is None or looking.branch is not None:
            return
        from amplify_tui.ui.opening import branch_to_open

        remembered = self.wiring.memory.recall(last_branch(looking.app))
        choice = branch_to_open(self.open_app_now(), branches, self._wanted_branch, remembered)
        self._wanted_branch = ""
        if choice.complaint:
            self.amplify.tell(choice.complaint, "warning")
        if choice.branch is not None:
            self.open_branch(choice.branch.key)

    def _show_jobs(self, jobs: JobList) -> None:
        self.panes.show_jobs(jobs, self.wiring.store, self.frozen_at or self.wiring.clock.now())
        looking = self.looking
        if looking is not None and jobs.jobs and (looking.job is None or self.is_following):
            self.panes.jobs.move_to(jobs.jobs[0].key)
            self.select_job(self.panes.jobs.job_key)
        self.update_hints()

    def show_steps(self) -> None:
        """Show the selected job with its steps."""
        self.panes.show_steps(self.selected_job(), self.wiring.store)

    # --- beginning and end ------------------------------------------------

    def begin(self) -> None:
        """Find out where to look, and look there."""
        self.following = Following(self.wiring.store, self.show)
        if self.first_branch is not None:
            self.open_target(self.first_branch.app.target, self.first_branch)
        elif self.wiring.target is not None:
            self.open_target(self.wiring.target)
        else:
            # Asking for it imports the AWS libraries, which the first picture must not wait for.
            self.call_after_refresh(lambda: self.run_worker(self._find_target(), name="target"))

    async def _find_target(self) -> None:
        try:
            target = await self.wiring.connector.default_target()
        except ApiError as error:
            self.banner.show_problem(error.problem)
            self.panes.show_setup_problem(problem_text(error.problem))
            return
        self.open_target(target)

    def end(self) -> None:
        """Stop listening."""
        self.following.stop()
        self.wiring.poller.look_at(None)
        self.wiring.causes.look_at(())
        self.wiring.tails.look_at(None)
