"""Every scenario walked through over HTTP, and asked nonsense: it may refuse, it never breaks."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import yarl

from amplify_tui.simulator.scenarios import SCENARIOS
from amplify_tui.simulator.wire import load_operations
from tests.simulator.clients import sign
from tests.simulator.tour import REGION

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator

NONSENSE = ["", "0", "-1", "9" * 30, "é", "\0", "../..", "x" * 3000, "e30", "YXBwcwpk", "{}", "☠", "null"]
MOST = 4
JOBS = (1, 2, 43, 44, 45)


class Walker:
    """Asks one simulator by raw HTTP and keeps every status."""

    def __init__(self, simulator: Simulator, http: aiohttp.ClientSession) -> None:
        self._simulator = simulator
        self._http = http
        self.statuses: list[int] = []

    async def ask(self, method: str, path: str, body: object = None, service: str = "amplify") -> Any:
        """Call an operation by its path; an error brings its status instead of its body."""
        address = yarl.URL(self._simulator.url + path, encoded=True)
        headers = sign(service, REGION)
        async with self._http.request(method, address, json=body, headers=headers) as response:
            self.statuses.append(response.status)
            return await response.json() if response.status == 200 else {}

    async def fetch(self, address: str) -> None:
        """Fetch a presigned address."""
        async with self._http.get(yarl.URL(address, encoded=True)) as response:
            self.statuses.append(response.status)
            await response.read()

    async def walk(self, app: dict[str, Any]) -> int:
        """Look at the first branches, some jobs and logs of an app; return how many jobs were seen."""
        seen = 0
        listed = await self.ask("GET", f"/apps/{app['appId']}/branches")
        for branch in listed["branches"][:MOST]:
            path = f"/apps/{app['appId']}/branches/{quote(branch['branchName'], safe='-._~')}/jobs"
            await self.ask("GET", path)
            for job_id in JOBS:
                await self.ask("GET", f"{path}/{job_id}/artifacts")
                job = (await self.ask("GET", f"{path}/{job_id}")).get("job") or {}
                seen += bool(job)
                for step in job.get("steps") or ():
                    if step.get("logUrl"):
                        await self.fetch(step["logUrl"])
        return seen


@pytest.fixture
def walker(simulator: Simulator, http: aiohttp.ClientSession) -> Walker:
    return Walker(simulator, http)


@pytest.mark.parametrize("scenario", sorted({*SCENARIOS} - {"expired", "throttled"}))
async def test_every_scenario_can_be_walked_through(walker: Walker) -> None:
    apps = (await walker.ask("GET", "/apps"))["apps"]
    seen = [await walker.walk(app) for app in apps[:12]]
    assert sum(seen) > 20
    assert set(walker.statuses) <= {200, 404}


@pytest.mark.parametrize("scenario", ["busy"])
async def test_nonsense_is_refused_and_breaks_nothing(walker: Walker) -> None:
    app = (await walker.ask("GET", "/apps"))["apps"][2]["appId"]
    right = {"appId": app, "branchName": "main", "jobId": "5", "backendEnvironmentName": "dev"}
    for operation, nonsense in itertools.product(load_operations(), NONSENSE):
        members = operation.parameters.members.values()
        names = {member.wire_name: member.location for member in members}
        labels = {name: right.get(name, nonsense) for name, place in names.items() if place == "uri"}
        labels["jobId" if "jobId" in labels else "appId"] = nonsense
        path = operation.template
        for name, value in labels.items():
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        query = "&".join(
            f"{n}={quote(nonsense, safe='')}" for n, place in names.items() if place == "querystring"
        )
        body = {name: nonsense for name, place in names.items() if place == "body"}
        await walker.ask(operation.method, f"{path}?{query}", body, operation.service)
        good = operation.template
        for label in labels:
            good = good.replace(f"{{{label}}}", right.get(label, "5"))
        for part in filter(None, query.split("&")):
            await walker.ask(operation.method, f"{good}?{part}", None, operation.service)
    assert len(walker.statuses) > 200
    assert set(walker.statuses) <= {200, 400, 403, 404, 429}
