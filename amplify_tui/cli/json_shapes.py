"""The JSON of headless commands: Amplify's own names, times in UTC, null for what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amplify_tui.model.text import clean_line

if TYPE_CHECKING:
    from datetime import datetime

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.backend_jobs import BackendJob, BackendTime
    from amplify_tui.model.causes.finding import Cause, Finding
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import AppKey
    from amplify_tui.model.steps import PresignedUrl, Step

Shape = dict[str, Any]


def time_text(at: datetime | None) -> str | None:
    """Write a time as ``2026-11-21T21:37:14Z``, with milliseconds where there are any."""
    if at is None:
        return None
    precision = "milliseconds" if at.microsecond else "seconds"
    return at.isoformat(timespec=precision).replace("+00:00", "Z")


def url_text(url: PresignedUrl | None, *, with_query: bool) -> str | None:
    """Write an address, without its query unless the user asked for it."""
    if url is None:
        return None
    return url.reveal() if with_query else str(url)


def place_shape(app: AppKey, app_name: str) -> Shape:
    """Return the keys that say where something is."""
    return {
        "profile": app.target.profile or None,
        "region": app.target.region,
        "appId": app.app_id,
        "appName": app_name,
    }


def app_shape(app: App) -> Shape:
    """Return an app."""
    hint = app.production_branch
    return {
        **place_shape(app.key, app.name),
        "name": app.name,
        "appArn": app.arn,
        "repository": app.repository,
        "platform": app.platform,
        "defaultDomain": app.default_domain,
        "productionBranch": None
        if hint is None
        else {
            "branchName": hint.name,
            "status": hint.status,
            "lastDeployTime": time_text(hint.deployed_at),
        },
        "createTime": time_text(app.created_at),
        "updateTime": time_text(app.updated_at),
    }


def branch_shape(branch: Branch, app_name: str) -> Shape:
    """Return a branch."""
    return {
        **place_shape(branch.key.app, app_name),
        "branchName": branch.key.name,
        "displayName": branch.display_name,
        "stage": branch.stage,
        "framework": branch.framework,
        "activeJobId": None if branch.active_job_id is None else str(branch.active_job_id),
        "enableAutoBuild": branch.auto_build,
        "isPreview": branch.is_preview,
        "backendEnvironmentName": branch.environment_name,
        "createTime": time_text(branch.created_at),
        "updateTime": time_text(branch.updated_at),
    }


def job_shape(job: Job, app_name: str) -> Shape:
    """Return a job's summary."""
    return {
        **place_shape(job.key.branch.app, app_name),
        "branchName": job.key.branch.name,
        "jobId": str(job.key.job_id),
        "status": job.status,
        "jobType": job.job_type,
        "commitId": job.commit_id,
        "commitMessage": job.commit_message,
        "commitTime": time_text(job.committed_at),
        "startTime": time_text(job.started_at),
        "endTime": time_text(job.ended_at),
        "jobArn": job.arn,
        "sourceUrl": job.source_url,
    }


def step_shape(step: Step, *, with_queries: bool) -> Shape:
    """Return one step of a job."""
    return {
        "stepName": step.name,
        "status": step.status,
        "startTime": time_text(step.started_at),
        "endTime": time_text(step.ended_at),
        "statusReason": step.status_reason,
        "context": step.context,
        "logUrl": url_text(step.log_url, with_query=with_queries),
        "artifactsUrl": url_text(step.artifacts_url, with_query=with_queries),
        "testArtifactsUrl": url_text(step.test_artifacts_url, with_query=with_queries),
        "testConfigUrl": url_text(step.test_config_url, with_query=with_queries),
        "screenshots": {name: url_text(url, with_query=with_queries) for name, url in step.screenshots},
    }


def backend_job_shape(job: BackendJob, app_name: str) -> Shape:
    """Return a job of an Amplify Studio backend."""
    environment = job.key.environment
    return {
        **place_shape(environment.app, app_name),
        "backendEnvironmentName": environment.name,
        "jobId": job.key.job_id,
        "operation": job.operation,
        "status": job.status,
        "createTime": backend_time_text(job.created),
        "updateTime": backend_time_text(job.updated),
        "error": job.error,
    }


def backend_time_text(time: BackendTime | None) -> str | None:
    """Write a time of AmplifyBackend; one of unknown format as it came."""
    if time is None:
        return None
    return time_text(time.at) or time.text


def finding_shape(finding: Finding) -> Shape:
    """Return how a log ended, and why."""
    return {"outcome": finding.outcome.value, **cause_shape(finding.cause)}


def cause_shape(cause: Cause | None) -> Shape:
    """Return the cause of a failure; every value null where there is none."""
    if cause is None:
        names = ("line", "text", "excerpt", "kind", "phase", "command", "exitCode", "hint", "rule")
        return dict.fromkeys(names)
    return {
        "line": cause.line,
        "text": cause.text,
        "excerpt": list(cause.excerpt),
        "kind": cause.kind,
        "phase": cause.phase or None,
        "command": cause.command or None,
        "exitCode": cause.exit_code,
        "hint": cause.hint or None,
        "rule": cause.rule,
    }


def error_shape(code: str, message: str, hint: str) -> Shape:
    """Return what a command says on stdout when it could not do its work."""
    return {"error": {"code": code, "message": clean_line(message), "hint": clean_line(hint)}}
