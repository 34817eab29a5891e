"""Everything the screens work with, put together by the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.keys import Target
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.ports import (
        Browser,
        CallLog,
        Clock,
        Connector,
        Display,
        Downloads,
        Memory,
        ObjectReader,
        Pictures,
        Saver,
    )
    from amplify_tui.store.causes import Causes
    from amplify_tui.store.event_desk import EventDesk
    from amplify_tui.store.fleet import Fleet
    from amplify_tui.store.fleet_poller import FleetPoller
    from amplify_tui.store.log_desk import LogDesk
    from amplify_tui.store.log_tails import LogTails
    from amplify_tui.store.messages import Messages
    from amplify_tui.store.poller import Poller
    from amplify_tui.store.store import Store
    from amplify_tui.store.writes import Writes


@dataclass(frozen=True, slots=True)
class Start:
    """Where the dashboard opens.

    Attributes:
        app: Id or name of the app as the user set it; empty where nothing was said.
        branch: Name of the branch as the user set it; empty where nothing was said.
        repositories: Remotes of the current folder without credentials, the likeliest
            first; where ``app`` is empty, ``model.matching.match_repository`` finds
            the app that is connected to one of them. Empty outside a git work tree.
        folder_branch: Branch that the current folder has checked out; it applies only
            to an app that matches ``repositories``. Empty where there is none.
        is_wall: Whether to open on the wall, and to leave from there.
        view: Name of the saved view to begin with; empty for everything.
    """

    app: str = ""
    branch: str = ""
    repositories: tuple[str, ...] = ()
    folder_branch: str = ""
    is_wall: bool = False
    view: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)  # nobody compares or prints it
class Wiring:
    """The parts that the composition root hands to the app.

    Attributes:
        store: The picture.
        poller: Keeps it current and fetches more on demand.
        writes: Starts, retries and stops.
        connector: Profiles, regions, gateways.
        objects: Reads what presigned addresses serve.
        pictures: Reads screenshots.
        downloads: Brings files of jobs to the disk.
        logs: Opens logs of steps.
        saver: Writes what is on screen to new files.
        causes: Finds out why failed jobs failed.
        tails: Reads the last lines of the log of a job that is going.
        fleet: How every branch that is watched is doing.
        fleet_poller: Keeps that current while somebody watches.
        event_desk: Learns of changes from queues, where there are any.
        calls: The calls made so far.
        messages: What the user was told so far.
        clock: The only source of time.
        memory: What is kept from one run to the next.
        browser: Opens pages and pictures.
        display: The terminal, beside what it writes.
        settings: The settings in force.
        start: Where to open.
        target: Account and region to open; None where it must be found out first.
        is_demo: Whether header and dialogs shall say DEMO.
    """

    store: Store
    poller: Poller
    writes: Writes
    connector: Connector
    objects: ObjectReader
    pictures: Pictures
    downloads: Downloads
    logs: LogDesk
    saver: Saver
    causes: Causes
    tails: LogTails
    fleet: Fleet
    fleet_poller: FleetPoller
    event_desk: EventDesk
    calls: CallLog
    messages: Messages
    clock: Clock
    memory: Memory
    browser: Browser
    display: Display
    settings: Settings
    start: Start
    target: Target | None = None
    is_demo: bool = False
