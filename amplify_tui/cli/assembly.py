"""Puts the parts of the dashboard together; imported when they are wanted, not before.

What the first paint does not need is made, and imported, when it is first used.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from amplify_tui.cli.deferred import defer
from amplify_tui.services.state_file import StateFile
from amplify_tui.store.messages import Messages
from amplify_tui.store.poller import Poller
from amplify_tui.store.standings import Standings
from amplify_tui.store.store import Store
from amplify_tui.ui.wiring import Wiring

if TYPE_CHECKING:
    from amplify_tui.cli.compose import Road
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.ports import Browser, Display, Downloads, Pictures, Saver
    from amplify_tui.store.causes import Causes
    from amplify_tui.store.event_desk import EventDesk
    from amplify_tui.store.fleet import Fleet
    from amplify_tui.store.fleet_poller import FleetPoller
    from amplify_tui.store.log_desk import LogDesk
    from amplify_tui.store.log_tails import LogTails
    from amplify_tui.store.writes import Writes
    from amplify_tui.ui.wiring import Start


def assemble(
    settings: Settings,
    memory_file: Path,
    start: Start,
    road: Road,
    *,
    downloads_to: Path | None = None,
) -> Wiring:
    """Put the parts of the dashboard together on a given road to Amplify.

    Args:
        settings: The settings in force.
        memory_file: Where a few words are kept from one run to the next.
        start: Where to open.
        road: The road to Amplify.
        downloads_to: Folder that downloads go to; None for the current one.
    """
    store = Store()
    standings = Standings(store, road.calls, road.clock)
    poller = Poller(road.connector, store, road.calls, road.clock, settings, standings=standings)
    folders = (downloads_to or Path(), memory_file.parent)
    later = _LaterParts(settings, road, poller, store, standings, folders=folders)
    return Wiring(
        store=store,
        poller=poller,
        writes=defer(later.make_writes),
        connector=road.connector,
        objects=road.objects,
        pictures=defer(later.make_pictures),
        downloads=defer(later.make_downloads),
        saver=defer(later.make_saver),
        logs=defer(later.make_logs),
        causes=defer(later.make_causes),
        tails=defer(later.make_tails),
        fleet=defer(lambda: later.fleet),
        fleet_poller=defer(lambda: later.fleet_poller),
        event_desk=defer(later.make_event_desk),
        calls=road.calls,
        messages=Messages(),
        clock=road.clock,
        memory=StateFile(memory_file),
        browser=defer(later.make_browser),
        display=defer(later.make_display),
        settings=settings,
        start=start,
        target=road.target,
        is_demo=road.is_demo,
    )


class _LaterParts:
    """Makes what is not wanted before the first paint.

    Args:
        settings: The settings in force.
        road: The road to Amplify.
        poller: Who asks about what is on screen.
        store: The picture.
        standings: What all who ask know of the targets.
        folders: Where files of jobs and texts go, and what is kept from one run to the next.
    """

    def __init__(
        self,
        settings: Settings,
        road: Road,
        poller: Poller,
        store: Store,
        standings: Standings,
        *,
        folders: tuple[Path, Path],
    ) -> None:
        self._settings = settings
        self._road = road
        self._poller = poller
        self._store = store
        self._standings = standings
        self._folder, self._state = folders

    @cached_property
    def fleet(self) -> Fleet:
        """How every branch that is watched is doing."""
        from amplify_tui.store.fleet import Fleet

        return Fleet(self._store, self._road.clock, concurrent_jobs=self._settings.concurrent_jobs)

    @cached_property
    def fleet_poller(self) -> FleetPoller:
        """Keeps the fleet current."""
        from amplify_tui.store.fleet_poller import FleetPoller

        return FleetPoller(
            self._road.connector,
            self._store,
            self.fleet,
            self._road.clock,
            self._settings,
            standings=self._standings,
        )

    def make_event_desk(self) -> EventDesk:
        """Make what reads queues of events."""
        from amplify_tui.services.reader_id import claim_reader_id
        from amplify_tui.store.event_desk import EventDesk

        is_configured = bool(self._settings.event_urls())
        return EventDesk(
            self._road.connector,
            self._store,
            self._road.clock,
            fleet_poller=self.fleet_poller,
            fleet=self.fleet,
            poller=self._poller,
            reader_id=claim_reader_id(self._state) if is_configured else os.urandom(8).hex(),
        )

    def make_writes(self) -> Writes:
        """Make what starts, retries and stops."""
        from amplify_tui.store.writes import Writes

        return Writes(self._road.connector, self._road.clock, read_only=self._settings.read_only)

    def make_pictures(self) -> Pictures:
        """Make the reader of screenshots."""
        from amplify_tui.services.pictures import PictureReader

        return PictureReader(self._road.objects, self._road.connector, self._road.clock)

    def make_downloads(self) -> Downloads:
        """Make what brings files of jobs to the disk."""
        from amplify_tui.services.downloads import Downloader

        return Downloader(self._road.connector, self._road.objects, self._road.clock, self._folder)

    def make_saver(self) -> Saver:
        """Make what writes texts to new files."""
        from amplify_tui.services.file_saver import FileSaver

        return FileSaver(self._folder)

    def make_logs(self) -> LogDesk:
        """Make what opens logs."""
        from amplify_tui.store.log_desk import LogDesk

        pace = self._settings.pace(is_going=True)
        return LogDesk(self._road.connector, self._road.objects, self._store, self._road.clock, pace=pace)

    def make_causes(self) -> Causes:
        """Make what finds out why jobs failed."""
        from amplify_tui.store.causes import Causes

        return Causes(self._road.connector, self._road.objects, self._store, self._road.clock)

    def make_tails(self) -> LogTails:
        """Make what reads the last lines of logs."""
        from amplify_tui.store.log_tails import LogTails

        return LogTails(self._road.objects, self._store, self._road.clock)

    def make_browser(self) -> Browser:
        """Make what opens pages."""
        from amplify_tui.services.browser import SystemBrowser

        return SystemBrowser()

    def make_display(self) -> Display:
        """Make what knows the terminal."""
        from amplify_tui.services.display import TerminalDisplay

        return TerminalDisplay()
