"""Reads raw answers into the model, field by field; here and in ``backend_read`` the raw dicts end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

from amplify_tui.model.apps import App, Branch, ProductionBranch
from amplify_tui.model.jobs import Job
from amplify_tui.model.keys import AppKey, BranchKey, JobKey
from amplify_tui.model.steps import Artifact, JobDetail, Step
from amplify_tui.services.fields import (
    Raw,
    bad_answer,
    read_flag,
    read_items,
    read_member,
    read_moment,
    read_number,
    read_text,
    require_number,
    require_text,
)
from amplify_tui.services.presigned import read_presigned, strip_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from amplify_tui.model.keys import Target
    from amplify_tui.model.steps import PresignedUrl

UNKNOWN: Final = "UNKNOWN"
"""Stands for a status that Amplify left out."""

T = TypeVar("T")


def read_app(target: Target, raw: Raw) -> App:
    """Read an app; what is secret in it (variables, credentials, build specs, headers) is left behind.

    Raises:
        BadAnswerError: It has no id.
    """
    app_id = require_text(raw, "appId")
    arn = read_text(raw, "appArn")
    return App(
        key=AppKey(target, app_id),
        name=read_text(raw, "name") or app_id,
        arn=arn,
        account_id=_account_of(arn),
        repository=_without_user(read_text(raw, "repository")),
        platform=read_text(raw, "platform"),
        default_domain=read_text(raw, "defaultDomain"),
        production_branch=_read_production_branch(raw.get("productionBranch")),
        created_at=read_moment(raw, "createTime"),
        updated_at=read_moment(raw, "updateTime"),
    )


def read_known_app(key: AppKey, raw: Raw) -> App:
    """Read the answer to GetApp.

    Raises:
        BadAnswerError: It has no id, or another one.
    """
    app = read_app(key.target, raw)
    if app.key != key:
        raise bad_answer(f"is about another app than {key.app_id}")
    return app


def read_branch(app: AppKey, raw: Raw) -> Branch:
    """Read a branch; what is secret in it is left behind.

    Raises:
        BadAnswerError: It has no name.
    """
    stage = read_text(raw, "stage")
    environment = read_text(raw, "backendEnvironmentArn")
    return Branch(
        key=BranchKey(app, require_text(raw, "branchName")),
        display_name=read_text(raw, "displayName"),
        stage=stage,
        framework=read_text(raw, "framework"),
        active_job_id=read_number(raw, "activeJobId"),
        auto_build=read_flag(raw, "enableAutoBuild"),
        is_preview=stage == "PULL_REQUEST" or bool(raw.get("sourceBranch")),
        environment_name=(environment.rpartition("/")[2] or None) if environment else None,
        created_at=read_moment(raw, "createTime"),
        updated_at=read_moment(raw, "updateTime"),
    )


def read_known_branch(key: BranchKey, raw: Raw) -> Branch:
    """Read the answer to GetBranch.

    Raises:
        BadAnswerError: It has no name, or another one.
    """
    branch = read_branch(key.app, raw)
    if branch.key != key:
        raise bad_answer("is about another branch")
    return branch


def read_job(branch: BranchKey, raw: Raw) -> Job:
    """Read a job's summary.

    Raises:
        BadAnswerError: It has no number.
    """
    return Job(
        key=JobKey(branch, require_number(raw, "jobId")),
        status=read_text(raw, "status") or UNKNOWN,
        job_type=read_text(raw, "jobType"),
        commit_id=read_text(raw, "commitId"),
        commit_message=read_text(raw, "commitMessage"),
        committed_at=read_moment(raw, "commitTime"),
        started_at=read_moment(raw, "startTime"),
        ended_at=read_moment(raw, "endTime"),
        arn=read_text(raw, "jobArn"),
        source_url=strip_query(read_text(raw, "sourceUrl")),
    )


def read_started_job(branch: BranchKey, raw: Raw) -> Job:
    """Read the answer to StartJob.

    Raises:
        BadAnswerError: It has no job, or one without number.
    """
    return read_job(branch, read_member(raw, "jobSummary"))


def read_stopped_job(key: JobKey, raw: Raw) -> Job:
    """Read the answer to StopJob.

    Raises:
        BadAnswerError: It has no job, or another one.
    """
    return _check_job(key, read_started_job(key.branch, raw))


def read_detail(key: JobKey, raw: Raw) -> JobDetail:
    """Read the answer to GetJob.

    Raises:
        BadAnswerError: It has no job, or another one.
    """
    job = read_member(raw, "job")
    summary = _check_job(key, read_job(key.branch, read_member(job, "summary")))
    # A job that waits has no steps yet, and Amplify may leave out the list.
    steps = read_items(job, "steps") if job.get("steps") is not None else []
    return JobDetail(summary, tuple(read_step(step) for step in steps))


def read_step(raw: Raw) -> Step:
    """Read a step.

    Raises:
        BadAnswerError: It has no name.
    """
    return Step(
        name=require_text(raw, "stepName"),
        status=read_text(raw, "status") or UNKNOWN,
        started_at=read_moment(raw, "startTime"),
        ended_at=read_moment(raw, "endTime"),
        status_reason=read_text(raw, "statusReason"),
        context=read_text(raw, "context"),
        log_url=read_presigned(raw.get("logUrl")),
        artifacts_url=read_presigned(raw.get("artifactsUrl")),
        test_artifacts_url=read_presigned(raw.get("testArtifactsUrl")),
        test_config_url=read_presigned(raw.get("testConfigUrl")),
        screenshots=_read_screenshots(raw.get("screenshots")),
    )


def read_artifact(raw: Raw) -> Artifact:
    """Read an artifact.

    Raises:
        BadAnswerError: It has no id.
    """
    artifact_id = require_text(raw, "artifactId")
    return Artifact(read_text(raw, "artifactFileName") or artifact_id, artifact_id)


def read_artifact_url(raw: Raw) -> PresignedUrl:
    """Read the answer to GetArtifactUrl.

    Raises:
        BadAnswerError: It has no address, or one that is neither http nor https.
    """
    url = read_presigned(raw.get("artifactUrl"))
    if url is None:
        raise bad_answer("has no usable artifactUrl")
    return url


def read_list(raw: Raw, name: str, read: Callable[[Raw], T]) -> tuple[T, ...]:
    """Read a list; a missing one is an error, never "empty".

    Raises:
        BadAnswerError: It is missing, or one of its items cannot be read.
    """
    return tuple(read(item) for item in read_items(raw, name))


def _check_job(key: JobKey, job: Job) -> Job:
    if job.key != key or (job.arn and f"apps/{key.branch.app.app_id}/" not in job.arn):
        raise bad_answer(f"is about another job than {key.job_id}")
    return job


def _account_of(arn: str | None) -> str | None:
    parts = arn.split(":") if arn else []
    # arn:partition:service:region:account:resource
    if len(parts) < 6 or not (parts[4].isascii() and parts[4].isdigit()):  # noqa: PLR2004 - counted above
        return None
    return parts[4]


def _without_user(repository: str | None) -> str | None:
    """Cut user, password and query off an address; in ``git@host:path`` the user is no secret."""
    if repository and "://" in repository:
        return strip_query(repository)
    return repository or None


def _read_production_branch(raw: object) -> ProductionBranch | None:
    if not isinstance(raw, Mapping) or not raw:
        return None
    return ProductionBranch(
        name=read_text(raw, "branchName"),
        status=read_text(raw, "status"),
        deployed_at=read_moment(raw, "lastDeployTime"),
    )


def _read_screenshots(raw: object) -> tuple[tuple[str, PresignedUrl], ...]:
    if not isinstance(raw, Mapping):
        return ()
    pairs: list[tuple[str, Any]] = [(str(name), read_presigned(url)) for name, url in raw.items()]
    return tuple((name, url) for name, url in pairs if url is not None)
