"""How old the picture of a fleet may become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amplify_tui.model.keys import Target


@dataclass(frozen=True, slots=True)
class Promise:
    """The longest time between two questions about one branch, at the present pace and while answers come.

    Attributes:
        target: Account and region.
        going: Of a branch with a job that is going, seconds.
        shown: Of a branch on screen where nothing is going, seconds.
        recent: Of a branch with a job in the last hours, seconds.
        sleeping: Of any other branch, seconds.
        aim: Usual time between two questions about a going branch, seconds.
        calls_per_second: Pace that this follows from.
        is_covered: Whether events tell of changes, so that polling only makes sure.
        through: The account and region that is asked instead, as another profile leads to
            the same one; None where it is asked itself.
    """

    target: Target
    going: float
    shown: float
    recent: float
    sleeping: float
    aim: float
    calls_per_second: float
    is_covered: bool = False
    through: Target | None = None
