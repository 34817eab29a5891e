"""Backend jobs of Amplify Studio: one environment's list, filtered by the server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widgets import Static

from amplify_tui.model.focus import BackendFocus
from amplify_tui.store import topics
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.commands import Place, bindings_at
from amplify_tui.ui.following import Following, topics_of
from amplify_tui.ui.placeholders import environments_placeholder
from amplify_tui.ui.screens.backend_detail import BackendDetailScreen, stuck_line
from amplify_tui.ui.screens.forms import FilterForm
from amplify_tui.ui.screens.pickers import PickerDialog
from amplify_tui.ui.screens.releasing import Releasing
from amplify_tui.ui.situation import Situation
from amplify_tui.ui.widgets.backend_table import BackendTable
from amplify_tui.ui.widgets.key_bar import KeyBar
from amplify_tui.ui.widgets.picker_list import PickerItem

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult

    from amplify_tui.model.backend_jobs import BackendEnvironment, BackendJob, BackendJobFilter
    from amplify_tui.model.focus import Focus
    from amplify_tui.model.keys import EnvironmentKey
    from amplify_tui.store.topics import Topic
    from amplify_tui.ui.questions import Scene
    from amplify_tui.ui.widgets.line_table import LineTable


class BackendScreen(Releasing):
    """The backend jobs of one environment.

    Args:
        origin: What the dashboard looks at.
        scene: The app, in words.
    """

    PLACE: ClassVar = Place.BACKEND
    BINDINGS: ClassVar = bindings_at(Place.BACKEND)

    def __init__(self, origin: Focus, scene: Scene) -> None:
        if origin.app is None:
            raise ValueError("backend jobs are those of an app")
        super().__init__(scene)
        self.backend = BackendFocus(origin.app)
        self._origin = origin
        self.chips = Static("", id="chips", markup=False)
        self.notice = Static("", id="stuck", markup=False)
        self.table = BackendTable(id="backend-jobs")
        self._jobs: tuple[BackendJob, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out header, filter chips and table."""
        yield self.health_line
        yield self.banner
        yield self.chips
        yield self.notice
        yield self.table
        yield self.filter_field()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to look."""
        self.health_line.set_facts(self.amplify.header_facts(self._origin.target))
        self.following = Following(self.wiring.store, self.show)
        self.set_interval(1.0, self.tick)
        self.tick()
        self.look_at(self.backend)
        self.table.focus()

    def on_screen_resume(self) -> None:
        """Come back from the detail or a dialog."""
        if hasattr(self, "following"):
            self.wiring.poller.look_at(self.focus_now())

    def focus_now(self) -> Focus:
        """Return what the poller shall keep current."""
        return replace(self._origin, backend=self.backend, job=None, visible=())

    def look_at(self, backend: BackendFocus) -> None:
        """Show another environment or another filter from now on."""
        self.backend = backend
        self.wiring.poller.look_at(self.focus_now())
        self.following.follow(topics_of(self.focus_now()))
        self._show_titles()
        self.update_hints()

    def show(self, topic: Topic[Any], value: Any) -> None:
        """Bring one value of the picture to its place."""
        match topic:
            case topics.HealthOf():
                self.show_health(value)
            case topics.EnvironmentsOf():
                self._show_environments(value)
            case topics.BackendJobsOf():
                self._show_rows(value.jobs)
                self._show_stuck(self.frozen_at or self.wiring.clock.now())
            case _:
                pass
        self._show_titles()
        self.update_hints()

    def _show_environments(self, environments: tuple[BackendEnvironment, ...]) -> None:
        if self.backend.environment is not None or not environments:
            return
        branches = self.wiring.store.get(topics.BranchesOf(self.backend.app)) or ()
        own = next((each.environment_name for each in branches if each.key == self._origin.branch), None)
        mine = [each for each in environments if each.key.name == own]
        self.look_at(replace(self.backend, environment=(mine or environments)[0].key))

    def _show_rows(self, jobs: tuple[BackendJob, ...]) -> None:
        self._jobs = jobs
        self.table.set_rows(jobs)

    def _show_titles(self) -> None:
        environment = self.backend.environment
        name = plain(environment.name, 80) if environment else "no environment"
        self.table.border_title = Content(f"Backend jobs · {plain(self.scene().app_name, 80)} / {name}")
        self.table.placeholder = environments_placeholder(
            self.wiring.store, self.backend, self.scene().app_name
        )
        text = filter_chips(self.backend.filters)
        self.chips.update(text)
        self.chips.set_class(bool(text), "-there")

    def _show_stuck(self, now: datetime) -> None:
        """Say which job has gone on for so long that it blocks pushes."""
        stuck = next(((job, words) for job in self._jobs if (words := stuck_line(job, now))), None)
        text = f"! job {plain(stuck[0].key.job_id, 60)}: {stuck[1]}. enter tells more." if stuck else ""
        if str(self.notice.content) != text:
            self.notice.update(text)
            self.notice.set_class(bool(text), "-there")

    def tick(self) -> None:
        """Let a second pass."""
        now = self.wiring.clock.now()
        self._show_stuck(self.frozen_at or now)
        self.show_time(now)
        self.table.set_now(self.frozen_at or now)

    def situation(self) -> Situation:
        """Tell what is selected."""
        job = self.table.row_at_cursor
        return Situation(environment=self.backend.environment, backend_job=job, has_row=job is not None)

    def on_line_table_highlighted(self) -> None:
        """Judge the commands anew."""
        self.update_hints()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Open the job's detail."""
        self.app.push_screen(BackendDetailScreen(event.row, self.focus_now(), self.scene()))

    def on_line_table_near_end(self) -> None:
        """Fetch the next page."""
        if self.backend.environment is not None:
            more = self.wiring.poller.load_more_backend_jobs(self.backend.environment, self.backend.filters)
            self.run_worker(more, group="more")

    def action_pick_environment(self) -> None:
        """Pick a backend environment."""
        environments = self.wiring.store.get(topics.EnvironmentsOf(self.backend.app)) or ()
        if not environments:
            self.amplify.tell("The app has no backend environments to pick from.", "warning")
            return
        items = [PickerItem(each.key, each.key.name, each.stack_name or "") for each in environments]

        def picked(key: EnvironmentKey | None) -> None:
            if key is not None:
                self._look_elsewhere(replace(self.backend, environment=key))

        self.app.push_screen(PickerDialog("Environment", items, self.backend.environment), picked)

    def action_server_filters(self) -> None:
        """Say what the server shall filter by."""

        def filled(filters: BackendJobFilter | None) -> None:
            if filters is not None:
                self._look_elsewhere(replace(self.backend, filters=filters))

        self.app.push_screen(FilterForm(self.backend.filters, "An empty field filters nothing."), filled)

    def _look_elsewhere(self, backend: BackendFocus) -> None:
        if backend != self.backend:
            self._show_rows(())
            self.look_at(backend)


def filter_chips(filters: BackendJobFilter) -> str:
    """Say what the server filters by; empty for nothing."""
    named = (("operation", filters.operation), ("status", filters.status), ("job id", filters.job_id))
    chips = [f"[ {name}: {plain(value, 60)} ]" for name, value in named if value]
    return "server filters  " + "  ".join(chips) + "   F changes them" if chips else ""
