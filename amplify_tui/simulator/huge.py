"""An account with as many apps and branches as a region may hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.chance import fraction
from amplify_tui.simulator.places import AppPlan, BranchPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

APPS: Final = 25
BRANCHES: Final = 50
JOBS: Final = 200
_TOPICS: Final = ("login", "search", "cart", "invoice", "profile", "stock", "rating")


def _branch(app: int, n: int) -> BranchPlan:
    jobs = JOBS - 100 + int(200 * fraction("huge", app, n))
    if n == 0:
        return BranchPlan("main", "PRODUCTION", jobs, 6.0, 25.0)
    return BranchPlan(
        f"feature/{_TOPICS[n % len(_TOPICS)]}-{1000 * app + n}", jobs=jobs, hours=4.0, build_seconds=25.0
    )


@cache
def plan_huge() -> Mapping[str, tuple[AppPlan, ...]]:
    """Return 25 apps of 50 branches in each of two regions; a job exists once it is asked for."""
    apps = tuple(
        AppPlan(
            f"service-{app:02}",
            tuple(_branch(app, n) for n in range(BRANCHES)),
            f"https://github.com/acme/service-{app:02}",
            framework="Vite",
        )
        for app in range(APPS)
    )
    return {"eu-west-1": apps, "us-east-1": apps}
