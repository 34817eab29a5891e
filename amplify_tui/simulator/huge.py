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


def app_name(place: int, app: int) -> str:
    """Return the name of an app; no two of all places share one.

    Args:
        place: Its place in ``PLACES``.
        app: Its number there.
    """
    return f"service-{APPS * place + app:02}"


def branch_name(app: int, n: int) -> str:
    """Return the name of an app's n-th branch.

    Args:
        app: The app's number in its place.
        n: Counted from 0, the production branch.
    """
    return f"feature/{_TOPICS[n % len(_TOPICS)]}-{1000 * app + n}" if n else "main"


def _branch(place: int, app: int, n: int) -> BranchPlan:
    jobs = JOBS // 2 + int((JOBS + 1) * fraction("huge", place, app, n))
    if n:
        return BranchPlan(branch_name(app, n), jobs=jobs, hours=30.0, build_seconds=25.0)
    cause = FAILED_MAINS.get((app + 5 * place) % APPS, "")
    rest = 600.0 + 420.0 * app if cause else 0.0
    return BranchPlan(branch_name(app, 0), "PRODUCTION", jobs, 6.0, 25.0, rest=rest, newest_cause=cause)


def _plan(place: int) -> tuple[AppPlan, ...]:
    return tuple(
        AppPlan(
            app_name(place, app),
            tuple(_branch(place, app, n) for n in range(BRANCHES)),
            f"https://github.com/acme/{app_name(place, app)}",
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
