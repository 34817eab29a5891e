"""An Amplify whose every job a test writes by hand; the simulator's server puts it on the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from amplify_tui.model.keys import AppKey, BranchKey, EnvironmentKey, Target
from amplify_tui.simulator.accounts import ACCOUNT
from amplify_tui.simulator.contract import Behaviour, Fault, StoredObject

if TYPE_CHECKING:
    from collections.abc import Mapping

TARGET: Final = Target("demo", "eu-west-1")
SHOP: Final = AppKey(TARGET, "d1shop")
MAIN: Final = BranchKey(SHOP, "main")
LOGIN: Final = BranchKey(SHOP, "feature/login")
STAGING: Final = EnvironmentKey(SHOP, "staging")
BEGAN: Final = datetime(2026, 11, 21, 11, tzinfo=UTC)
ARN: Final = "arn:aws:amplify:eu-west-1:123456789012:apps/"


@dataclass
class Ledger:
    """Jobs by branch name and backend jobs by environment, each list oldest first."""

    behaviour: Behaviour = field(default_factory=Behaviour)
    apps: list[str] = field(default_factory=lambda: ["d1shop"])
    jobs: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"main": [], "feature/login": []})
    backend_jobs: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"staging": []})
    page: int = 50

    def add(self, branch: str = "main", status: str = "SUCCEED", **more: Any) -> dict[str, Any]:
        jobs = self.jobs[branch]
        job_id = int(jobs[-1]["jobId"]) + 1 if jobs else 1
        job = {
            "jobArn": f"{ARN}d1shop/branches/{branch}/jobs/{job_id:010}",
            "jobId": str(job_id),
            "commitId": "HEAD",
            "commitMessage": f"change {job_id}",
            "commitTime": BEGAN,
            "startTime": BEGAN + timedelta(minutes=job_id),
            "status": status,
            "jobType": "WEB_HOOK",
            **more,
        }
        if status in {"SUCCEED", "FAILED", "CANCELLED"}:
            job["endTime"] = job["startTime"] + timedelta(minutes=2)
        jobs.append(job)
        return job

    def fill(self, count: int, branch: str = "main") -> None:
        for _ in range(count):
            self.add(branch)

    def finish(self, job: dict[str, Any], status: str = "SUCCEED") -> None:
        job["status"], job["endTime"] = status, job["startTime"] + timedelta(minutes=2)

    def call(
        self,
        service: str,
        operation: str,
        parameters: Mapping[str, object],
        now: datetime,
        region: str,
        *,
        account: str = ACCOUNT,
    ) -> Mapping[str, object]:
        handler = getattr(self, "_" + re.sub("(?<!^)(?=[A-Z])", "_", operation).lower(), None)
        if handler is None:
            raise Fault("BadRequestException", f"not here: {service} {operation}", 400)
        answer: Mapping[str, object] = handler(parameters)
        return answer

    def fetch(self, path: str, now: datetime) -> StoredObject | None:
        return None

    def _list_apps(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        return {"apps": [_app(app) for app in self.apps]}

    def _list_branches(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        return {"branches": [_branch(name) for name in self.jobs]}

    def _list_jobs(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        jobs = self._of(given)[::-1]
        if token := given.get("nextToken"):
            if not str(token).isdigit():
                raise Fault("BadRequestException", "Invalid nextToken", 400)
            jobs = [job for job in jobs if int(job["jobId"]) < int(token)]
        page = jobs[: min(self.page, given.get("maxResults", 20))]
        more = {"nextToken": page[-1]["jobId"]} if len(page) < len(jobs) else {}
        return {"jobSummaries": page, **more}

    def _get_job(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        job = self._job(given)
        return {"job": {"summary": job, "steps": [_step(job)]}}

    def _start_job(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        if any(job["status"] == "RUNNING" for job in self._of(given)):
            raise Fault(
                "LimitExceededException", "The requested branch already have pending or running jobs", 429
            )
        commit = given.get("commitId", "HEAD")
        job = self.add(given["branchName"], "PENDING", jobType=given["jobType"], commitId=commit)
        return {"jobSummary": job}

    def _stop_job(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        job = self._job(given)
        job["status"] = "CANCELLING"
        return {"jobSummary": job}

    def _list_artifacts(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        return {"artifacts": [{"artifactFileName": "report.html", "artifactId": "a1"}]}

    def _list_backend_environments(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        return {"backendEnvironments": [_environment(name) for name in self.backend_jobs]}

    def _list_backend_jobs(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        jobs = self.backend_jobs[given["BackendEnvironmentName"]][::-1]
        wanted = {name: given[name] for name in ("JobId", "Operation", "Status") if given.get(name)}
        jobs = [job for job in jobs if all(job[name] == value for name, value in wanted.items())]
        first = int(given.get("NextToken", 0))
        last = first + min(self.page, 25)
        return {"Jobs": jobs[first:last], **({"NextToken": str(last)} if last < len(jobs) else {})}

    def _get_backend_job(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        jobs = self.backend_jobs[given["BackendEnvironmentName"]]
        return next(job for job in jobs if job["JobId"] == given["JobId"])

    def _update_backend_job(self, given: Mapping[str, Any]) -> Mapping[str, object]:
        job = dict(self._get_backend_job(given))
        jobs = self.backend_jobs[given["BackendEnvironmentName"]]
        place = next(index for index, old in enumerate(jobs) if old["JobId"] == job["JobId"])
        jobs[place] = {**job, "Status": given["Status"]}
        return jobs[place]

    def add_backend(self, job_id: str, status: str = "COMPLETED") -> None:
        job = {
            "AppId": "d1shop",
            "BackendEnvironmentName": "staging",
            "JobId": job_id,
            "Operation": "GenerateBackendAPIModels",
            "Status": status,
            "CreateTime": "1795000000",
            "UpdateTime": "1795000001",
        }
        self.backend_jobs["staging"].append(job)

    def _of(self, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        name = given["branchName"]
        if name not in self.jobs:
            raise Fault("NotFoundException", f"Branch {name} not found", 404)
        return self.jobs[name]

    def _job(self, given: Mapping[str, Any]) -> dict[str, Any]:
        for job in self._of(given):
            if job["jobId"] == given["jobId"]:
                return job
        raise Fault("NotFoundException", "Job not found", 404)


def _app(app_id: str) -> dict[str, Any]:
    return {
        "appId": app_id,
        "appArn": f"{ARN}{app_id}",
        "name": app_id,
        "description": "",
        "repository": "https://github.com/acme/shop",
        "platform": "WEB",
        "createTime": BEGAN,
        "updateTime": BEGAN,
        "environmentVariables": {},
        "defaultDomain": f"{app_id}.amplifyapp.com",
        "enableBranchAutoBuild": False,
        "enableBasicAuth": False,
    }


def _branch(name: str) -> dict[str, Any]:
    return {
        "branchArn": f"{ARN}d1shop/branches/{name}",
        "branchName": name,
        "description": "",
        "stage": "NONE",
        "displayName": name,
        "enableNotification": False,
        "createTime": BEGAN,
        "updateTime": BEGAN,
        "environmentVariables": {},
        "enableAutoBuild": True,
        "customDomains": [],
        "framework": "Web",
        "activeJobId": "1",
        "totalNumberOfJobs": "0",
        "enableBasicAuth": False,
        "ttl": "5",
        "enablePullRequestPreview": False,
    }


def _step(job: dict[str, Any]) -> dict[str, Any]:
    step = {"stepName": "BUILD", "status": job["status"], "startTime": job["startTime"]}
    return step if "endTime" not in job else {**step, "endTime": job["endTime"]}


def _environment(name: str) -> dict[str, Any]:
    return {
        "backendEnvironmentArn": f"{ARN}d1shop/backendenvironments/{name}",
        "environmentName": name,
        "createTime": BEGAN,
        "updateTime": BEGAN,
    }
