from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from amplify_tui.model.steps import PresignedUrl
from amplify_tui.services import errors
from amplify_tui.services.object_reader import HttpObjects
from tests.services.bucket import SECRET, Bucket
from tests.services.faulty_server import Reply
from tests.services.fetching import BODY, PATH, address, gather, read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.services.faulty_server import FaultyServer


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
