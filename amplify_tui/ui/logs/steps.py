"""Which step's log to open, and what to say while there is none; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.jobs import WAITING
from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from amplify_tui.model.health import Problem
    from amplify_tui.model.steps import Step

_GOING = frozenset({"running", "cancelling"})


def step_to_open(steps: Sequence[Step]) -> Step | None:
    """Choose the step whose log is wanted: the failed one, else the running, else the last that began.

    Args:
        steps: In Amplify's order.
    """
    for tones in ({"failed"}, _GOING):
        for step in steps:
            if wording.status_mark(step.status).tone in tones:
                return step
    begun = [step for step in steps if step.status not in WAITING and step.status != "CANCELLED"]
    last = begun or list(steps)
    return last[-1] if last else None


def is_going(step: Step | None) -> bool:
    """Tell whether a step runs at present, so that its log may grow."""
    return step is not None and wording.status_mark(step.status).tone in _GOING


def beside(steps: Sequence[Step], name: str, by: int) -> Step | None:
    """Return the step before or after another one; None at the ends.

    Args:
        steps: In Amplify's order.
        name: Name of the present one.
        by: One forwards, or minus one back.
    """
    names = [step.name for step in steps]
    at = names.index(name) + by if name in names else -1
    return steps[at] if 0 <= at < len(steps) else None


def length_text(step: Step | None, now: datetime) -> str:
    """Tell how long a step took, or takes so far; empty where it did not begin."""
    if step is None or step.started_at is None:
        return ""
    end = step.ended_at or (now if is_going(step) else None)
    return "" if end is None else wording.duration(end - step.started_at)


def absence_text(name: str, step: Step | None, absence: str) -> str:
    """Say why there is no log to show, and what can be done.

    Args:
        name: Of the step.
        step: The step as it is known; None where it is not.
        absence: ``no log``, ``gone`` or ``empty``.
    """
    name = plain(name, 60) or "The step"
    if absence == "gone":
        return f"{name}'s log is gone: Amplify serves it no longer.\no opens the job's console page."
    if absence == "empty":
        told = f": the step is {plain(step.status, 40)}" if step is not None else ""
        return f"{name}'s log is empty, zero bytes{told}.\n[ and ] go to the other steps."
    if step is not None and step.status in WAITING:
        return f"{name} has no log yet: the step has not begun.\nIt opens here as soon as there is one."
    if is_going(step):
        return f"{name} runs, but has no log yet.\nIt opens here as soon as there is one."
    return f"{name} has no log.\n[ and ] go to the other steps, o opens the job's console page."


def problem_lines(problem: Problem, *, is_over: bool) -> str:
    """Say why a log could not be read, and what to do.

    Args:
        problem: Why.
        is_over: Whether it is not tried again without being asked for.
    """
    hint = f"\n{plain(problem.hint)}" if problem.hint else ""
    plan = "ctrl+r tries again." if is_over else "It is tried again; ctrl+r does so now."
    return f"The log cannot be read: {plain(problem.message)}{hint}\n{plan}"
