"""What the confirmations ask: each names all that the answer will act on; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amplify_tui.ui import wording
from amplify_tui.ui.cell_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.model.conditions import BranchState
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey, Target
    from amplify_tui.model.orders import StartOrder


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a write would happen, in words.

    Attributes:
        app_name: The app, as its owner named it.
        target: Account and region.
        is_demo: Whether it is all make-believe.
    """

    app_name: str
    target: Target
    is_demo: bool = False

    @property
    def place(self) -> str:
        """Profile and region, and DEMO where it is one."""
        profile = plain(self.target.profile, 60) or "the AWS environment"
        return ("DEMO · " if self.is_demo else "") + f"{profile} · {plain(self.target.region, 40)}"

    def branch(self, branch: BranchKey) -> str:
        """App and branch."""
        return f"{plain(self.app_name, 80)} / {plain(branch.name, 255)}"


@dataclass(frozen=True, slots=True)
class Question:
    """One confirmation.

    Attributes:
        title: What is asked.
        lines: What it would act on, safe to show.
        warning: What people often get wrong here; empty for nothing.
        yes: Word on the button that does it.
        no: Words on the button that leaves everything as it is.
    """

    title: str
    lines: tuple[str, ...]
    yes: str
    no: str
    warning: str = ""


def _commit_line(job: Job) -> str:
    message = plain(job.commit_message or "", 200)
    return f"{wording.commit(job.commit_id)} {message}".rstrip() if job.commit_id or message else "no commit"


def stop_question(job: Job, scene: Scene, now: datetime) -> Question:
    """Ask whether to stop a job."""
    length = job.duration(now)
    state = plain(job.status, 40).lower() + (f" {wording.duration(length)}" if length is not None else "")
    is_cancelling = job.status == "CANCELLING"
    return Question(
        "Stop this job?",
        (
            f"{scene.branch(job.key.branch)} · job {job.key.job_id}",
            _commit_line(job),
            f"{scene.place} · {state}",
        ),
        "stop",
        "keep it running",
        "It is being cancelled already; asking again may change nothing."
        if is_cancelling
        else "What a deploy has changed already is not rolled back.",
    )


def retry_question(job: Job, scene: Scene) -> Question:
    """Ask whether to retry a job, saying which commit that builds."""
    warning = ""
    if job.builds_head:
        builds = "builds commit HEAD as it is today, not as it was then."
        warning = "Today's HEAD is unknown to Amplify until it clones."
    elif job.commit_id:
        builds = f"builds commit {_commit_line(job)} again, as a new job."
    else:
        builds = "names no commit: Amplify decides what to deploy again."
    return Question(
        f"Retry job {job.key.job_id}?",
        (builds, f"{scene.branch(job.key.branch)} · job {job.key.job_id}", scene.place),
        "retry",
        "leave it",
        warning,
    )


def start_question(branch: BranchKey, order: StartOrder, scene: Scene) -> Question:
    """Ask whether to start a release."""
    commit = plain(order.commit_id, 255) if order.commit_id else "HEAD, the branch's newest commit"
    lines = [scene.branch(branch), f"commit {commit}"]
    if order.commit_message:
        lines.append(f"message {plain(order.commit_message, 200)}")
    if order.job_reason:
        lines.append(f"reason {plain(order.job_reason, 255)}")
    return Question("Start a RELEASE job?", (*lines, scene.place), "start", "leave it")


def release_question(job: BackendJob, scene: Scene, now: datetime) -> Question:
    """Ask whether to edit a stuck backend job's record."""
    since = job.created.at if job.created is not None else None
    going = f" · going on for {wording.duration(now - since)}" if since is not None else ""
    return Question(
        "Mark this backend job as FAILED?",
        (
            f"{plain(scene.app_name, 80)} · environment {plain(job.key.environment.name, 80)}",
            f"job {plain(job.key.job_id, 120)} · {plain(job.operation or 'no operation named', 120)}",
            f"{scene.place} · {plain(job.status or 'no status', 40)}{going}",
        ),
        "mark FAILED",
        "leave it",
        "UpdateBackendJob edits the record and stops nothing: work that still runs goes on. "
        "It lets the next push through.",
    )


def superseded_question(branches: Sequence[BranchState], now: datetime, *, is_demo: bool) -> Question:
    """Ask whether to stop every superseded job, naming each.

    Args:
        branches: Those that have superseded jobs.
        now: The present moment, aware UTC.
        is_demo: Whether it is all make-believe.
    """
    lines: list[str] = []
    for state in branches:
        scene = Scene(state.app_name, state.branch.app.target, is_demo)
        for job in state.superseded:
            length = job.duration(now)
            since = f" {wording.duration(length)}" if length is not None else ""
            lines.append(f"{scene.branch(state.branch)} · job {job.key.job_id}")
            lines.append(f"  {_commit_line(job)}")
            lines.append(f"  {scene.place} · {plain(job.status, 40).lower()}{since}")
    count = sum(len(state.superseded) for state in branches)
    jobs = "job" if count == 1 else "jobs"
    where = f" of {len(branches)} branches" if len(branches) > 1 else ""
    return Question(
        f"Stop {count} superseded {jobs}{where}?",
        tuple(lines),
        "stop them" if count > 1 else "stop it",
        "keep them running" if count > 1 else "keep it running",
        f"A newer commit of its branch waits behind {'each' if count > 1 else 'it'}. "
        "What a deploy has changed already is not rolled back.",
    )
