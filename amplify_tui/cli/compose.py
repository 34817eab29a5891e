"""The composition root: wires services, store and screens together.

Nothing here, nor anything imported from here, may load the AWS libraries: the
dashboard paints before they are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amplify_tui.services.connector import AwsConnector

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from amplify_tui.model.keys import Target
    from amplify_tui.model.settings import Settings
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.ports import Clock, Connector, ObjectReader
    from amplify_tui.ui.wiring import Start, Wiring


@dataclass(frozen=True, slots=True)
class Road:
    """One road to Amplify.

    Attributes:
        connector: Opens gateways.
        objects: Reads what presigned addresses serve.
        calls: Where it notes its calls.
        clock: The only source of time.
        target: Account and region to open; None where the connector must find out.
        is_demo: Whether header and dialogs shall say DEMO.
    """

    connector: Connector
    objects: ObjectReader
    calls: CallJournal
    clock: Clock
    target: Target | None = None
    is_demo: bool = False


def open_connector(
    settings: Settings, calls: CallJournal, clock: Clock, *, pauses: Sequence[float] = ()
) -> Connector:
    """Return the road to the AWS accounts that settings and environment name.

    Args:
        settings: The settings in force.
        calls: Where calls are noted.
        clock: The source of time.
        pauses: Seconds before each further try of a read that Amplify was asked for too often;
            none for the dashboard, whose pollers wait by themselves.
    """
    return AwsConnector(settings, calls, clock, pauses=pauses)


def open_objects(settings: Settings) -> ObjectReader:
    """Return the road to logs, pictures and archives of the user's own AWS account."""
    from amplify_tui.services.object_reader import HttpObjects

    return HttpObjects(next(iter(settings.profile), ""))


def wire(settings: Settings, memory_file: Path, start: Start, *, downloads_to: Path | None = None) -> Wiring:
    """Put the parts of the dashboard together, on the user's own AWS account.

    Args:
        settings: The settings in force.
        memory_file: Where a few words are kept from one run to the next.
        start: Where to open.
        downloads_to: Folder that downloads go to; None for the current one.
    """
    from amplify_tui.cli.assembly import assemble
    from amplify_tui.cli.deferred import defer
    from amplify_tui.services.calls import CallJournal
    from amplify_tui.services.clock import SystemClock

    clock = SystemClock()
    calls = CallJournal()
    road = Road(open_connector(settings, calls, clock), defer(lambda: open_objects(settings)), calls, clock)
    return assemble(settings, memory_file, start, road, downloads_to=downloads_to)
