"""What the fleet knows of one branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from amplify_tui.model.jobs import Job


@dataclass(frozen=True, slots=True)
class BranchNews:
    """The newest jobs of one branch, boiled down to what a picture of thousands needs.

    Attributes:
        newest: The newest job; None where the branch has none.
        going: Jobs that are going on, newest first; ``newest`` is the first of them if it is.
        since: When the newest job was first seen in its present status, UTC: its start for one
            that runs, its end for one that is over, where Amplify tells; None without a job.
        typical: Median time of the branch's newest successful jobs; None where none tells.
        longest: 95th percentile of the same; None where they are too few to say.
    """

    newest: Job | None = None
    going: tuple[Job, ...] = ()
    since: datetime | None = None
    typical: timedelta | None = None
    longest: timedelta | None = None
