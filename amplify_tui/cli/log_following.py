"""Follows a job by the logs of its steps, one after the other, until the job has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.cli.exits import Exit, error_of, exit_for_result
from amplify_tui.cli.following import PATIENCE
from amplify_tui.cli.log_reading import absence_text, find_step, read_log
from amplify_tui.model.jobs import WAITING, JobStatus
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import BadAnswerError, NotFoundError, ThrottledError, UnreachableError
from amplify_tui.store.step_watch import StepWatch
from amplify_tui.store.store import Store
from amplify_tui.store.topics import DetailOf
from amplify_tui.ui.logs.steps import step_to_open

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.log_papers import PrintedLog
    from amplify_tui.model.keys import JobKey
    from amplify_tui.model.steps import JobDetail, Step
    from amplify_tui.services.ports import Gateway

_PASSING = (ThrottledError, UnreachableError, BadAnswerError)


class JobLog:
    """The logs of one job.

    Args:
        session: What the command works with.
        key: The job.
        open_paper: Opens what the log of a step is printed by.
    """

    def __init__(self, session: Session, key: JobKey, open_paper: Callable[[], PrintedLog]) -> None:
        self._session = session
        self._key = key
        self._open_paper = open_paper
        self._store = Store()
        self._pace = session.settings.pace(is_going=True)
        self._shown: list[str] = []
        self._was_going = False

    async def wait(self) -> JobDetail:
        """Wait until the job has ended, and return how.

        Raises:
            ApiError: Amplify gave no usable answer too often.
        """
        while (detail := await self._ask()).job.is_going:
            await self._session.clock.sleep(self._pace)
        return detail

    async def print(self) -> JobDetail:
        """Print what the steps write until the job has ended, and return how.

        Raises:
            ApiError: Amplify gave no usable answer too often, or a log cannot be read.
        """
        while True:
            detail = await self._ask()
            self._was_going |= detail.job.is_going
            step = self._next_step(detail)
            if step is not None:
                await self._print_step(detail, step)
            elif not detail.job.is_going:
                return detail
            else:
                await self._session.clock.sleep(self._pace)

    def result(self, detail: JobDetail) -> Exit:
        """Return the exit code of a job's end, and say on stderr what the log may not."""
        job = detail.job
        code = exit_for_result(job.status)
        if code is None:
            self._note(f"job {job.key.job_id} ended as {job.status}, which this version does not know")
            return Exit.GAVE_UP
        if code is not Exit.DONE:
            more = "; `amplify-tui logs --failed` shows why" if job.status == JobStatus.FAILED else ""
            self._note(f"job {job.key.job_id} ended as {job.status}{more}")
        return code

    async def _ask(self) -> JobDetail:
        """Ask for the job, patiently."""
        gateway: Gateway = await self._session.gateway(self._key.target)
        failures = 0
        while True:
            try:
                detail = await gateway.get_job(self._key)
            except _PASSING as error:
                failures += 1
                if failures >= PATIENCE:
                    raise error_of(error.problem) from None
                await self._session.clock.sleep(self._pace * 2 ** min(failures, 4))
            else:
                self._store.put(DetailOf(self._key), detail, self._session.clock.now())
                return detail

    def _next_step(self, detail: JobDetail) -> Step | None:
        """Choose what to print next; None where that has not begun, or nothing is left."""
        name = self._session.request.text("step")
        if name:
            return self._named_step(detail, name)
        if not self._shown:
            step = step_to_open(detail.steps)
            return step if step is not None and (_has_begun(step) or not detail.job.is_going) else None
        names = [step.name for step in detail.steps]
        after = names.index(self._shown[-1]) + 1 if self._shown[-1] in names else len(names)
        later = (step for step in detail.steps[after:] if step.name not in self._shown and _has_begun(step))
        return next(later, None) if self._was_going else None

    def _named_step(self, detail: JobDetail, name: str) -> Step | None:
        try:
            step = find_step(detail, name)
        except NotFoundError:
            if detail.job.is_going:
                return None
            raise
        is_due = step.name not in self._shown and (_has_begun(step) or not detail.job.is_going)
        return step if is_due else None

    async def _print_step(self, detail: JobDetail, step: Step) -> None:
        if self._shown:
            self._note(f"the log of {clean_line(step.name, 60)}:")
        self._shown.append(step.name)
        connector = self._session.connector
        watch = StepWatch(self._key, step.name, connector, self._store, self._session.clock, pace=self._pace)
        paper = self._open_paper()
        try:
            standing = await read_log(self._session, watch, paper, PATIENCE)
        finally:
            paper.close()
        if standing.absence:
            latest = self._store.get(DetailOf(self._key)) or detail
            self._note(absence_text(latest, find_step(latest, step.name), standing.absence))

    def _note(self, text: str) -> None:
        self._session.output.note(f"amplify-tui: {text}")


def _has_begun(step: Step) -> bool:
    return step.status not in WAITING and step.status != JobStatus.CANCELLED
