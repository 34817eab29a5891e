"""Has the fleet watched while somebody looks at it, or while queues tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.services.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.keys import Target
    from amplify_tui.ui.app import AmplifyApp
    from amplify_tui.ui.wiring import Wiring


def watch_fleet(wiring: Wiring, targets: Sequence[Target]) -> None:
    """Have accounts and regions watched, and the queues read that tell of them.

    Args:
        wiring: The parts.
        targets: Every account and region that is watched.
    """
    wiring.fleet_poller.watch(targets)
    wiring.event_desk.watch(targets)


def rest_fleet(wiring: Wiring) -> None:
    """Let the fleet rest, as nobody looks at it any more.

    Where queues are read it is watched on: an event that nobody asks about would
    be lost, and what is not asked about would be taken for covered.
    """
    wiring.fleet_poller.look_at(())
    if not wiring.event_desk.has_queues:
        wiring.fleet_poller.watch(())


async def watch_pushed(app: AmplifyApp) -> None:
    """Watch the fleet from the start where the user named queues that tell of it."""
    wiring = app.wiring
    if not wiring.settings.event_urls():
        return
    try:
        watch_fleet(wiring, await wiring.connector.targets())
    except ApiError as error:
        app.tell(error.message, "warning")
