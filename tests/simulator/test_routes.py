"""Which operation a path means, and that names arrive whole."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import yarl
from aiobotocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.simulator.routes import Router
from amplify_tui.simulator.wire import load_operations
from tests.simulator.clients import KEYS, Boto, find_operation, sign

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator
    from amplify_tui.simulator.shapes import Operation
    from tests.simulator.script import SmallScript

NAMES = ["main", "feature/x", "a b+c%2F&?=#", "ünï/çødé", "..", ".", "jobs", "100%"]


@pytest.mark.parametrize("name", NAMES)
async def test_branch_names_arrive_whole_from_boto3(wire: Simulator, script: SmallScript, name: str) -> None:
    await Boto(wire.url)("list_jobs", appId="d1", branchName=name)
    assert script.calls == [("amplify", "ListJobs", {"appId": "d1", "branchName": name}, "us-east-1")]


@pytest.mark.parametrize("name", NAMES)
async def test_branch_names_arrive_whole_from_aiobotocore(
    wire: Simulator, script: SmallScript, name: str
) -> None:
    session = get_session()
    async with session.create_client(
        "amplify", endpoint_url=wire.url, region_name="eu-west-1", **KEYS
    ) as client:
        await client.list_artifacts(appId="d1", branchName=name, jobId="7", maxResults=3)
    parameters = {"appId": "d1", "branchName": name, "jobId": "7", "maxResults": 3}
    assert script.calls == [("amplify", "ListArtifacts", parameters, "eu-west-1")]


@given(st.text(min_size=1).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_any_text_is_a_label(name: str) -> None:
    match = Router(load_operations()).find("GET", f"/apps/d1/branches/{quote(name, safe='-._~')}/jobs")
    assert match is not None
    assert match.operation.name == "ListJobs"
    assert match.labels == {"appId": "d1", "branchName": name}


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("DELETE", "/apps/d1/branches/b/jobs/1", "DeleteJob"),
        ("DELETE", "/apps/d1/branches/b/jobs/1/stop", "StopJob"),
        ("GET", "/apps/d1/backendenvironments", "ListBackendEnvironments"),
        ("POST", "/backend/d1/job/dev", "ListBackendJobs"),
        ("POST", "/backend/d1/job/dev/1", "UpdateBackendJob"),
        ("GET", "/backend/d1/job/dev/1", "GetBackendJob"),
        ("GET", "/apps//branches", None),
        ("GET", "/apps/", None),
        ("PATCH", "/apps", None),
        ("GET", "", None),
    ],
)
def test_a_path_means_one_operation(method: str, path: str, name: str | None) -> None:
    match = Router(load_operations()).find(method, path)
    assert (match.operation.name if match else None) == name


def test_literal_segments_are_tried_before_labels() -> None:
    literal, label = (find_operation(name) for name in ("ListApps", "GetApp"))
    routes = Router([_move(label, "/x/{a}/c"), _move(literal, "/x/b/c"), _move(label, "/x/{a}/{d}")])
    found = [routes.find("GET", path) for path in ("/x/b/c", "/x/z/c", "/x/b/y")]
    assert [match.labels if match else None for match in found] == [{}, {"a": "z"}, {"a": "b", "d": "y"}]


def _move(operation: Operation, template: str) -> Operation:
    from dataclasses import replace

    return replace(operation, template=template)


async def test_amplify_has_no_stage_prefix(wire: Simulator, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{wire.url}/prod/apps", headers=sign()) as response:
        assert response.status == 404


async def test_the_same_path_goes_to_the_service_it_was_signed_for(
    wire: Simulator, http: aiohttp.ClientSession, script: SmallScript
) -> None:
    async with http.get(f"{wire.url}/apps", headers=sign("amplifybackend")) as response:
        assert response.headers["x-amzn-ErrorType"] == "UnknownOperationException"
    async with http.get(f"{wire.url}/apps", headers=sign("amplify", "ap-south-1")) as response:
        assert response.status == 200
    assert [call[3] for call in script.calls] == ["ap-south-1"]


async def test_an_address_that_is_not_utf8_is_refused(wire: Simulator, http: aiohttp.ClientSession) -> None:
    for path in ("/apps/%ff/branches", "/_s3/%ff"):
        async with http.get(yarl.URL(wire.url + path, encoded=True), headers=sign()) as response:
            assert response.status == 400
