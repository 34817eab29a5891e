"""How well the picture is kept: what was answered, what is wrong, how old it all is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Freshness(StrEnum):
    """The fixed words of the freshness mark."""

    LOADING = "loading"
    LIVE = "live"
    BACKING_OFF = "backing off"
    STALE = "stale"
    FROZEN = "frozen since"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a question to Amplify got no answer.

    Attributes:
        code: Error code as the service or the client library names it.
        message: One line for people, without secrets.
        hint: What to do about it; empty where nothing is known to help.
        kind: Name of the ``ApiError`` class, such as ``CredentialsError``.
    """

    code: str
    message: str
    hint: str = ""
    kind: str = "ApiError"


@dataclass(frozen=True, slots=True)
class Health:
    """How the poller of one target is doing.

    Attributes:
        answered_at: Last answer without error, UTC; None before the first.
        asked_at: Last question, UTC; None before the first.
        interval: Present pace between two polls.
        calls_per_minute: Calls of the last sixty seconds, retries counted.
        problem: What the last poll ran into; None when it went well.
        failed_since: First failure of the present row of failures, UTC; None when all is well.
        retry_at: When the poller asks again after a failure, UTC; None when all is well.
        is_throttled: Whether the service asked for patience.
    """

    interval: timedelta
    answered_at: datetime | None = None
    asked_at: datetime | None = None
    calls_per_minute: int = 0
    problem: Problem | None = None
    failed_since: datetime | None = None
    retry_at: datetime | None = None
    is_throttled: bool = False

    def age(self, now: datetime) -> timedelta | None:
        """Tell how old the picture is; None before the first answer.

        Args:
            now: The present moment, aware UTC.
        """
        return None if self.answered_at is None else max(now - self.answered_at, timedelta(0))

    def freshness(self, now: datetime) -> Freshness:
        """Pick the one word for the header's mark.

        Args:
            now: The present moment, aware UTC.
        """
        if self.is_throttled:
            return Freshness.BACKING_OFF
        if self.problem is not None:
            return Freshness.STALE
        age = self.age(now)
        if age is None:
            return Freshness.LOADING
        return Freshness.STALE if age > 3 * self.interval else Freshness.LIVE

    def is_well(self, now: datetime) -> bool:
        """Whether more may be asked than what keeps the picture current.

        Args:
            now: The present moment, aware UTC.
        """
        return self.problem is None and not self.is_throttled and not self.is_dim(now)

    def is_dim(self, now: datetime) -> bool:
        """Whether three polls in a row were missed, so that nothing may pass for fresh.

        Args:
            now: The present moment, aware UTC.
        """
        age = self.age(now)
        return age is not None and age > 3 * self.interval
