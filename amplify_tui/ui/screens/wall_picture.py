"""What the wall shows, and how the fleet's picture reaches it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.store import topics
from amplify_tui.ui import saved_views, wording
from amplify_tui.ui.fleet_columns import searched_text
from amplify_tui.ui.fleet_health import fleet_health, target_label, troubled_targets
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.fleet_watching import FleetWatching
from amplify_tui.ui.wall import facts as said
from amplify_tui.ui.wall.arranging import Arrangement, Arranger
from amplify_tui.ui.wall.filtering import WordFilter, filter_words, nothing_words
from amplify_tui.ui.wall.layout import shift_at
from amplify_tui.ui.wall.picture import WallLook, WallPicture
from amplify_tui.ui.wall.tile import OLD, Tile
from amplify_tui.ui.wall.turning import Pager, QuietOrder, Spotlight
from amplify_tui.ui.widgets.wall_view import WallView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from textual.geometry import Size

    from amplify_tui.model.causes.job_cause import JobCause
    from amplify_tui.model.conditions import BranchState, FleetSummary
    from amplify_tui.model.events import QueueHealth
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.store.topics import Topic
    from amplify_tui.ui.wall.facts import WallFacts

MOST_CAUSES: Final = 24
"""Failures on screen that are looked into."""
_OLDEST_EVERY: Final = timedelta(seconds=5)


class WallPicturing(FleetWatching):
    """Every branch of every account and region on one wall."""

    tells_of_queues = True
    is_base = False

    def __init__(self) -> None:
        super().__init__()
        self.view = WallView()
        self.filter = WordFilter(self._searched)
        self.left_out: Mapping[Condition, int] = {}
        self._shown: tuple[Sequence[BranchState], Sequence[BranchState], FleetSummary] | None = None
        self._arranged_for: Size | None = None
        self.marked: BranchKey | None = None
        self.arrangement = Arrangement()
        self.pager = Pager(1.0)
        self.shift = (0, 0)
        self._queues: dict[str, QueueHealth] = {}
        self._picture = WallPicture()
        self._quiet: dict[int, Tile] = {}
        self._limits: dict[Target, timedelta] = {}
        self._order = QuietOrder()
        self._arranger: Arranger | None = None
        self._seen: tuple[BranchKey, ...] = ()
        self._oldest: tuple[datetime, str] | None = None

    # --- beginning --------------------------------------------------------

    def begin(self) -> None:
        """Listen, and find out which accounts and regions there are."""
        settings, now = self.wiring.settings, self.wiring.clock.now()
        self.pager = Pager(settings.page_seconds)
        self._arranger = Arranger(Spotlight(settings.spotlight, now))
        super().begin()

    def watch_fleet(self) -> None:
        """Have the fleet asked about, and say anew what can be seen."""
        super().watch_fleet()
        self._seen = ()

    # --- the picture ------------------------------------------------------

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Take one value of the picture."""
        match topic:
            case topics.HealthOf(target=target):
                self._healths[target] = value
            case topics.QueueOf(url=url):
                self._queues[url] = value
            case _:
                pass
        self.heard()

    def heard(self) -> None:
        """Paint changes soon, while nothing lies above the wall."""
        if self.is_current:
            super().heard()

    def redraw(self) -> None:
        """Show the fleet as it is now; while frozen, the clock moves, and all when the size changes."""
        super().redraw()
        if not self.is_attached or self._arranger is None:
            return
        now = self.wiring.clock.now()
        if self.frozen_at is None:
            fleet, view = self.wiring.fleet, self.amplify.views.present
            self.pager.pass_time(now)
            summary, asked = fleet.summary(view), (view, self.pager.page)
            quiet = self._order.hold(lambda: fleet.quiet(view), summary.counts, asked, now)
            self._shown = fleet.loud(view), quiet, summary
            self._stale = troubled_targets(self._healths, now)
        if self.frozen_at is None or self._arranged_for != self.app.size:
            self._arrange(self._arranger, self.frozen_at or now)
        self.paint()

    def _arrange(self, arranger: Arranger, now: datetime) -> None:
        if self._shown is None:
            return
        size = self._arranged_for = self.app.size
        left = self.filter.sift(*self._shown, now)
        self.left_out = left.left_out
        self.arrangement = arranger.arrange(
            left.loud,
            left.quiet,
            left.summary,
            width=size.width,
            height=size.height,
            page=self.pager.page,
            now=now,
        )
        self._look_at_screen()

    def begin_anew(self) -> None:
        """Show another view."""
        if self._arranger is not None:
            self._arranger.forget()
        self.redraw()

    def forget_places(self) -> None:
        """Arrange everything anew at the next look, even while held still: who had which place is over."""
        if self._arranger is not None:
            self._arranger.forget()
        self._arranged_for = None

    def _searched(self, state: BranchState) -> str:
        return searched_text(state, self._cause(state))

    def _cause(self, state: BranchState) -> JobCause | None:
        job = state.news.newest
        is_failed = state.condition is Condition.FAILED and job is not None
        return self.wiring.store.get(topics.CauseOf(job.key)) if is_failed and job is not None else None

    def _look_at_screen(self) -> None:
        """Ask about what can be seen first, and find out why what failed did."""
        states = [state for _, state in self.arrangement.spots()]
        seen = tuple([state.branch for state in states])
        if seen != self._seen:
            self._seen = seen
            self.wiring.fleet_poller.look_at(seen)
        failed = [state.news.newest for state in states if state.condition is Condition.FAILED]
        failures = [job for job in failed if job is not None][:MOST_CAUSES]
        self.following.follow(
            (
                *(topics.HealthOf(target) for target in self.targets),
                *(topics.QueueOf(url) for url in self.amplify.push.queues),
                *(topics.CauseOf(job.key) for job in failures),
            )
        )
        self.wiring.causes.look_at(failures)

    # --- painting ---------------------------------------------------------

    def paint(self) -> None:
        """Paint the wall as it is arranged."""
        size, now, found = self.app.size, self.wiring.clock.now(), self.arrangement
        self.shift = shift_at(now, size.width, size.height)
        look = WallLook(
            found.layout,
            self._facts(now),
            self.shift,
            tuple([self._tile(state) if state is not None else None for state in found.tiles]),
            self._quiet_tiles(found.quiet),
            self._tile(found.spotlight) if found.spotlight is not None else None,
            found.hidden,
            found.page_words,
            self._words(),
            found.banner,
        )
        self.view.set_lines(self._picture.draw(look, size.width, size.height))

    def _tile(self, state: BranchState) -> Tile:
        target = state.branch.app.target
        label = self.wiring.settings.label_of(target) or target_label(target)
        return Tile(
            state,
            self.wiring.fleet.name_of(state.branch.app),
            self.wiring.store.seen_at(topics.NewsOf(state.branch)),
            self._cause(state),
            label if len(self.targets) > 1 else "",
            target in self._stale,
            state.branch == self.marked,
            self._limits.get(target, OLD),
        )

    def _quiet_tiles(self, states: Sequence[BranchState]) -> tuple[Tile, ...]:
        """Gather what quiet branches show: of those that are the same as before nothing is looked up."""
        before, stale, marked = self._quiet, self._stale, self.marked
        self._quiet = {}
        for state in states:
            tile = before.get(id(state))
            is_stale = bool(stale) and state.branch.app.target in stale
            is_marked = marked is not None and state.branch == marked
            if (
                tile is None
                or tile.state is not state
                or (tile.is_stale, tile.is_marked) != (is_stale, is_marked)
            ):
                name = self.wiring.fleet.name_of(state.branch.app)
                tile = Tile(state, name, is_stale=is_stale, is_marked=is_marked)
            self._quiet[id(state)] = tile
        return tuple(self._quiet.values())

    def _facts(self, now: datetime) -> WallFacts:
        wiring, healths = self.wiring, self._healths
        push, queue_troubles = said.push_words(self._queues.values())
        budgets = [wiring.connector.budget(target) for target in self.targets]
        return said.WallFacts(
            now,
            wording.freshness_mark(fleet_health(healths, now), now, self.frozen_at),
            self.frozen_at or now,
            self.arrangement.summary,
            self.arrangement.superseded,
            said.place_words(self.targets),
            self.amplify.views.present.name,
            filter_words(self.filter.text, self.left_out),
            push,
            (*said.target_troubles(healths, now), *queue_troubles),
            said.budget_words(budgets, self._oldest_age(now)),
            is_demo=wiring.is_demo,
            is_read_only=wiring.settings.read_only,
        )

    def _oldest_age(self, now: datetime) -> str:
        """Tell the age of the oldest figure on screen; looked for every few seconds."""
        if self._oldest is None or now - self._oldest[0] >= _OLDEST_EVERY:
            promises = self.wiring.fleet_poller.promise()
            # Where events tell of changes it is asked seldom, and what was not told of stands.
            self._limits = {each.target: max(OLD, timedelta(seconds=each.shown * 1.5)) for each in promises}
            self._oldest = (now, self.find_oldest(self._seen, now))
        return self._oldest[1]

    def _words(self) -> str:
        """Say why there is nothing on the wall; empty where there is something."""
        found = self.arrangement
        if self.setup_problem is not None:
            return problem_text(self.setup_problem)
        if self.left_out and not any(found.summary.counts.values()):
            return nothing_words(self.filter.text)
        return said.empty_words(self.targets, found.summary, self._healths, self._view_words())

    def _view_words(self) -> str:
        """Say which view shows nothing, else that there is nothing, and what helps."""
        view = self.amplify.views.present
        if view.name:
            return saved_views.nothing_words(view, self.arrangement.summary)
        where = (
            "Others are watched with --profile and --region."
            if self.is_base
            else "q leads to the dashboard, L there to others."
        )
        return f"No branches in these accounts and regions. {where}"
