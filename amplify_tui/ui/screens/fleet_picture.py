"""What the table of all branches shows, and how the fleet's picture reaches it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.content import Content

from amplify_tui.model.conditions import Condition
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.condition_words import counts_line
from amplify_tui.ui.fleet_health import fleet_health, fleet_problem, troubled_targets
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.saved_views import nothing_words
from amplify_tui.ui.screens.fleet_watching import FleetWatching
from amplify_tui.ui.widgets.fleet_table import FleetTable, Lookup
from amplify_tui.ui.widgets.health_line import HeaderFacts, HeaderLoad
from amplify_tui.ui.widgets.tone_lines import ToneLines

if TYPE_CHECKING:
    from datetime import datetime

    from textual.timer import Timer

    from amplify_tui.model.conditions import BranchState, FleetSummary
    from amplify_tui.model.jobs import Job
    from amplify_tui.store.topics import Topic

SETTLE_SECONDS = 0.2
"""How long rows stand on screen before the poller is told of them."""


class FleetPicture(FleetWatching):
    """Every branch of every account and region in one table."""

    def __init__(self) -> None:
        super().__init__()
        self.table: FleetTable = FleetTable(id="fleet", placeholder="Asking which accounts and regions…")
        self.counts = ToneLines(id="fleet-counts")
        self._look_timer: Timer | None = None

    def show_targets(self) -> None:
        """Show the columns in which accounts and regions differ, or why none is known."""
        if self.setup_problem is not None:
            self.show_problem(self.setup_problem)
        else:
            self.table.set_targets(self.targets, self._lookup())
            self.health_line.set_facts(self._facts())
            self.follow(())
        self.redraw()

    def _lookup(self) -> Lookup:
        store = self.wiring.store
        return Lookup(
            seen=lambda branch: store.seen_at(topics.NewsOf(branch)),
            cause=lambda job: store.get(topics.CauseOf(job)),
            name=self.wiring.fleet.name_of,
        )

    # --- the picture ------------------------------------------------------

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Bring one value of the picture to its place."""
        match topic:
            case topics.HealthOf(target=target):
                self._healths[target] = value
                self._show_healths()
            case topics.CauseOf(job=job):
                self.table.set_cause(job, value)
            case _:
                pass

    def follow(self, failures: tuple[Job, ...]) -> None:
        """Follow how asking goes, and why these jobs failed."""
        healths = (topics.HealthOf(target) for target in self.targets)
        self.following.follow((*healths, *(topics.CauseOf(job.key) for job in failures)))

    def redraw(self) -> None:
        """Show the fleet as it is now."""
        super().redraw()
        if self.frozen_at is not None or not self.is_attached:
            return
        fleet, view = self.wiring.fleet, self.amplify.views.present
        self._stale = troubled_targets(self._healths, self.wiring.clock.now())
        self.table.show_states(
            (*fleet.loud(view), *fleet.quiet(view)),
            stale=self._stale,
        )
        self.show_counts()
        self.update_hints()

    def show_counts(self) -> None:
        """Say how many branches are how, and which view is shown."""
        view = self.amplify.views.present
        summary = self.wiring.fleet.summary(view)
        width = self.counts.content_size.width or self.app.size.width - self.counts.gutter.width
        self.counts.set_lines([counts_line(summary, width)])
        name = f" · {plain(view.name, 60)}" if view.name else ""
        self.table.border_title = Content(f"All branches{name}")
        self.table.placeholder = self._placeholder(summary)

    def _placeholder(self, summary: FleetSummary) -> str:
        if self.setup_problem is not None:
            return problem_text(self.setup_problem)
        if not self.targets:
            return "Asking which accounts and regions there are…"
        if problem := fleet_problem(self._healths, self.wiring.clock.now()):
            return problem_text(problem)
        if not summary.is_complete:
            return "Loading apps and branches…"
        view = self.amplify.views.present
        return nothing_words(view, summary) if view.name else "No branches in these accounts and regions."

    def _show_healths(self) -> None:
        """Say in header and banner how asking goes, and dim the rows of who gives no answers."""
        now = self.wiring.clock.now()
        self.health_line.set_health(fleet_health(self._healths, now))
        self.show_problem(fleet_problem(self._healths, now))
        if troubled_targets(self._healths, now) != self._stale:
            self.heard()

    def load(self, now: datetime) -> HeaderLoad:
        """Tell how much of all budgets is used, and the age of the oldest row on screen."""
        budgets = [self.wiring.connector.budget(target) for target in self.targets]
        return replace(
            super().load(now),
            used=sum(budget.per_minute for budget in budgets),
            allowed=round(sum(budget.per_second for budget in budgets) * 60),
            oldest=self.find_oldest((row.state.branch for row in self.table.rows_on_screen()), now),
        )

    def _facts(self) -> HeaderFacts:
        profiles = dict.fromkeys(plain(each.profile, 60) or wording.NOTHING for each in self.targets)
        regions = dict.fromkeys(plain(each.region, 40) for each in self.targets)
        return HeaderFacts(
            profile=" + ".join(profiles),
            region=", ".join(regions),
            endpoint=self.wiring.settings.endpoint_url if not self.wiring.is_demo else "",
            is_demo=self.wiring.is_demo,
            is_read_only=self.wiring.settings.read_only,
        )

    # --- what is on screen ------------------------------------------------

    def on_fleet_table_seen(self, event: FleetTable.Seen) -> None:
        """Ask about what can be seen first, and find out why what failed did."""
        failures = tuple(
            job
            for row in event.rows
            if row.state.condition is Condition.FAILED and (job := row.state.news.newest) is not None
        )
        self.follow(failures)
        self.wiring.causes.look_at(failures)
        if self._look_timer is not None:
            self._look_timer.stop()
        self._look_timer = self.set_timer(SETTLE_SECONDS, self._look)

    def _look(self) -> None:
        self._look_timer = None
        seen = [row.state.branch for row in self.table.rows_on_screen()]
        self.wiring.fleet_poller.look_at(seen)

    def chosen_state(self) -> BranchState | None:
        """Return the branch under the cursor as it is now; None while there is none, or it is gone."""
        row = self.table.row_at_cursor
        return None if row is None else self.wiring.fleet.state(row.state.branch)

    def shown_state(self) -> BranchState | None:
        """Return the branch under the cursor as its row shows it; None while there is none."""
        row = self.table.row_at_cursor
        return None if row is None else row.state
