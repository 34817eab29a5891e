"""Apps whose logs, pictures and files stall, lie or never end."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.places import AppPlan, BranchPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

GROWING: Final = ("late", "stalls", "shrinks", "rewritten")
"""Mishaps of logs that are seen while their step goes on."""
LOGS: Final = (
    *GROWING,
    "expired",
    "gzip",
    "gzip cut",
    "slow drip",
    "redirect elsewhere",
    "page",
    "range ignored",
    "endless",
    "long line",
    "escapes",
    "big",
)
PICTURES: Final = ("png bomb", "page", "redirect elsewhere", "expired")


@cache
def plan_broken() -> Mapping[str, tuple[AppPlan, ...]]:
    """Return one app with a branch for each mishap of logs, and one app for each of pictures."""
    logs = tuple(
        BranchPlan(
            f"log/{mishap}",
            "PRODUCTION" if n == 0 else "DEVELOPMENT",
            hours=2.0,
            build_seconds=240.0,
            is_quiet=True,
            log_mishap=mishap,
        )
        for n, mishap in enumerate(LOGS)
    )
    repository = "https://github.com/acme/broken"
    pictures = (
        AppPlan(
            f"pictures: {mishap}",
            (BranchPlan("main", "PRODUCTION", hours=2.0, is_quiet=True, picture_mishap=mishap),),
            repository,
            has_tests=True,
        )
        for mishap in PICTURES
    )
    return {"eu-west-1": (AppPlan("logs", logs, repository, framework="Vite"), *pictures)}
