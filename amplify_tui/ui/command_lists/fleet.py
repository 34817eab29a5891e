"""What can be done with all accounts and regions at once."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui import situation as judge
from amplify_tui.ui.command import Command, Place, at

_FLEETS: Final = at(Place.DASHBOARD, Place.WALL, Place.FLEET)

OPENING: Final = (
    Command("open_branch", ("enter",), "Open branch", "Show the branch's jobs on the dashboard.",
            at(Place.FLEET), "open", is_bound=False),
)  # fmt: skip
"""What stands before everything else."""

COMMANDS: Final = (
    Command("pick_view", ("V",), "Saved view", "Show only what a saved view of the settings names.", _FLEETS,
            "view", why_not=judge.why_not_views),
    Command("stop_superseded", ("X",), "Stop superseded",
            "Stop every going job that a newer commit waits behind, after one confirmation that lists them.",
            _FLEETS, "superseded", is_write=True, why_not=judge.why_not_superseded),
)  # fmt: skip
"""In the order of key bar and help."""
