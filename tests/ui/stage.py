"""The whole dashboard on a simulated account: real screens, poller, client and HTTP; time stands still."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import uuid
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.events import Key

from amplify_tui.model.keys import Target
from amplify_tui.model.settings import Settings
from amplify_tui.services.calls import CallJournal
from amplify_tui.services.downloads import Downloader
from amplify_tui.services.file_saver import FileSaver
from amplify_tui.services.object_reader import HttpObjects
from amplify_tui.services.pictures import PictureReader
from amplify_tui.simulator.world import World
from amplify_tui.store.causes import Causes
from amplify_tui.store.event_desk import EventDesk
from amplify_tui.store.fleet import Fleet
from amplify_tui.store.fleet_poller import FleetPoller
from amplify_tui.store.log_desk import LogDesk
from amplify_tui.store.log_tails import LogTails
from amplify_tui.store.messages import Messages
from amplify_tui.store.poller import Poller
from amplify_tui.store.standings import Standings
from amplify_tui.store.store import Store
from amplify_tui.store.topics import DetailOf
from amplify_tui.store.writes import Writes
from amplify_tui.ui.app import AmplifyApp
from amplify_tui.ui.screens.backend import BackendScreen
from amplify_tui.ui.screens.jobs import JobsScreen
from amplify_tui.ui.screens.table_screen import TableScreen
from amplify_tui.ui.screens.wall import WallScreen
from amplify_tui.ui.wiring import Start, Wiring
from tests.clock import ManualClock
from tests.ui.props import Doorman, Notebook, Screenful, StageConnector

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from textual.pilot import Pilot
    from textual.screen import Screen

    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.simulator.scenarios import Scenario
    from amplify_tui.simulator.server import Simulator
    from amplify_tui.ui.widgets.line_table import LineTable

TARGET = Target("demo", "eu-west-1")
_QUIET_TURNS = 3
"""Turns of the event loop in which nobody else had anything to do, and no socket either."""
_MOST_TURNS = 10_000


class Stage:
    """One app with all that stands behind it."""

    def __init__(
        self,
        scenario: str | Scenario = "calm",
        *,
        start: Start | None = None,
        settings: Settings | None = None,
        memory: dict[str, str] | None = None,
        target: Target | None = TARGET,
        default: Target | Exception = TARGET,
        targets: Sequence[Target] = (),
    ) -> None:
        self.clock = ManualClock()
        self.calls = CallJournal()
        self.settings = replace(settings or Settings(), calls_per_second=1_000.0, calls_burst=10_000)
        self.connector = StageConnector(
            World(scenario, 7, self.clock.now()),
            self.settings,
            self.calls,
            self.clock,
            default,
            targets=targets,
        )
        self.store = Store()
        self.objects = HttpObjects(is_isolated=True)
        self.memory = Notebook(dict(memory or {}))
        self.browser = Doorman()
        self.display = Screenful()
        self.messages = Messages()
        self.folder = Path(tempfile.gettempdir()) / f"amplify-tui-{uuid.uuid4().hex}"
        self.wiring = self._wire(start or Start("storefront", "main"), target)
        self.app = AmplifyApp(self.wiring)
        self.pilot: Pilot[None]

    def _wire(self, start: Start, target: Target | None) -> Wiring:
        road = (self.connector, self.store)
        standings = Standings(self.store, self.calls, self.clock, jitter=lambda: 0.5)
        fleet = Fleet(self.store, self.clock, concurrent_jobs=self.settings.concurrent_jobs)
        fleet_poller = FleetPoller(*road, fleet, self.clock, self.settings, standings=standings)
        poller = Poller(*road, self.calls, self.clock, self.settings, standings=standings)
        return Wiring(
            store=self.store,
            poller=poller,
            writes=Writes(self.connector, self.clock, read_only=self.settings.read_only),
            connector=self.connector,
            objects=self.objects,
            pictures=PictureReader(self.objects, self.connector, self.clock),
            downloads=Downloader(self.connector, self.objects, self.clock, self.folder),
            saver=FileSaver(self.folder),
            logs=LogDesk(self.connector, self.objects, self.store, self.clock),
            causes=Causes(self.connector, self.objects, self.store, self.clock, jitter=lambda: 0.5),
            tails=LogTails(self.objects, self.store, self.clock),
            fleet=fleet,
            fleet_poller=fleet_poller,
            event_desk=EventDesk(
                *road, self.clock, fleet_poller=fleet_poller, fleet=fleet, poller=poller, reader_id="stage"
            ),
            calls=self.calls,
            messages=self.messages,
            clock=self.clock,
            memory=self.memory,
            browser=self.browser,
            display=self.display,
            settings=self.settings,
            start=start,
            target=target,
            is_demo=True,
        )

    @asynccontextmanager
    async def open(self, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Stage]:
        """Run the app."""
        async with self.app.run_test(size=size, notifications=True) as pilot:
            self.pilot = pilot
            try:
                yield self
            finally:
                await self.wiring.downloads.close()
                await self.wiring.pictures.close()
                await self.objects.close()
                shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def simulator(self) -> Simulator:
        assert self.connector.simulator is not None
        return self.connector.simulator

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def dashboard(self) -> JobsScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, JobsScreen))

    @property
    def table_screen(self) -> TableScreen:
        assert isinstance(self.screen, TableScreen)
        return self.screen

    @property
    def table(self) -> LineTable[Any]:
        return self.table_screen.table

    @property
    def backend_jobs(self) -> tuple[BackendJob, ...]:
        assert isinstance(self.screen, BackendScreen)
        return self.screen._jobs

    @property
    def told(self) -> list[str]:
        return [message.text for message in self.messages.recent()]

    def rendered(self) -> str:
        """Return what stands on the screen, line by line."""
        width = self.app.size.width
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text[:width].rstrip() for strip in lines)

    async def until(self, condition: Callable[[], object], *, seconds: float = 60.0) -> None:
        """Go on as soon as something is so."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await self.pilot.pause()
        except TimeoutError:
            raise AssertionError(f"in vain: {self.told}\n{self.rendered()}") from None

    async def live_until(self, condition: Callable[[], object], step: float = 2.0) -> None:
        """Let the stage's time pass until something is so."""
        async with asyncio.timeout(60):
            while not condition():
                await self.pass_time(step, step)

    async def loaded(self) -> Stage:
        """Wait until the newest job is shown with what GetJob says of it."""
        await self.until(
            lambda: (job := self.dashboard.selected_job()) and self.store.get(DetailOf(job.key)) is not None
        )
        await self.pilot.pause()
        return self

    async def pass_time(self, seconds: float, step: float = 0.5) -> None:
        """Let time pass in steps; what is asked in one is answered before the next."""
        wiring = self.wiring
        errands = (
            wiring.causes._errands,
            wiring.tails._errands,
            wiring.poller._errands,
            wiring.fleet_poller._errands,
        )
        for _ in range(round(seconds / step)):
            self.clock.advance(step)
            await self.pilot.pause()
            while any(topic for each in errands for topic in each):
                for each in errands:
                    await each.settle()
                await self.pilot.pause()
        for screen in self.app.screen_stack:
            if isinstance(screen, JobsScreen | WallScreen):
                screen.tick()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, each once the screen can hear it."""
        for key in keys:
            await self.until(self._listens)
            await self.pilot.press(key)
            await self._rest()
            if self.app.is_running and self.app.screen_stack:
                self.screen._on_timer_update()
                await self._rest()

    def burst(self, *keys: str) -> None:
        """Type keys so fast that all are typed before the first is heard."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))

    async def _rest(self) -> None:
        """Let everybody do what needs no waiting; the pilot guesses that from how busy the processor is."""
        loop, turns, quiet = asyncio.get_running_loop(), 0, 0
        while quiet < _QUIET_TURNS and turns < _MOST_TURNS:
            await asyncio.sleep(0)
            turns, quiet = turns + 1, 0 if loop._ready else quiet + 1  # type: ignore[attr-defined]

    def _listens(self) -> bool:
        return getattr(self.screen, "is_listening", True)
