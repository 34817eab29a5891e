"""Follows one job to its end, one line per change; a result is never inferred from a failed poll."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit, exit_for, exit_for_result
from amplify_tui.cli.json_shapes import time_text
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import (
    ApiError,
    BadAnswerError,
    NotFoundError,
    ThrottledError,
    UnreachableError,
)
from amplify_tui.ui.wording import status_mark

if TYPE_CHECKING:
    from amplify_tui.cli.headless import Session
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import JobDetail

PATIENCE: Final = 10
"""Failed polls in a row after which it gives up."""

LONGEST_PAUSE: Final = 60.0
_PASSING: Final = (ThrottledError, UnreachableError, BadAnswerError)


class Follower:
    """Follows one job.

    Args:
        session: What the command works with.
        job: The job as the write's answer told it.
    """

    def __init__(self, session: Session, job: Job) -> None:
        self._session = session
        self._key: JobKey = job.key
        self._status = job.status
        self._steps: dict[str, str] = {}
        self._failures = 0
        self._problem = ""
        self._was_seen = False

    async def follow(self, seconds: float | None) -> Exit:
        """Poll until the job ends, and return what its end means.

        Args:
            seconds: Time after which to give up; None for never.
        """
        self._tell("status", self._status)
        try:
            async with asyncio.timeout(seconds):
                return await self._poll_to_the_end()
        except TimeoutError:
            return self._end(Exit.TIMEOUT, f"out of time; job {self._key.job_id} is still going")
        except ApiError as error:
            return self._end(exit_for(error), " ".join(filter(None, (error.message, error.hint))))
        except asyncio.CancelledError:
            self._end(Exit.INTERRUPTED, f"left while job {self._key.job_id} was still going")
            raise

    async def _poll_to_the_end(self) -> Exit:
        settings, clock = self._session.settings, self._session.clock
        gateway = await self._session.gateway(self._key.target)
        while True:
            try:
                detail = await gateway.get_job(self._key)
            except _PASSING as error:
                self._count(error)
            except NotFoundError as error:
                # A job just started may be unknown to a reader for a moment.
                if self._was_seen:
                    raise
                self._count(error)
            else:
                self._was_seen, self._failures, self._problem = True, 0, ""
                self._report(detail)
                if detail.job.is_over:
                    return self._result(detail.job)
            pause = settings.pace(is_going=True) * 2 ** min(self._failures, 5)
            await clock.sleep(min(pause, max(LONGEST_PAUSE, settings.pace(is_going=True))))

    def _count(self, error: ApiError) -> None:
        self._failures += 1
        if self._failures >= PATIENCE:
            raise error
        if error.code != self._problem:
            self._problem = error.code
            self._tell("problem", self._status, message=error.message)

    def _report(self, detail: JobDetail) -> None:
        for step in detail.steps:
            if self._steps.get(step.name) != step.status:
                self._steps[step.name] = step.status
                self._tell("step", step.status, step=step.name, message=step.status_reason or "")
        if detail.job.status != self._status:
            self._status = detail.job.status
            self._tell("status", self._status)

    def _result(self, job: Job) -> Exit:
        code = exit_for_result(job.status)
        if code is None:
            return self._end(Exit.GAVE_UP, "ended with a status that this version does not know")
        return self._end(code)

    def _end(self, code: Exit, message: str = "") -> Exit:
        if self._session.output.is_json:
            self._tell("result", self._status, message=message, code=code)
        elif message:
            self._session.output.note(f"amplify-tui: {message}")
        return code

    def _tell(
        self, event: str, status: str, *, step: str = "", message: str = "", code: Exit | None = None
    ) -> None:
        at = time_text(self._session.clock.now().replace(microsecond=0))
        output = self._session.output
        if output.is_json:
            shape: dict[str, object] = {
                "at": at,
                "event": event,
                "jobId": str(self._key.job_id),
                "status": status,
            }
            optional = {"stepName": step or None, "message": clean_line(message) or None}
            shape.update({name: value for name, value in optional.items() if value is not None})
            if code is not None:
                shape["exitCode"] = int(code)
            output.json(shape, is_line=True)
            return
        word = f"{status_mark(status).glyph} {status}" if output.is_terminal else status
        parts = (at or "", f"job {self._key.job_id}", step or event, word, message)
        output.line("  ".join(filter(None, parts))) if output.is_terminal else output.tabs(parts)
