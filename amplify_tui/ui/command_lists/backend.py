"""What can be done with backend jobs."""

from __future__ import annotations

from typing import Final

from amplify_tui.ui import situation as judge
from amplify_tui.ui.command import Command, Place, at

_BACKEND: Final = at(Place.BACKEND)

COMMANDS: Final = (
    Command("pick_environment", ("b",), "Pick environment", "Pick a backend environment.", _BACKEND,
            "environment"),
    Command("server_filters", ("F",), "Server filters", "Let the server filter by operation, status, job id.",
            _BACKEND, "filters", why_not=judge.why_not_environment),
    Command("open_detail", ("enter",), "Job's detail", "Everything known of the backend job, live.", _BACKEND,
            "detail", is_bound=False),
    Command("release", ("U",), "Mark as FAILED",
            "Edit a stuck backend job's record, so that it blocks no push.",
            at(Place.BACKEND, Place.BACKEND_JOB), "mark FAILED", is_write=True,
            why_not=judge.why_not_release),
)  # fmt: skip
"""In the order of key bar and help."""
