"""Accounts with as many apps and branches as a region may hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.accounts import ACCOUNT, STAGING
from amplify_tui.simulator.chance import fraction
from amplify_tui.simulator.places import AppPlan, BranchPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amplify_tui.simulator.accounts import Place

APPS: Final = 25
BRANCHES: Final = 50
JOBS: Final = 50
"""Jobs of a branch on average."""

PLACES: Final = tuple(
    (account, region) for account in (ACCOUNT, STAGING) for region in ("eu-west-1", "us-east-1")
)
FAILED_MAINS: Final = {3: "lockfile", 11: "module-not-found", 19: "artifacts"}
"""Why the newest job of a production branch failed, by the app's number; another app in each place."""

_TOPICS: Final = ("login", "search", "cart", "invoice", "profile", "stock", "rating")


def _branch(place: int, app: int, n: int) -> BranchPlan:
    jobs = JOBS // 2 + int((JOBS + 1) * fraction("huge", place, app, n))
    if n == 0:
        cause = FAILED_MAINS.get((app + place) % APPS, "")
        rest = 600.0 + 420.0 * app if cause else 0.0
        return BranchPlan("main", "PRODUCTION", jobs, 6.0, 25.0, rest=rest, newest_cause=cause)
    return BranchPlan(
        f"feature/{_TOPICS[n % len(_TOPICS)]}-{1000 * app + n}", jobs=jobs, hours=30.0, build_seconds=25.0
    )


def _plan(place: int) -> tuple[AppPlan, ...]:
    return tuple(
        AppPlan(
            f"service-{app:02}",
            tuple(_branch(place, app, n) for n in range(BRANCHES)),
            f"https://github.com/acme/service-{app:02}",
            framework="Vite",
        )
        for app in range(APPS)
    )


@cache
def plan_huge() -> Mapping[str | Place, tuple[AppPlan, ...]]:
    """Return 25 apps of 50 branches in each place; a job exists once it is asked for."""
    return {place: _plan(n) for n, place in enumerate(PLACES)}


@cache
def plan_quota() -> Mapping[str | Place, tuple[AppPlan, ...]]:
    """Return 25 apps of 50 branches in one region."""
    return {PLACES[0]: _plan(0)}
