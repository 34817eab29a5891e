from __future__ import annotations

import gzip
import socket
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.steps import PresignedUrl
from amplify_tui.services import errors
from amplify_tui.services.object_reader import HttpObjects, Silence
from amplify_tui.services.stored_body import PIECE, read_span
from tests.services.bucket import SECRET, Bucket, serve_bucket
from tests.services.faulty_server import Reply, page_of_html

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.services.faulty_server import FaultyServer

BODY = b"".join(b"line %06d\n" % n for n in range(2_000))
PATH = "/a%2Fb/%7Ex/BUILD/log.txt"


@pytest.fixture
async def bucket() -> AsyncIterator[Bucket]:
    async with serve_bucket() as served:
        served.body = BODY
        yield served


@pytest.fixture
async def objects() -> AsyncIterator[HttpObjects]:
    made = HttpObjects(silence=Silence(connect=2.0, read=0.3))
    yield made
    await made.close()


async def read(objects: HttpObjects, url: PresignedUrl, **more: object) -> bytes:
    async with objects.open(url, **more) as body:  # type: ignore[arg-type]
        return b"".join([chunk async for chunk in body.chunks()])


async def gather(objects: HttpObjects, url: PresignedUrl, found: bytearray) -> None:
    async with objects.open(url) as body:
        async for chunk in body.chunks():
            found += chunk


def address(faulty: FaultyServer, path: str = PATH) -> PresignedUrl:
    return PresignedUrl(faulty.url + path, SECRET)


async def test_an_object_comes_whole_with_what_its_head_says(objects: HttpObjects, bucket: Bucket) -> None:
    async with objects.open(bucket.url()) as body:
        assert (body.first, body.total, body.tag) == (0, len(BODY), bucket.tag)
        assert (body.content_type, body.is_encoded) == ("text/plain", False)
        assert b"".join([chunk async for chunk in body.chunks()]) == BODY


async def test_nothing_is_sent_but_the_address(
    objects: HttpObjects, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAREAL")
    bucket.headers["Set-Cookie"] = "session=4711"
    await read(objects, bucket.url(PATH))
    await read(objects, bucket.url(PATH))
    assert bucket.paths == [f"{PATH}?{SECRET}"] * 2
    for headers in bucket.asked:
        assert set(headers) == {"Host", "User-Agent", "Accept-Encoding", "Accept"}
        assert headers["Accept-Encoding"] == "identity"


async def test_only_what_follows_is_asked_for(objects: HttpObjects, bucket: Bucket) -> None:
    async with objects.open(bucket.url(), first=100, tag=bucket.tag) as body:
        assert (body.first, body.total) == (100, len(BODY))
        assert b"".join([chunk async for chunk in body.chunks()]) == BODY[100:]
    assert bucket.sent == len(BODY) - 100


async def test_an_object_written_anew_comes_whole(objects: HttpObjects, bucket: Bucket) -> None:
    async with objects.open(bucket.url(), first=100, tag='"other"') as body:
        assert body.first == 0
        assert b"".join([chunk async for chunk in body.chunks()]) == BODY


async def test_a_weak_tag_is_no_ground_for_a_part(objects: HttpObjects, bucket: Bucket) -> None:
    await read(objects, bucket.url(), first=100, tag='W/"weak"')
    assert "If-Range" not in bucket.asked[0]


async def test_a_server_without_ranges_sends_it_whole(objects: HttpObjects, bucket: Bucket) -> None:
    bucket.takes_ranges = False
    async with objects.open(bucket.url(), first=100) as body:
        assert body.first == 0


async def test_what_did_not_change_does_not_come(objects: HttpObjects, bucket: Bucket) -> None:
    with pytest.raises(errors.UnchangedError):
        await read(objects, bucket.url(), first=100, unless=bucket.tag)
    assert bucket.sent == 0


async def test_beyond_the_end_there_is_nothing_and_the_size_is_told(
    objects: HttpObjects, bucket: Bucket
) -> None:
    with pytest.raises(errors.PastEndError) as caught:
        await read(objects, bucket.url(), first=len(BODY))
    assert caught.value.total == len(BODY)


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, errors.ExpiredUrlError, "ExpiredToken"),
        (403, errors.ExpiredUrlError, "AccessDenied"),
        (404, errors.NotFoundError, "NoSuchKey"),
        (410, errors.NotFoundError, "InternalError"),
        (401, errors.RefusedError, "InternalError"),
        (405, errors.BadAnswerError, "InternalError"),
        (407, errors.UnreachableError, "ProxyAuthentication"),
        (429, errors.UnreachableError, "InternalError"),
        (500, errors.UnreachableError, "InternalError"),
        (503, errors.UnreachableError, "SlowDown"),
    ],
)
async def test_an_answer_without_the_object_says_why(
    objects: HttpObjects, bucket: Bucket, status: int, kind: type[errors.ApiError], code: str
) -> None:
    bucket.faults.append(status)
    with pytest.raises(kind) as caught:
        await read(objects, bucket.url())
    assert type(caught.value) is kind
    assert caught.value.code == code


