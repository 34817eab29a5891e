"""What is selected at the moment, as far as a command's "why not" depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from amplify_tui.model.apps import App
    from amplify_tui.model.backend_jobs import BackendJob
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import BranchKey, EnvironmentKey


@dataclass(frozen=True, slots=True)
class Situation:
    """The selection of one screen.

    Attributes:
        app: The open app; None where none is open or it is not known yet.
        branch: The open branch; None where none is open.
        job: The selected job; None where none is selected.
        going: A job of the open branch that is going on; None where none is known.
        environment: The open backend environment; None where none is open.
        backend_job: The selected backend job; None where none is selected.
        has_row: Whether a table row is under the cursor.
        shots: How many screenshots the selected job has; None where its steps are not known.
        is_connected: Whether account and region are known.
        superseded: How many going jobs a newer commit waits behind, as far as ``X`` reaches.
        views: How many views the settings have.
        pages: How many pages the wall has.
        lacks: What is said where a branch is needed and there is none to work with; empty for
            the words of a screen on which one is opened.
    """

    app: App | None = None
    branch: BranchKey | None = None
    job: Job | None = None
    going: Job | None = None
    environment: EnvironmentKey | None = None
    backend_job: BackendJob | None = None
    has_row: bool = False
    shots: int | None = None
    is_connected: bool = True
    superseded: int = 0
    views: int = 0
    pages: int = 1
    lacks: str = ""


def never(situation: Situation) -> str:
    """Object to nothing."""
    del situation
    return ""


def why_not_app(situation: Situation) -> str:
    """Say why there is no app to work with."""
    return "" if situation.app else situation.lacks or "No app is open yet: a picks one."


def why_not_branch(situation: Situation) -> str:
    """Say why there is no branch to work with."""
    return why_not_app(situation) or (
        "" if situation.branch else situation.lacks or "No branch is open yet: b picks one."
    )


def why_not_job(situation: Situation) -> str:
    """Say why there is no job to work with."""
    return "" if situation.job else "No job is selected."


def why_not_row(situation: Situation) -> str:
    """Say why there is no row to work with."""
    return "" if situation.has_row else "No row is selected."


def why_not_connected(situation: Situation) -> str:
    """Say why there is no account to ask."""
    return "" if situation.is_connected else "No account and region yet: P picks a profile, L a region."


def why_not_start(situation: Situation) -> str:
    """Say why no job can be started on the branch."""
    if objection := why_not_branch(situation):
        return objection
    if situation.app and not situation.app.repository:
        name = clean_line(situation.app.name, 80)
        return f"{name} is not connected to a repository: Amplify starts RELEASE jobs of connected apps only."
    return _why_busy(situation)


def _why_busy(situation: Situation) -> str:
    going = situation.going
    return f"Job {going.key.job_id} is going on this branch: Amplify runs one job a branch." if going else ""


def why_not_retry(situation: Situation) -> str:
    """Say why the selected job cannot be retried."""
    job = situation.job
    if job is None:
        return why_not_job(situation)
    if job.is_going:
        return (
            f"Job {job.key.job_id} is still {clean_line(job.status, 40)}: a job is retried when it is over."
        )
    return _why_busy(situation)


def why_not_stop(situation: Situation) -> str:
    """Say why the selected job cannot be stopped."""
    job = situation.job
    if job is None:
        return why_not_job(situation)
    if job.is_over:
        return f"Job {job.key.job_id} is over ({clean_line(job.status, 40)}): there is nothing to stop."
    return ""


def why_not_screenshots(situation: Situation) -> str:
    """Say why there are no screenshots of the selected job to look at."""
    job = situation.job
    if job is None:
        return why_not_job(situation)
    if situation.shots is None:
        return f"The steps of job {job.key.job_id} are not known yet: they name its screenshots."
    if situation.shots:
        return ""
    if job.is_going:
        return f"Amplify took no screenshots of job {job.key.job_id} yet: its last step may, but seldom does."
    return "Amplify took no screenshots of this job: it fills them seldom since late 2022."


def why_not_shot(situation: Situation) -> str:
    """Say why there is no screenshot to work with."""
    return "" if situation.has_row else "Amplify names no screenshot of this job any more."


def why_not_commit_page(situation: Situation) -> str:
    """Say why there is no page of the selected job's commit."""
    job = situation.job
    if job is None:
        return why_not_job(situation)
    if not job.commit_id:
        return f"Job {job.key.job_id} names no commit: it was deployed by hand."
    if job.builds_head:
        return f"Job {job.key.job_id} says HEAD: only its log knows which commit that was."
    if situation.app and not situation.app.repository:
        return f"{clean_line(situation.app.name, 80)} is not connected to a repository."
    return ""


def why_not_site(situation: Situation) -> str:
    """Say why there is no deployed site to open."""
    if objection := why_not_branch(situation):
        return objection
    if situation.app and not situation.app.default_domain:
        return f"Amplify names no domain for {clean_line(situation.app.name, 80)}."
    return ""


def why_not_environment(situation: Situation) -> str:
    """Say why there is no backend environment to work with."""
    return "" if situation.environment else "No backend environment is open."


def why_not_release(situation: Situation) -> str:
    """Say why the selected backend job's record need not be edited."""
    job = situation.backend_job
    if job is None:
        return "No backend job is selected."
    if not job.is_going:
        return f"The job is over ({clean_line(job.status or '', 40)}): it blocks nothing."
    if not job.operation:
        return "AmplifyBackend left out the job's operation, and UpdateBackendJob asks for it."
    return ""


def why_not_views(situation: Situation) -> str:
    """Say why there is no saved view to pick."""
    if situation.views:
        return ""
    return "No views are saved: a [[view]] table in the settings, with name and apps or branches, makes one."


def why_not_superseded(situation: Situation) -> str:
    """Say why there is nothing superseded to stop."""
    return (
        "" if situation.superseded else "Nothing is superseded here: no going job has a newer commit waiting."
    )


def why_not_tile(situation: Situation) -> str:
    """Say why there is no branch of the wall to work with."""
    return "" if situation.branch else "No branch is marked: the arrow keys mark one."


def why_not_pages(situation: Situation) -> str:
    """Say why the wall has no other page."""
    return "" if situation.pages > 1 else "Everything is on this page."
