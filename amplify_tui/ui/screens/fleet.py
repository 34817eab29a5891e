"""All branches of all accounts and regions in one table."""

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
from amplify_tui.ui.screens.fleet_picture import FleetPicture
from amplify_tui.ui.screens.page_opening import PageActions
from amplify_tui.ui.screens.superseding import Superseding
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from amplify_tui.ui.widgets.fleet_table import FleetTable


class FleetScreen(FleetPicture, Superseding, PageActions):
    """Ends with the branch that was chosen, or None."""

    PLACE: ClassVar = Place.FLEET
    BINDINGS: ClassVar = bindings_at(Place.FLEET)

    def compose(self) -> ComposeResult:
        """Lay out header, figures and table."""
        yield self.health_line
        yield self.banner
        yield self.counts
        yield self.table
        yield self.filter_field()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        self.begin()
        self.set_interval(1.0, self.tick)
        self.tick()
        self.table.focus()
        self.update_hints()

    def on_unmount(self) -> None:
        """Stop looking; the poller rests where no other screen shows the fleet."""
        self.end()
        others = (screen for screen in self.app.screen_stack if screen is not self)
        if not any(getattr(screen, "watches_fleet", False) for screen in others):
            rest_fleet(self.wiring)

    def on_screen_resume(self) -> None:
        """Come back from a log or a dialog."""
        if self.targets:
            self.watch_fleet()
            self.redraw()
            self.tick()

    def on_resize(self) -> None:
        """Say as much in the line of figures as there is room for now."""
        self.call_after_refresh(self.show_counts)

    def tick(self) -> None:
        """Let a second pass."""
        now = self.wiring.clock.now()
        self.wiring.fleet.tick(now)
        self.show_time(now)
        self.table.set_now(self.frozen_at or now)

    def situation(self) -> Situation:
        """Tell what is selected."""
        state = self.state_at_cursor()
        views = len(self.wiring.settings.views)
        superseded = sum(len(each.superseded) for each in self.superseded_branches())
        if state is None:
            return Situation(superseded=superseded, views=views)
        apps = self.wiring.store.get(topics.AppsOf(state.branch.app.target)) or ()
        return Situation(
            app=next((app for app in apps if app.key == state.branch.app), None),
            branch=state.branch,
            job=state.news.newest,
            has_row=True,
            superseded=superseded,
            views=views,
        )

    def on_line_table_highlighted(self) -> None:
        """Judge the commands anew."""
        self.update_hints()

    def on_line_table_chosen(self, event: FleetTable.Chosen) -> None:
        """End with the branch."""
        self.dismiss(event.row.state.branch)

    def action_freeze(self) -> None:
        """Hold the picture still, or let it go on."""
        super().action_freeze()
        self.redraw()

    def action_pick_view(self) -> None:
        """Pick a saved view."""
        from amplify_tui.ui.screens.view_picker import pick_view

        pick_view(self.amplify, lambda _: self.redraw())

    def action_log(self) -> None:
        """Open the log of the newest job's failed, else running, else last step."""
        situation = self.situation()
        job = situation.job
        if job is None:
            return
        from amplify_tui.ui.screens.log import LogScreen
        from amplify_tui.ui.screens.log_frame import LogTarget

        branch = job.key.branch
        self.wiring.poller.look_at(Focus(branch.app.target, branch.app, branch, job.key))
        names = (self.wiring.fleet.name_of(branch.app), plain(branch.name, 255), str(job.key.job_id))
        self.app.push_screen(LogScreen(LogTarget(job, situation.app, " / ".join(names))))

    def action_copy_id(self) -> None:
        """Copy the id of the newest job, else the branch's name."""
        state = self.state_at_cursor()
        if state is None:
            return
        job = state.news.newest
        if job is None:
            self.copy(state.branch.name, "the branch's name")
        else:
            self.copy(str(job.key.job_id), f"job id {job.key.job_id}")

    def action_copy_row(self) -> None:
        """Copy the row's text."""
        row = self.table.row_at_cursor
        if row is None:
            return
        state, job = row.state, row.state.news.newest
        parts = [row.target.profile, row.target.region, row.name, state.branch.name, state_mark(state).word]
        if job is not None:
            length = job.duration(self.wiring.clock.now())
            parts += [str(job.key.job_id), wording.commit(job.commit_id), job.commit_message or ""]
            parts.append(wording.duration(length))
        if row.cause is not None:
            parts.append(cause_text(row.cause))
        self.copy("  ".join(plain(part) for part in parts if part), "the row")
