"""Follows the log of a step: when to look, where, and until when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, Protocol

from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    ExpiredUrlError,
    NotFoundError,
    RefusedError,
    SetupError,
    StorageError,
)
from amplify_tui.services.log_copy import LogCopy, LogTooLargeError

if TYPE_CHECKING:
    from amplify_tui.model.health import Problem
    from amplify_tui.model.steps import PresignedUrl
    from amplify_tui.services.log_copy import Paper
    from amplify_tui.services.ports import Clock, ObjectReader

PACE: Final = 2.0
"""Seconds between two looks at the log of a step that is going."""
SOON: Final = 0.25
"""Seconds before going on where a connection broke that had brought something."""
LONGEST_WAIT: Final = 30.0
FRESH_SECONDS: Final = 30.0
"""An address signed less than so long ago is not signed anew: it would be refused again."""
RENEW_BEFORE: Final = timedelta(seconds=60)
LAST_LOOKS: Final = 4
"""Most looks after the end of a step, while each still brings something."""
MISSES: Final = 10
"""How often a fresh address may be refused before that is told as a problem."""
TRIES_OF_THE_DEAD: Final = 4
"""How often an answer that makes no sense is asked for again once the step is over."""
_FINAL: Final = (LogTooLargeError, NotFoundError, RefusedError, SetupError, StorageError)
"""What asking again does not help against; NotFoundError here means the job itself."""

Phase = Literal["opening", "following", "over", "ended", "absent", "failed"]
Absence = Literal["", "no log", "gone", "empty"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """What Amplify says of the log at one moment.

    Attributes:
        url: Where it is; None where the step names none.
        is_going: Whether more may come.
    """

    url: PresignedUrl | None
    is_going: bool


class Locator(Protocol):
    """Finds the log."""

    async def locate(self, *, is_renewal: bool) -> Sighting:
        """Return where the log is.

        Args:
            is_renewal: Whether the address must be signed anew.

        Raises:
            ApiError: Amplify gave no usable answer.
        """
        ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How the following goes.

    Attributes:
        phase: ``opening`` before the first byte; ``following`` while more may come;
            ``over`` once the step is over and its log may still be written;
            ``ended``, ``absent`` and ``failed`` are final.
        problem: Why the last look brought nothing; None where all is well.
        absence: Why there is no log; empty where there is one.
        retry_in: Seconds until the next look after a failure; None where all is well.
    """

    phase: Phase = "opening"
    problem: Problem | None = None
    absence: Absence = ""
    retry_in: float | None = None


class LogFollower:
    """Reads a log as it grows, each byte once.

    Attributes:
        standing: How it goes.

    Args:
        locator: Finds the log, and tells whether its step is going.
        objects: Reads it.
        paper: Where it is copied to.
        clock: The source of time.
    """

    def __init__(self, locator: Locator, objects: ObjectReader, paper: Paper, clock: Clock) -> None:
        self.standing = Standing()
        self._locator = locator
        self._paper = paper
        self._clock = clock
        self._copy = LogCopy(objects, paper)
        self._sighting: Sighting | None = None
        self._renewed_at: float | None = None
        self._must_renew = False
        self._is_clock_right = True
        self._was_going = False
        self._failures = 0
        self._misses = 0
        self._looks_after = 0

    @property
    def total(self) -> int | None:
        """Size of the log at the last look, bytes; None where that is not known."""
        return self._copy.total

    async def tick(self) -> float | None:
        """Look once.

        Returns:
            Seconds until the next look; None where nothing more will come.
        """
        before, began = self._paper.size, self._clock.monotonic()
        try:
            sighting = await self._locate()
        except ApiError as error:
            return self._fail(error, has_grown=False)
        self._was_going |= sighting.is_going
        if sighting.url is None:
            return self._lack(sighting)
        try:
            await self._copy.fetch(sighting.url)
        except (ExpiredUrlError, NotFoundError) as error:
            return self._miss(error, sighting)
        except ApiError as error:
            return self._fail(error, has_grown=self._paper.size > before)
        wait = self._settle(sighting, has_changed=self._paper.size != before)
        if wait is not None and self._copy.comes_whole:
            wait = min(max(wait, 10 * (self._clock.monotonic() - began)), LONGEST_WAIT)
        return wait

    async def _locate(self) -> Sighting:
        known = self._sighting
        is_renewal = self._must_renew
        try:
            sighting = await self._locator.locate(is_renewal=is_renewal)
            if not is_renewal and self._is_clock_right and self._is_nearly_over(sighting.url):
                is_renewal = True
                sighting = await self._locator.locate(is_renewal=True)
        except ApiError:
            if known is None or known.url is None or self._must_renew:
                raise
            return known
        if is_renewal:
            self._renewed_at = self._clock.monotonic()
            # Where a fresh address seems to be over, this machine's clock is wrong: only 403 tells then.
            self._is_clock_right = not self._is_nearly_over(sighting.url)
        self._must_renew = False
        self._sighting = sighting
        return sighting

    def _is_nearly_over(self, url: PresignedUrl | None) -> bool:
        left = None if url is None else url.time_left(self._clock.now())
        return left is not None and left < RENEW_BEFORE

    def _is_fresh(self) -> bool:
        return self._renewed_at is not None and self._clock.monotonic() - self._renewed_at < FRESH_SECONDS

    def _lack(self, sighting: Sighting) -> float | None:
        if sighting.is_going:
            self._stand("opening" if not self._paper.size else "following")
            return PACE
        self._end("no log")
        return None

    def _miss(self, error: ApiError, sighting: Sighting) -> float | None:
        """Do what a refused address or a missing object asks for."""
        if isinstance(error, ExpiredUrlError) and not self._is_fresh():
            self._must_renew = True
            return 0.0
        if not sighting.is_going:
            self._end("gone", error)
            return None
        # S3 refuses what is not there yet where nobody may list the bucket.
        self._failures = 0
        self._misses += isinstance(error, ExpiredUrlError)
        problem = error.problem if self._misses > MISSES else None
        self._stand("following" if self._paper.size else "opening", problem)
        return PACE

    def _fail(self, error: ApiError, *, has_grown: bool) -> float | None:
        self._failures = 1 if has_grown else self._failures + 1
        is_over = self._sighting is not None and not self._sighting.is_going
        is_hopeless = is_over and isinstance(error, BadAnswerError) and self._failures >= TRIES_OF_THE_DEAD
        if isinstance(error, _FINAL) or is_hopeless:
            self.standing = Standing("failed", error.problem)
            return None
        wait = SOON if has_grown else min(2.0 ** (self._failures - 1), LONGEST_WAIT)
        self.standing = replace(self.standing, problem=error.problem, retry_in=wait)
        return wait

    def _settle(self, sighting: Sighting, *, has_changed: bool) -> float | None:
        self._failures = self._misses = 0
        if sighting.is_going:
            self._looks_after = 0
            self._stand("following")
            return PACE
        self._looks_after += 1
        if self._was_going and has_changed and self._looks_after < LAST_LOOKS:
            self._stand("over")
            return PACE
        self._end("empty")
        return None

    def _end(self, absence: Absence, error: ApiError | None = None) -> None:
        if self._paper.size:
            self._stand("ended", None if error is None else error.problem)
        else:
            self.standing = Standing("absent", absence=absence)

    def _stand(self, phase: Phase, problem: Problem | None = None) -> None:
        self.standing = Standing(phase, problem)
