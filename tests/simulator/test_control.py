"""The door by which somebody tries failures by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from amplify_tui.services.isolation import fake_keys
from amplify_tui.simulator.accounts import ACCOUNT, STAGING
from tests.simulator.clients import Boto

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator


@pytest.fixture
def door(simulator: Simulator) -> str:
    simulator.open_control()
    return f"{simulator.url}/-/behaviour"


async def post(http: aiohttp.ClientSession, door: str, body: object) -> tuple[int, Any]:
    data = body if isinstance(body, bytes) else None
    async with http.post(door, data=data, json=None if data is not None else body) as response:
        return response.status, await response.json()


async def test_one_account_expires_and_comes_back(
    simulator: Simulator, http: aiohttp.ClientSession, door: str
) -> None:
    ours, theirs = (Boto(simulator.url, key=fake_keys(name)[0]) for name in ("demo", "staging"))
    status, answer = await post(http, door, {"account": STAGING, "isExpired": True})
    assert status == 200
    assert {account: told["isExpired"] for account, told in answer.items()} == {ACCOUNT: False, STAGING: True}
    await ours("list_apps")
    with pytest.raises(ClientError, match="ExpiredToken"):
        await theirs("list_apps")
    await post(http, door, {"account": STAGING, "isExpired": False})
    await theirs("list_apps")


async def test_what_is_not_named_stays_as_it_is(http: aiohttp.ClientSession, door: str) -> None:
    await post(http, door, {"callsPerSecond": 2.5})
    _, answer = await post(http, door, {"account": ACCOUNT, "latency": 0.01})
    assert answer == {
        ACCOUNT: {"callsPerSecond": 2.5, "isExpired": False, "latency": 0.01},
        STAGING: {"callsPerSecond": 2.5, "isExpired": False, "latency": 0.0},
    }
    _, answer = await post(http, door, {"callsPerSecond": None})
    assert {told["callsPerSecond"] for told in answer.values()} == {None}


async def test_a_pace_ordered_for_all_throttles_all(
    simulator: Simulator, http: aiohttp.ClientSession, door: str
) -> None:
    await post(http, door, {"callsPerSecond": 1})
    theirs = Boto(simulator.url, key=fake_keys("staging")[0])
    await theirs("list_apps")
    with pytest.raises(ClientError, match="Rate exceeded"):
        await theirs("list_apps")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"nonsense", "no JSON object"),
        (b"[" * 100_000, "no JSON object"),
        ([], "no JSON object"),
        ({}, "there are callsPerSecond"),
        ({"speed": 1}, "there are callsPerSecond"),
        ({"account": "1", "latency": 1}, "account is one of"),
        ({"account": ["x"], "latency": 1}, "account is one of"),
        ({"callsPerSecond": 0}, "above 0"),
        ({"callsPerSecond": True}, "above 0"),
        ({"callsPerSecond": "1"}, "above 0"),
        ({"isExpired": 1}, "true or false"),
        ({"latency": -1}, "seconds from 0"),
        ({"latency": None}, "seconds from 0"),
        (b'{"latency": NaN}', "seconds from 0"),
    ],
)
async def test_nonsense_is_named_and_changes_nothing(
    http: aiohttp.ClientSession, door: str, body: object, complaint: str
) -> None:
    status, answer = await post(http, door, body)
    assert status == 400
    assert complaint in answer["error"]
    _, answer = await post(http, door, {"latency": 0})
    assert answer[ACCOUNT] == {"callsPerSecond": None, "isExpired": False, "latency": 0}


async def test_only_posting_opens_the_door(http: aiohttp.ClientSession, door: str) -> None:
    async with http.get(door) as response:
        assert response.status == 405


async def test_there_is_no_door_unless_somebody_opened_it(
    simulator: Simulator, http: aiohttp.ClientSession
) -> None:
    async with http.post(f"{simulator.url}/-/behaviour", json={"isExpired": True}) as response:
        assert response.status == 403
    await Boto(simulator.url)("list_apps")
