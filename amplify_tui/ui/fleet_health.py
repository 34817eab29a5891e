"""How a fleet of accounts and regions is doing as a whole, and which of them is in trouble; pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from amplify_tui.model.health import Freshness, Problem
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from amplify_tui.model.health import Health
    from amplify_tui.model.keys import Target


def target_label(target: Target) -> str:
    """Name an account and region, safe to show.

    Args:
        target: The account and region.
    """
    return f"{plain(target.profile, 60) or 'the AWS environment'} · {plain(target.region, 40)}"


def is_in_trouble(health: Health, now: datetime) -> bool:
    """Whether what is known of a target may not pass for fresh.

    Args:
        health: How asking it goes.
        now: The present moment, aware UTC.
    """
    return health.freshness(now) is Freshness.STALE


def troubled_targets(healths: Mapping[Target, Health], now: datetime) -> frozenset[Target]:
    """Return the targets that give no answers.

    Args:
        healths: How asking each goes.
        now: The present moment, aware UTC.
    """
    return frozenset(target for target, health in healths.items() if is_in_trouble(health, now))


def fleet_problem(healths: Mapping[Target, Health], now: datetime) -> Problem | None:
    """Name who is in the first trouble that there is, and what helps; None when all are well.

    Args:
        healths: How asking each goes, in the order of the targets.
        now: The present moment, aware UTC.
    """
    troubled = [
        (target, health.problem)
        for target, health in healths.items()
        if health.problem is not None and is_in_trouble(health, now)
    ]
    if not troubled:
        return None
    problem = troubled[0][1]
    alike = [target for target, other in troubled if other.message == problem.message]
    others = [target for target, other in troubled if other.message != problem.message]
    rest = f" Other trouble: {_names(others)}." if others else ""
    return replace(problem, message=f"{_names(alike)}: {problem.message}{rest}")


def _names(targets: Sequence[Target]) -> str:
    most = 2
    named = "; ".join(target_label(target) for target in targets[:most])
    return named + (f" and {len(targets) - most} more" if len(targets) > most else "")


def fleet_health(healths: Mapping[Target, Health], now: datetime) -> Health | None:
    """Sum up: as fresh as the target heard of last, and in trouble only when all are.

    Args:
        healths: How asking each goes.
        now: The present moment, aware UTC.
    """
    if not healths:
        return None
    calls = sum(health.calls_per_minute for health in healths.values())
    well = [health for health in healths.values() if not is_in_trouble(health, now)]
    best = max(well or healths.values(), key=_answered)
    return replace(best, calls_per_minute=calls)


def _answered(health: Health) -> float:
    return health.answered_at.timestamp() if health.answered_at is not None else 0.0