async def test_no_error_ever_tells_the_query(objects: HttpObjects, bucket: Bucket) -> None:
    bucket.port, dead = 1, bucket.port
    with pytest.raises(errors.UnreachableError) as unreachable:
        await read(objects, bucket.url())
    bucket.port = dead
    bucket.faults.extend([403, ("cut", 10), 500])
    told: list[errors.ApiError] = [unreachable.value]
    for _ in range(3):
        with pytest.raises(errors.ApiError) as caught:
            await read(objects, bucket.url())
        told.append(caught.value)
    for error in told:
        shown = f"{error!r} {error} {error.problem} {error.hint}"
        assert "Secret" not in shown
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None


async def test_packed_bytes_come_unpacked(objects: HttpObjects, bucket: Bucket) -> None:
    bucket.is_packed = True
    async with objects.open(bucket.url()) as body:
        assert (body.is_encoded, body.total) == (True, None)
        assert b"".join([chunk async for chunk in body.chunks()]) == BODY


async def test_a_part_of_packed_bytes_is_asked_for_whole(objects: HttpObjects, bucket: Bucket) -> None:
    bucket.is_packed = True
    async with objects.open(bucket.url(), first=50) as body:
        assert body.first == 0
        assert b"".join([chunk async for chunk in body.chunks()]) == BODY


async def test_packed_bytes_in_several_members_and_beyond_a_piece(
    objects: HttpObjects, faulty: FaultyServer
) -> None:
    big = b"0" * (3 * PIECE + 17)
    faulty.give(Reply(gzip.compress(b"one ") + gzip.compress(big), 200, {"Content-Encoding": "gzip"}))
    chunks = []
    async with objects.open(address(faulty)) as body:
        async for chunk in body.chunks():
            chunks.append(chunk)  # noqa: PERF401 - what came before an error counts
    assert b"".join(chunks) == b"one " + big
    assert max(map(len, chunks)) <= PIECE


async def test_packed_bytes_that_break_off_give_what_can_be_read(
    objects: HttpObjects, faulty: FaultyServer
) -> None:
    packed = gzip.compress(bytes(range(256)) * 400)
    faulty.give(Reply(packed[:-20], 200, {"Content-Encoding": "gzip"}))
    found = bytearray()
    with pytest.raises(errors.BadAnswerError, match="breaks off"):
        await gather(objects, address(faulty), found)
    assert len(found) > 50_000
    assert (bytes(range(256)) * 400).startswith(bytes(found))


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"no gzip at all", 200, {"Content-Encoding": "gzip"}),
        Reply(b"x", 200, {"Content-Encoding": "br"}),
        Reply(b"x", 206, {}),
        Reply(b"x", 206, {"Content-Range": "pages 3-4"}),
        Reply(b"x", 302, {}),
        Reply(b"x", 302, {"Location": "http://[bad"}),
        Reply(b"x", 302, {"Location": PATH}),
        Reply(b"x", 204, {}),
        page_of_html(),
    ],
)
async def test_what_is_no_object_is_a_bad_answer(
    objects: HttpObjects, faulty: FaultyServer, reply: Reply
) -> None:
    faulty.give(reply)
    with pytest.raises(errors.BadAnswerError):
        await read(objects, address(faulty))


async def test_a_filter_that_forbids_is_not_taken_for_an_expired_address(
    objects: HttpObjects, faulty: FaultyServer
) -> None:
    faulty.give(page_of_html(403))
    with pytest.raises(errors.RefusedError, match="on the way"):
        await read(objects, address(faulty))


async def test_a_web_page_that_was_asked_for_is_one(objects: HttpObjects, faulty: FaultyServer) -> None:
    faulty.give(page_of_html())
    assert await read(objects, address(faulty, "/report/index.html"))
    html = {"Content-Type": "text/html; charset=utf-8", "x-amz-request-id": "4711"}
    faulty.give(Reply(b"<html>", 200, html))
    assert await read(objects, address(faulty, "/files/3/report")) == b"<html>"


