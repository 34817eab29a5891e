from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from amplify_tui.services import errors
from amplify_tui.services.stored_body import PIECE, read_span
from tests.services.faulty_server import Reply
from tests.services.fetching import BODY, address, gather

if TYPE_CHECKING:
    from amplify_tui.services.object_reader import HttpObjects
    from tests.services.bucket import Bucket
    from tests.services.faulty_server import FaultyServer


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
