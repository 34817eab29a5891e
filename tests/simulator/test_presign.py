"""Presigned addresses and the objects behind them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import urllib3
import yarl
from hypothesis import given
from hypothesis import strategies as st

from amplify_tui.simulator.contract import Fault, Presigned, StoredObject
from amplify_tui.simulator.objects import serve_object
from amplify_tui.simulator.presign import Signer
from tests.clock import STARTED_AT
from tests.simulator.clients import Boto
from tests.simulator.script import LOG_PATH

if TYPE_CHECKING:
    import aiohttp

    from amplify_tui.simulator.server import Simulator
    from tests.clock import ManualClock
    from tests.simulator.script import SmallScript

BODY = "2026-11-21T12:00:00.000Z [INFO]: # Cloning repository: ünï\n".encode() * 100
TEXT = st.text().filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))
IDENTITY = {"Accept-Encoding": "identity"}


@pytest.fixture
async def address(wire: Simulator, script: SmallScript) -> yarl.URL:
    """A fresh address of a log."""
    script.objects[LOG_PATH] = StoredObject(BODY, "text/plain; charset=utf-8")
    job = await Boto(wire.url)("get_job", appId="d1", branchName="feature/x", jobId="7")
    return yarl.URL(job["job"]["steps"][0]["logUrl"], encoded=True)


def make_signer() -> Signer:
    return Signer(lambda: STARTED_AT, lambda: "http://127.0.0.1:1")


@given(TEXT)
def test_any_path_survives_signing(path: str) -> None:
    signer = make_signer()
    parts = urlsplit(signer.sign(Presigned(f"/{path}")))
    assert signer.check(parts.path, parts.query) == f"/{path}"


@given(TEXT, TEXT)
def test_no_query_breaks_the_check(path: str, query: str) -> None:
    with pytest.raises(Fault) as caught:
        make_signer().check(f"/_s3/{path}", query)
    assert caught.value.status == 403


@pytest.mark.parametrize("branch", ["feature/x", "a b+c%2F&?=#", "ünï/çødé", "..", "a/./b", "100%"])
async def test_an_object_is_found_under_any_branch_name(
    wire: Simulator, script: SmallScript, http: aiohttp.ClientSession, branch: str
) -> None:
    path = f"/d1/{branch}/0000000007/BUILD/log.txt"
    script.answers["GetArtifactUrl"] = {"artifactId": "a", "artifactUrl": Presigned(path)}
    script.objects[path] = StoredObject(b"found", "text/plain")
    answer = await Boto(wire.url)("get_artifact_url", artifactId="a")
    async with http.get(yarl.URL(answer["artifactUrl"], encoded=True)) as response:
        assert await response.read() == b"found"


async def test_a_client_that_resolves_dots_finds_the_object_too(wire: Simulator, script: SmallScript) -> None:
    script.answers["GetArtifactUrl"] = {"artifactUrl": Presigned("/d1/../0000000007/log.txt")}
    script.objects["/d1/../0000000007/log.txt"] = StoredObject(b"found", "text/plain")
    answer = await Boto(wire.url)("get_artifact_url", artifactId="a")
    with urllib3.PoolManager() as pool:
        found = await asyncio.to_thread(pool.request, "GET", answer["artifactUrl"])
    assert found.data == b"found"


async def test_an_address_looks_like_one_of_s3(address: yarl.URL) -> None:
    query = parse_qs(address.raw_query_string, strict_parsing=True)
    assert list(query) == [
        "X-Amz-Algorithm",
        "X-Amz-Credential",
        "X-Amz-Date",
        "X-Amz-Expires",
        "X-Amz-Security-Token",
        "X-Amz-SignedHeaders",
        "X-Amz-Signature",
    ]
    assert query["X-Amz-Date"] == ["20261121T120000Z"]
    assert query["X-Amz-Expires"] == ["3600"]
    assert 1_200 < len(str(address)) < 1_400


def test_no_two_addresses_are_alike() -> None:
    signer = make_signer()
    assert len({signer.sign(Presigned("/a")) for _ in range(50)}) == 50


async def test_an_address_works_until_its_time_is_over(
    address: yarl.URL, http: aiohttp.ClientSession, clock: ManualClock
) -> None:
    clock.advance(timedelta(minutes=60).total_seconds() - 1)
    async with http.get(address) as response:
        assert response.status == 200
    clock.advance(1)
    async with http.get(address) as response:
        assert response.status == 403
        assert response.content_type == "application/xml"
        assert "<Code>AccessDenied</Code><Message>Request has expired</Message>" in await response.text()


@pytest.mark.parametrize(
    "change", ["X-Amz-Expires=3600>X-Amz-Expires=9999", "/d1/>/d2/", "Signature=>Signature=0"]
)
async def test_a_changed_address_does_not_work(
    address: yarl.URL, http: aiohttp.ClientSession, change: str
) -> None:
    old, _, new = change.partition(">")
    async with http.get(yarl.URL(str(address).replace(old, new), encoded=True)) as response:
        assert response.status == 403
        assert "<Code>SignatureDoesNotMatch</Code>" in await response.text()


async def test_an_unsigned_address_does_not_work(address: yarl.URL, http: aiohttp.ClientSession) -> None:
    async with http.get(address.with_query(None)) as response:
        assert (response.status, "<Code>AccessDenied</Code>" in await response.text()) == (403, True)


async def test_what_is_not_there_is_404(
    address: yarl.URL, http: aiohttp.ClientSession, script: SmallScript
) -> None:
    script.objects.clear()
    async with http.get(address) as response:
        assert (response.status, "<Code>NoSuchKey</Code>" in await response.text()) == (404, True)


async def test_nothing_can_be_stored(address: yarl.URL, http: aiohttp.ClientSession) -> None:
    async with http.put(address, data=b"x") as response:
        assert response.status == 405


@pytest.mark.parametrize(
    ("wanted", "part", "content_range"),
    [
        ("bytes=0-9", slice(10), "bytes 0-9/6100"),
        ("bytes=6090-", slice(6090, 6100), "bytes 6090-6099/6100"),
        ("bytes=-7", slice(6093, 6100), "bytes 6093-6099/6100"),
        ("bytes=-99999", slice(6100), "bytes 0-6099/6100"),
        ("bytes=10-99999", slice(10, 6100), "bytes 10-6099/6100"),
    ],
)
async def test_a_range_brings_those_bytes(
    address: yarl.URL, http: aiohttp.ClientSession, wanted: str, part: slice, content_range: str
) -> None:
    async with http.get(address, headers={"Range": wanted}) as response:
        assert response.status == 206
        assert response.headers["Content-Range"] == content_range
        assert "Content-Encoding" not in response.headers
        assert await response.read() == BODY[part]


@pytest.mark.parametrize("wanted", ["bytes=6100-", "bytes=6100-7000", "bytes=-0"])
async def test_a_range_past_the_end_tells_the_size(
    address: yarl.URL, http: aiohttp.ClientSession, wanted: str
) -> None:
    async with http.get(address, headers={"Range": wanted}) as response:
        assert response.status == 416
        assert response.headers["Content-Range"] == "bytes */6100"
        assert "<Code>InvalidRange</Code>" in await response.text()


@pytest.mark.parametrize(
    "wanted", ["lines=1-2", "bytes=-", "bytes=0-1,5-6", "bytes=9-8", f"bytes={'9' * 5000}-"]
)
async def test_a_range_that_is_none_brings_everything(
    address: yarl.URL, http: aiohttp.ClientSession, wanted: str
) -> None:
    async with http.get(address, headers={"Range": wanted} | IDENTITY) as response:
        assert (response.status, await response.read()) == (200, BODY)


async def test_a_range_of_another_version_brings_everything(
    address: yarl.URL, http: aiohttp.ClientSession, script: SmallScript
) -> None:
    async with http.head(address, headers=IDENTITY) as response:
        tag = response.headers["ETag"]
        assert response.headers["Content-Length"] == "6100"
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert await response.read() == b""
    headers = {"Range": "bytes=0-9", "If-Range": tag}
    async with http.get(address, headers=headers) as response:
        assert response.status == 206
    async with http.get(address, headers={"If-None-Match": tag}) as response:
        assert response.status == 304
    script.objects[LOG_PATH] = StoredObject(BODY + b"\n", "text/plain")
    async with http.get(address, headers=headers | IDENTITY) as response:
        assert (response.status, len(await response.read())) == (200, 6101)
        assert response.headers["ETag"] != tag


async def test_gzip_comes_when_asked_and_never_with_a_range(
    address: yarl.URL, http: aiohttp.ClientSession
) -> None:
    async with http.get(address, headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert response.headers["ETag"].startswith('W/"')
        assert int(response.headers["Content-Length"]) < 1_000
        assert await response.read() == BODY
    async with http.get(address, headers={"Accept-Encoding": "gzip", "Range": "bytes=0-1"}) as response:
        assert "Content-Encoding" not in response.headers


async def test_an_empty_object_has_no_range(wire: Simulator) -> None:
    nothing = StoredObject(b"", "text/plain")
    assert serve_object(nothing, {"Range": "bytes=0-"}).headers["Content-Range"] == "bytes */0"
    whole = serve_object(nothing, {"Accept-Encoding": "gzip"})
    assert (whole.status, whole.body, "Content-Encoding" in whole.headers) == (200, b"", False)


@given(st.binary(max_size=30), st.from_regex(r"bytes=[0-9]{0,3}-[0-9]{0,3}", fullmatch=True))
def test_any_range_is_a_part_of_the_body(body: bytes, wanted: str) -> None:
    response = serve_object(StoredObject(body, "text/plain"), {"Range": wanted})
    sent = response.body
    assert isinstance(sent, bytes)
    if response.status == 206:
        span, _, size = response.headers["Content-Range"].removeprefix("bytes ").partition("/")
        first, _, last = span.partition("-")
        assert (body[int(first) : int(last) + 1], len(body)) == (sent, int(size))
    else:
        assert response.status == 416 or sent == body