async def test_a_redirect_on_the_same_host_is_followed(objects: HttpObjects, faulty: FaultyServer) -> None:
    faulty.give(Reply(b"", 307, {"Location": "/there%2Fis?q=%2F%2B&r"}), Reply(b"here", 200, {}))
    assert await read(objects, address(faulty)) == b"here"
    assert faulty.received[1].path == "/there%2Fis"
    assert faulty.received[1].query == {"q": "/+", "r": ""}


@pytest.mark.parametrize(
    "location",
    [
        "http://other.example/x",
        "http://localhost:{port}/x",
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "http://u:p@127.0.0.1/",
    ],
)
async def test_a_redirect_elsewhere_is_refused(
    objects: HttpObjects, faulty: FaultyServer, location: str
) -> None:
    faulty.give(Reply(b"", 302, {"Location": location.format(port=faulty.port)}))
    with pytest.raises(errors.RefusedError):
        await read(objects, address(faulty))
    assert len(faulty.received) == 1


@pytest.mark.parametrize(
    "text",
    [
        "ftp://host/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://u@host/x",
        "http://h:x/",
    ],
)
async def test_an_address_that_is_not_plain_http_is_refused(objects: HttpObjects, text: str) -> None:
    with pytest.raises(errors.RefusedError):
        await read(objects, PresignedUrl(text))


async def test_a_cut_connection_gives_what_came_first(objects: HttpObjects, bucket: Bucket) -> None:
    bucket.faults.append(("cut", 5_000))
    found = bytearray()
    with pytest.raises(errors.UnreachableError, match="broke"):
        await gather(objects, bucket.url(), found)
    assert BODY.startswith(bytes(found))


async def test_silence_is_not_waited_for_for_ever(objects: HttpObjects, faulty: FaultyServer) -> None:
    faulty.give(Reply(is_late=True))
    with pytest.raises(errors.UnreachableError, match="in time"):
        await read(objects, address(faulty))


async def test_nobody_listening_is_unreachable(objects: HttpObjects) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(errors.UnreachableError, match="cannot be reached"):
        await read(objects, PresignedUrl(f"http://127.0.0.1:{port}/x"))


async def test_what_goes_wrong_in_the_callers_hands_stays_what_it_is(
    objects: HttpObjects, bucket: Bucket
) -> None:
    with pytest.raises(OSError, match="disk full"):
        async with objects.open(bucket.url()):
            raise OSError(28, "disk full")


async def test_a_proxy_of_the_environment_is_used_but_not_by_the_demo(
    bucket: Bucket, faulty: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", faulty.url)
    monkeypatch.setenv("http_proxy", faulty.url)
    faulty.give(Reply(b"by proxy", 200, {}))
    own, demo = HttpObjects(), HttpObjects(is_isolated=True)
    assert await read(own, bucket.url()) == b"by proxy"
    assert await read(demo, bucket.url()) == BODY
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert await read(own, bucket.url()) == BODY
    await own.close()
    await demo.close()


async def test_a_bundle_of_certificates_is_read_but_not_by_the_demo(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", "/no/such.pem")
    own, demo = HttpObjects(), HttpObjects(is_isolated=True)
    with pytest.raises(errors.SetupError, match="certificate authorities"):
        await read(own, bucket.url())
    assert await read(demo, bucket.url()) == BODY
    await own.close()
    await demo.close()


async def test_a_profile_that_does_not_exist_keeps_no_object_away(bucket: Bucket) -> None:
    own = HttpObjects("nosuch")
    assert await read(own, bucket.url()) == BODY
    await own.close()


async def test_after_closing_nothing_is_asked(objects: HttpObjects, bucket: Bucket) -> None:
    await read(objects, bucket.url())
    await objects.close()
    await objects.close()
    with pytest.raises(errors.UnreachableError, match="closed"):
        await read(objects, bucket.url())


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("bytes 0-9/10", (0, 10)),
        ("bytes 5-9/*", (5, None)),
        ("bytes */17", (None, 17)),
        ("bytes */*", (None, None)),
        ("", (None, None)),
        ("bytes x-y/z", (None, None)),
        ("bytes 0-9/" + "9" * 40, (None, None)),
    ],
)
def test_a_content_range_tells_where_a_part_begins(text: str, span: tuple[int | None, int | None]) -> None:
    assert read_span(text) == span
