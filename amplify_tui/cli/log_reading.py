"""Reads a step's log for headless commands: what is there now, or all of it until the step ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from amplify_tui.cli.exits import error_of
from amplify_tui.model.jobs import WAITING
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import NotFoundError
from amplify_tui.services.log_copy import Paper
from amplify_tui.services.log_follower import LogFollower, Sighting

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import JobDetail, PresignedUrl, Step
    from amplify_tui.services.log_follower import Absence, Locator, Standing
    from amplify_tui.services.ports import Gateway

TRIES: Final = 4
"""Failed looks in a row after which a log that is not followed is given up."""


class Copy(Paper, Protocol):
    """A paper that can be told that nothing more comes."""

    def finish(self) -> None:
        """Take what came as all there is."""
        ...


class Snapshot:
    """Where the log is, of which nothing is wanted but what is there; a ``Locator``.

    Args:
        gateway: Signs addresses anew.
        key: The job.
        step: The step as it is known.
    """

    def __init__(self, gateway: Gateway, key: JobKey, step: Step) -> None:
        self._gateway = gateway
        self._key = key
        self._name = step.name
        self._url: PresignedUrl | None = step.log_url

    async def locate(self, *, is_renewal: bool) -> Sighting:
        """Return where the log is; see ``services.log_follower.Locator``."""
        if is_renewal:
            detail = await self._gateway.get_job(self._key)
            self._url = next((step.log_url for step in detail.steps if step.name == self._name), None)
        return Sighting(self._url, is_going=False)


async def read_log(session: Session, locator: Locator, paper: Copy, tries: int = TRIES) -> Standing:
    """Copy a log to paper, to its end or as far as it goes.

    Args:
        session: What the command works with.
        locator: Tells where it is, and until when to follow.
        paper: Where it is copied to.
        tries: Failed looks in a row after which to give up.

    Returns:
        How it ended: ``ended``, or ``absent`` with the reason.

    Raises:
        ApiError: It could not be read, or not to its end.
    """
    follower = LogFollower(locator, session.objects, paper, session.clock)
    failures = 0
    try:
        while (wait := await follower.tick()) is not None:
            problem = follower.standing.problem
            failures = 0 if problem is None else failures + 1
            if problem is not None and failures >= tries:
                raise error_of(problem)
            await session.clock.sleep(wait)
    finally:
        paper.finish()
    standing = follower.standing
    if standing.problem is not None:
        raise error_of(standing.problem)
    return standing


def find_step(detail: JobDetail, name: str) -> Step:
    """Return the step of a name, in whatever case it was typed.

    Raises:
        NotFoundError: There is none.
    """
    found = next((step for step in detail.steps if step.name.casefold() == name.casefold()), None)
    if found is None:
        names = ", ".join(clean_line(step.name, 60) for step in detail.steps)
        raise NotFoundError(
            "NotFoundException",
            f"Job {detail.job.key.job_id} has no step {clean_line(name, 60)}.",
            f"There are: {names}." if names else "It has no steps yet.",
        )
    return found


def absence_text(detail: JobDetail, step: Step, absence: Absence) -> str:
    """Say in one line why there is nothing to read."""
    name = f"{clean_line(step.name, 60)} of job {detail.job.key.job_id}"
    is_going = detail.job.is_going and step.ended_at is None
    if absence == "empty":
        return f"The log of {name} is empty: zero bytes."
    if step.status in WAITING:
        return f"{name} has no log yet: the step has not begun."
    if is_going:
        return f"{name} has no log yet."
    reason = f" Amplify says: {clean_line(step.status_reason, 300)}" if step.status_reason else ""
    if absence == "gone":
        return f"The log of {name} is gone: Amplify serves it no longer.{reason}"
    return f"{name} has no log.{reason}"
