"""How one target is doing, and how long to leave it alone after a failure (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from amplify_tui.model.health import Health
from amplify_tui.services.errors import (
    BadAnswerError,
    CredentialsError,
    DeniedError,
    SetupError,
    ThrottledError,
    UnreachableError,
)

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.health import Problem
    from amplify_tui.services.errors import ApiError

FIRST_DELAY: Final = 2.0
THROTTLED_LIMIT: Final = 60.0
UNREACHABLE_LIMIT: Final = 30.0
STEADY_DELAY: Final = 30.0
"""Seconds between two tries of what a user must mend first, and of a single topic that fails."""


def delay(error: ApiError, row: int, jitter: float) -> float:
    """Return the seconds to wait after a failure.

    Args:
        error: What went wrong.
        row: How many failures came in a row, this one included; from 1.
        jitter: From 0 to 1; takes away up to a quarter, so that many screens do not ask in step.
    """
    if isinstance(error, (CredentialsError, SetupError)):
        return STEADY_DELAY
    limit = THROTTLED_LIMIT if isinstance(error, ThrottledError) else UNREACHABLE_LIMIT
    longest = min(limit, FIRST_DELAY * 2.0 ** min(row - 1, 10))
    return longest * (1.0 - jitter / 4.0)


def concerns_target(error: ApiError) -> bool:
    """Whether a failure says that every other question to the target would fail too."""
    return isinstance(error, (CredentialsError, SetupError, ThrottledError, UnreachableError))


def may_concern_target(error: ApiError) -> bool:
    """Whether a failure concerns the target when nothing else is answered either."""
    return isinstance(error, (DeniedError, BadAnswerError))


@dataclass(slots=True)
class Standing:
    """What the poller knows of one target.

    Questions are numbered by the turn they were asked in. A failure of several
    questions that were under way together counts once, and the answer to a
    question asked before a failure does not end it.

    Attributes:
        answered_at: Last answer without error, UTC.
        asked_at: Last question, UTC.
        problem: What every question runs into at present.
        failed_since: First failure of the present row, UTC.
        retry_at: When it is asked again, UTC.
        quiet_until: The same on the monotonic clock; 0 when all is well.
        row: How many failures in a row.
        is_throttled: Whether the service asked for patience.
        failed_turn: Last turn begun when it failed.
        doubted_at: First denied or unreadable answer since the last good one, UTC.
    """

    answered_at: datetime | None = None
    asked_at: datetime | None = None
    problem: Problem | None = None
    failed_since: datetime | None = None
    retry_at: datetime | None = None
    quiet_until: float = 0.0
    row: int = 0
    is_throttled: bool = False
    failed_turn: int = -1
    doubted_at: datetime | None = None

    @property
    def is_backing_off(self) -> bool:
        """Whether one question must be answered before others are asked."""
        return self.row > 0

    def answer(self, turn: int, at: datetime) -> None:
        """Note an answer without error.

        Args:
            turn: Turn in which it was asked.
            at: The present moment, aware UTC.
        """
        self.answered_at = at
        self.doubted_at = None
        self.reach(turn)

    def reach(self, turn: int) -> None:
        """Note that the target is there: it answered, if only with a no."""
        if turn <= self.failed_turn:
            return
        self.problem = self.failed_since = self.retry_at = None
        self.quiet_until, self.row, self.is_throttled = 0.0, 0, False

    def fail(
        self, error: ApiError, turn: int, *, last_turn: int, at: datetime, mono: float, jitter: float
    ) -> None:
        """Note a failure that concerns every question to the target.

        Args:
            error: What went wrong.
            turn: Turn in which it was asked.
            last_turn: Latest turn begun.
            at: The present moment, aware UTC.
            mono: The same on the monotonic clock, seconds.
            jitter: From 0 to 1.
        """
        if turn <= self.failed_turn and self.row:
            return
        self.row += 1
        self.failed_turn = last_turn
        seconds = delay(error, self.row, jitter)
        self.complain(error.problem, at, seconds)
        self.quiet_until = mono + seconds
        self.is_throttled = isinstance(error, ThrottledError)

    def doubt(self, error: ApiError, turn: int, at: datetime) -> None:
        """Note a denied or unreadable answer.

        It may be the question's own fault; it becomes the target's problem when
        there never was a good answer, or none since the doubt began.

        Args:
            error: What went wrong.
            turn: Turn in which it was asked.
            at: The present moment, aware UTC.
        """
        self.reach(turn)
        is_lasting = self.doubted_at is not None and self.doubted_at < at
        self.doubted_at = self.doubted_at or at
        if is_lasting or self.answered_at is None:
            self.complain(error.problem, at, STEADY_DELAY)

    def complain(self, problem: Problem, at: datetime, seconds: float) -> None:
        """Show a problem without keeping questions back.

        Args:
            problem: What is wrong.
            at: The present moment, aware UTC.
            seconds: Until the next try.
        """
        self.problem = problem
        self.failed_since = self.failed_since or at
        self.retry_at = at + timedelta(seconds=seconds)

    def health(self, interval: float, calls_per_minute: int) -> Health:
        """Return the same as a plain value, for the screens.

        Args:
            interval: Present pace, seconds.
            calls_per_minute: Calls of the last sixty seconds.
        """
        return Health(
            interval=timedelta(seconds=interval),
            answered_at=self.answered_at,
            asked_at=self.asked_at,
            calls_per_minute=calls_per_minute,
            problem=self.problem,
            failed_since=self.failed_since,
            retry_at=self.retry_at,
            is_throttled=self.is_throttled,
        )
