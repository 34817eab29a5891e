"""Puts the parts of the dashboard together; imported when they are wanted, not before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from amplify_tui.services.browser import SystemBrowser
from amplify_tui.services.display import TerminalDisplay
from amplify_tui.services.downloads import Downloader
from amplify_tui.services.file_saver import FileSaver
from amplify_tui.services.pictures import PictureReader
from amplify_tui.services.state_file import StateFile
from amplify_tui.store.causes import Causes
from amplify_tui.store.fleet import Fleet
from amplify_tui.store.fleet_poller import FleetPoller
from amplify_tui.store.log_desk import LogDesk
from amplify_tui.store.log_tails import LogTails
from amplify_tui.store.messages import Messages
from amplify_tui.store.poller import Poller
from amplify_tui.store.standings import Standings
from amplify_tui.store.store import Store
from amplify_tui.store.writes import Writes
from amplify_tui.ui.wiring import Wiring

if TYPE_CHECKING:
    from amplify_tui.cli.compose import Road
    from amplify_tui.model.settings import Settings
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
    fleet = Fleet(store, road.clock, concurrent_jobs=settings.concurrent_jobs)
    return Wiring(
        store=store,
        poller=Poller(road.connector, store, road.calls, road.clock, settings, standings=standings),
        writes=Writes(road.connector, road.clock, read_only=settings.read_only),
        connector=road.connector,
        objects=road.objects,
        pictures=PictureReader(road.objects, road.connector, road.clock),
        downloads=Downloader(road.connector, road.objects, road.clock, downloads_to or Path()),
        saver=FileSaver(downloads_to or Path()),
        logs=LogDesk(road.connector, road.objects, store, road.clock, pace=settings.pace(is_going=True)),
        causes=Causes(road.connector, road.objects, store, road.clock),
        tails=LogTails(road.objects, store, road.clock),
        fleet=fleet,
        fleet_poller=FleetPoller(road.connector, store, fleet, road.clock, settings, standings=standings),
        calls=road.calls,
        messages=Messages(),
        clock=road.clock,
        memory=StateFile(memory_file),
        browser=SystemBrowser(),
        display=TerminalDisplay(),
        settings=settings,
        start=start,
        target=road.target,
        is_demo=road.is_demo,
    )
