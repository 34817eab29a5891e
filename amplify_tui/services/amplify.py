"""Calls of Amplify Hosting, with pagination."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.services import aws_read
from amplify_tui.services.caller import AMPLIFY, Caller, Request
from amplify_tui.services.fields import read_member
from amplify_tui.services.paging import drop_repeats, fetch_all, next_token
from amplify_tui.services.ports import Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from amplify_tui.model.apps import App, Branch
    from amplify_tui.model.jobs import Job
    from amplify_tui.model.keys import AppKey, BranchKey, JobKey, Target
    from amplify_tui.model.orders import StartOrder
    from amplify_tui.model.steps import Artifact, JobDetail, PresignedUrl
    from amplify_tui.services.fields import Raw

    T = TypeVar("T")

APPS_PAGE: Final = 100
BRANCHES_PAGE: Final = 50
JOBS_PAGE: Final = 50
ARTIFACTS_PAGE: Final = 50


class AmplifyCalls:
    """Amplify Hosting's half of ``services.ports.Gateway``.

    Args:
        caller: Makes the calls.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def list_apps(self) -> tuple[App, ...]:
        """List every app, by name."""
        read = partial(aws_read.read_app, self._caller.target)
        apps = await fetch_all(
            lambda token: self._page("ListApps", {"maxResults": APPS_PAGE}, "apps", read, token),
            lambda app: app.key,
        )
        for app in apps[:1]:
            self._learn(app)
        return tuple(sorted(apps, key=lambda app: (app.name.casefold(), app.name, app.key.app_id)))

    async def get_app(self, key: AppKey) -> App:
        """Read one app."""
        app = await self._caller.ask(
            Request(AMPLIFY, "GetApp", {"appId": key.app_id}),
            lambda raw: aws_read.read_known_app(key, read_member(raw, "app")),
            lambda app: app.name,
        )
        self._learn(app)
        return app

    async def list_branches(self, app: AppKey) -> tuple[Branch, ...]:
        """List every branch of an app, by name."""
        parameters = {"appId": app.app_id, "maxResults": BRANCHES_PAGE}
        read = partial(aws_read.read_branch, app)
        branches = await fetch_all(
            lambda token: self._page("ListBranches", parameters, "branches", read, token),
            lambda branch: branch.key,
        )
        return tuple(sorted(branches, key=lambda branch: (branch.key.name.casefold(), branch.key.name)))

    async def get_branch(self, key: BranchKey) -> Branch:
        """Read one branch."""
        return await self._caller.ask(
            Request(AMPLIFY, "GetBranch", _of_branch(key)),
            lambda raw: aws_read.read_known_branch(key, read_member(raw, "branch")),
            lambda branch: branch.key.name,
        )

    async def list_jobs(
        self, branch: BranchKey, *, limit: int = JOBS_PAGE, token: str | None = None
    ) -> Page[Job]:
        """List one page of jobs, newest first; ``limit`` is at most 50."""
        parameters = {**_of_branch(branch), "maxResults": max(1, min(limit, JOBS_PAGE))}
        page = await self._page(
            "ListJobs", parameters, "jobSummaries", partial(aws_read.read_job, branch), token
        )
        return Page(drop_repeats(page.items, lambda job: job.key), page.next_token)

    async def get_job(self, key: JobKey, *, is_idle: bool = False) -> JobDetail:
        """Read one job with its steps and freshly signed addresses."""
        return await self._caller.ask(
            Request(AMPLIFY, "GetJob", _of_job(key), is_idle=is_idle),
            partial(aws_read.read_detail, key),
            lambda detail: f"{detail.job.status}, {_count(detail.steps, 'step')}",
        )

    async def start_job(self, branch: BranchKey, order: StartOrder) -> Job:
        """Start a RELEASE; sent once, never repeated."""
        texts = {
            "commitId": order.commit_id,
            "commitMessage": order.commit_message,
            "jobReason": order.job_reason,
        }
        given = {name: text for name, text in texts.items() if text}
        return await self._start(branch, {**_of_branch(branch), "jobType": "RELEASE", **given})

    async def retry_job(self, key: JobKey, reason: str = "") -> Job:
        """Start a RETRY of a job, which makes a new one; sent once, never repeated."""
        given = {"jobReason": reason} if reason else {}
        return await self._start(key.branch, {**_of_job(key), "jobType": "RETRY", **given})

    async def stop_job(self, key: JobKey) -> Job:
        """Ask a job to stop; sent once, never repeated."""
        return await self._caller.ask(
            Request(AMPLIFY, "StopJob", _of_job(key), is_write=True),
            partial(aws_read.read_stopped_job, key),
            lambda job: job.status,
        )

    async def list_artifacts(self, key: JobKey) -> tuple[Artifact, ...]:
        """List every artifact of a job."""
        parameters = {**_of_job(key), "maxResults": ARTIFACTS_PAGE}
        return await fetch_all(
            lambda token: self._page("ListArtifacts", parameters, "artifacts", aws_read.read_artifact, token),
            lambda artifact: artifact.artifact_id,
        )

    async def get_artifact_url(self, target: Target, artifact_id: str) -> PresignedUrl:
        """Ask for the address of one artifact."""
        del target  # the gateway has one already
        return await self._caller.ask(
            Request(AMPLIFY, "GetArtifactUrl", {"artifactId": artifact_id}),
            aws_read.read_artifact_url,
            lambda url: url.label,
        )

    async def _start(self, branch: BranchKey, parameters: dict[str, object]) -> Job:
        return await self._caller.ask(
            Request(AMPLIFY, "StartJob", parameters, is_write=True),
            partial(aws_read.read_started_job, branch),
            lambda job: f"job {job.key.job_id} {job.status}",
        )

    async def _page(
        self,
        operation: str,
        parameters: dict[str, Any],
        name: str,
        read: Callable[[Raw], T],
        token: str | None,
    ) -> Page[T]:
        sent = {**parameters, "nextToken": token} if token else parameters
        return await self._caller.ask(
            Request(AMPLIFY, operation, sent),
            lambda raw: Page(aws_read.read_list(raw, name, read), next_token(raw, "nextToken", token)),
            lambda page: f"{len(page.items)} {name}",
        )

    def _learn(self, app: App) -> None:
        if app.account_id:
            self._caller.learn_account(app.account_id)


def _of_branch(key: BranchKey) -> dict[str, object]:
    return {"appId": key.app.app_id, "branchName": key.name}


def _of_job(key: JobKey) -> dict[str, object]:
    return {**_of_branch(key.branch), "jobId": str(key.job_id)}


def _count(items: tuple[object, ...], noun: str) -> str:
    return f"{len(items)} {noun}{'' if len(items) == 1 else 's'}"
