"""What the wall shows, and how the fleet's picture reaches it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.conditions import Condition
from amplify_tui.services.errors import ApiError
from amplify_tui.store import topics
from amplify_tui.ui import wording
from amplify_tui.ui.fleet_health import fleet_health, target_label, troubled_targets
from amplify_tui.ui.fleet_watch import watch_fleet
from amplify_tui.ui.following import Following
from amplify_tui.ui.placeholders import problem_text
from amplify_tui.ui.screens.live_screen import LiveScreen
from amplify_tui.ui.wall import facts as said
from amplify_tui.ui.wall.arranging import Arrangement, Arranger
from amplify_tui.ui.wall.layout import shift_at
from amplify_tui.ui.wall.picture import WallLook, WallPicture
from amplify_tui.ui.wall.tile import OLD, Tile
from amplify_tui.ui.wall.turning import Pager, QuietOrder, Spotlight
from amplify_tui.ui.widgets.wall_view import WallView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.await_complete import AwaitComplete
    from textual.geometry import Size
    from textual.timer import Timer

    from amplify_tui.model.conditions import BranchState, FleetSummary
    from amplify_tui.model.events import QueueHealth
    from amplify_tui.model.health import Health
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.store.topics import Topic
    from amplify_tui.ui.wall.facts import WallFacts

REDRAW_SECONDS: Final = 0.2
"""How long changes are gathered before they are painted."""
MOST_CAUSES: Final = 24
"""Failures on screen that are looked into."""
_OLDEST_EVERY: Final = timedelta(seconds=5)


class WallPicturing(LiveScreen):
    """Every branch of every account and region on one wall; follows the fleet while it can be seen."""

    watches_fleet = True
    tells_of_queues = True
    is_base = False

    def __init__(self) -> None:
        super().__init__()
        self.view = WallView()
        self._shown: tuple[Sequence[BranchState], Sequence[BranchState], FleetSummary] | None = None
        self._arranged_for: Size | None = None
        self.targets: tuple[Target, ...] = ()
        self.marked: BranchKey | None = None
        self.arrangement = Arrangement()
        self.pager = Pager(1.0)
        self.shift = (0, 0)
        self._problem = ""
        self._stale: frozenset[Target] = frozenset()
        self._healths: dict[Target, Health] = {}
        self._queues: dict[str, QueueHealth] = {}
        self._picture = WallPicture()
        self._quiet: dict[int, Tile] = {}
        self._limits: dict[Target, timedelta] = {}
        self._order = QuietOrder()
        self._arranger: Arranger | None = None
        self._redraw_timer: Timer | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._seen: tuple[BranchKey, ...] = ()
        self._oldest: tuple[datetime, str] | None = None

    # --- beginning and end ------------------------------------------------

    def begin(self) -> None:
        """Listen, and find out which accounts and regions there are."""
        settings, now = self.wiring.settings, self.wiring.clock.now()
        self.pager = Pager(settings.page_seconds)
        self._arranger = Arranger(Spotlight(settings.spotlight, now))
        self.following = Following(self.wiring.store, self.show)
        self._unsubscribe = self.wiring.fleet.subscribe(self.heard)
        self.find_targets()

    def find_targets(self) -> None:
        """Find out which accounts and regions there are, unless that is known."""
        if not self.targets:
            self.run_worker(self._find_targets(), name="targets", group="targets", exclusive=True)

    async def _find_targets(self) -> None:
        try:
            self.targets = await self.wiring.connector.targets()
        except ApiError as error:
            self._problem = problem_text(error.problem)
        else:
            self._problem = ""
            self.watch_fleet()
        self.redraw()

    def watch_fleet(self) -> None:
        """Have the fleet asked about instead of what the dashboard shows."""
        self.wiring.poller.look_at(None)
        watch_fleet(self.wiring, self.targets)
        self._seen = ()

    def end(self) -> None:
        """Stop listening."""
        self.following.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.wiring.causes.look_at(())

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave; nothing may be shown any more while the wall goes."""
        self.end()
        return super().dismiss(result)

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
        """Paint changes soon, many at once."""
        if self._redraw_timer is None and self.is_attached and self.is_current:
            self._redraw_timer = self.set_timer(REDRAW_SECONDS, self.redraw)

    def redraw(self) -> None:
        """Show the fleet as it is now; while frozen, the clock moves, and all when the size changes."""
        self._redraw_timer = None
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
        loud, quiet, summary = self._shown
        self.arrangement = arranger.arrange(
            loud,
            quiet,
            summary,
            width=size.width,
            height=size.height,
            page=self.pager.page,
            now=now,
        )
        self._look_at_screen()

    def begin_anew(self) -> None:
        """Show another view: who had which place means nothing any more."""
        if self._arranger is not None:
            self._arranger.forget()
        self.marked = None
        self.redraw()

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
            self._problem or said.empty_words(self.targets, found.summary, self._healths, self._view_words()),
            found.banner,
        )
        self.view.set_lines(self._picture.draw(look, size.width, size.height))

    def _tile(self, state: BranchState) -> Tile:
        store, job, target = self.wiring.store, state.news.newest, state.branch.app.target
        label = self.wiring.settings.label_of(target) or target_label(target)
        is_failed = state.condition is Condition.FAILED and job is not None
        return Tile(
            state,
            self.wiring.fleet.name_of(state.branch.app),
            store.seen_at(topics.NewsOf(state.branch)),
            store.get(topics.CauseOf(job.key)) if is_failed and job is not None else None,
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
            push,
            (*said.target_troubles(healths, now), *queue_troubles),
            said.budget_words(budgets, self._oldest_age(now)),
            is_demo=wiring.is_demo,
            is_read_only=wiring.settings.read_only,
        )

    def _oldest_age(self, now: datetime) -> str:
        """Tell the age of the oldest figure on screen; looked for every few seconds."""
        if self._oldest is None or now - self._oldest[0] >= _OLDEST_EVERY:
            store, poller = self.wiring.store, self.wiring.fleet_poller
            # Where events tell of changes it is asked seldom, and what was not told of stands.
            self._limits = {
                each.target: max(OLD, timedelta(seconds=each.shown * 1.5)) for each in poller.promise()
            }
            seen = [store.seen_at(topics.NewsOf(branch)) for branch in self._seen]
            oldest = min((at for at in seen if at is not None), default=None)
            self._oldest = (
                now,
                "" if oldest is None else wording.short_duration(max(now - oldest, timedelta(0))),
            )
        return self._oldest[1]

    def _view_words(self) -> str:
        """Say which view shows nothing, else that there is nothing, and what helps."""
        name = self.amplify.views.present.name
        if name:
            return f"The view {name} shows no branch. V picks another."
        where = (
            "Others are watched with --profile and --region."
            if self.is_base
            else "q leads to the dashboard, L there to others."
        )
        return f"No branches in these accounts and regions. {where}"
