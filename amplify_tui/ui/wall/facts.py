"""What head and foot of the wall say of the whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amplify_tui.model.conditions import FleetSummary
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain
from amplify_tui.ui.fleet_health import is_in_trouble, target_label
from amplify_tui.ui.placeholders import problem_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, timedelta, tzinfo

    from amplify_tui.model.budget import Budget
    from amplify_tui.model.events import QueueHealth
    from amplify_tui.model.health import Health, Problem
    from amplify_tui.model.keys import Target
    from amplify_tui.ui.cell_text import Piece
    from amplify_tui.ui.wording import FreshnessMark


@dataclass(frozen=True, slots=True)
class WallFacts:
    """What is said beside the tiles.

    Attributes:
        now: The present moment, aware UTC.
        freshness: How old the picture is.
        drawn_at: The moment that tiles show, UTC: ``now`` unless the picture is held still.
        summary: How many branches are how.
        superseded: Going jobs that newer ones wait behind.
        place: Accounts and regions.
        view: Name of the saved view; empty for everything.
        filter: Which words a filter asks for and what it hides; empty for none.
        push: How reading the queues goes; empty where there are none.
        troubles: What is wrong with accounts, regions and queues, in words.
        budget: Pace and use of calls.
        is_demo: Whether all is make-believe.
        is_read_only: Whether everything that writes is taken away.
        zone: Time zone to show; None for the machine's own.
    """

    now: datetime
    freshness: FreshnessMark
    drawn_at: datetime
    summary: FleetSummary = field(default_factory=lambda: FleetSummary({}))
    superseded: int = 0
    place: str = ""
    view: str = ""
    filter: Piece = ("", "")
    push: Piece = ("", "")
    troubles: tuple[Piece, ...] = ()
    budget: str = ""
    is_demo: bool = False
    is_read_only: bool = False
    zone: tzinfo | None = None


def place_words(targets: Sequence[Target]) -> str:
    """Name accounts and regions, such as ``prod + staging · eu-west-1, us-east-1``.

    Args:
        targets: All that are watched.
    """
    profiles = dict.fromkeys(plain(each.profile, 40) or "the AWS environment" for each in targets)
    regions = dict.fromkeys(plain(each.region, 40) for each in targets)
    return f"{' + '.join(profiles)} · {', '.join(regions)}" if targets else ""


def target_troubles(healths: Mapping[Target, Health], now: datetime) -> tuple[Piece, ...]:
    """Say which accounts and regions give no answers, and why; those that are well are not named.

    Args:
        healths: How asking each goes.
        now: The present moment, aware UTC.
    """
    alike: dict[str, list[tuple[str, timedelta | None]]] = {}
    for target, health in healths.items():
        if is_in_trouble(health, now):
            why = _why(target, health.problem)
            alike.setdefault(why, []).append((target_label(target), health.age(now)))
    found: list[Piece] = []
    for why, members in alike.items():
        passed = max((age for _, age in members if age is not None), default=None)
        since = f", seen {wording.short_duration(passed)} ago" if passed is not None else ""
        found.append((f"{', '.join(label for label, _ in members)}: {why}{since}", "failed"))
    return tuple(found)


def _why(target: Target, problem: Problem | None) -> str:
    """Say what is wrong in few words: profile and region stand before them already."""
    if problem is None:
        return "no answer"
    message = problem.message
    for known in (f" of profile {target.profile}", f" in {target.region}"):
        message = message.replace(f"{known} ", " ")
    return plain(message, 300).rstrip(".")


def push_words(queues: Iterable[QueueHealth]) -> tuple[Piece, tuple[Piece, ...]]:
    """Say how push works, and what is wrong with it.

    Args:
        queues: How reading each queue goes.

    Returns:
        A few words, empty where there is no queue; and the troubles.
    """
    known = tuple(queues)
    troubles: list[Piece] = []
    for queue in known:
        label = plain(queue.label, 80)
        if queue.problem is not None:
            why = plain(queue.problem.message, 200).rstrip(".")
            troubles.append((f"queue {label}: {why}; polling instead", "warning"))
        if queue.sharing == "shared":
            other = plain(queue.other, 80) or "another reader"
            troubles.append((f"queue {label} is read by {other} too: events get lost", "warning"))
        if queue.warning:
            troubles.append((f"queue {label} brings {plain(queue.warning, 200)}", "warning"))
        if queue.undeleted is not None:
            troubles.append((f"queue {label}: may not delete what it brings, so it comes again", "warning"))
        if queue.doubt is not None:
            troubles.append((f"queue {label}: whether others read it too cannot be told", "dim"))
    if not known:
        return ("", ""), ()
    return _push_state(known), tuple(troubles)


def _push_state(queues: Sequence[QueueHealth]) -> Piece:
    if any(queue.problem is not None for queue in queues):
        return "push down, polling", "warning"
    if any(queue.sharing == "shared" for queue in queues):
        return "push shared, polling", "warning"  # what others take away is not relied on
    is_live = all(queue.is_live for queue in queues)
    return ("push live", "succeed") if is_live else ("push begins", "waiting")


def budget_words(budgets: Sequence[Budget], oldest: str) -> str:
    """Tell pace and use of calls, such as ``4 x 2.0/s · used 96/min · oldest 4m``.

    Args:
        budgets: One for each account and region.
        oldest: Age of the oldest figure on screen; empty where nothing is.
    """
    if not budgets:
        return ""
    paces = sorted({round(each.per_second, 1) for each in budgets})
    pace = f"{paces[0]}/s" if len(paces) == 1 else f"{paces[0]}–{paces[-1]}/s"  # noqa: RUF001 - a range
    count = f"{len(budgets)} × " if len(budgets) > 1 else ""  # noqa: RUF001 - a multiplication sign
    is_slowed = any(each.per_second < each.full_per_second for each in budgets)
    parts = (
        f"{count}{pace}{' (slowed down)' if is_slowed else ''}",
        f"used {sum(each.per_minute for each in budgets)}/min",
        f"oldest {oldest}" if oldest else "",
    )
    return " · ".join(part for part in parts if part)


def empty_words(
    targets: Sequence[Target], summary: FleetSummary, healths: Mapping[Target, Health], nothing: str
) -> str:
    """Say why there is nothing on the wall, and what helps; empty where there is something.

    Args:
        targets: All that are watched; none before they are known.
        summary: How many branches are how.
        healths: How asking each target goes.
        nothing: What is said where there really is nothing.
    """
    if not targets:
        return "Asking which accounts and regions there are…"
    if any(summary.counts.values()):
        return ""
    problem = next((each.problem for each in healths.values() if each.problem is not None), None)
    if problem is not None:
        return problem_text(problem)
    return nothing if summary.is_complete else "Loading apps and branches…"
