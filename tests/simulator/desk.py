"""A place to ask a world from, without wire and server."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from amplify_tui.simulator.accounts import ACCOUNT
from amplify_tui.simulator.contract import Presigned
from amplify_tui.simulator.world import World
from tests.clock import STARTED_AT

if TYPE_CHECKING:
    from amplify_tui.simulator.contract import StoredObject
    from amplify_tui.simulator.scenarios import Scenario


class Desk:
    """Asks one world; ``after`` is in seconds since the world began."""

    def __init__(
        self,
        scenario: str | Scenario = "calm",
        seed: int = 7,
        region: str = "eu-west-1",
        account: str = ACCOUNT,
    ) -> None:
        self.world = World(scenario, seed, STARTED_AT)
        self.region = region
        self.account = account

    def ask(self, operation: str, *, after: float = 0.0, **parameters: object) -> Any:
        service = "amplifybackend" if "AppId" in parameters else "amplify"
        now = STARTED_AT + timedelta(seconds=after)
        return self.world.call(service, operation, parameters, now, self.region, account=self.account)

    def app_id(self, name: str, *, after: float = 0.0) -> str:
        apps = self.ask("ListApps", after=after)["apps"]
        return str(next(app["appId"] for app in apps if app["name"] == name))

    def names(self, app: str, *, after: float = 0.0) -> list[str]:
        answer = self.ask("ListBranches", after=after, appId=self.app_id(app, after=after))
        return [str(branch["branchName"]) for branch in answer["branches"]]

    def jobs(self, app: str, branch: str, *, after: float = 0.0, size: int = 20) -> list[Any]:
        app_id = self.app_id(app, after=after)
        answer = self.ask("ListJobs", after=after, appId=app_id, branchName=branch, maxResults=size)
        return list(answer["jobSummaries"])

    def job(self, app: str, branch: str, job_id: int, *, after: float = 0.0) -> Any:
        answer = self.ask("GetJob", after=after, appId=self.app_id(app), branchName=branch, jobId=str(job_id))
        return answer["job"]

    def start(self, app: str, branch: str, *, after: float = 0.0, **parameters: object) -> int:
        chosen = {"jobType": "RELEASE"} | parameters
        answer = self.ask("StartJob", after=after, appId=self.app_id(app), branchName=branch, **chosen)
        return int(answer["jobSummary"]["jobId"])

    def stop(self, app: str, branch: str, job_id: int, *, after: float = 0.0) -> Any:
        answer = self.ask(
            "StopJob", after=after, appId=self.app_id(app), branchName=branch, jobId=str(job_id)
        )
        return answer["jobSummary"]

    def fetch(self, address: object, *, after: float = 0.0) -> StoredObject | None:
        assert isinstance(address, Presigned)
        return self.world.fetch(address.path, STARTED_AT + timedelta(seconds=after))

    def log(
        self, app: str, branch: str, job_id: int, step: str = "BUILD", *, after: float = 0.0
    ) -> str | None:
        steps = self.job(app, branch, job_id, after=after)["steps"]
        found = next(one for one in steps if one["stepName"] == step)
        stored = self.fetch(found["logUrl"], after=after)
        return None if stored is None else stored.body.decode()

    def branches(self) -> list[tuple[str, str]]:
        return [
            (app["appId"], branch["branchName"])
            for app in self.ask("ListApps")["apps"]
            for branch in self.ask("ListBranches", appId=app["appId"])["branches"]
        ]
