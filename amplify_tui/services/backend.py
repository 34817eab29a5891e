"""Calls of AmplifyBackend, with pagination."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from amplify_tui.services import backend_read
from amplify_tui.services.aws_read import read_list
from amplify_tui.services.caller import AMPLIFY, BACKEND, Caller, Request
from amplify_tui.services.errors import NotFoundError, RefusedError
from amplify_tui.services.paging import drop_repeats, fetch_all, next_token
from amplify_tui.services.ports import Page

if TYPE_CHECKING:
    from amplify_tui.model.backend_jobs import BackendEnvironment, BackendJob, BackendJobFilter
    from amplify_tui.model.keys import AppKey, BackendJobKey, EnvironmentKey

ENVIRONMENTS_PAGE: Final = 50
JOBS_PAGE: Final = 25


class BackendCalls:
    """AmplifyBackend's half of ``services.ports.Gateway``.

    Args:
        caller: Makes the calls.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def list_environments(self, app: AppKey) -> tuple[BackendEnvironment, ...]:
        """List every backend environment of an app; Gen 2 apps have none.

        Asks ListBackendEnvironments first, and GetBackend where that names none.
        """
        found = await fetch_all(
            lambda token: self._environments(app, token), lambda environment: environment.key
        )
        if found:
            return found
        try:
            return await self._caller.ask(
                Request(BACKEND, "GetBackend", {"AppId": app.app_id}),
                partial(backend_read.read_backend, app),
                lambda environments: f"{len(environments)} environments",
            )
        except (NotFoundError, RefusedError):
            return ()

    async def list_backend_jobs(
        self,
        environment: EnvironmentKey,
        filters: BackendJobFilter,
        *,
        limit: int = JOBS_PAGE,
        token: str | None = None,
    ) -> Page[BackendJob]:
        """List one page of backend jobs; ``limit`` is at most 25."""
        texts = {
            "JobId": filters.job_id,
            "Operation": filters.operation,
            "Status": filters.status,
            "NextToken": token or "",
        }
        parameters: dict[str, object] = {
            **_of_environment(environment),
            "MaxResults": max(1, min(limit, JOBS_PAGE)),
            **{name: text for name, text in texts.items() if text},
        }
        read = partial(backend_read.read_backend_job, environment)
        page = await self._caller.ask(
            Request(BACKEND, "ListBackendJobs", parameters),
            lambda raw: Page(read_list(raw, "Jobs", read), next_token(raw, "NextToken", token)),
            lambda page: f"{len(page.items)} jobs",
        )
        return Page(drop_repeats(page.items, lambda job: job.key), page.next_token)

    async def get_backend_job(self, key: BackendJobKey) -> BackendJob:
        """Read one backend job."""
        return await self._caller.ask(
            Request(BACKEND, "GetBackendJob", _of_job(key)),
            partial(backend_read.read_known_backend_job, key),
            lambda job: job.status or "no status",
        )

    async def update_backend_job(self, key: BackendJobKey, *, operation: str, status: str) -> BackendJob:
        """Edit a backend job's record, which stops nothing; sent once, never repeated."""
        texts = {"Operation": operation, "Status": status}
        parameters = {**_of_job(key), **{name: text for name, text in texts.items() if text}}
        return await self._caller.ask(
            Request(BACKEND, "UpdateBackendJob", parameters, is_write=True),
            partial(backend_read.read_known_backend_job, key),
            lambda job: job.status or "no status",
        )

    async def _environments(self, app: AppKey, token: str | None) -> Page[BackendEnvironment]:
        parameters: dict[str, object] = {"appId": app.app_id, "maxResults": ENVIRONMENTS_PAGE}
        sent = {**parameters, "nextToken": token} if token else parameters
        read = partial(backend_read.read_environment, app)
        return await self._caller.ask(
            Request(AMPLIFY, "ListBackendEnvironments", sent),
            lambda raw: Page(
                read_list(raw, "backendEnvironments", read), next_token(raw, "nextToken", token)
            ),
            lambda page: f"{len(page.items)} environments",
        )


def _of_environment(key: EnvironmentKey) -> dict[str, object]:
    return {"AppId": key.app.app_id, "BackendEnvironmentName": key.name}


def _of_job(key: BackendJobKey) -> dict[str, object]:
    return {**_of_environment(key.environment), "JobId": key.job_id}
