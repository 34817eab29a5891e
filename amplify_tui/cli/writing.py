"""What start, retry and stop share: leave to write, the question, the answer, the following."""

from __future__ import annotations

import asyncio
import sys
import termios
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from amplify_tui.cli.exits import Exit, UsageError
from amplify_tui.cli.following import Follower
from amplify_tui.cli.json_shapes import job_shape
from amplify_tui.cli.places import describe
from amplify_tui.cli.surroundings import has_terminal
from amplify_tui.cli.values import read_job_id, read_timeout
from amplify_tui.model.text import clean_line
from amplify_tui.services.errors import RefusedError
from amplify_tui.store.writes import Writes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from amplify_tui.cli.headless import Session
    from amplify_tui.cli.parser import Request
    from amplify_tui.cli.surroundings import Surroundings
    from amplify_tui.model.apps import App
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey
    from amplify_tui.store.writes import Outcome

GRACE: Final = 2.0
"""Seconds that an interrupted command still waits for the answer of its write."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A write that is about to be sent.

    Attributes:
        verb: What it does, such as ``stop``.
        app: The app it is about.
        branch: The branch it is about.
        subject: Job and commit it is about, in a few words.
        warning: What the user should know before; empty for nothing.
        send: Sends it.
        done: What to say afterwards, such as ``started``.
    """

    verb: str
    app: App
    branch: BranchKey
    subject: str
    send: Callable[[Writes], Awaitable[Outcome]]
    done: str
    warning: str = ""


def check_write(request: Request, surroundings: Surroundings) -> None:
    """Refuse what can be refused before anything is asked of Amplify.

    Raises:
        RefusedError: Read-only.
        UsageError: Nobody can be asked, or an option does not fit.
    """
    read_job_id(request)
    read_timeout(request)
    if surroundings.settings(request).read_only:
        raise RefusedError("ReadOnly", "Read-only: nothing was sent.", "`amplify-tui info` says what set it.")
    if request.has("timeout") and not request.has("watch"):
        raise UsageError("--timeout needs --watch here: a write is never cut short.")
    if not request.has("yes") and not has_terminal():
        raise UsageError(
            f"{request.command.name} needs a yes, and there is no terminal to ask on.", "Add --yes."
        )


async def carry_out(session: Session, plan: Plan) -> Exit:
    """Ask, send, say what came of it, and follow the job where that was asked for.

    Raises:
        ApiError: It was not done, or nobody knows whether it was.
    """
    if not session.request.has("yes") and not await _confirm(plan):
        session.output.note("Nothing was sent.")
        return Exit.DONE
    writes = Writes(session.connector, session.clock, read_only=session.settings.read_only)
    try:
        outcome = await plan.send(writes)
    except asyncio.CancelledError:
        session.output.note(
            f"Interrupted: the {plan.verb} may have gone out. `amplify-tui jobs` shows what came of it."
        )
        await writes.drain(GRACE)
        raise
    if session.request.has("watch"):
        return await Follower(session, outcome.job).follow(read_timeout(session.request))
    if session.output.is_json:
        session.output.json({"summary": job_shape(outcome.job, plan.app.name), "settled": outcome.settled})
    else:
        session.output.tabs((outcome.job.status, str(outcome.job.key.job_id)))
        doubt = "" if outcome.settled else " Amplify's answer was lost; the job list tells so."
        session.output.note(f"Job {outcome.job.key.job_id} {plan.done}.{doubt}")
    return Exit.DONE


def describe_job(job: Job) -> str:
    """Name a job and what it builds in one line."""
    commit = f"commit {job.commit_id or 'unknown'} {job.commit_message or ''}"
    return clean_line(f"job {job.key.job_id} {job.status}, {commit}", 200)


async def _confirm(plan: Plan) -> bool:
    place = f"{clean_line(plan.app.name, 80)} / {clean_line(plan.branch.name, 200)}"
    lines = [
        f"{plan.verb.capitalize()} {place}",
        f"  {clean_line(plan.subject, 200)}",
        f"  {describe(plan.branch.app.target)}",
    ]
    if plan.warning:
        lines.append(f"  {plan.warning}")
    return await ask(lines, f"{plan.verb.capitalize()}?")


async def ask(lines: Sequence[str], question: str) -> bool:
    """Ask on the terminal, and return whether the answer is yes.

    Args:
        lines: What to say before the question, safe to show.
        question: The question itself.
    """
    # What was typed before the question is no answer to it.
    termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    sys.stderr.write("".join(f"{line}\n" for line in lines) + f"{question} [y/N] ")
    sys.stderr.flush()
    return (await _read_answer()).strip().lower() in {"y", "yes"}


async def _read_answer() -> str:
    """Read one line, so that ctrl+c is heard meanwhile."""
    loop, descriptor = asyncio.get_running_loop(), sys.stdin.fileno()
    typed: asyncio.Future[str] = loop.create_future()

    def read() -> None:
        line = sys.stdin.readline()
        if not typed.done():
            typed.set_result(line)

    loop.add_reader(descriptor, read)
    try:
        return await typed
    finally:
        loop.remove_reader(descriptor)
