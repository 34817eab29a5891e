"""Why one job failed, as far as its log was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amplify_tui.model.jobs import JobStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amplify_tui.model.causes.finding import Cause, Finding
    from amplify_tui.model.steps import Step


class CauseState(StrEnum):
    """How far the search for the cause of a failure has come."""

    UNREAD = "unread"
    READING = "reading"
    FOUND = "found"
    UNKNOWN = "unknown"
    NO_LOG = "no log"
    GONE = "gone"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too large"


@dataclass(frozen=True, slots=True)
class JobCause:
    """What is known of why a job failed.

    Attributes:
        state: How far the search has come.
        step: Name of the step that failed; empty where not known yet.
        finding: What the finder made of that step's log; None where it was not read.
        reason: Amplify's own words on that step; usually empty.
        is_partial: Whether only beginning and end of the log were read, so that
            line numbers in the finding mean nothing.
    """

    state: CauseState
    step: str = ""
    finding: Finding | None = None
    reason: str = ""
    is_partial: bool = False

    @property
    def cause(self) -> Cause | None:
        """The line of the log that names the cause; None where none does."""
        return None if self.finding is None else self.finding.cause

    @property
    def is_settled(self) -> bool:
        """Whether all that can be read of it was read."""
        return self.state not in {CauseState.UNREAD, CauseState.READING}


UNREAD = JobCause(CauseState.UNREAD)
"""Of a failed job that nobody looked into yet."""


def failed_step(steps: Sequence[Step]) -> Step | None:
    """Return the step whose log tells why a failed job failed.

    That is the first one that FAILED; where none says so, the last one that
    began and has a log; None where there is none of either.

    Args:
        steps: In Amplify's order.
    """
    failed = (step for step in steps if step.status == JobStatus.FAILED)
    begun = (step for step in reversed(steps) if step.log_url is not None and step.started_at is not None)
    return next(failed, None) or next(begun, None)
