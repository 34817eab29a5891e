"""What each scenario has going on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from amplify_tui.simulator.artifacts import FILES
from amplify_tui.simulator.broken import GROWING, plan_broken
from amplify_tui.simulator.contract import Behaviour
from amplify_tui.simulator.fleet import plan_fleet
from amplify_tui.simulator.hostile import FILES as HOSTILE_FILES
from amplify_tui.simulator.hostile import plan_hostile
from amplify_tui.simulator.huge import APPS, PLACES, app_name, branch_name, plan_huge, plan_quota

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from amplify_tui.simulator.places import Fleet


@dataclass(frozen=True, slots=True)
class Opening:
    """A job that is going on when the world begins.

    Attributes:
        app: Name of the app.
        branch: Name of the branch.
        step: Step that it is in.
        left: Seconds until that step ends; negative for one that has ended.
        cause: Why it fails; empty for one that does not.
        stopped_ago: Seconds since somebody stopped it; None for nobody.
        waiting: Seconds it has been waiting for its turn; None for one that runs.
        late: Seconds that the step takes longer than such steps do.
    """

    app: str
    branch: str
    step: str = "BUILD"
    left: float = 60.0
    cause: str = ""
    stopped_ago: float | None = None
    waiting: float | None = None
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One script of the world.

    Attributes:
        name: As the command line takes it.
        summary: One line for people.
        fleet: Returns the apps by region of the demo's account, or by account and region.
        behaviour: How the server behaves.
        failures: Share of past jobs that failed.
        live_failures: Share of new jobs that fail.
        push_seconds: Mean seconds between two pushes in a region; None for no push ever.
        preview_seconds: Mean seconds between two new previews in a region; None for no preview ever.
        relay: How many jobs go on at any time, one begun whenever another ends; 0 for no such rule.
        concurrent: Jobs that an account runs at a time in a region; the rest stay PENDING.
        artifacts: Names of the files that every test phase keeps.
        openings: What is going on at the start, wherever there is an app of that name.
    """

    name: str
    summary: str
    fleet: Callable[[], Fleet] = field(repr=False)
    behaviour: Behaviour = field(default_factory=Behaviour)
    failures: float = 0.12
    live_failures: float = 0.0
    push_seconds: float | None = None
    preview_seconds: float | None = None
    relay: int = 0
    concurrent: int = 5
    artifacts: tuple[str, ...] = FILES
    openings: tuple[Opening, ...] = ()


_OPENINGS: Final = (
    Opening("legacy-intranet", "master", left=40.0, stopped_ago=2_820.0),
    Opening("legacy-intranet", "master", waiting=2_400.0),
    Opening("customer-portal", "develop", "BUILD", left=75.0),
    Opening("support-chat", "feature/emoji-🎉", "BUILD", left=24.0, cause="typescript"),
    Opening("storefront", "main", "BUILD", left=55.0),
    Opening("support-chat", "feature/emoji-🎉", waiting=9.0),
    Opening("design-system", "main", "BUILD", left=1_500.0, late=3_000.0),
    Opening("orders-admin", "feature/bulk-edit", "BUILD", left=150.0),
    Opening("shop-next", "develop", "BUILD", left=95.0),
    Opening("shop-next", "release/2026.12", "DEPLOY", left=14.0),
    Opening("design-system", "next", "BUILD", left=48.0, cause="command-not-found"),
    Opening("orders-admin", "feature/bulk-edit", waiting=40.0),
    Opening("orders-admin", "develop", waiting=25.0),
    Opening("playground", "main", waiting=11.0),
)


def _open_huge(place: int) -> Iterator[Opening]:
    """Yield what goes on in one place of the huge world: five jobs run, three wait."""
    going = (
        (1, 0, 12.0, ""),
        (6, 9, 21.0, "lockfile"),
        (9, 23, 26.0, ""),
        (14, 0, 4.0, ""),
        (22, 41, 17.0, ""),
    )
    for number, branch, left, cause in going:
        app = (number + 7 * place) % APPS
        yield Opening(app_name(place, app), branch_name(app, branch), left=left + 1.5 * place, cause=cause)
    for number, branch, waiting in ((2, 31, 14.0), (8, 0, 9.0), (17, 16, 3.0)):
        app = (number + 7 * place) % APPS
        yield Opening(app_name(place, app), branch_name(app, branch), waiting=waiting)


_ALL: Final = (
    Scenario("calm", "nothing runs, nothing arrives", plan_fleet),
    Scenario(
        "busy",
        "jobs run, fail, wait and arrive",
        plan_fleet,
        Behaviour(are_events_unruly=True),
        failures=0.12,
        live_failures=0.2,
        push_seconds=75.0,
        preview_seconds=240.0,
        openings=_OPENINGS,
    ),
    Scenario(
        "failing",
        "most jobs fail",
        plan_fleet,
        failures=0.5,
        live_failures=0.75,
        push_seconds=75.0,
        openings=_OPENINGS,
    ),
    Scenario(
        "throttled",
        "busy, and one call a second is one too many",
        plan_fleet,
        Behaviour(calls_per_second=1.0),
        push_seconds=75.0,
        openings=_OPENINGS,
    ),
    Scenario(
        "huge",
        "25 apps of 50 branches in each of two regions of two accounts",
        plan_huge,
        Behaviour(are_events_unruly=True),
        failures=0.015,
        live_failures=0.1,
        push_seconds=20.0,
        preview_seconds=90.0,
        openings=tuple(opening for place in range(len(PLACES)) for opening in _open_huge(place)),
    ),
    Scenario(
        "fleet",
        "25 apps of 50 branches, ten jobs going on",
        plan_quota,
        failures=0.015,
        live_failures=0.1,
        relay=10,
        concurrent=100,
    ),
    Scenario(
        "hostile",
        "names, texts and answers that try to break the reader",
        plan_hostile,
        failures=0.3,
        live_failures=0.3,
        push_seconds=75.0,
        artifacts=HOSTILE_FILES,
    ),
    Scenario(
        "broken",
        "logs, pictures and files that stall, lie or never end",
        plan_broken,
        failures=0.3,
        artifacts=HOSTILE_FILES,
        openings=tuple(
            Opening("logs", f"log/{mishap}", left=60.0 + 15.0 * n, cause="typescript")
            for n, mishap in enumerate(GROWING)
        ),
    ),
    Scenario("expired", "the credentials have run out", plan_fleet, Behaviour(is_expired=True)),
)

SCENARIOS: Final[Mapping[str, Scenario]] = {scenario.name: scenario for scenario in _ALL}
DEMO: Final = "busy"
"""Scenario of the demo."""
