"""Reads raw answers about backend environments and jobs into the model, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amplify_tui.model.backend_jobs import BackendEnvironment, BackendJob
from amplify_tui.model.keys import BackendJobKey, EnvironmentKey
from amplify_tui.services.fields import bad_answer, read_moment, read_text, require_text
from amplify_tui.services.times import read_backend_time

if TYPE_CHECKING:
    from amplify_tui.model.keys import AppKey
    from amplify_tui.services.fields import Raw


def read_environment(app: AppKey, raw: Raw) -> BackendEnvironment:
    """Read a backend environment.

    Raises:
        BadAnswerError: It has no name.
    """
    return BackendEnvironment(
        key=EnvironmentKey(app, require_text(raw, "environmentName")),
        stack_name=read_text(raw, "stackName"),
        created_at=read_moment(raw, "createTime"),
        updated_at=read_moment(raw, "updateTime"),
    )


def read_backend(app: AppKey, raw: Raw) -> tuple[BackendEnvironment, ...]:
    """Read the environments that GetBackend names.

    Raises:
        BadAnswerError: It is about another app, or names something else than texts.
    """
    names = raw.get("BackendEnvironmentList")
    if require_text(raw, "AppId") != app.app_id:
        raise bad_answer("is about another app")
    if names is None:
        return ()
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise bad_answer("has no list of names in BackendEnvironmentList")
    return tuple(BackendEnvironment(EnvironmentKey(app, name)) for name in dict.fromkeys(names))


def read_backend_job(environment: EnvironmentKey, raw: Raw) -> BackendJob:
    """Read a backend job.

    Raises:
        BadAnswerError: It has no id.
    """
    return BackendJob(
        key=BackendJobKey(environment, require_text(raw, "JobId")),
        operation=read_text(raw, "Operation"),
        status=read_text(raw, "Status"),
        created=read_backend_time(raw.get("CreateTime")),
        updated=read_backend_time(raw.get("UpdateTime")),
        error=read_text(raw, "Error"),
    )


def read_known_backend_job(key: BackendJobKey, raw: Raw) -> BackendJob:
    """Read the answer to GetBackendJob and UpdateBackendJob.

    Raises:
        BadAnswerError: It has no id, or another one.
    """
    job = read_backend_job(key.environment, raw)
    if job.key != key:
        raise bad_answer("is about another backend job")
    return job
