"""One measured promise, and the arithmetic that every measurement needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Verdict = Literal["HELD", "MISSED", "BESIDE", "UNKNOWN"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the bench's report.

    Attributes:
        name: What is promised.
        figure: What was measured, with its unit.
        reference: What it is held against, from the same run, with its unit.
        verdict: ``BESIDE`` for what is shown for comparison only, ``UNKNOWN`` where it could not be measured.
    """

    name: str
    figure: str
    reference: str
    verdict: Verdict

    def __str__(self) -> str:
        """Lay the line out in columns."""
        return f"{self.verdict:<7} {self.name:<44} {self.figure:<34} {self.reference}"


def judge(name: str, figure: str, reference: str, *, is_held: bool) -> Line:
    """Make a line of a promise that was measured."""
    return Line(name, figure, reference, "HELD" if is_held else "MISSED")


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return quantile(values, 0.5)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
