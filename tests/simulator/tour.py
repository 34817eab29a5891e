"""Walks through a running world with real boto3 clients."""

from __future__ import annotations

from typing import Any

from tests.simulator.clients import Boto

REGION = "eu-west-1"


class Tour:
    """What an AWS user sees of the demo's first region.

    Args:
        url: Where the simulator listens.
    """

    def __init__(self, url: str) -> None:
        self.amplify = Boto(url, region=REGION)
        self.backend = Boto(url, "amplifybackend", REGION)

    async def app(self, name: str) -> dict[str, Any]:
        """Read the first app of a name."""
        apps = (await self.amplify("list_apps"))["apps"]
        return next(dict(app) for app in apps if app["name"] == name)

    async def place(self, app: str, branch: str) -> dict[str, str]:
        """Return the parameters that name a branch."""
        return {"appId": (await self.app(app))["appId"], "branchName": branch}

    async def branch(self, place: dict[str, str]) -> dict[str, Any]:
        """Read a branch."""
        return dict((await self.amplify("get_branch", **place))["branch"])

    async def jobs(self, place: dict[str, str]) -> list[dict[str, Any]]:
        """Read every job of a branch, newest first."""
        pages = await self.amplify.pages("list_jobs", **place, PaginationConfig={"PageSize": 50})
        return [job for page in pages for job in page["jobSummaries"]]

    async def newest(self, place: dict[str, str], status: str) -> dict[str, Any]:
        """Read the newest job that has a status, with its steps."""
        summary = next(job for job in await self.jobs(place) if job["status"] == status)
        return await self.job(place, summary["jobId"])

    async def job(self, place: dict[str, str], job_id: str) -> dict[str, Any]:
        """Read one job with its steps."""
        return dict((await self.amplify("get_job", **place, jobId=job_id))["job"])


def find_step(job: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a job's step by name."""
    return next(dict(step) for step in job["steps"] if step["stepName"] == name)
